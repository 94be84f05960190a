"""Letters stop when somebody says stop, and go again when nobody's reason is left."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from domain.advance import sendable
from domain.case import Case
from domain.decide.letters import decide_letters
from domain.effects import Effect, EffectKind
from domain.facts.conferences import ConferenceHeld, ConferenceMoved
from domain.facts.letters import (
    InvitationSent,
    LetterSettled,
    LettersHeld,
    LettersReleased,
)
from domain.following.endings import delivered, undeliverable
from domain.requests.conferences import MoveConference, RecordConferenceNotHeld
from domain.requests.letters import (
    HoldLetters,
    RecordInvitationGiven,
    ReleaseLetters,
    SettleUndeliveredLetter,
)
from tests.dates import instant
from tests.domain.asking import ask
from tests.domain.builders import after
from tests.domain.family import (
    BOOKED,
    FATHER,
    MOTHER,
    STARTS,
    VISITOR,
    a_family,
    booked,
)
from tests.domain.requesting import asked, refused

NOW = instant("Mon 2026-12-14 10:00Z")
LATER = instant("Mon 2027-01-11 15:00Z")


def hold(who: str | None = MOTHER, reason: str = "in-danger") -> HoldLetters:
    return ask(HoldLetters, who=who, reason=reason)


def release(who: str | None = MOTHER, reason: str | None = None) -> ReleaseLetters:
    return ask(ReleaseLetters, who=who, reason=reason)


def given(
    person: str = MOTHER, at: Any = NOW, conference: str = "conf-1"
) -> RecordInvitationGiven:
    return ask(RecordInvitationGiven, conference=conference, person=person, given_at=at)


def now(case: Case, *requests: Any) -> Case:
    for request in requests:
        case = after(case, NOW, *decide_letters(case, request, NOW))
    return case


def goes_to(case: Case) -> set[str]:
    """To whom something may go at this moment, staff apart."""
    return {effect.to for effect in sendable(case) if not effect.role}


def test_a_hold_stops_what_is_unsent_to_one_person_at_once() -> None:
    case = booked(a_family())

    facts = decide_letters(case, hold(), NOW)
    held = now(case, hold())

    assert facts == (LettersHeld(at=NOW, who=MOTHER, reason="in-danger"),)
    assert goes_to(case) == {MOTHER, VISITOR}
    assert goes_to(held) == {VISITOR}


def test_a_hold_on_everybody_stops_everything_to_people_and_nothing_to_staff() -> None:
    held = now(booked(a_family()), hold(None))

    assert goes_to(held) == set()
    assert [e.to for e in sendable(held)] == ["coordinator"]


def test_a_hold_is_told_at_once_to_the_coordinator() -> None:
    held = now(booked(a_family()), hold())

    (task,) = [e for e in sendable(held) if e.role]
    assert (task.to, task.kind, task.not_before) == (
        "coordinator",
        EffectKind.TASK,
        None,
    )
    assert [item.code for item in task.items] == ["letters-held"]


def test_what_is_asked_for_while_letters_are_held_waits_with_the_rest() -> None:
    assert goes_to(booked(now(a_family(), hold()))) == {VISITOR}


def test_a_released_letter_goes_as_it_was() -> None:
    case = booked(a_family())

    facts = decide_letters(now(case, hold()), release(), NOW)
    released = now(case, hold(), release())

    assert facts == (LettersReleased(at=NOW, who=MOTHER, reason="in-danger"),)
    assert goes_to(released) == {MOTHER, VISITOR}
    assert released.holds == ()


def test_who_says_stop_is_never_told_no_though_letters_are_held_already() -> None:
    held = now(booked(a_family()), hold(), hold(), hold(reason="court"), hold(None))

    assert goes_to(held) == set()
    assert [(h.who, h.reason) for h in held.holds] == [
        (MOTHER, "in-danger"),
        (MOTHER, "in-danger"),
        (MOTHER, "court"),
        (None, "in-danger"),
    ]


def test_the_same_reason_given_twice_is_released_once() -> None:
    case = now(booked(a_family()), hold(), hold(), release())

    assert goes_to(case) == {MOTHER, VISITOR}


def test_letters_held_for_two_reasons_go_again_only_when_both_are_released() -> None:
    held = now(booked(a_family()), hold(), hold(reason="court"))

    answer = refused(held, release(), NOW)
    one = now(held, release(reason="court"))
    both = now(one, release())

    assert (answer.code, answer.where) == ("held-for-several-reasons", "reason")
    assert goes_to(one) == {VISITOR}
    assert goes_to(both) == {MOTHER, VISITOR}


def test_releasing_one_person_does_not_release_everybody_nor_the_other_way() -> None:
    held = now(booked(a_family()), hold(), hold(None))

    assert goes_to(now(held, release())) == set()
    assert goes_to(now(held, release(None))) == {VISITOR}


@pytest.mark.parametrize(
    ("request_", "code", "where"),
    [
        (release(FATHER), "not-held", "who"),
        (release(None), "not-held", "who"),
        (release(reason="court"), "not-held", "reason"),
        (release("p-nobody"), "unknown-person", "who"),
        (hold("p-nobody"), "unknown-person", "who"),
    ],
)
def test_what_is_not_held_is_not_released_and_nobody_unknown_is_held(
    request_: Any, code: str, where: str
) -> None:
    answer = refused(now(a_family(), hold()), request_, NOW)

    assert (answer.code, answer.where) == (code, where)


@pytest.mark.parametrize("request_", [HoldLetters, ReleaseLetters])
def test_whose_letters_are_meant_is_always_said(request_: Any) -> None:
    with pytest.raises(ValidationError, match="who"):
        ask(request_, reason="in-danger")


def failed(case: Case) -> tuple[Case, Effect]:
    """The family after the visitor's invitation came back on Mon 2026-12-14."""
    (effect,) = [e for e in case.outbox.values() if e.to == VISITOR]
    return after(
        case, NOW, *undeliverable(case, effect.key, "mailbox-refused", NOW)
    ), effect


def dealt_with(key: str, at: Any = LATER) -> SettleUndeliveredLetter:
    return ask(SettleUndeliveredLetter, key=key, how="read-aloud", settled_at=at)


def test_a_letter_that_nobody_received_is_due_until_somebody_dealt_with_it() -> None:
    case, effect = failed(booked(a_family()))
    due = "letter-not-delivered/letter-1/household"

    facts = decide_letters(case, dealt_with(effect.key), LATER)
    settled = after(case, LATER, *facts)

    assert facts == (LetterSettled(at=LATER, key=effect.key, how="read-aloud"),)
    assert due in case.duties
    assert settled.settled[due].met_at == LATER


@pytest.mark.parametrize(
    ("key", "at", "code", "where"),
    [
        ("CP-1/other", LATER, "unknown-letter", "key"),
        (None, instant("Mon 2026-12-14 09:59Z"), "out-of-order", "settled_at"),
        (None, instant("Mon 2027-01-11 15:01Z"), "in-the-future", "settled_at"),
    ],
)
def test_only_a_letter_that_failed_is_dealt_with_and_not_before_it_failed(
    key: str | None, at: Any, code: str, where: str
) -> None:
    case, effect = failed(booked(a_family()))

    answer = refused(case, dealt_with(key or effect.key, at), LATER)

    assert (answer.code, answer.where) == (code, where)
    assert len(decide_letters(case, dealt_with(effect.key, NOW), LATER)) == 1


def test_a_letter_is_dealt_with_once() -> None:
    case, effect = failed(booked(a_family()))
    case = asked(case, LATER, dealt_with(effect.key))

    answer = refused(case, dealt_with(effect.key), LATER)

    assert (answer.code, answer.where) == ("letter-settled", "key")


def test_an_invitation_given_by_hand_is_an_invitation_sent() -> None:
    facts = decide_letters(booked(a_family()), given(), NOW)

    assert facts == (InvitationSent(at=NOW, conference="conf-1", person=MOTHER),)


@pytest.mark.rule("T4-16")
def test_the_last_invitation_given_by_hand_meets_what_was_due() -> None:
    """Guernsey: who is invited by post and who by hand are invited alike."""
    case = booked(a_family("guernsey"))
    due = "send-invitations/conf-1/household"
    (mail,) = [e for e in case.outbox.values() if e.to == VISITOR]
    case = after(case, NOW, *delivered(case, mail.key, NOW))

    told = after(case, LATER, *decide_letters(case, given(at=NOW), LATER))

    assert due in case.duties
    assert told.settled[due].met_at == NOW


@pytest.mark.parametrize(
    ("request_", "code", "where"),
    [
        (given(FATHER), "not-invited", "person"),
        (given("p-nobody"), "unknown-person", "person"),
        (given(conference="conf-9"), "unknown-conference", "conference"),
        (given(at=instant("Mon 2026-12-14 08:59Z")), "out-of-order", "given_at"),
        (given(at=STARTS), "conference-was-held", "given_at"),
        (given(at=instant("Mon 2027-01-11 15:01Z")), "in-the-future", "given_at"),
    ],
)
def test_an_invitation_that_cannot_have_been_given_is_refused_with_the_field(
    request_: Any, code: str, where: str
) -> None:
    answer = refused(booked(a_family()), request_, LATER)

    assert (answer.code, answer.where) == (code, where)


@pytest.mark.parametrize("at", [BOOKED, instant("Mon 2027-01-11 09:59Z")])
def test_an_invitation_given_between_booking_and_conference_may_be_told_late(
    at: Any,
) -> None:
    held = ConferenceHeld(at=STARTS, conference="conf-1", present=(MOTHER,))
    case = after(booked(a_family()), LATER, held)

    assert len(decide_letters(case, given(at=at), LATER)) == 1


def test_an_invitation_to_the_old_date_is_none_to_the_new_one() -> None:
    moved_at = instant("Tue 2026-12-15 09:00Z")
    moved = ConferenceMoved(
        at=moved_at,
        conference="conf-1",
        starts_at=instant("Tue 2027-01-12 10:00Z"),
        was=STARTS,
        reason="room",
    )
    case = after(booked(a_family()), moved_at, moved)

    answer = refused(case, given(), LATER)

    assert (answer.code, answer.where) == ("out-of-order", "given_at")
    assert decide_letters(case, given(at=moved_at), LATER)


def test_nobody_is_invited_to_a_conference_that_was_called_off() -> None:
    off_at = instant("Tue 2026-12-15 09:00Z")
    off = ask(
        RecordConferenceNotHeld, conference="conf-1", at=off_at, reason="chair-ill"
    )
    case = asked(booked(a_family()), off_at, off)
    new = ask(
        MoveConference,
        conference="conf-1",
        moved_at=off_at,
        starts_at=instant("Tue 2027-01-12 10:00Z"),
        reason="chair-ill",
    )

    answer = refused(case, given(at=off_at), LATER)
    rebooked = asked(case, off_at, new)

    assert (answer.code, answer.where) == ("conference-is-off", "conference")
    assert decide_letters(case, given(at=NOW), LATER)
    assert decide_letters(rebooked, given(at=off_at), LATER)
