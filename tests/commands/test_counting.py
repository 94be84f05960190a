"""Working-day arithmetic: what `vigil days` prints."""

from __future__ import annotations

import pytest

from commands.counting import BadOffset, EndBeforeStart, days_after, days_until
from domain.working_days import OutsideVerifiedRange
from tests.dates import day
from tests.domain.calendars import published

ENGLAND = published()


def test_a_date_comes_with_what_was_left_out_and_when_it_is_missed() -> None:
    assert days_after(ENGLAND, day("Thu 2026-12-24"), "1wd") == {
        "date": "2026-12-29",
        "schedule_by": "2026-12-29",
        "breach_at": "2026-12-30T00:00:00+00:00",
        "skipped": [
            {"date": "2026-12-25", "why": "Christmas Day"},
            {"date": "2026-12-26", "why": "Saturday"},
            {"date": "2026-12-27", "why": "Sunday"},
            {"date": "2026-12-28", "why": "Boxing Day (substitute)"},
        ],
    }


@pytest.mark.parametrize(
    ("start", "offset", "date", "by", "missed_at"),
    [
        ("Wed 2026-12-16", "15wd", "2027-01-11", "2027-01-11", "2027-01-12T00:00"),
        ("Wed 2026-12-16", "+15wd", "2027-01-11", "2027-01-11", "2027-01-12T00:00"),
        ("Mon 2027-01-11", "-4wd", "2027-01-05", "2027-01-05", "2027-01-06T00:00"),
        ("Sun 2026-12-27", "3mo", "2027-03-27", "2027-03-25", "2027-03-28T00:00"),
        ("Mon 2026-11-02", "7d", "2026-11-09", "2026-11-09", "2026-11-10T00:00"),
        ("Mon 2026-11-02", "2w", "2026-11-16", "2026-11-16", "2026-11-17T00:00"),
        ("Mon 2026-11-16", "-2w", "2026-11-02", "2026-11-02", "2026-11-03T00:00"),
        ("Mon 2026-11-02", "0wd", "2026-11-02", "2026-11-02", "2026-11-03T00:00"),
    ],
)
def test_an_offset_is_working_days_days_weeks_or_months(
    start: str, offset: str, date: str, by: str, missed_at: str
) -> None:
    found = days_after(ENGLAND, day(start), offset)

    assert (found["date"], found["schedule_by"]) == (date, by)
    assert found["breach_at"] == f"{missed_at}:00+00:00"


@pytest.mark.parametrize(
    ("start", "missed_at"),
    [
        ("Mon 2026-06-01", "2026-06-03T00:00:00+01:00"),
        ("Sat 2026-10-24", "2026-10-26T00:00:00+00:00"),
        ("Sat 2027-03-27", "2027-03-29T00:00:00+01:00"),
    ],
)
def test_the_instant_is_written_with_the_offset_of_that_day(
    start: str, missed_at: str
) -> None:
    assert days_after(ENGLAND, day(start), "1d")["breach_at"] == missed_at


def test_months_beyond_the_calendar_have_no_last_working_day() -> None:
    found = days_after(ENGLAND, day("Wed 2028-12-27"), "3mo")

    assert (found["date"], found["schedule_by"]) == ("2029-03-27", None)
    assert found["skipped"] == []


@pytest.mark.parametrize(
    "offset",
    ["", "15", "wd", "15 wd", "15WD", "--4wd", "1.5d", "401wd", "58w", "15wdx"],
)
def test_an_offset_that_cannot_be_read_is_refused_with_what_to_write(
    offset: str,
) -> None:
    with pytest.raises(BadOffset, match=r"such as 15wd .*, -4wd .*, 3mo .*, 7d .* 2w"):
        days_after(ENGLAND, day("Mon 2026-11-02"), offset)


def test_working_days_that_nobody_verified_are_refused() -> None:
    with pytest.raises(OutsideVerifiedRange, match="2026-01-01 to 2028-12-31"):
        days_after(ENGLAND, day("Wed 2028-12-27"), "15wd")
    with pytest.raises(OutsideVerifiedRange):
        days_until(ENGLAND, day("Wed 2028-12-27"), day("Mon 2029-01-01"))


def test_working_days_until_an_end_take_the_end_in() -> None:
    start, end = day("Wed 2026-12-16"), day("Mon 2027-01-11")

    assert days_until(ENGLAND, start, end) == {"working_days": 15}
    assert days_until(ENGLAND, start, start) == {"working_days": 0}


def test_an_end_before_its_start_is_refused() -> None:
    with pytest.raises(EndBeforeStart, match="write the earlier day first"):
        days_until(ENGLAND, day("Mon 2027-01-11"), day("Wed 2026-12-16"))
