"""The excluded are not invited; that one came is recorded, and decides nothing."""

from __future__ import annotations

import pytest

from domain.effects import EffectKind
from domain.record.invitations import Invitee
from domain.requests.conferences import AdjournChildren
from tests.domain.builders import practice
from tests.domain.requesting import asked
from tests.practice.household import (
    AS_CHAIR,
    BEFORE,
    BOTH,
    EVENING,
    FATHER,
    LATER,
    MOTHER,
    ONE,
    STARTS,
    WORKER,
    asking,
    only,
)
from tests.practice.inviting import CONF, booked, listing
from tests.practice.keeping_away import (
    A_PLAN,
    FOR_TWO,
    UNDECIDED,
    excluded,
    excluding,
    free,
    holding,
    letters,
    lifting,
    planned_for,
    said_to_staff,
    sharing,
    tasks,
)

HE_CAME = holding(present=(WORKER, FATHER))
LISTED = BEFORE
WITH_HIM = listing(
    Invitee(person=MOTHER), Invitee(person=FATHER), settled_at=LISTED, number="anew"
)


@pytest.mark.rule("YK-19")
def test_an_invitation_that_has_not_gone_is_stopped_and_somebody_told() -> None:
    case = asked(booked()(free()), LISTED, WITH_HIM)
    assert letters(case, EffectKind.INVITATION)

    case = asked(case, BEFORE, excluding())

    assert letters(case, EffectKind.INVITATION) == []
    assert letters(case, EffectKind.INVITATION, MOTHER)
    assert tasks(case) == [("decide-what-to-tell", f"{CONF}/bar-1/{FATHER}")]


def test_whoever_was_not_invited_leaves_nothing_to_tell() -> None:
    assert tasks(excluded(free())) == []


@pytest.mark.rule("YK-19")
def test_that_the_excluded_came_is_recorded_with_the_part_adjourned() -> None:
    gated = only(practice("york"), "nobody-excluded-present")
    adjourn = AdjournChildren(
        **asking(AS_CHAIR, "adjourn"),
        conference=CONF,
        at=STARTS,
        children=BOTH,
        reason="excluded-person-came",
    )
    case = asked(planned_for(gated), EVENING, adjourn)

    came = holding(present=(WORKER, FATHER)).model_copy(update={"outcomes": ()})
    case = asked(case, EVENING, came)

    assert case.conferences[0].present == (WORKER, FATHER)
    assert not case.conferences[0].outcomes


@pytest.mark.rule("YK-19")
def test_that_the_excluded_came_is_recorded_with_nothing_decided() -> None:
    gated = only(practice("york"), "nobody-excluded-present")
    two = UNDECIDED.model_copy(update={"child": FOR_TWO.child})

    case = asked(
        planned_for(gated),
        EVENING,
        HE_CAME.model_copy(update={"outcomes": (UNDECIDED, two)}),
    )

    assert FATHER in case.conferences[0].present


@pytest.mark.rule("YK-19")
def test_whom_the_chair_let_in_after_all_was_there_lawfully() -> None:
    gated = only(practice("york"), "nobody-excluded-present", "exclusion-complete")

    case = asked(excluded(gated), EVENING, lifting(lifted_at=STARTS), HE_CAME)

    assert case.conferences[0].outcome(ONE) == A_PLAN


def test_an_exclusion_after_the_day_makes_nobody_s_presence_unlawful() -> None:
    gated = only(practice("york"), "nobody-excluded-present", "exclusion-complete")
    case = asked(booked()(gated), LATER, excluding(excluded_at=LATER))

    assert asked(case, LATER, HE_CAME).conferences[0].held_at == STARTS


def test_the_coordinator_is_told_that_they_do_not_come_and_what_is_to_be_done() -> None:
    case = asked(booked()(free()), LISTED, WITH_HIM, excluding())

    said = said_to_staff(case, "decide-what-to-tell")

    assert (
        f"{FATHER} is not to come to {CONF}, and no invitation goes to them any more. "
        "Settle the list of those invited anew, and decide what they are told."
    ) in said


def test_the_coordinator_is_told_to_give_a_part_and_no_more() -> None:
    case = asked(excluded(free()), EVENING, holding(), sharing("part"))

    said = said_to_staff(case, "give-part-by-hand")

    assert (
        f"Give {FATHER} the part of their copy of the plan about {CONF} that was "
        "decided, and no more. Record when it was done."
    ) in said
