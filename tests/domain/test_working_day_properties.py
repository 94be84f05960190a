"""What holds of every count, whatever the day."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from domain.working_days import (
    breach_at,
    count_between,
    first_working_moment,
    is_working_day,
    local_day,
    schedule_by,
    shift,
    skipped,
    start_of,
)
from tests.domain.calendars import ENGLAND, after, before

ANY_SPEED = settings(deadline=None)
ONE_DAY = timedelta(days=1)
DAYS = st.dates(date(2026, 1, 6), date(2028, 12, 20))
EARLY = st.dates(date(2026, 1, 6), date(2027, 5, 1))
LATE = st.dates(date(2027, 9, 1), date(2028, 12, 29))
COUNTS = st.integers(1, 399)
ZONES = st.sampled_from(["Europe/London", "Europe/Isle_of_Man", "Europe/Guernsey"])
INSTANTS = st.datetimes(
    datetime(2026, 1, 6), datetime(2028, 12, 20), timezones=st.just(UTC)
)


def every_day(start: date, end: date) -> list[date]:
    """The days after `start` up to and including `end`."""
    return [start + ONE_DAY * n for n in range(1, (end - start).days + 1)]


@ANY_SPEED
@given(EARLY, COUNTS)
def test_counting_to_the_nth_working_day_after_gives_n(day: date, n: int) -> None:
    due = shift(day, after(n), ENGLAND)

    assert is_working_day(due, ENGLAND)
    assert count_between(day, due, ENGLAND) == n


@ANY_SPEED
@given(LATE, COUNTS)
def test_counting_from_the_nth_working_day_before_gives_n(day: date, n: int) -> None:
    start = shift(day, before(n), ENGLAND)

    assert is_working_day(start, ENGLAND)
    assert count_between(start - ONE_DAY, day - ONE_DAY, ENGLAND) == n


@ANY_SPEED
@given(EARLY.filter(lambda day: is_working_day(day, ENGLAND)), COUNTS)
def test_from_a_working_day_there_and_back_is_the_same_day(day: date, n: int) -> None:
    assert shift(shift(day, after(n), ENGLAND), before(n), ENGLAND) == day


@ANY_SPEED
@given(EARLY, COUNTS)
def test_a_day_later_is_never_due_earlier(day: date, n: int) -> None:
    due, next_due = (shift(d, after(n), ENGLAND) for d in (day, day + ONE_DAY))

    assert due <= next_due
    assert next_due < shift(day + ONE_DAY, after(n + 1), ENGLAND)


@ANY_SPEED
@given(DAYS, DAYS, DAYS)
def test_a_count_in_two_parts_is_the_whole(one: date, two: date, three: date) -> None:
    first, middle, last = sorted((one, two, three))
    parts = count_between(first, middle, ENGLAND) + count_between(middle, last, ENGLAND)

    assert parts == count_between(first, last, ENGLAND)


@ANY_SPEED
@given(DAYS, DAYS)
def test_every_day_is_counted_or_skipped_and_none_is_both(one: date, two: date) -> None:
    start, end = sorted((one, two))
    left_out = [each.date for each in skipped(start, end, ENGLAND)]

    assert left_out == [
        day for day in every_day(start, end) if not is_working_day(day, ENGLAND)
    ]
    assert len(left_out) + count_between(start, end, ENGLAND) == (end - start).days


@ANY_SPEED
@given(DAYS, DAYS)
def test_backwards_the_same_days_are_skipped_but_for_the_ends(
    one: date, two: date
) -> None:
    start, end = sorted((one, two))
    backwards = {each.date for each in skipped(end, start, ENGLAND)}
    forwards = {each.date for each in skipped(start, end, ENGLAND)}

    assert backwards - {start} == forwards - {end}


@ANY_SPEED
@given(DAYS)
def test_schedule_by_is_settled_at_once_and_leaves_no_working_day_out(
    day: date,
) -> None:
    by = schedule_by(day, ENGLAND)

    assert by <= day
    assert is_working_day(by, ENGLAND)
    assert schedule_by(by, ENGLAND) == by
    assert count_between(by, day, ENGLAND) == 0


@ANY_SPEED
@given(st.dates(date(1950, 1, 1), date(2099, 12, 31)), ZONES)
def test_a_day_is_missed_at_local_midnight_on_every_day_there_is(
    day: date, zone: str
) -> None:
    missed = breach_at(day, zone).astimezone(ZoneInfo(zone))

    assert (missed.date(), missed.hour, missed.minute) == (day + ONE_DAY, 0, 0)
    assert breach_at(day, zone) == start_of(day + ONE_DAY, zone)


@ANY_SPEED
@given(st.dates(date(1950, 1, 1), date(2099, 12, 31)), ZONES)
def test_an_instant_before_it_is_missed_a_day_is_still_that_day(
    day: date, zone: str
) -> None:
    assert local_day(start_of(day, zone), zone) == day
    assert local_day(breach_at(day, zone) - timedelta.resolution, zone) == day


@ANY_SPEED
@given(INSTANTS, st.integers(6, 12))
def test_a_message_goes_at_the_first_such_hour_that_there_is(
    instant: datetime, hour: int
) -> None:
    moment = first_working_moment(instant, hour, ENGLAND)
    local = moment.astimezone(ZoneInfo(ENGLAND.zone))

    assert moment >= instant
    assert (local.hour, local.minute, local.second) == (hour, 0, 0)
    assert is_working_day(local.date(), ENGLAND)
    between = every_day(local_day(instant, ENGLAND.zone), local.date() - ONE_DAY)
    assert not any(is_working_day(day, ENGLAND) for day in between)


def test_due_days_move_with_each_working_day_and_jump_over_none() -> None:
    triggers = every_day(date(2026, 12, 31), date(2027, 12, 31))
    due = [shift(day, after(15), ENGLAND) for day in triggers]

    for (one, two), (earlier, later) in zip(
        pairwise(triggers), pairwise(due), strict=True
    ):
        moved = count_between(earlier, later, ENGLAND)
        assert moved == int(is_working_day(two, ENGLAND)), one
