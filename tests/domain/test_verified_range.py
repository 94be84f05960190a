"""What a case carries of a calendar, and that it never guesses beyond it."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import pytest

from domain.working_days import (
    OutsideVerifiedRange,
    count_between,
    freeze_calendar,
    is_working_day,
    schedule_by,
    shift,
    skipped,
)
from rulebook.schema import Allowance, Unit
from tests.dates import day
from tests.domain.calendars import ENGLAND, HOLIDAYS, after, before, published


def test_a_count_that_ends_on_the_last_verified_day_is_given() -> None:
    assert shift(day("Thu 2028-12-28"), after(1), ENGLAND) == day("Fri 2028-12-29")
    assert shift(day("Wed 2025-12-31"), after(1), ENGLAND) == day("Fri 2026-01-02")
    weekdays, holidays = 261 + 261 + 260, 8 + 8 + 8
    everything = count_between(day("Wed 2025-12-31"), day("Sun 2028-12-31"), ENGLAND)
    assert everything == weekdays - holidays


@pytest.mark.parametrize("text", ["Wed 2025-12-31", "Mon 2029-01-01", "Sun 2040-01-01"])
def test_a_day_outside_the_verified_range_is_refused(text: str) -> None:
    inside = day("Mon 2026-11-02")
    with pytest.raises(OutsideVerifiedRange):
        is_working_day(day(text), ENGLAND)
    with pytest.raises(OutsideVerifiedRange):
        schedule_by(day(text), ENGLAND)
    with pytest.raises(OutsideVerifiedRange):
        skipped(inside, day(text), ENGLAND)


@pytest.mark.parametrize(
    ("start", "allowance"),
    [
        ("Fri 2028-12-29", after(1)),
        ("Fri 2028-12-01", after(21)),
        ("Mon 2026-01-05", before(2)),
        ("Thu 2026-01-01", before(1)),
        ("Tue 2025-12-30", after(1)),
        ("Mon 2029-01-01", after(1)),
        ("Mon 2029-01-08", before(6)),
    ],
)
def test_a_count_that_leaves_the_verified_range_is_refused(
    start: str, allowance: Allowance
) -> None:
    with pytest.raises(OutsideVerifiedRange):
        shift(day(start), allowance, ENGLAND)


@pytest.mark.parametrize(
    ("start", "end"),
    [
        ("Tue 2025-12-30", "Mon 2026-01-05"),
        ("Fri 2028-12-29", "Mon 2029-01-01"),
    ],
)
def test_a_count_between_days_that_nobody_verified_is_refused(
    start: str, end: str
) -> None:
    with pytest.raises(OutsideVerifiedRange):
        count_between(day(start), day(end), ENGLAND)
    with pytest.raises(OutsideVerifiedRange):
        skipped(day(start), day(end), ENGLAND)


def test_where_no_day_has_to_be_judged_nothing_is_refused() -> None:
    far = day("Mon 2029-01-01")

    assert shift(far, after(0), ENGLAND) == far
    assert count_between(far, far, ENGLAND) == 0
    assert skipped(far, far, ENGLAND) == ()


def test_a_refusal_names_the_calendar_and_its_range_and_what_to_do() -> None:
    with pytest.raises(OutsideVerifiedRange) as refused:
        is_working_day(day("Mon 2029-01-01"), ENGLAND)

    assert str(refused.value) == (
        "calendar england-and-wales is verified only from 2026-01-01 to 2028-12-31: "
        "publish a version that covers the day and adopt it for the case, or correct "
        "the date"
    )


@pytest.mark.parametrize("unit", [Unit.MONTHS, Unit.CALENDAR_DAYS])
def test_months_and_days_need_no_calendar_and_are_never_refused(unit: Unit) -> None:
    assert shift(day("Sat 2040-09-01"), after(1, unit), ENGLAND) > date(2040, 9, 1)


def test_what_a_case_carries_is_free_of_weekends_and_provenance() -> None:
    weekend = {"Sat 2026-12-26": "Boxing Day", **HOLIDAYS}
    turned = dict(reversed(HOLIDAYS.items()))

    assert freeze_calendar(published(weekend)) == ENGLAND
    assert freeze_calendar(published(turned)).digest == ENGLAND.digest
    assert len(ENGLAND.digest) == 64


def test_another_day_another_name_or_another_zone_is_another_digest() -> None:
    fewer = {text: name for text, name in HOLIDAYS.items() if name != "Good Friday"}
    renamed = {**HOLIDAYS, "Fri 2026-04-03": "Holy Friday"}
    others = [
        freeze_calendar(published(fewer)),
        freeze_calendar(published(renamed)),
        freeze_calendar(published(zone="Europe/Guernsey")),
    ]

    assert len({ENGLAND.digest, *(other.digest for other in others)}) == 4


def test_a_calendar_of_an_unknown_zone_cannot_be_frozen() -> None:
    with pytest.raises(ZoneInfoNotFoundError):
        freeze_calendar(published(zone="Europe/Lundy"))


def test_a_datetime_is_no_date() -> None:
    noon = datetime(2026, 12, 25, 12, tzinfo=ZoneInfo("Europe/London"))
    with pytest.raises(TypeError):
        is_working_day(noon, ENGLAND)
