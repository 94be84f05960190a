"""Days become instants by the local clock, on the days it changes too."""

from __future__ import annotations

from datetime import timedelta

import pytest

from domain.working_days import (
    at_hour,
    breach_at,
    first_working_moment,
    local_day,
    start_of,
)
from tests.dates import day, instant
from tests.domain.calendars import ENGLAND

LONDON = "Europe/London"
ISLANDS = (LONDON, "Europe/Isle_of_Man", "Europe/Guernsey")


@pytest.mark.parametrize(
    ("due", "missed_at"),
    [
        ("Mon 2027-01-11", "Tue 2027-01-12 00:00Z"),
        ("Mon 2026-06-01", "Mon 2026-06-01 23:00Z"),  # summer time
        ("Sat 2027-03-27", "Sun 2027-03-28 00:00Z"),  # clocks forward an hour later
        ("Sun 2027-03-28", "Sun 2027-03-28 23:00Z"),  # a day of 23 hours
        ("Sat 2026-10-24", "Sat 2026-10-24 23:00Z"),
        ("Sun 2026-10-25", "Mon 2026-10-26 00:00Z"),  # a day of 25 hours
        ("Tue 2028-02-29", "Wed 2028-03-01 00:00Z"),
        ("Fri 2027-12-31", "Sat 2028-01-01 00:00Z"),
    ],
)
@pytest.mark.parametrize("zone", ISLANDS)
def test_a_day_is_missed_at_the_first_instant_of_the_next_local_day(
    due: str, missed_at: str, zone: str
) -> None:
    assert breach_at(day(due), zone) == instant(missed_at)
    assert breach_at(day(due), zone).utcoffset() == timedelta(0)


@pytest.mark.parametrize(
    ("text", "hours"),
    [("Sun 2027-03-28", 23), ("Sun 2026-10-25", 25), ("Mon 2026-11-02", 24)],
)
def test_a_local_day_is_as_long_as_the_clocks_make_it(text: str, hours: int) -> None:
    length = breach_at(day(text), LONDON) - start_of(day(text), LONDON)

    assert length == timedelta(hours=hours)


@pytest.mark.parametrize(
    ("moment", "text"),
    [
        ("Mon 2026-06-01 22:59Z", "Mon 2026-06-01"),
        ("Mon 2026-06-01 23:00Z", "Tue 2026-06-02"),
        ("Sat 2026-10-24 23:00Z", "Sun 2026-10-25"),
        ("Sun 2026-10-25 23:59Z", "Sun 2026-10-25"),
        ("Thu 2026-12-31 23:59Z", "Thu 2026-12-31"),
    ],
)
def test_the_day_of_an_instant_is_the_one_on_the_wall(moment: str, text: str) -> None:
    assert local_day(instant(moment), LONDON) == day(text)


@pytest.mark.parametrize(
    ("text", "hour", "moment"),
    [
        ("Fri 2026-10-23", 8, "Fri 2026-10-23 07:00Z"),
        ("Mon 2026-10-26", 8, "Mon 2026-10-26 08:00Z"),
        ("Sun 2027-03-28", 1, "Sun 2027-03-28 01:00Z"),  # an hour that is skipped
        ("Sun 2026-10-25", 1, "Sun 2026-10-25 00:00Z"),  # an hour that comes twice
    ],
)
def test_an_hour_is_local(text: str, hour: int, moment: str) -> None:
    assert at_hour(day(text), hour, LONDON) == instant(moment)


@pytest.mark.parametrize(
    ("moment", "first"),
    [
        ("Mon 2026-11-02 07:59Z", "Mon 2026-11-02 08:00Z"),
        ("Mon 2026-11-02 08:00Z", "Mon 2026-11-02 08:00Z"),
        ("Mon 2026-11-02 08:01Z", "Tue 2026-11-03 08:00Z"),
        ("Fri 2026-10-23 17:00Z", "Mon 2026-10-26 08:00Z"),  # over the clocks
        ("Thu 2026-12-24 09:00Z", "Tue 2026-12-29 08:00Z"),
        ("Mon 2026-06-01 23:30Z", "Tue 2026-06-02 07:00Z"),  # past local midnight
    ],
)
def test_a_message_goes_at_the_hour_of_the_first_working_day(
    moment: str, first: str
) -> None:
    assert first_working_moment(instant(moment), 8, ENGLAND) == instant(first)


@pytest.mark.parametrize(
    ("moment", "first"),
    [
        ("Mon 2029-12-24 09:00Z", "Tue 2029-12-25 08:00Z"),
        ("Fri 2029-11-02 09:00Z", "Mon 2029-11-05 08:00Z"),
        ("Sat 2025-11-01 09:00Z", "Mon 2025-11-03 08:00Z"),
    ],
)
def test_a_message_still_goes_on_a_weekday_when_the_calendar_has_run_out(
    moment: str, first: str
) -> None:
    assert first_working_moment(instant(moment), 8, ENGLAND) == instant(first)
