"""A day of which only names are recorded: each was there as they were invited."""

from __future__ import annotations

from typing import Any

import pytest

from domain.case import Case
from domain.errors import Refused
from domain.gates.quorum import counts
from domain.record.conferences import Kind, Outcome
from domain.record.invitations import Capacity, Invitee
from domain.requests.conferences import RecordConferenceHeld
from tests.domain.requesting import asked
from tests.practice.household import (
    BOOKED,
    CHAIR,
    CONCLUDED,
    DISCUSSED,
    EVENING,
    FATHER,
    MANAGER,
    MIDWIFE,
    MOTHER,
    OFFICER,
    ONE,
    STARTS,
    TEACHER,
    TWO,
    VISITOR,
    WORKER,
    household,
)
from tests.practice.lawful import Team
from tests.practice.of_the_case import COME, here, planned
from tests.practice.test_a_whole_conference import all_of

PLACES = ("pan-sussex", "york", "wales", "guernsey")
HAVE_A_SAY = (WORKER, MANAGER, MIDWIFE)


def settled(place: str, who: tuple[str, ...], **otherwise: Any) -> tuple[Case, Team]:
    """Ready to be held; some of those invited come otherwise than for all of it."""
    case, team = household(place), Team("conf-1")
    case = asked(case, DISCUSSED, team.discuss(case, DISCUSSED))
    case = asked(case, CONCLUDED, team.conclude(case, CONCLUDED))
    case = asked(case, BOOKED, team.book(case, BOOKED, STARTS, Kind.INITIAL))
    case = all_of(case, BOOKED, team.interpreters(case, BOOKED))
    usual = team.settle(case, BOOKED)
    invitees = tuple(
        _as(i, otherwise if i.person in who else {}) for i in usual.invitees
    )
    case = asked(case, BOOKED, usual.model_copy(update={"invitees": invitees}))
    case = all_of(case, BOOKED, team.prepare(case, BOOKED))
    case = all_of(case, BOOKED, team.report(case, BOOKED))
    return asked(case, BOOKED, team.group(case, BOOKED)), team


def _as(invitee: Invitee, otherwise: dict[str, Any]) -> Invitee:
    return invitee.model_copy(update=otherwise)


def names_alone(
    case: Case, team: Team, *present: str, of: tuple[Outcome, ...] = ()
) -> RecordConferenceHeld:
    held = team.hold(case, STARTS, *of)
    assert held.day is not None
    day = held.day.model_copy(update={"attendance": ()})
    return held.model_copy(update={"day": day, "present": present})


def outcomes(case: Case) -> tuple[Outcome, ...]:
    """Plans for both, on which only those with a say have said anything."""
    made = (planned(case, child) for child in here(case))
    return tuple(
        each.model_copy(
            update={"agreed": tuple(a for a in each.agreed if a.person in HAVE_A_SAY)}
        )
        for each in made
    )


@pytest.mark.rule("WA-45", "WA-49")
def test_whoever_was_invited_to_observe_does_not_count_by_their_name() -> None:
    aside = (TEACHER, VISITOR, OFFICER)
    case, team = settled("wales", aside, capacity=Capacity.OBSERVER)
    held = names_alone(case, team, CHAIR, MOTHER, *COME, of=outcomes(case))

    with pytest.raises(Refused, match="quorum"):
        asked(case, EVENING, held)


@pytest.mark.rule("WA-49")
def test_whoever_was_invited_to_take_part_counts_by_their_name() -> None:
    case, team = settled("wales", ())
    outcome = (planned(case, child) for child in here(case))
    held = names_alone(case, team, CHAIR, MOTHER, *COME, of=tuple(outcome))
    case = asked(case, EVENING, held)

    assert counts(case, case.conferences[0])[TWO] == ("health", "police", "social-work")


@pytest.mark.parametrize(
    ("place", "named"),
    [*((place, True) for place in PLACES), ("york", False), ("guernsey", False)],
)
def test_who_was_invited_for_one_child_has_no_copy_of_the_others_plan(
    place: str, named: bool
) -> None:
    case, team = settled(place, (FATHER, TEACHER), children=(ONE,))
    case = without_the_father(case)
    present = (CHAIR, MOTHER, FATHER, WORKER, MANAGER, TEACHER, VISITOR, OFFICER)
    of = tuple(planned(case, child) for child in here(case))
    case = asked(case, EVENING, names_alone(case, team, *(present * named), of=of))

    copies = {(copy.child, copy.person) for copy in case.conferences[0].copies}
    assert {(ONE, FATHER), (ONE, TEACHER), (TWO, MOTHER)} <= copies
    assert not {(TWO, FATHER), (TWO, TEACHER)} & copies


@pytest.mark.parametrize("place", PLACES)
def test_who_was_invited_to_interpret_has_no_copy_of_a_plan(place: str) -> None:
    case, team = settled(place, (TEACHER,), capacity=Capacity.INTERPRETER)
    present = (CHAIR, MOTHER, WORKER, MANAGER, TEACHER, VISITOR, OFFICER)
    of = tuple(planned(case, child) for child in here(case))
    case = asked(case, EVENING, names_alone(case, team, *present, of=of))

    people = {copy.person for copy in case.conferences[0].copies}
    assert VISITOR in people
    assert TEACHER not in people


def without_the_father(case: Case) -> Case:
    """The second child's father is another man."""
    one, two = case.children
    mine = two.model_copy(update={"parents": (MOTHER,), "responsible": (MOTHER,)})
    return case.model_copy(update={"children": (one, mine)})
