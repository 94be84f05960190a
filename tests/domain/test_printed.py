"""A letter on paper lies until somebody posts it, and is taken back when it must be."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from domain.advance import advance, sendable
from domain.case import Case
from domain.effects import EffectKind
from domain.errors import Refused
from domain.facts.conferences import ConferenceCalledOff, ConferenceMoved
from domain.facts.people import PersonChanged, PersonDied
from domain.facts.safety import PersonExcluded
from domain.following.endings import ended
from domain.letters import Channel, Standing
from domain.record.people import Person
from domain.record.safety import Exclusion
from domain.requests.letters import ReleaseLetters
from domain.roles import Role
from tests.dates import day, instant
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
    standing_of,
    tasks,
    told,
)
from tests.domain.family import BOOKED, MOTHER, STARTS
from tests.domain.requesting import asked

DUTY = f"post-letter/invitation/conf-1/r1/{MOTHER}-1/post/{MOTHER}"
AGAIN = f"{BY_POST}~1"
RECALL = f"{BY_POST}/recall"


def changed(case: Case, ref: str = MOTHER, **fields: object) -> Person:
    person = case.person(ref)
    assert person is not None
    known = {"revision": person.revision + 1} | fields
    return person.model_copy(update=known)


def test_what_is_printed_has_to_be_posted_and_settles_nothing_before() -> None:
    """Printed on Mon 2026-12-14: it is posted by Tue 2026-12-15."""
    case = printed()
    assert standing_of(case, BY_POST) is Standing.QUEUED
    assert case.duties[DUTY].due.due_on == day("Tue 2026-12-15")
    assert MOTHER in case.conferences[0].invitations_left

    case = asked(case, LATER, post(BY_POST, LATER))

    assert case.settled[DUTY].met_at == LATER
    assert MOTHER not in case.conferences[0].invitations_left
    assert standing_of(case, BY_POST) is Standing.UNCONFIRMED
    assert asked_about(case, EffectKind.RECALL) == []


@pytest.mark.parametrize(
    ("key", "posted", "code"),
    [
        ("CP-1/nothing", LATER, "not-on-its-way"),
        (BY_POST, instant("Mon 2026-12-14 08:59Z"), "out-of-order"),
        (BY_POST, STARTS, "in-the-future"),
    ],
)
def test_only_what_lies_there_is_posted_and_not_before_it_was_printed(
    key: str, posted: object, code: str
) -> None:
    with pytest.raises(Refused) as refusal:
        asked(printed(), LATER, post(key, posted))  # type: ignore[arg-type]
    assert refusal.value.code == code


def test_what_was_posted_is_not_posted_again() -> None:
    case = asked(printed(), LATER, post(BY_POST, LATER))
    with pytest.raises(Refused) as refusal:
        asked(case, LATER, post(BY_POST, LATER).model_copy(update={"id": "r2"}))
    assert refusal.value.code == "nothing-to-post"


def moved(case: Case) -> Case:
    fact = ConferenceMoved(
        at=LATER,
        conference="conf-1",
        was=STARTS,
        starts_at=instant("Tue 2027-01-12 10:00Z"),
        reason="chair-ill",
    )
    return advance(case, (fact,), LATER)


def off(case: Case) -> Case:
    fact = ConferenceCalledOff(at=LATER, conference="conf-1", why="chair-ill")
    return advance(case, (fact,), LATER)


def died(case: Case) -> Case:
    return advance(case, (PersonDied(at=LATER, person=MOTHER),), LATER)


def excluded(case: Case) -> Case:
    exclusion = Exclusion(
        person=MOTHER, at=LATER, by_role=Role.CHAIR, why="risk-of-violence"
    )
    fact = PersonExcluded(at=LATER, exclusion=exclusion, words="Threats.")
    return advance(case, (fact,), LATER)


def of_concern(case: Case) -> Case:
    person = changed(case, of_concern_about=("child-1",))
    return advance(case, (PersonChanged(at=LATER, person=person),), LATER)


def went_away(case: Case) -> Case:
    person = changed(case, post="1 Heron Quay")
    return advance(case, (PersonChanged(at=LATER, person=person),), LATER)


@pytest.mark.parametrize(
    "happens", [moved, off, died, excluded, of_concern, went_away, held]
)
def test_what_must_not_go_is_taken_back_before_it_is_posted(
    happens: Callable[[Case], Case],
) -> None:
    case = happens(printed())
    (back,) = asked_about(case, EffectKind.RECALL)
    assert (back.key, back.letter, back.channel) == (RECALL, BY_POST, Channel.POST)
    assert back.key in {effect.key for effect in sendable(case)}
    assert BY_POST not in {key for key, _ in case.unsent()}
    assert "print-and-post" not in tasks(case)


@pytest.mark.parametrize("happens", [moved, off, died])
def test_what_is_no_longer_true_and_was_found_is_over(
    happens: Callable[[Case], Case],
) -> None:
    case = recalled(happens(printed()), BY_POST, found=True)
    assert BY_POST not in case.deliveries
    assert [key for key in going(case) if key.startswith(BY_POST)] == []
    assert "take-back-printed" not in tasks(case)


@pytest.mark.parametrize("happens", [moved, off, died, excluded, of_concern, held])
def test_what_is_not_found_is_looked_for_by_a_person(
    happens: Callable[[Case], Case],
) -> None:
    case = recalled(happens(printed()), BY_POST, found=False)
    assert tasks(case)["take-back-printed"] == "business-support"
    assert AGAIN not in going(case)


def test_to_another_address_it_goes_anew_whether_it_was_found_or_not() -> None:
    for found in (True, False):
        case = recalled(went_away(printed()), BY_POST, found)
        assert going(case) == [AGAIN]


def test_about_whom_a_person_must_decide_nothing_is_printed_anew() -> None:
    case = recalled(of_concern(printed()), BY_POST, found=True)
    assert going(case) == []
    assert tasks(case)["decide-what-to-send"] == "coordinator"


def test_what_was_held_is_printed_anew_once_it_is_released() -> None:
    case = recalled(held(printed()), BY_POST, found=True)
    assert AGAIN not in {effect.key for effect in sendable(case)}
    case = asked(case, LATER, ask(ReleaseLetters, who=MOTHER))
    assert AGAIN in {effect.key for effect in sendable(case)}


def test_what_was_held_and_had_been_posted_is_not_sent_a_second_time() -> None:
    case = recalled(held(printed()), BY_POST, found=False)
    case = asked(case, LATER, ask(ReleaseLetters, who=MOTHER))
    assert going(case) == []


def looked_for(case: Case) -> Case:
    """Held on Tue 2026-12-15, and not found where it lay: somebody had taken it."""
    return recalled(held(case), BY_POST, found=False)


def test_what_is_looked_for_and_had_been_posted_is_recorded_so_and_seen_to() -> None:
    case = looked_for(printed())
    assert DUTY not in case.duties
    case = asked(case, LATER, ask(ReleaseLetters, who=MOTHER))
    case = asked(case, LATER, post(BY_POST, LATER))
    assert standing_of(case, BY_POST) is Standing.UNCONFIRMED
    assert MOTHER not in case.conferences[0].invitations_left
    assert tasks(case)["went-out-after-it-was-stopped"] == "business-support"
    assert (going(case), DUTY in case.duties) == ([], False)


def test_what_is_looked_for_and_was_destroyed_is_printed_anew_once_it_may_go() -> None:
    destroyed = heard(BY_POST, Standing.PERMANENT_FAILURE, LATER)
    case = asked(looked_for(printed()), LATER, destroyed)
    assert BY_POST not in case.deliveries
    assert AGAIN not in {effect.key for effect in sendable(case)}
    case = asked(case, LATER, ask(ReleaseLetters, who=MOTHER))
    assert AGAIN in {effect.key for effect in sendable(case)}


def test_what_is_looked_for_arrives_only_after_it_was_posted() -> None:
    with pytest.raises(Refused) as refusal:
        asked(looked_for(printed()), LATER, heard(BY_POST, Standing.DELIVERED, LATER))
    assert refusal.value.code == "not-posted-yet"


def test_an_old_date_that_was_posted_after_all_settles_nothing_of_the_new_one() -> None:
    case = recalled(moved(printed()), BY_POST, found=False)
    case = asked(case, LATER, post(BY_POST, LATER))
    assert MOTHER in case.conferences[0].invitations_left
    assert tasks(case)["went-out-after-it-was-stopped"] == "business-support"


def test_what_is_looked_for_is_not_looked_for_a_second_time() -> None:
    case = off(looked_for(printed()))
    assert asked_about(case, EffectKind.RECALL) == []


def test_what_goes_anew_does_not_end_the_search_for_the_first() -> None:
    case = recalled(went_away(printed()), BY_POST, found=False)
    case = answered(case, AGAIN, Standing.SENT, LATER)
    assert set(case.deliveries) == {BY_POST, AGAIN}
    case = asked(case, LATER, heard(BY_POST, Standing.PERMANENT_FAILURE, LATER))
    assert (set(case.deliveries), going(case)) == ({AGAIN}, [])


def test_what_was_printed_after_it_was_withdrawn_and_is_not_there_is_looked_for() -> (
    None
):
    case = answered(off(invited(email=None, phone=None)), BY_POST, Standing.QUEUED)
    case = ended(case, f"{RECALL}/printed", None, LATER, said=False)
    assert tasks(case)["take-back-printed"] == "business-support"
    assert standing_of(case, BY_POST) is Standing.QUEUED


def test_what_is_being_printed_when_it_is_held_is_taken_back_too() -> None:
    """It may lie there although nobody has heard of it yet."""
    case = held(invited(email=None, phone=None))
    assert RECALL in case.outbox
    assert going(case) == [AGAIN]
    assert AGAIN not in {effect.key for effect in sendable(case)}
    case = recalled(case, BY_POST, found=False)
    assert "take-back-printed" not in tasks(case)


def test_what_is_printed_after_it_was_withdrawn_is_taken_back() -> None:
    case = off(invited(email=None, phone=None))
    case = recalled(case, BY_POST, found=False)
    case = answered(case, BY_POST, Standing.QUEUED, LATER)
    assert f"{RECALL}/printed" in case.outbox
    assert BY_POST not in case.deliveries


def test_a_recall_that_looked_too_early_does_not_stand_for_the_one_that_is_owed() -> (
    None
):
    """It found nothing there; its answer comes after the letter was printed."""
    case = off(invited(email=None, phone=None))
    case = answered(case, BY_POST, Standing.QUEUED, LATER)
    case = recalled(case, BY_POST, found=False)
    (back,) = asked_about(case, EffectKind.RECALL)
    assert back.letter == BY_POST


def test_a_recall_that_nobody_answered_leaves_it_to_a_person() -> None:
    case = ended(off(printed()), RECALL, "no-answer-in-time", LATER)
    assert tasks(case)["take-back-printed"] == "business-support"


def test_what_is_printed_while_letters_are_held_is_taken_back_at_once() -> None:
    case = invited(email=None, phone=None)
    case = case.model_copy(update={"holds": held(case).holds})
    case = answered(case, BY_POST, Standing.QUEUED)
    assert RECALL in case.outbox
    assert "print-and-post" not in tasks(case)


def test_a_change_of_somebody_elses_reach_leaves_it_where_it_lies() -> None:
    case = told(printed(), "p-father", born=day("Tue 1985-01-01"))
    person = changed(case, "p-father", phone="07700 900999")
    case = advance(case, (PersonChanged(at=BOOKED, person=person),), BOOKED)
    assert asked_about(case, EffectKind.RECALL) == []
