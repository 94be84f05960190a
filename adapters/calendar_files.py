"""An appointment as a calendar file (RFC 5545), which says when and nothing of what.

It names nobody but the sender, and lists nobody who comes. The same appointment asked
for at the same instant gives the same bytes.
"""

from __future__ import annotations

import unicodedata
from datetime import UTC, date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from icalendar import CLASS, STATUS, Calendar, Event, vCalAddress

from domain.letters import Appointment

PRODUCT: Final = "-//Vigil//Appointments//EN"
SUMMARY: Final = "Meeting"
#: How far around the appointment its time zone's changes of the clock are told.
YEARS: Final = 1
#: Unicode's categories of what ends a line, steers a device or is half a character.
CONTROLS: Final = frozenset({"Cc", "Zl", "Zp", "Cs"})


class IcalendarFiles:
    """activities.ports.CalendarFiles. `sender`: the address that letters come from."""

    def __init__(self, sender: str) -> None:
        self._sender = sender

    def file(self, appointment: Appointment, place: str, at: datetime) -> bytes:
        """The calendar file as of `at`. `place` is left out when it is empty.

        Raises ZoneInfoNotFoundError for a time zone that nobody knows.
        """
        event = self._event(appointment, place, at)
        # Not `Calendar.new`, which makes up an identity for every file.
        calendar = Calendar()
        calendar.add("version", "2.0")
        calendar.add("prodid", PRODUCT)
        calendar.add("method", appointment.method)
        calendar.add_component(event)
        year = appointment.starts_at.year
        calendar.add_missing_timezones(
            date(year - YEARS, 1, 1), date(year + YEARS + 1, 1, 1)
        )
        return bytes(calendar.to_ical())

    def _event(self, appointment: Appointment, place: str, at: datetime) -> Event:
        zone = ZoneInfo(appointment.zone)
        starts = appointment.starts_at.astimezone(UTC)
        ends = starts + timedelta(minutes=appointment.minutes)
        cancelled = appointment.cancelled
        return Event.new(
            uid=appointment.uid,
            sequence=appointment.revision,
            summary=SUMMARY,
            classification=CLASS.PRIVATE,
            status=STATUS.CANCELLED if cancelled else STATUS.CONFIRMED,
            start=starts.astimezone(zone),
            end=ends.astimezone(zone),
            stamp=at.astimezone(UTC),
            location=_on_one_line(place) or None,
            organizer=vCalAddress(f"mailto:{self._sender}"),
        )


def _on_one_line(place: str) -> str:
    """Line ends and controls become spaces: some calendars heed them unescaped."""
    plain = (" " if unicodedata.category(c) in CONTROLS else c for c in place)
    return " ".join("".join(plain).split())
