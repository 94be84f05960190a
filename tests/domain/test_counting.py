"""The sentence a practitioner reads under a date."""

from __future__ import annotations

import pytest

from domain.counting import count, in_words
from domain.working_days import freeze_calendar
from rulebook.schema import Allowance, Unit
from tests.dates import day
from tests.domain.calendars import ENGLAND, HOLIDAYS, after, before, published

MONTHS, DAYS = Unit.MONTHS, Unit.CALENDAR_DAYS


@pytest.mark.parametrize(
    ("start", "allowance", "said"),
    [
        (
            "Wed 2026-12-16",
            after(15),
            "Due by the end of Monday 11 January 2027: 15 working days after "
            "16 December 2026; 25 and 28 December and 1 January are not counted.",
        ),
        (
            "Mon 2026-11-02",
            after(10),
            "Due by the end of Monday 16 November 2026: 10 working days after "
            "2 November 2026.",
        ),
        (
            "Fri 2026-05-22",
            after(1),
            "Due by the end of Tuesday 26 May 2026: 1 working day after "
            "22 May 2026; 25 May is not counted.",
        ),
        (
            "Tue 2026-04-07",
            before(1),
            "Due by the end of Thursday 2 April 2026: 1 working day before "
            "7 April 2026; 3 and 6 April are not counted.",
        ),
        (
            "Mon 2026-03-23",
            after(45),
            "Due by the end of Friday 29 May 2026: 45 working days after "
            "23 March 2026; 3 and 6 April and 4 and 25 May are not counted.",
        ),
        (
            "Mon 2026-09-14",
            after(3, MONTHS),
            "Due by the end of Monday 14 December 2026: 3 months after "
            "14 September 2026.",
        ),
        (
            "Sun 2026-12-27",
            after(3, MONTHS),
            "Due by the end of Saturday 27 March 2027: 3 months after "
            "27 December 2026; the last working day before it is "
            "Thursday 25 March 2027.",
        ),
        (
            "Mon 2026-11-02",
            after(7, DAYS),
            "Due by the end of Monday 9 November 2026: 7 days after 2 November 2026.",
        ),
        (
            "Wed 2028-12-27",
            after(1, MONTHS),
            "Due by the end of Saturday 27 January 2029: 1 month after "
            "27 December 2028; the calendar does not reach it, so its last working "
            "day is not known.",
        ),
        (
            "Mon 2026-11-02",
            after(0),
            "Due by the end of Monday 2 November 2026: the same day.",
        ),
    ],
)
def test_a_date_is_told_with_its_count_and_the_holidays_left_out(
    start: str, allowance: Allowance, said: str
) -> None:
    assert in_words(count(day(start), allowance, ENGLAND)) == said


def test_holidays_of_the_same_month_in_two_years_are_told_with_their_years() -> None:
    few = ("Fri 2026-12-25", "Mon 2026-12-28", "Mon 2027-12-27")
    calendar = freeze_calendar(published({text: HOLIDAYS[text] for text in few}))

    assert in_words(count(day("Thu 2026-12-24"), after(261), calendar)) == (
        "Due by the end of Wednesday 29 December 2027: 261 working days after "
        "24 December 2026; 25 and 28 December 2026 and 27 December 2027 are not "
        "counted."
    )
