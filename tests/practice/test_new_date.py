"""Whoever was not decided has a new date before the conference can be closed."""

from __future__ import annotations

from datetime import timedelta

import pytest

from domain.case import Case
from domain.errors import Refused
from domain.record.conferences import Decided, Kind, Outcome
from domain.record.the_day import Absence
from domain.requests.children import RecordDeath
from tests.domain.requesting import asked
from tests.practice.household import (
    BOOKED,
    CONCLUDED,
    DISCUSSED,
    EVENING,
    ONE,
    STARTS,
    TWO,
    asking,
    household,
)
from tests.practice.lawful import Team
from tests.practice.of_the_case import here
from tests.practice.test_a_whole_conference import closed, ready

PLACES = ("pan-sussex", "york", "wales", "guernsey")
A_WEEK = timedelta(days=7)
#: Nobody could come that day.
SAFE = "The aunt is there each night."


def nobody_came(place: str) -> tuple[Case, Team]:
    case, team = household(place), Team("conf-1")
    case = asked(case, DISCUSSED, team.discuss(case, DISCUSSED))
    case = asked(case, CONCLUDED, team.conclude(case, CONCLUDED))
    case = ready(case, team, Kind.INITIAL, BOOKED, STARTS)
    away = tuple(Absence(person=ref, why="snow") for ref in team.of(case).invited)
    left = (
        Outcome(child=child, decided=Decided.NOT_DECIDED, protection=SAFE)
        for child in here(case)
    )
    held = team.hold(case, STARTS, *left, attendance=(), absences=away)
    return asked(case, EVENING, held), team


@pytest.mark.rule("WA-53")
@pytest.mark.parametrize("place", PLACES)
def test_a_conference_that_decided_nobody_stays_open_till_another_is_booked(
    place: str,
) -> None:
    case, team = nobody_came(place)

    with pytest.raises(Refused, match=f"{ONE}: new-date, {TWO}: new-date"):
        closed(case, team, EVENING)


@pytest.mark.rule("WA-53")
@pytest.mark.parametrize("place", PLACES)
def test_with_a_new_date_for_each_child_it_can_be_closed(place: str) -> None:
    case, team = nobody_came(place)
    again = Team("conf-2").book(case, EVENING, STARTS + A_WEEK, Kind.INITIAL)
    case = closed(asked(case, EVENING, again), team, EVENING)

    assert case.conferences[0].closed_at == EVENING


def test_a_date_for_one_child_is_none_for_the_other() -> None:
    case, team = nobody_came("york")
    again = Team("conf-2").book(
        case, EVENING, STARTS + A_WEEK, Kind.INITIAL, children=(ONE,)
    )
    case = asked(case, EVENING, again)

    with pytest.raises(Refused, match=rf"\({TWO}: new-date\)"):
        closed(case, team, EVENING)


def test_a_child_who_has_died_needs_no_date() -> None:
    case, team = nobody_came("york")
    again = Team("conf-2").book(
        case, EVENING, STARTS + A_WEEK, Kind.INITIAL, children=(ONE,)
    )
    case = asked(case, EVENING, again)
    death = RecordDeath(**asking(number="death"), who=TWO, died_at=EVENING)
    case = closed(asked(case, EVENING, death), team, EVENING)

    assert case.conferences[0].closed_at == EVENING
