"""No conference is held round the list of those invited, nor stuck for want of one."""

from __future__ import annotations

import pytest

from domain.case import Case
from domain.errors import Refused
from domain.record.conferences import Kind
from domain.record.the_day import Attendance
from domain.requests.conferences import RecordConferenceHeld
from domain.requests.keeping import AdoptTerms
from tests.domain.builders import practice, terms
from tests.domain.requesting import asked
from tests.practice.household import (
    AS_MANAGER,
    BOOKED,
    CONCLUDED,
    DISCUSSED,
    EVENING,
    MOTHER,
    SETTLED,
    STARTS,
    asking,
    household,
)
from tests.practice.lawful import Team
from tests.practice.of_the_case import COME, here, planned
from tests.practice.test_a_whole_conference import all_of

PLACES = ("pan-sussex", "york", "wales", "guernsey")


def booked(case: Case, team: Team, *invite: str) -> Case:
    case = asked(case, DISCUSSED, team.discuss(case, DISCUSSED))
    case = asked(case, CONCLUDED, team.conclude(case, CONCLUDED))
    initial = team.book(case, BOOKED, STARTS, Kind.INITIAL, invite=invite)
    return asked(case, BOOKED, initial)


def prepared(case: Case, team: Team) -> Case:
    case = all_of(case, SETTLED, team.prepare(case, SETTLED))
    case = all_of(case, SETTLED, team.report(case, SETTLED))
    return asked(case, SETTLED, team.group(case, SETTLED))


def held(case: Case, team: Team) -> RecordConferenceHeld:
    outcomes = (planned(case, child) for child in here(case))
    there = tuple(Attendance(person=ref) for ref in (MOTHER, *COME))
    return team.hold(case, STARTS, *outcomes, attendance=there)


@pytest.mark.rule("WA-41", "YK-06")
@pytest.mark.parametrize("place", PLACES)
def test_a_conference_is_not_held_round_the_list(place: str) -> None:
    team = Team("conf-1")
    case = prepared(booked(household(place), team), team)

    with pytest.raises(Refused, match="settle the list") as refusal:
        asked(case, EVENING, held(case, team))
    assert refusal.value.code == "list-not-settled"


@pytest.mark.parametrize("place", PLACES)
def test_a_list_that_was_never_written_down_is_written_down_afterwards(
    place: str,
) -> None:
    team = Team("conf-1")
    case = prepared(booked(household(place), team), team)
    case = all_of(case, EVENING, team.interpreters(case, SETTLED))
    case = asked(case, EVENING, team.settle(case, SETTLED))
    case = asked(case, EVENING, held(case, team))

    assert case.conferences[0].held_at == STARTS


@pytest.mark.parametrize("place", PLACES)
def test_who_was_invited_under_earlier_terms_stays_invited(place: str) -> None:
    team = Team("conf-1")
    case = booked(household(place, terms=terms(place)), team, MOTHER, *COME)
    newest = AdoptTerms(
        **asking(AS_MANAGER, "terms"),
        terms=practice(place),
        authority="head-of-service",
    )
    case = prepared(asked(case, SETTLED, newest), team)
    case = asked(case, EVENING, held(case, team))

    assert case.conferences[0].held_at == STARTS
