"""A calendar written by hand, so that no test of counting leans on a made file."""

from __future__ import annotations

from datetime import date

from domain.working_days import WorkingCalendar, freeze_calendar
from rulebook.schema import Allowance, Calendar, DayOff, Unit
from tests.dates import day

HOLIDAYS = {
    "Thu 2026-01-01": "New Year's Day",
    "Fri 2026-04-03": "Good Friday",
    "Mon 2026-04-06": "Easter Monday",
    "Mon 2026-05-04": "Early May bank holiday",
    "Mon 2026-05-25": "Spring bank holiday",
    "Mon 2026-08-31": "Summer bank holiday",
    "Fri 2026-12-25": "Christmas Day",
    "Mon 2026-12-28": "Boxing Day (substitute)",
    "Fri 2027-01-01": "New Year's Day",
    "Fri 2027-03-26": "Good Friday",
    "Mon 2027-03-29": "Easter Monday",
    "Mon 2027-05-03": "Early May bank holiday",
    "Mon 2027-05-31": "Spring bank holiday",
    "Mon 2027-08-30": "Summer bank holiday",
    "Mon 2027-12-27": "Christmas Day (substitute)",
    "Tue 2027-12-28": "Boxing Day (substitute)",
    "Mon 2028-01-03": "New Year's Day (substitute)",
    "Fri 2028-04-14": "Good Friday",
    "Mon 2028-04-17": "Easter Monday",
    "Mon 2028-05-01": "Early May bank holiday",
    "Mon 2028-05-29": "Spring bank holiday",
    "Mon 2028-08-28": "Summer bank holiday",
    "Mon 2028-12-25": "Christmas Day",
    "Tue 2028-12-26": "Boxing Day",
}


def published(
    holidays: dict[str, str] | None = None, zone: str = "Europe/London"
) -> Calendar:
    """England and Wales from Thu 2026-01-01 to Sun 2028-12-31, as published."""
    listed = HOLIDAYS if holidays is None else holidays
    return Calendar(
        id="england-and-wales",
        version="by-hand",
        zone=zone,
        verified_from=date(2026, 1, 1),
        verified_to=date(2028, 12, 31),
        days_off=tuple(
            DayOff(day=day(text), name=name, provenance=("by hand",))
            for text, name in listed.items()
        ),
    )


ENGLAND: WorkingCalendar = freeze_calendar(published())


def after(count: int, unit: Unit = Unit.WORKING_DAYS) -> Allowance:
    return Allowance(count=count, unit=unit)


def before(count: int, unit: Unit = Unit.WORKING_DAYS) -> Allowance:
    return Allowance(count=count, unit=unit, before=True)
