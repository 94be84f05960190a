"""Days and instants as people say them: always with the weekday, in English."""

from __future__ import annotations

from datetime import date, datetime

from domain.working_days import zone_named


def day_in_words(day: date) -> str:
    """A local date: "Monday 11 January 2027"."""
    return f"{day:%A} {day.day} {day:%B %Y}"


def moment_in_words(instant: datetime, zone: str) -> str:
    """An instant as the clock on the wall shows it in `zone`.

    "Monday 11 January 2027 at 10:00". Raises `ZoneInfoNotFoundError`.
    """
    local = instant.astimezone(zone_named(zone))
    return f"{day_in_words(local.date())} at {local:%H:%M}"
