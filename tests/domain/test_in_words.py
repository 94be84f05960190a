"""Days and instants as letters say them."""

from __future__ import annotations

import pytest

from domain.in_words import day_in_words, moment_in_words
from tests.dates import day, instant


def test_a_day_is_said_with_its_weekday_and_without_a_leading_zero() -> None:
    assert day_in_words(day("Tue 2027-06-01")) == "Tuesday 1 June 2027"


@pytest.mark.parametrize(
    ("at", "zone", "said"),
    [
        (
            "Mon 2027-01-11 10:00Z",
            "Europe/London",
            "Monday 11 January 2027 at 10:00",
        ),
        (
            "Mon 2027-07-12 23:30Z",
            "Europe/London",
            "Tuesday 13 July 2027 at 00:30",
        ),
        (
            "Sun 2027-03-28 01:00Z",
            "Europe/Guernsey",
            "Sunday 28 March 2027 at 02:00",
        ),
        (
            "Sun 2027-10-31 01:05Z",
            "Europe/Isle_of_Man",
            "Sunday 31 October 2027 at 01:05",
        ),
    ],
)
def test_an_instant_is_said_by_the_clock_on_the_wall(
    at: str, zone: str, said: str
) -> None:
    assert moment_in_words(instant(at), zone) == said
