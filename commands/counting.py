"""Working-day arithmetic for `vigil days`: one date and why, or a count to an end."""

from __future__ import annotations

import re
from datetime import date
from typing import TypedDict

from domain.counting import count
from domain.working_days import count_between, freeze_calendar, zone_named
from rulebook.schema import Allowance, Calendar, Unit

_OFFSET = re.compile(r"(?P<sign>[+-]?)(?P<count>\d{1,3})(?P<unit>wd|d|w|mo)")
_DAYS_IN_A_WEEK = 7
_LONGEST = 400
_UNITS = {
    "wd": Unit.WORKING_DAYS,
    "d": Unit.CALENDAR_DAYS,
    "w": Unit.CALENDAR_DAYS,
    "mo": Unit.MONTHS,
}


class BadOffset(ValueError):
    """An offset that cannot be read. Says what to write."""

    def __init__(self) -> None:
        super().__init__(
            "write a number and a unit, such as 15wd (working days), -4wd (before), "
            f"3mo (months), 7d (days) or 2w (weeks); at most {_LONGEST} days or months"
        )


class EndBeforeStart(ValueError):
    """An end that is earlier than its start."""

    def __init__(self) -> None:
        super().__init__("the end is before the start: write the earlier day first")


class SkippedDay(TypedDict):
    """A day not counted, in ISO form, and why."""

    date: str
    why: str


class DaysAfter(TypedDict):
    """The day reached. Dates in ISO form, `breach_at` with its local offset from UTC.

    `schedule_by` is null where the calendar does not reach.
    """

    date: str
    schedule_by: str | None
    breach_at: str
    skipped: list[SkippedDay]


class DaysUntil(TypedDict):
    """How many working days lie after the start, up to and including the end."""

    working_days: int


def parse_offset(offset: str) -> Allowance:
    """An allowance from `15wd`, `-4wd`, `3mo`, `7d` or `2w`. Raises `BadOffset`."""
    match = _OFFSET.fullmatch(offset)
    if match is None:
        raise BadOffset
    number = int(match["count"])
    if match["unit"] == "w":
        number *= _DAYS_IN_A_WEEK
    if number > _LONGEST:
        raise BadOffset
    return Allowance(
        count=number, unit=_UNITS[match["unit"]], before=match["sign"] == "-"
    )


def days_after(calendar: Calendar, start: date, offset: str) -> DaysAfter:
    """The day `offset` after `start`, `start` itself not counted.

    Raises `BadOffset`, and `OutsideVerifiedRange` for working days that the calendar
    cannot judge.
    """
    reckoning = count(start, parse_offset(offset), freeze_calendar(calendar))
    by, zone = reckoning.schedule_by, zone_named(reckoning.zone)
    return {
        "date": reckoning.due_on.isoformat(),
        "schedule_by": by.isoformat() if by else None,
        "breach_at": reckoning.breach_at.astimezone(zone).isoformat(),
        "skipped": [
            {"date": each.date.isoformat(), "why": each.why}
            for each in reckoning.skipped
        ],
    }


def days_until(calendar: Calendar, start: date, end: date) -> DaysUntil:
    """Working days after `start` up to `end`.

    Raises `EndBeforeStart`, and `OutsideVerifiedRange` for days that the calendar
    cannot judge.
    """
    if end < start:
        raise EndBeforeStart
    return {"working_days": count_between(start, end, freeze_calendar(calendar))}
