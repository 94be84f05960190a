"""Whom a settled list invites, and what whoever is no longer on it hears."""

from __future__ import annotations

from typing import Any

import pytest

from domain.case import Case
from domain.correspondence import letter_for
from domain.effects import EffectKind
from domain.evolve.changes import changed
from domain.letters import Letter
from domain.record.invitations import Invitee
from domain.requests.conferences import MoveConference, RecordConferenceNotHeld
from domain.requests.letters import RecordInvitationGiven
from tests.dates import instant
from tests.domain.builders import practice
from tests.domain.family import said
from tests.domain.requesting import asked
from tests.practice.household import (
    AS_COORDINATOR,
    AUNT,
    BEFORE,
    FATHER,
    MOTHER,
    SETTLED,
    STARTS,
    TEACHER,
    VISITOR,
    asking,
    only,
)
from tests.practice.inviting import (
    CONF,
    booked,
    listing,
    owed,
    sent,
    the_conference,
    to_whom,
)

INVITATION, CANCELLATION, TASK = (
    EffectKind.INVITATION,
    EffectKind.CANCELLATION,
    EffectKind.TASK,
)
LATER = instant("Tue 2027-02-02 10:00Z")


def listed(case: Case, *people: str, at: Any = SETTLED) -> Case:
    """The list settled at an instant: these, and nobody else."""
    invitees = (Invitee(person=person) for person in people)
    return asked(case, at, listing(*invitees, settled_at=at))


def at_first(*people: str) -> Case:
    """A list as it was settled first, with nothing asked about it."""
    return listed(booked()(only(practice("york"))), *people)


def tasks(case: Case) -> list[tuple[str, str | None]]:
    """What people have to do; not that they ask whether an earlier letter arrived."""
    told = ((item.about, item.code) for e in owed(case, TASK) for item in e.items)
    return [(about, code) for about, code in told if code != "ask-whether-it-arrived"]


@pytest.mark.rule("YK-08")
def test_everybody_on_a_first_list_is_invited_relatives_first() -> None:
    case = at_first(TEACHER, MOTHER)

    assert to_whom(case, INVITATION) == [TEACHER, MOTHER]
    assert the_conference(case).invitations_left == (TEACHER, MOTHER)


def test_of_a_later_list_only_who_is_new_is_invited() -> None:
    case = listed(sent(at_first(TEACHER, MOTHER)), TEACHER, MOTHER, VISITOR, at=BEFORE)

    assert to_whom(case, INVITATION) == [VISITOR]


def test_an_invitation_that_has_not_gone_is_stopped_and_no_more_is_said() -> None:
    case = listed(at_first(TEACHER, MOTHER, AUNT), TEACHER, at=BEFORE)

    assert to_whom(case, INVITATION) == [TEACHER]
    assert to_whom(case, CANCELLATION) == []
    assert tasks(case) == []


def no_longer(case: Case, to: str, now: Any = BEFORE) -> Letter:
    (effect,) = (e for e in owed(case, CANCELLATION) if e.to == to)
    return letter_for(case, effect, now)


def test_a_professional_who_had_an_invitation_is_told_that_it_no_longer_stands() -> (
    None
):
    case = listed(sent(at_first(TEACHER, VISITOR)), VISITOR, at=BEFORE)

    assert to_whom(case, CANCELLATION) == [TEACHER]
    assert said(no_longer(case, TEACHER), "no-longer-invited") == [
        {"conference": "initial", "when": "Friday 29 January 2027 at 10:00"}
    ]


def test_a_relative_who_had_an_invitation_is_told_by_a_person() -> None:
    case = listed(sent(at_first(TEACHER, AUNT)), TEACHER, at=BEFORE)

    assert to_whom(case, CANCELLATION) == []
    assert tasks(case) == [
        (f"cancellation/{CONF}/r1-list-2/{AUNT}", "no-longer-invited")
    ]


def test_one_who_was_to_be_told_by_hand_may_have_been_and_is_looked_after() -> None:
    """Nobody recorded that the aunt was told: somebody may have gone to see her."""
    case = booked()(only(practice("york")))
    people = tuple(changed(p, email=None) if p.ref == AUNT else p for p in case.people)
    case = listed(changed(case, people=people), TEACHER, AUNT)
    assert tasks(case) == [(f"invitation/{CONF}/r1/{AUNT}", "tell-by-hand")]

    case = listed(case, TEACHER, at=BEFORE)

    assert tasks(case) == [
        (f"cancellation/{CONF}/r1-list-2/{AUNT}", "no-longer-invited")
    ]


def test_an_adult_of_concern_who_leaves_the_list_is_told_nothing_by_itself() -> None:
    case = sent(at_first(TEACHER, FATHER))
    people = tuple(
        changed(p, of_concern_about=("child-1",)) if p.ref == FATHER else p
        for p in case.people
    )

    case = listed(changed(case, people=people), TEACHER, at=BEFORE)

    assert to_whom(case, CANCELLATION) == []
    assert [code for _, code in tasks(case)] == ["no-longer-invited"]


def test_who_comes_back_on_the_list_is_invited_anew() -> None:
    """Under another key: the ledger of what was sent would hold back the same one."""
    first = at_first(TEACHER, MOTHER)
    once = {effect.key for effect in owed(first, INVITATION)}
    case = listed(sent(first), MOTHER, at=BEFORE)

    case = listed(case, MOTHER, TEACHER, at=BEFORE)

    (again,) = owed(case, INVITATION)
    assert again.to == TEACHER
    assert again.key not in once
    assert to_whom(case, CANCELLATION) == []


def moved(case: Case, starts_at: Any = LATER) -> Case:
    move = MoveConference(
        **asking(AS_COORDINATOR),
        conference=CONF,
        moved_at=BEFORE,
        starts_at=starts_at,
        reason="room-not-free",
    )
    return asked(case, BEFORE, move)


def test_a_new_date_is_told_to_everybody_on_the_list_and_to_nobody_else() -> None:
    case = listed(sent(at_first(TEACHER, MOTHER)), MOTHER, VISITOR, at=BEFORE)

    assert to_whom(moved(sent(case)), INVITATION) == [MOTHER, VISITOR]


def test_who_left_the_list_still_hears_it_when_the_date_moves_but_not_the_date() -> (
    None
):
    case = moved(listed(sent(at_first(TEACHER, MOTHER)), MOTHER, at=SETTLED))

    assert said(no_longer(case, TEACHER), "no-longer-invited") == [
        {"conference": "initial", "when": ""}
    ]


def test_nobody_hears_that_a_conference_is_off_who_never_heard_of_it() -> None:
    """Added after the first date was moved, and not written to yet."""
    case = listed(sent(moved(sent(at_first(TEACHER)))), TEACHER, VISITOR, at=BEFORE)
    off = RecordConferenceNotHeld(
        **asking(), conference=CONF, at=BEFORE, reason="chair-ill"
    )

    case = asked(case, BEFORE, off)

    assert to_whom(case, CANCELLATION) == [TEACHER]
    assert to_whom(case, INVITATION) == []


def test_a_list_told_of_after_the_hour_has_come_invites_nobody() -> None:
    case = booked()(only(practice("york")))

    case = asked(case, STARTS, listing())

    assert the_conference(case).invited == (MOTHER, TEACHER)
    assert owed(case, INVITATION) == []


@pytest.mark.rule("T4-16")
def test_in_guernsey_the_sending_has_no_time_and_is_done_with_the_last_one() -> None:
    case = booked("guernsey")(only(practice("guernsey")))
    duty = case.duties[f"send-invitations/{CONF}/household"]
    assert (duty.due.due_on, duty.due.silent) == (None, "not-set")

    case = listed(case, TEACHER, MOTHER)
    half = asked(case, BEFORE, given(TEACHER))
    whole = asked(half, BEFORE, given(MOTHER))

    assert duty.key in half.duties
    assert whole.settled[duty.key].met_at == BEFORE


@pytest.mark.rule("T4-16")
def test_a_name_added_later_makes_nothing_late_and_one_struck_off_holds_nothing() -> (
    None
):
    case = booked("guernsey")(only(practice("guernsey")))
    key = f"send-invitations/{CONF}/household"
    half = asked(listed(case, TEACHER, MOTHER), BEFORE, given(TEACHER))

    struck = listed(half, TEACHER, at=BEFORE)
    added = listed(sent(struck), TEACHER, VISITOR, at=BEFORE)

    assert struck.settled[key].met_at == BEFORE
    assert added.settled[key].met_at == BEFORE


def given(person: str) -> RecordInvitationGiven:
    return RecordInvitationGiven(
        **asking(AS_COORDINATOR), conference=CONF, person=person, given_at=BEFORE
    )
