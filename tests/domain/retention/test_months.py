"""What a month refused goes when the time of its last day is over, not before."""

from __future__ import annotations

from domain.retention.months import is_over
from tests.dates import day


def test_the_last_day_of_the_month_decides() -> None:
    month = day("Mon 2026-11-02")

    assert not is_over(month, 90, day("Sun 2027-02-28"))
    assert is_over(month, 90, day("Mon 2027-03-01"))


def test_a_month_of_february_ends_on_its_own_last_day() -> None:
    leap = day("Tue 2028-02-01")

    assert not is_over(leap, 30, day("Thu 2028-03-30"))
    assert is_over(leap, 30, day("Fri 2028-03-31"))
