"""Days and instants as a letter says them: typed, or in words for older cases.

A typed day is said in the language of whoever reads it.
"""

from __future__ import annotations

from datetime import date, datetime

from domain.case import Case
from domain.documents.values import AtMoment, OnDay, Value
from domain.in_words import day_in_words, moment_in_words
from domain.working_days import local_day


def said_day(case: Case, day: date | None) -> Value:
    """The day; empty where there is none."""
    if day is None:
        return ""
    return day_in_words(day) if case.terms.letters is None else OnDay(on=day)


def said_moment(case: Case, instant: datetime) -> Value:
    zone = case.terms.calendar.zone
    if case.terms.letters is None:
        return moment_in_words(instant, zone)
    return AtMoment(at=instant, zone=zone)


def day_of(case: Case, instant: datetime | None) -> Value:
    """The local day of an instant; empty where there is none."""
    if instant is None:
        return ""
    return said_day(case, local_day(instant, case.terms.calendar.zone))
