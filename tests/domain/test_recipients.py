"""Whom a letter goes to: a person, whoever holds a role, or the team inbox."""

from __future__ import annotations

from typing import Any

import pytest

from domain.case import Case
from domain.clearance.readers import TEAM_INBOX
from domain.correspondence import NoAddress, letter_for
from domain.effects import EffectKind
from domain.evolve.changes import changed, each
from domain.letters import Letter
from domain.record.people import Hold, RoleHeld, Safe
from tests.domain.builders import OPENED, a_person
from tests.domain.family import (
    BOOKED,
    FATHER,
    MANAGER,
    MOTHER,
    STARTS,
    WORKER,
    a_family,
    booked,
    owed,
    rang,
    said,
    to_staff,
)

FOR_THE_WORKER = to_staff(rang("initial-conference/e-1/child-1"))


def with_person(case: Case, ref: str, **fields: Any) -> Case:
    return changed(case, people=each(case.people, ref, lambda p: changed(p, **fields)))


def invitation(case: Case, to: str) -> Letter:
    return letter_for(case, owed(case, EffectKind.INVITATION, to), BOOKED)


def test_a_person_is_written_to_at_their_own_address_under_the_effects_key() -> None:
    case = with_person(booked(a_family()), MOTHER, language_need="ur")
    effect = owed(case, EffectKind.INVITATION, MOTHER)

    letter = letter_for(case, effect, BOOKED)

    assert letter.key == effect.key
    assert (letter.case, letter.kind) == ("CP-1", "invitation")
    assert (letter.to, letter.name) == (MOTHER, "Marguerite Quillfeather")
    assert letter.address == "marguerite@home.example"
    assert letter.language == "ur"
    assert said(letter, "reader") == [
        {"part": "family", "procedures": "pan-sussex", "role": ""}
    ]


@pytest.mark.parametrize(
    "fields",
    [
        {"email": None},
        {"safe": Safe(write=False)},
        {"died_at": BOOKED},
        {"excluded": True},
        {"of_concern_about": ("child-2",)},
    ],
)
def test_a_person_who_may_not_be_written_to_gets_no_letter(
    fields: dict[str, Any],
) -> None:
    case = booked(a_family())
    effect = owed(case, EffectKind.INVITATION, MOTHER)

    with pytest.raises(NoAddress) as refused:
        letter_for(with_person(case, MOTHER, **fields), effect, BOOKED)

    assert (refused.value.code, str(refused.value)) == ("no-address", "no-address")


def test_a_mailbox_that_an_excluded_person_came_to_share_gets_no_letter() -> None:
    case = booked(a_family())
    effect = owed(case, EffectKind.INVITATION, MOTHER)
    sharing = {"excluded": True, "shares_mailbox_with": (MOTHER,)}

    with pytest.raises(NoAddress):
        letter_for(with_person(case, FATHER, **sharing), effect, BOOKED)


@pytest.mark.parametrize(
    "address", ["marguerite@home.example", "Marguerite@HOME.example"]
)
def test_an_excluded_persons_own_address_gets_no_letter_though_nobody_declared_it(
    address: str,
) -> None:
    case = booked(a_family())
    effect = owed(case, EffectKind.INVITATION, MOTHER)
    same = {"excluded": True, "email": address, "shares_mailbox_with": ()}

    with pytest.raises(NoAddress):
        letter_for(with_person(case, FATHER, **same), effect, BOOKED)
    other = same | {"email": f"not-{address}"}
    assert letter_for(with_person(case, FATHER, **other), effect, BOOKED).to == MOTHER


def test_a_workers_address_that_is_an_excluded_persons_too_gets_no_letter() -> None:
    same = {"excluded": True, "email": "P-Worker@agency.example"}
    case = with_person(a_family(), FATHER, **same)

    assert letter_for(case, FOR_THE_WORKER, BOOKED).to == TEAM_INBOX


def test_a_mailbox_shared_with_somebody_who_is_welcome_still_gets_its_letter() -> None:
    case = booked(a_family())
    shared = with_person(case, FATHER, shares_mailbox_with=(MOTHER,))

    assert invitation(shared, MOTHER).to == MOTHER


def test_a_role_is_written_to_through_whoever_holds_it_now() -> None:
    letter = letter_for(a_family(), FOR_THE_WORKER, BOOKED)

    assert (letter.to, letter.address) == (WORKER, "p-worker@agency.example")
    assert said(letter, "reader")[0]["role"] == "social-worker"


def test_whoever_acts_for_a_role_is_written_to_before_its_holder() -> None:
    case = a_family()
    acting = RoleHeld(role="social-worker", person=MANAGER, since=OPENED, acting=True)
    case = changed(case, roles=(*case.roles, acting))

    assert letter_for(case, FOR_THE_WORKER, BOOKED).to == MANAGER


@pytest.mark.parametrize(
    "fields",
    [
        {"roles": ()},
        {"roles": (RoleHeld(role="social-worker", person=WORKER, since=STARTS),)},
        {"people": ()},
        {"people": (a_person(WORKER, email=None),)},
        {"people": (a_person(WORKER, safe=Safe(write=False)),)},
        {"people": (a_person(WORKER, of_concern_about=("child-1",)),)},
        {"people": (a_person(WORKER, excluded=True),)},
        {"people": (a_person(WORKER, died_at=OPENED),)},
        {"people": (a_person(WORKER, kind="family", relation="aunt"),)},
        {"holds": (Hold(who=WORKER, since=OPENED),)},
    ],
)
def test_a_role_that_nobody_can_be_written_to_for_goes_to_the_team_inbox(
    fields: dict[str, Any],
) -> None:
    letter = letter_for(a_family(**fields), FOR_THE_WORKER, BOOKED)

    assert (letter.to, letter.name) == (TEAM_INBOX, "Team inbox")
    assert letter.address == "team@council.example"
    assert said(letter, "reader")[0]["part"] == "team"


def test_a_hold_on_a_family_does_not_take_its_workers_messages_from_them() -> None:
    case = a_family(holds=(Hold(who=None, since=OPENED),))

    assert letter_for(case, FOR_THE_WORKER, BOOKED).to == WORKER
