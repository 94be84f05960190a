"""A sheet that somebody may hold: they are told to stop, and it may still be posted."""

from __future__ import annotations

import pytest

from domain.advance import advance
from domain.case import Case
from domain.effects import EffectKind
from domain.facts.people import PersonChanged
from domain.following.endings import ended
from domain.letters import Standing
from domain.requests.letters import (
    RecordInvitationGiven,
)
from tests.domain.asking import ask
from tests.domain.carrying import (
    BY_POST,
    LATER,
    answered,
    asked_about,
    going,
    heard,
    held,
    invited,
    post,
    printed,
    recalled,
    released,
    tasks,
    told_to_post,
)
from tests.domain.family import MOTHER
from tests.domain.requesting import asked

AGAIN, THIRD = f"{BY_POST}~1", f"{BY_POST}~2"
DESTROYED = Standing.PERMANENT_FAILURE


def went_away(case: Case, quay: int = 1) -> Case:
    person = case.person(MOTHER)
    assert person is not None
    known = {"revision": person.revision + 1, "post": f"{quay} Heron Quay"}
    moved = PersonChanged(at=LATER, person=person.model_copy(update=known))
    return advance(case, (moved,), LATER)


def test_whoever_was_asked_to_post_a_letter_is_told_that_it_must_not_go() -> None:
    """The file still lies in its folder; a sheet of it may be in somebody's hand."""
    case = recalled(held(told_to_post(printed())), BY_POST, found=True)
    assert tasks(case)["take-back-printed"] == "business-support"
    assert going(case) == [AGAIN]


def test_of_a_letter_that_nobody_was_asked_to_post_nobody_is_told() -> None:
    case = recalled(held(printed()), BY_POST, found=True)
    assert "take-back-printed" not in tasks(case)
    assert BY_POST not in case.deliveries


def test_what_was_in_somebodys_hand_and_was_posted_can_be_recorded_so() -> None:
    case = recalled(held(told_to_post(printed())), BY_POST, found=True)
    case = asked(case, LATER, post(BY_POST, LATER))
    assert tasks(case)["went-out-after-it-was-stopped"] == "business-support"


def test_what_was_in_somebodys_hand_and_was_destroyed_leaves_the_one_that_goes() -> (
    None
):
    case = recalled(held(told_to_post(printed())), BY_POST, found=True)
    case = asked(case, LATER, heard(BY_POST, DESTROYED, LATER))
    assert (BY_POST in case.deliveries, going(case)) == (False, [AGAIN])


def test_a_letter_is_not_lost_for_the_sake_of_one_that_is_looked_for() -> None:
    case = recalled(held(told_to_post(printed())), BY_POST, found=True)
    case = answered(released(case), AGAIN, Standing.QUEUED, LATER)
    case = recalled(held(case), AGAIN, found=True)
    assert going(case) == [THIRD]


def test_a_letter_to_where_they_were_settles_nothing_of_the_one_to_where_they_are() -> (
    None
):
    case = recalled(went_away(told_to_post(printed())), BY_POST, found=False)
    assert going(case) == [AGAIN]

    case = asked(case, LATER, post(BY_POST, LATER))

    assert going(case) == [AGAIN]
    assert MOTHER in case.conferences[0].invitations_left
    assert tasks(case)["went-out-after-it-was-stopped"] == "business-support"


def test_one_that_went_where_they_are_now_does_not_go_anew_when_it_is_not_found() -> (
    None
):
    """They moved while it was owed: it was printed to where they are, and is there."""
    case = went_away(invited(email=None, phone=None))
    case = answered(case, AGAIN, Standing.QUEUED, LATER)
    case = held(case)
    assert going(recalled(case, AGAIN, found=False)) == []
    assert going(recalled(went_away(case, 2), AGAIN, found=False)) == [THIRD]


@pytest.mark.parametrize("arrived", [False, True])
def test_what_went_in_its_place_is_not_printed_a_second_time(arrived: bool) -> None:
    """Whether anybody knows that it arrived, or not."""
    case = recalled(went_away(printed()), BY_POST, found=False)
    case = answered(case, AGAIN, Standing.QUEUED, LATER)
    case = asked(case, LATER, post(AGAIN, LATER))
    if arrived:
        known = heard(AGAIN, Standing.DELIVERED, LATER)
        case = asked(case, LATER, known.model_copy(update={"id": "r2"}))
        assert AGAIN not in case.deliveries

    found = heard(BY_POST, DESTROYED, LATER).model_copy(update={"id": "r3"})
    case = asked(case, LATER, found)

    assert going(case) == []


def test_an_invitation_that_was_given_by_hand_is_not_printed_a_second_time() -> None:
    case = asked(
        printed(),
        LATER,
        ask(
            RecordInvitationGiven,
            conference="conf-1",
            person=MOTHER,
            given_at=LATER,
        ),
    )
    assert len(asked_about(case, EffectKind.RECALL)) == 1
    case = recalled(case, BY_POST, found=True)
    assert (going(case), BY_POST in case.deliveries) == ([], False)


def test_what_should_lie_there_and_does_not_is_looked_for_by_a_person() -> None:
    """A worker was stopped while it printed, and somebody took the sheet."""
    case = held(invited(email=None, phone=None))
    case = ended(case, f"{BY_POST}/recall", None, LATER, said=None)
    assert tasks(case)["take-back-printed"] == "business-support"
    case = asked(case, LATER, post(BY_POST, LATER))
    assert tasks(case)["went-out-after-it-was-stopped"] == "business-support"


def test_what_was_posted_before_the_recall_was_answered_settles_nothing() -> None:
    case = asked(went_away(printed()), LATER, post(BY_POST, LATER))
    assert MOTHER in case.conferences[0].invitations_left
