"""Counting: a due day with the working that led to it, and the sentence for it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from itertools import groupby

from pydantic import Field

from domain.ids import Instant
from domain.working_days import (
    OutsideVerifiedRange,
    Skipped,
    WorkingCalendar,
    breach_at,
    schedule_by,
    shift,
    skipped,
)
from rulebook.schema import Allowance, Code, Frozen, Unit

#: The units that have days to count, one of each and several.
UNITS = {
    Unit.WORKING_DAYS: ("working day", "working days"),
    Unit.CALENDAR_DAYS: ("day", "days"),
    Unit.MONTHS: ("month", "months"),
}


class Reckoning(Frozen):
    """A due day and how it was counted from `anchor_day`, both local dates of `zone`.

    `skipped`: for working days, each day not counted from the anchor to the due day;
    for days and months, each day from the last working day to the due day.
    `schedule_by`: the last working day on or before the due day; null where the
    calendar does not reach. `breach_at`: the first instant that is too late, in UTC.
    """

    anchor_day: date
    count: int = Field(ge=0)
    unit: Unit
    before: bool
    calendar_id: Code
    calendar_version: Code
    calendar_digest: str
    zone: str
    skipped: tuple[Skipped, ...]
    due_on: date
    schedule_by: date | None
    breach_at: Instant

    @property
    def walked(self) -> bool:
        """Whether working days were counted one by one to reach the due day."""
        return self.unit is Unit.WORKING_DAYS and self.count > 0


def count(day: date, allowance: Allowance, calendar: WorkingCalendar) -> Reckoning:
    """Count `allowance` from `day`, and keep the working.

    Raises `OutsideVerifiedRange` for working days that cannot be judged, `ValueError`
    for a unit that has no days to count.
    """
    due_on = shift(day, allowance, calendar)
    by = _last_working_day(due_on, calendar)
    walked = allowance.unit is Unit.WORKING_DAYS and allowance.count
    start = day if walked else by
    return Reckoning(
        anchor_day=day,
        count=allowance.count,
        unit=allowance.unit,
        before=allowance.before,
        calendar_id=calendar.id,
        calendar_version=calendar.version,
        calendar_digest=calendar.digest,
        zone=calendar.zone,
        skipped=skipped(start, due_on, calendar) if start else (),
        due_on=due_on,
        schedule_by=by,
        breach_at=breach_at(due_on, calendar.zone),
    )


def in_words(reckoning: Reckoning) -> str:
    """The sentence a practitioner reads: the due day, and why that day.

    Names the holidays by date, since weekends need no telling. For days and months it
    names the last working day instead, where that is not the due day itself.
    """
    due = f"Due by the end of {reckoning.due_on:%A} {_day(reckoning.due_on)}"
    return f"{due}: {_counted_from(reckoning)}{_remark(reckoning)}."


def _counted_from(reckoning: Reckoning) -> str:
    if not reckoning.count:
        return "the same day"
    one, many = UNITS[reckoning.unit]
    side = "before" if reckoning.before else "after"
    unit = one if reckoning.count == 1 else many
    return f"{reckoning.count} {unit} {side} {_day(reckoning.anchor_day)}"


def _remark(reckoning: Reckoning) -> str:
    by = reckoning.schedule_by
    if by is None:
        return "; the calendar does not reach it, so its last working day is not known"
    if by != reckoning.due_on:
        return f"; the last working day before it is {by:%A} {_day(by)}"
    holidays = [each.date for each in reckoning.skipped if each.date.weekday() < 5]
    if not holidays:
        return ""
    verb = "is" if len(holidays) == 1 else "are"
    return f"; {_days(holidays)} {verb} not counted"


def _days(days: list[date]) -> str:
    """25 and 28 December and 1 January; with years where a month comes twice."""
    months = {(day.year, day.month) for day in days}
    twice = len({month for _, month in months}) < len(months)
    style = "%B %Y" if twice else "%B"
    grouped = groupby(days, key=lambda day: day.strftime(style))
    return _listed([f"{_numbers(group)} {month}" for month, group in grouped])


def _numbers(days: Iterable[date]) -> str:
    return _listed([str(day.day) for day in days])


def _listed(words: list[str]) -> str:
    *first, last = words
    return f"{', '.join(first)} and {last}" if first else last


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def _last_working_day(day: date, calendar: WorkingCalendar) -> date | None:
    try:
        return schedule_by(day, calendar)
    except OutsideVerifiedRange:
        return None
