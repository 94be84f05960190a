"""A child who was expected while a report was gone through, and was born since."""

from __future__ import annotations

from datetime import datetime

import pytest

from domain.case import Case
from domain.facts.conferences import ConferenceBooked, ConferenceHeld
from domain.requests.children import Newborn, RecordBirth
from tests.dates import day, instant
from tests.domain.builders import after, practice, waited
from tests.domain.requesting import asked
from tests.practice.expecting import expecting, settled
from tests.practice.household import BOOKED, EVENING, LATER, STARTS, UNBORN, asking
from tests.practice.reports import CONF

KEY = f"share-report-with-child/{CONF}/{UNBORN}"
MONDAY = instant("Mon 2027-01-25 09:00Z")
#: The report is gone through on Wed 2027-01-27: two working days before.
THURSDAY = instant("Thu 2027-01-28 09:00Z")


def booked() -> Case:
    """A conference about a child who is not born yet."""
    fact = ConferenceBooked(
        at=BOOKED,
        conference=CONF,
        meeting="initial",
        children=(UNBORN,),
        starts_at=STARTS,
        reports_from=("social-work",),
    )
    return after(expecting(practice("guernsey")), BOOKED, fact)


def born(case: Case, told_at: datetime) -> Case:
    newborn = Newborn(ref=UNBORN, born=day("Mon 2027-01-25"))
    birth = RecordBirth(**asking(), expected=UNBORN, born=(newborn,), told_at=told_at)
    return asked(waited(case, told_at), told_at, birth)


@pytest.mark.rule("T4-22", "T4-23")
def test_nothing_was_missed_about_a_child_whose_birth_we_heard_of_afterwards() -> None:
    held = ConferenceHeld(at=STARTS, conference=CONF, present=())
    case = born(after(waited(booked(), STARTS), EVENING, held), LATER)

    assert case.duty(KEY) is None
    settled(case, LATER)


@pytest.mark.rule("T4-22", "T4-23")
def test_a_child_born_before_the_day_is_to_see_it_or_it_is_said_why_not() -> None:
    case = born(booked(), MONDAY)

    found = case.duties[KEY].due
    assert (found.due_on, found.since) == (day("Wed 2027-01-27"), MONDAY)
    settled(case, MONDAY)


@pytest.mark.rule("T4-22", "T4-23")
def test_a_child_born_after_that_day_was_not_passed_over_before_the_birth() -> None:
    """It is raised at once, as what is past already, and from no earlier instant."""
    case = born(booked(), THURSDAY)

    found = case.duties[KEY]
    assert (found.due.since, found.missed_at) == (THURSDAY, THURSDAY)
    settled(case, THURSDAY)
