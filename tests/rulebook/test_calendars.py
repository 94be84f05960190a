"""The published calendars, held against the packages and the official lists."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from holidays import country_holidays

from adapters.calendars import load_calendar
from rulebook.schema import Calendar
from tests.dates import day
from tools.make_calendars import from_gov_uk

CALENDARS = ("england-and-wales", "isle-of-man", "guernsey")
GOV_UK = from_gov_uk("england-and-wales")
NEWEST = max(GOV_UK)
NEW_YEARS_NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)


def days(text: str) -> set[date]:
    return {day(line.strip()) for line in text.split(",")}


def off(calendar: str, year: int | None = None) -> set[date]:
    listed = {each.day for each in load_calendar(calendar).days_off}
    return {each for each in listed if year in (None, each.year)}


def named(calendar: str, day: date) -> str:
    (name,) = (o.name for o in load_calendar(calendar).days_off if o.day == day)
    return name


def said(calendar: str, day: date) -> str:
    (off,) = (o for o in load_calendar(calendar).days_off if o.day == day)
    return " ".join(off.provenance)


def weekdays(first: date, last: date) -> list[date]:
    count = (last - first).days + 1
    every = (first + timedelta(days=number) for number in range(count))
    return [each for each in every if each.weekday() < 5]


def library(country: str, calendar: Calendar, part: str | None = None) -> set[date]:
    first, last = calendar.verified_from, calendar.verified_to
    years = range(first.year, last.year + 1)
    listed = country_holidays(country, subdiv=part, years=years)
    return {day for day in weekdays(first, last) if day in listed}


def test_england_and_wales_is_gov_uk_s_list_on_every_weekday_it_covers() -> None:
    last = load_calendar("england-and-wales").verified_to
    covered = {each for each in GOV_UK if each <= last}

    assert off("england-and-wales") == covered
    assert len(covered) == 140
    assert min(covered) == day("Mon 2012-01-02")
    assert max(covered) == day("Tue 2028-12-26")


@pytest.mark.parametrize("part", ["ENG", "WLS"])
def test_england_and_wales_is_what_the_package_works_out_for_either(part: str) -> None:
    calendar = load_calendar("england-and-wales")

    assert off("england-and-wales") == library("GB", calendar, part)


def test_guernsey_is_what_the_package_works_out() -> None:
    assert off("guernsey") == library("GG", load_calendar("guernsey"))


def test_the_isle_of_man_differs_from_the_package_in_its_race_days_alone() -> None:
    ours, theirs = off("isle-of-man"), library("IM", load_calendar("isle-of-man"))

    assert ours - theirs == days(
        "Fri 2015-06-12, Fri 2016-06-10, Fri 2017-06-09, Fri 2018-06-08,"
        "Fri 2020-08-28, Fri 2021-08-27, Fri 2022-06-10, Fri 2023-06-09,"
        "Fri 2027-06-11, Fri 2028-06-09"
    )
    assert theirs - ours == days(
        "Fri 2015-06-05, Fri 2016-06-03, Fri 2017-06-02, Fri 2018-06-01,"
        "Fri 2020-06-05, Fri 2021-06-04, Fri 2023-06-02, Fri 2027-06-04,"
        "Fri 2028-06-02"
    )


@pytest.mark.parametrize(
    ("year", "listed"),
    [
        (
            2026,
            "Thu 2026-01-01, Fri 2026-04-03, Mon 2026-04-06, Mon 2026-05-04,"
            "Mon 2026-05-25, Mon 2026-08-31, Fri 2026-12-25, Mon 2026-12-28",
        ),
        (
            2027,
            "Fri 2027-01-01, Fri 2027-03-26, Mon 2027-03-29, Mon 2027-05-03,"
            "Mon 2027-05-31, Mon 2027-08-30, Mon 2027-12-27, Tue 2027-12-28",
        ),
        (
            2028,
            "Mon 2028-01-03, Fri 2028-04-14, Mon 2028-04-17, Mon 2028-05-01,"
            "Mon 2028-05-29, Mon 2028-08-28, Mon 2028-12-25, Tue 2028-12-26",
        ),
    ],
)
def test_england_and_wales_by_hand(year: int, listed: str) -> None:
    assert off("england-and-wales", year) == days(listed)


@pytest.mark.parametrize(
    ("year", "listed"),
    [
        (
            2022,
            "Mon 2022-01-03, Fri 2022-04-15, Mon 2022-04-18, Mon 2022-05-02,"
            "Thu 2022-06-02, Fri 2022-06-03, Fri 2022-06-10, Tue 2022-07-05,"
            "Mon 2022-08-29, Mon 2022-09-19, Mon 2022-12-26, Tue 2022-12-27",
        ),
        (
            2023,
            "Mon 2023-01-02, Fri 2023-04-07, Mon 2023-04-10, Mon 2023-05-01,"
            "Mon 2023-05-08, Mon 2023-05-29, Fri 2023-06-09, Wed 2023-07-05,"
            "Mon 2023-08-28, Mon 2023-12-25, Tue 2023-12-26",
        ),
        (
            2026,
            "Thu 2026-01-01, Fri 2026-04-03, Mon 2026-04-06, Mon 2026-05-04,"
            "Mon 2026-05-25, Fri 2026-06-05, Mon 2026-07-06, Mon 2026-08-31,"
            "Fri 2026-12-25, Mon 2026-12-28",
        ),
    ],
)
def test_the_isle_of_man_is_its_official_list_where_there_is_one(
    year: int, listed: str
) -> None:
    """The state funeral and the coronation were declared after their year's list."""
    assert off("isle-of-man", year) == days(listed)
    assert all("Official" in said("isle-of-man", d) for d in off("isle-of-man", year))


@pytest.mark.parametrize("text", ["Fri 2027-06-11", "Fri 2028-06-09"])
def test_a_race_day_nobody_has_announced_says_so_in_its_name(text: str) -> None:
    assert named("isle-of-man", day(text)) == "TT Bank Holiday (derived, not official)"
    assert "not official" in said("isle-of-man", day(text))


@pytest.mark.parametrize("text", ["Fri 2020-08-28", "Fri 2021-08-27"])
def test_a_race_day_moved_in_the_pandemic_is_in_august(text: str) -> None:
    assert named("isle-of-man", day(text)) == "TT Bank Holiday"
    assert "moved to August" in said("isle-of-man", day(text))


def test_every_day_of_the_isle_of_man_says_how_well_it_is_known() -> None:
    known = ("Official", "At second hand", "Not seen", "Not official")

    for each in off("isle-of-man"):
        assert any(word in said("isle-of-man", each) for word in known), each


def test_guernsey_has_liberation_day_and_one_royal_visit_beyond_england() -> None:
    extra = off("guernsey") - off("england-and-wales")

    assert extra == days(
        "Wed 2012-05-09, Thu 2013-05-09, Fri 2014-05-09, Mon 2016-05-09,"
        "Tue 2017-05-09, Wed 2018-05-09, Thu 2019-05-09, Mon 2022-05-09,"
        "Tue 2023-05-09, Thu 2024-05-09, Tue 2024-07-16, Fri 2025-05-09,"
        "Tue 2028-05-09"
    )
    assert off("england-and-wales") < off("guernsey")


@pytest.mark.parametrize("text", ["Mon 2015-05-11", "Mon 2021-05-10", "Mon 2027-05-10"])
def test_liberation_day_at_a_weekend_gives_no_other_day(text: str) -> None:
    assert day(text) not in off("guernsey")


@pytest.mark.parametrize("calendar", CALENDARS)
def test_days_off_are_weekdays_of_the_range_each_once_and_in_order(
    calendar: str,
) -> None:
    loaded = load_calendar(calendar)
    listed = [each.day for each in loaded.days_off]

    assert listed == sorted(set(listed))
    assert all(each.weekday() < 5 for each in listed)
    assert loaded.verified_from <= listed[0]
    assert listed[-1] <= loaded.verified_to


@pytest.mark.parametrize("calendar", CALENDARS)
def test_a_calendar_names_a_zone_that_keeps_london_s_time(calendar: str) -> None:
    zone, london = ZoneInfo(load_calendar(calendar).zone), ZoneInfo("Europe/London")
    noons = [NEW_YEARS_NOON + timedelta(days=number) for number in range(366 * 3)]

    assert all(
        each.astimezone(zone).utcoffset() == each.astimezone(london).utcoffset()
        for each in noons
    )


@pytest.mark.parametrize("calendar", CALENDARS)
def test_no_calendar_ends_half_a_year_before_what_gov_uk_has_announced(
    calendar: str,
) -> None:
    """Stale by the packages, not by the clock: a newer package with newer days fails
    this test until the calendars are made again.
    """
    assert NEWEST - load_calendar(calendar).verified_to < timedelta(days=180)


@pytest.mark.parametrize("calendar", CALENDARS)
def test_no_calendar_claims_a_year_that_gov_uk_has_not_announced(calendar: str) -> None:
    assert load_calendar(calendar).verified_to <= date(NEWEST.year, 12, 31)
