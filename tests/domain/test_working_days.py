"""Counting days, by tables worked out by hand."""

from __future__ import annotations

import pytest

from domain.working_days import (
    count_between,
    is_working_day,
    schedule_by,
    shift,
    skipped,
)
from rulebook.schema import Allowance, Unit
from tests.dates import day
from tests.domain.calendars import ENGLAND, after, before


@pytest.mark.parametrize(
    ("start", "count", "due"),
    [
        ("Mon 2026-11-02", 15, "Mon 2026-11-23"),  # three plain weeks
        ("Fri 2026-12-04", 15, "Tue 2026-12-29"),  # Christmas Day, a substitute Monday
        ("Wed 2026-12-16", 15, "Mon 2027-01-11"),  # those two and New Year's Day
        ("Thu 2026-12-24", 1, "Tue 2026-12-29"),
        ("Fri 2027-12-24", 1, "Wed 2027-12-29"),  # both substitutes
        ("Thu 2027-12-30", 2, "Tue 2028-01-04"),  # New Year's Day on a Saturday
        ("Fri 2026-03-20", 15, "Tue 2026-04-14"),  # Easter, across the clocks forward
        ("Thu 2026-04-02", 1, "Tue 2026-04-07"),
        ("Wed 2028-04-05", 7, "Tue 2028-04-18"),
        ("Fri 2026-03-27", 1, "Mon 2026-03-30"),  # clocks forward on the Sunday
        ("Fri 2026-10-23", 1, "Mon 2026-10-26"),  # clocks back on the Sunday
        ("Mon 2028-02-28", 1, "Tue 2028-02-29"),  # the leap day is a working day
        ("Tue 2028-02-29", 1, "Wed 2028-03-01"),
        ("Thu 2026-04-30", 1, "Fri 2026-05-01"),  # the end of a month
        ("Fri 2026-05-01", 1, "Tue 2026-05-05"),
        ("Mon 2026-11-02", 1, "Tue 2026-11-03"),
        ("Mon 2026-11-02", 0, "Mon 2026-11-02"),
    ],
)
def test_within_n_working_days_is_the_nth_working_day_after(
    start: str, count: int, due: str
) -> None:
    assert shift(day(start), after(count), ENGLAND) == day(due)


@pytest.mark.parametrize(
    ("start", "count", "due"),
    [
        ("Sat 2026-11-07", 1, "Mon 2026-11-09"),
        ("Sun 2026-11-08", 1, "Mon 2026-11-09"),
        ("Sat 2026-11-07", 15, "Fri 2026-11-27"),
        ("Fri 2026-12-25", 1, "Tue 2026-12-29"),
        ("Sun 2026-12-27", 1, "Tue 2026-12-29"),
        ("Mon 2026-12-28", 15, "Tue 2027-01-19"),
        ("Fri 2027-03-26", 1, "Tue 2027-03-30"),
    ],
)
def test_day_one_of_a_trigger_off_work_is_the_first_working_day_after(
    start: str, count: int, due: str
) -> None:
    assert shift(day(start), after(count), ENGLAND) == day(due)


@pytest.mark.parametrize(
    ("conference", "count", "due"),
    [
        ("Mon 2027-01-11", 4, "Tue 2027-01-05"),
        ("Mon 2027-01-04", 1, "Thu 2026-12-31"),  # over New Year's Day
        ("Mon 2027-01-04", 4, "Thu 2026-12-24"),  # and over Christmas
        ("Tue 2026-04-07", 1, "Thu 2026-04-02"),  # over Easter
        ("Wed 2028-03-01", 1, "Tue 2028-02-29"),
        ("Sun 2026-11-08", 1, "Fri 2026-11-06"),
        ("Mon 2026-12-28", 1, "Thu 2026-12-24"),
        ("Mon 2026-11-09", 0, "Mon 2026-11-09"),
    ],
)
def test_n_working_days_before_is_the_nth_working_day_before(
    conference: str, count: int, due: str
) -> None:
    assert shift(day(conference), before(count), ENGLAND) == day(due)


@pytest.mark.parametrize(
    ("held", "allowance", "due"),
    [
        ("Mon 2026-09-14", after(3, Unit.MONTHS), "Mon 2026-12-14"),
        ("Mon 2026-08-31", after(6, Unit.MONTHS), "Sun 2027-02-28"),
        ("Wed 2026-09-30", after(4, Unit.MONTHS), "Sat 2027-01-30"),
        ("Tue 2027-11-30", after(3, Unit.MONTHS), "Tue 2028-02-29"),
        ("Tue 2028-02-29", after(12, Unit.MONTHS), "Wed 2029-02-28"),
        ("Sun 2027-02-28", after(1, Unit.MONTHS), "Sun 2027-03-28"),
        ("Fri 2026-09-25", after(3, Unit.MONTHS), "Fri 2026-12-25"),
        ("Mon 2027-05-31", before(3, Unit.MONTHS), "Sun 2027-02-28"),
        ("Fri 2027-01-15", before(1, Unit.MONTHS), "Tue 2026-12-15"),
        ("Sun 2027-01-31", after(0, Unit.MONTHS), "Sun 2027-01-31"),
    ],
)
def test_months_run_to_the_same_day_number_or_else_the_last_of_the_month(
    held: str, allowance: Allowance, due: str
) -> None:
    assert shift(day(held), allowance, ENGLAND) == day(due)


@pytest.mark.parametrize(
    ("start", "allowance", "due"),
    [
        ("Wed 2026-12-23", after(5, Unit.CALENDAR_DAYS), "Mon 2026-12-28"),
        ("Mon 2028-02-28", after(2, Unit.CALENDAR_DAYS), "Wed 2028-03-01"),
        ("Mon 2026-11-02", before(2, Unit.CALENDAR_DAYS), "Sat 2026-10-31"),
        ("Mon 2026-11-02", after(0, Unit.CALENDAR_DAYS), "Mon 2026-11-02"),
    ],
)
def test_calendar_days_count_every_day(
    start: str, allowance: Allowance, due: str
) -> None:
    assert shift(day(start), allowance, ENGLAND) == day(due)


@pytest.mark.parametrize("unit", [Unit.IMMEDIATELY, Unit.STATED])
def test_a_unit_that_nobody_can_count_is_refused(unit: Unit) -> None:
    with pytest.raises(ValueError, match="has no days to count"):
        shift(day("Mon 2026-11-02"), after(0, unit), ENGLAND)


@pytest.mark.parametrize(
    ("text", "counted"),
    [
        ("Mon 2026-11-02", True),
        ("Sat 2026-11-07", False),
        ("Sun 2026-11-08", False),
        ("Fri 2026-12-25", False),
        ("Mon 2026-12-28", False),
        ("Tue 2028-02-29", True),
        ("Thu 2026-01-01", False),  # the first day of the range
        ("Fri 2028-12-29", True),
    ],
)
def test_a_working_day_is_a_weekday_the_calendar_does_not_list(
    text: str, counted: bool
) -> None:
    assert is_working_day(day(text), ENGLAND) is counted


@pytest.mark.parametrize(
    ("start", "end", "count"),
    [
        ("Wed 2026-12-16", "Mon 2027-01-11", 15),
        ("Thu 2026-12-24", "Thu 2026-12-31", 3),
        ("Thu 2026-12-24", "Mon 2026-12-28", 0),
        ("Fri 2026-11-06", "Mon 2026-11-09", 1),
        ("Sat 2026-11-07", "Mon 2026-11-09", 1),
        ("Mon 2026-11-09", "Mon 2026-11-09", 0),
        ("Mon 2026-11-09", "Mon 2026-11-02", 0),
        ("Thu 2026-12-31", "Fri 2027-12-31", 253),  # 261 weekdays, 8 holidays
    ],
)
def test_a_count_leaves_the_start_out_and_takes_the_end_in(
    start: str, end: str, count: int
) -> None:
    assert count_between(day(start), day(end), ENGLAND) == count


@pytest.mark.parametrize(
    ("due", "by"),
    [
        ("Mon 2026-11-02", "Mon 2026-11-02"),
        ("Sun 2027-02-28", "Fri 2027-02-26"),
        ("Mon 2027-03-29", "Thu 2027-03-25"),
        ("Mon 2026-12-28", "Thu 2026-12-24"),
        ("Sat 2028-01-01", "Fri 2027-12-31"),
        ("Tue 2027-12-28", "Fri 2027-12-24"),
    ],
)
def test_schedule_by_is_the_last_working_day_on_or_before(due: str, by: str) -> None:
    assert schedule_by(day(due), ENGLAND) == day(by)


def why(start: str, end: str) -> list[tuple[str, str]]:
    found = skipped(day(start), day(end), ENGLAND)
    return [(f"{each.date:%a} {each.date}", each.why) for each in found]


def test_the_days_not_counted_come_each_with_its_reason() -> None:
    assert why("Wed 2026-12-23", "Tue 2026-12-29") == [
        ("Fri 2026-12-25", "Christmas Day"),
        ("Sat 2026-12-26", "Saturday"),
        ("Sun 2026-12-27", "Sunday"),
        ("Mon 2026-12-28", "Boxing Day (substitute)"),
    ]


def test_the_days_not_counted_leave_the_start_out_and_take_the_end_in() -> None:
    assert why("Fri 2026-12-25", "Sat 2026-12-26") == [("Sat 2026-12-26", "Saturday")]
    assert why("Sun 2026-12-27", "Sat 2026-12-26") == [("Sat 2026-12-26", "Saturday")]
    assert why("Sat 2026-12-26", "Sat 2026-12-26") == []


def test_the_days_not_counted_backwards_are_told_in_the_order_of_the_calendar() -> None:
    assert why("Tue 2026-04-07", "Thu 2026-04-02") == [
        ("Fri 2026-04-03", "Good Friday"),
        ("Sat 2026-04-04", "Saturday"),
        ("Sun 2026-04-05", "Sunday"),
        ("Mon 2026-04-06", "Easter Monday"),
    ]
