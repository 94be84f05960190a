"""Counting days: pure arithmetic on local dates and a frozen calendar.

Day 0, the trigger's local date, is never counted. A working day is a Monday to
Friday that the calendar does not list. Instants are in UTC; a due day ends with the
first instant of the next local day.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from hashlib import sha256
from typing import Annotated
from zoneinfo import ZoneInfo

from dateutil.relativedelta import relativedelta
from pydantic import AfterValidator

from rulebook.schema import Allowance, Calendar, Frozen, Unit

ONE_DAY = timedelta(days=1)
WEEKEND = {5: "Saturday", 6: "Sunday"}
_SATURDAY = 5
_MIDNIGHT = time()


class OutsideVerifiedRange(ValueError):
    """A day was asked about that nobody has verified; the calendar never guesses."""

    def __init__(self, calendar: WorkingCalendar) -> None:
        super().__init__(
            f"calendar {calendar.id} is verified only from {calendar.verified_from} "
            f"to {calendar.verified_to}: publish a version that covers the day and "
            "adopt it for the case, or correct the date"
        )


def _known(zone: str) -> str:
    try:
        zone_named(zone)
    except (LookupError, ValueError, OSError):
        raise ValueError("name a time zone of the IANA list") from None
    return zone


class WorkingCalendar(Frozen):
    """A calendar as a case carries it: nothing but what a count depends on.

    `days` maps each weekday that is not counted to its name, in order; weekends are
    left out. `digest` is the SHA-256 of every other field. `verified_from` and
    `verified_to` are inclusive. `zone` is an IANA name.
    """

    id: str
    version: str
    digest: str
    zone: Annotated[str, AfterValidator(_known)]
    verified_from: date
    verified_to: date
    days: dict[date, str]


class Skipped(Frozen):
    """A day that was not counted: "Saturday", "Sunday" or the holiday's name."""

    date: date
    why: str


def freeze_calendar(calendar: Calendar) -> WorkingCalendar:
    """The calendar's working part, with its digest.

    Names beside weekend days are dropped, for they change no count; so is provenance,
    which stays in the published file. Raises `ZoneInfoNotFoundError` for an unknown
    zone, here rather than at the first deadline.
    """
    zone_named(calendar.zone)
    listed = sorted((off.day, off.name) for off in calendar.days_off)
    frozen = WorkingCalendar(
        id=calendar.id,
        version=calendar.version,
        digest="",
        zone=calendar.zone,
        verified_from=calendar.verified_from,
        verified_to=calendar.verified_to,
        days={day: name for day, name in listed if day.weekday() < _SATURDAY},
    )
    return sealed_days(frozen)


def sealed_days(calendar: WorkingCalendar) -> WorkingCalendar:
    """The same calendar under the digest of what it now says."""
    said = calendar.model_dump_json(exclude={"digest"})
    digest = sha256(said.encode()).hexdigest()
    return calendar.model_copy(update={"digest": digest})


def is_working_day(day: date, calendar: WorkingCalendar) -> bool:
    """Whether `day` is counted. Raises `OutsideVerifiedRange`."""
    _judgeable(day, day, calendar)
    return _counts(day, calendar.days)


def shift(day: date, allowance: Allowance, calendar: WorkingCalendar) -> date:
    """The day `allowance` after `day`, or before it when `allowance.before`.

    Working days: the nth one after or before, `day` itself not counted. Months: the
    same day number, else the month's last day. A count of 0 gives `day` back. Raises
    `OutsideVerifiedRange` for working days that cannot be judged, and `ValueError`
    for a unit that nobody can count.
    """
    count = -allowance.count if allowance.before else allowance.count
    match allowance.unit:
        case Unit.WORKING_DAYS:
            return _nth_working_day(day, count, calendar)
        case Unit.CALENDAR_DAYS:
            return day + timedelta(days=count)
        case Unit.MONTHS:
            return day + relativedelta(months=count)
        case Unit.IMMEDIATELY | Unit.STATED:
            raise ValueError(f"the unit {allowance.unit} has no days to count")


def _nth_working_day(day: date, count: int, calendar: WorkingCalendar) -> date:
    """Looks at the ends of the walk alone: if both are verified, so is the rest."""
    step = ONE_DAY if count > 0 else -ONE_DAY
    left, days = abs(count), calendar.days
    if not left:
        return day
    _judgeable(day + step, day + step, calendar)
    while left:
        day += step
        if day.weekday() < _SATURDAY and day not in days:
            left -= 1
    _judgeable(day, day, calendar)
    return day


def count_between(start: date, end: date, calendar: WorkingCalendar) -> int:
    """How many working days lie after `start` up to and including `end`.

    0 when `end` is not after `start`. Raises `OutsideVerifiedRange`.
    """
    if end <= start:
        return 0
    _judgeable(start + ONE_DAY, end, calendar)
    days = calendar.days
    return len([day for day in _days_after(start, end) if _counts(day, days)])


def schedule_by(day: date, calendar: WorkingCalendar) -> date:
    """The last working day on or before `day`. Raises `OutsideVerifiedRange`."""
    while not is_working_day(day, calendar):
        day -= ONE_DAY
    return day


def skipped(start: date, end: date, calendar: WorkingCalendar) -> tuple[Skipped, ...]:
    """The days not counted on the way from `start` to `end`, earliest first.

    `start` is left out and `end` looked at, whichever of them comes first. Raises
    `OutsideVerifiedRange`.
    """
    if start == end:
        return ()
    onward = start < end
    low, high = (start, end) if onward else (end - ONE_DAY, start - ONE_DAY)
    _judgeable(low + ONE_DAY, high, calendar)
    days = calendar.days
    return tuple(
        Skipped(date=day, why=WEEKEND.get(day.weekday()) or days[day])
        for day in _days_after(low, high)
        if not _counts(day, days)
    )


def local_day(instant: datetime, zone: str) -> date:
    """The date on the wall in `zone` at `instant`, which must carry its offset."""
    return instant.astimezone(zone_named(zone)).date()


def start_of(day: date, zone: str) -> datetime:
    """The first instant of the local `day`, in UTC."""
    return datetime.combine(day, _MIDNIGHT, zone_named(zone)).astimezone(UTC)


def breach_at(day: date, zone: str) -> datetime:
    """The first instant that is too late for `day`: the next local day's first, UTC."""
    return start_of(day + ONE_DAY, zone)


def at_hour(day: date, hour: int, zone: str) -> datetime:
    """`hour`:00 of the local `day`, in UTC.

    An hour that happens twice is taken the first time; one that the clocks skip is
    the instant at which they skip it.
    """
    return datetime.combine(day, time(hour), zone_named(zone)).astimezone(UTC)


def first_working_moment(
    instant: datetime, hour: int, calendar: WorkingCalendar
) -> datetime:
    """The first `hour`:00 local, on a working day, at or after `instant`; in UTC.

    Outside the verified range every Monday to Friday is taken for a working day: this
    one function dates messages, not duties, and a message must go out even when the
    calendar has run out.
    """
    day = local_day(instant, calendar.zone)
    moment = at_hour(day, hour, calendar.zone)
    while moment < instant or not _counts(day, calendar.days):
        day += ONE_DAY
        moment = at_hour(day, hour, calendar.zone)
    return moment


@lru_cache(maxsize=64)
def zone_named(zone: str) -> ZoneInfo:
    """The time zone with this IANA name. Raises `ZoneInfoNotFoundError`."""
    return ZoneInfo(zone)


def _counts(day: date, days: Mapping[date, str]) -> bool:
    return day.weekday() < _SATURDAY and day not in days


def _judgeable(first: date, last: date, calendar: WorkingCalendar) -> None:
    if first < calendar.verified_from or last > calendar.verified_to:
        raise OutsideVerifiedRange(calendar)


def _days_after(start: date, end: date) -> Iterator[date]:
    return map(date.fromordinal, range(start.toordinal() + 1, end.toordinal() + 1))
