"""Where who may see what changes, every letter that has not gone is drawn up anew."""

from __future__ import annotations

from typing import Any

import pytest

from domain.advance import advance
from domain.case import Case
from domain.correspondence import letter_for
from domain.effects import EffectKind
from domain.evolve.changes import to
from domain.facts.people import PersonAdded, PersonChanged, RoleAssigned, RoleEnded
from domain.following.endings import ended
from domain.letters import Channel, Standing
from domain.record.people import Person, PersonKind, RoleHeld
from domain.requests.people import ChangePerson, SafeNow
from domain.roles import Role
from domain.translations.shown import State, translations_view
from tests.dates import instant
from tests.domain import translating
from tests.domain.asking import ask
from tests.domain.builders import a_person
from tests.domain.carrying import (
    BY_MAIL,
    BY_POST,
    LATER,
    answered,
    asked_about,
    invited,
    printed,
    tasks,
    told,
)
from tests.domain.carrying import standing_of as stands
from tests.domain.conferring import DISCUSSED, EVENING
from tests.domain.family import BOOKED, MOTHER, SCHOOL, VISITOR, WORKER
from tests.domain.requesting import asked

TO_VISITOR = f"CP-1/invitation/conf-1/r1/{VISITOR}-1/mail"


def person(case: Case, ref: str, **fields: object) -> Person:
    known = case.person(ref)
    assert known is not None
    return known.model_copy(update={"revision": known.revision + 1} | fields)


def changed(case: Case, ref: str, **fields: object) -> Case:
    fact = PersonChanged(at=LATER, person=person(case, ref, **fields))
    return advance(case, (fact,), LATER)


def test_once_somebody_hides_every_letter_that_has_not_gone_is_drawn_up_anew() -> None:
    case = invited()
    assert TO_VISITOR in case.outbox

    after = changed(case, MOTHER, address_secret=True)

    assert TO_VISITOR not in after.outbox
    again = after.outbox[f"{TO_VISITOR}~1"]
    before = letter_for(case, case.outbox[TO_VISITOR], LATER)
    assert letter_for(after, again, LATER).withheld != before.withheld


def test_what_already_lies_printed_is_taken_back_when_somebody_else_hides() -> None:
    case = printed()
    assert stands(case, BY_POST) is Standing.QUEUED

    after = changed(case, VISITOR, address_secret=True)

    assert f"{BY_POST}/recall" in {e.key for e in asked_about(after, EffectKind.RECALL)}


def test_a_change_that_lets_nobody_see_less_leaves_other_letters_as_they_are() -> None:
    after = changed(invited(), VISITOR, phone="01632 960999")

    assert BY_MAIL in after.outbox
    assert f"{TO_VISITOR}~1" in after.outbox


def test_whoever_joins_and_shares_a_mailbox_is_thought_of_before_letters_go() -> None:
    case = invited()
    mother = person(case, MOTHER)
    new = a_person("p-aunt", kind=PersonKind.FAMILY, email=mother.email)

    after = advance(case, (PersonAdded(at=LATER, person=new),), LATER)

    assert BY_MAIL not in after.outbox
    assert f"{BY_MAIL}~1" in after.outbox


def test_whoever_no_longer_holds_a_role_is_written_to_as_what_they_now_are() -> None:
    case = invited()
    held = RoleHeld(role=Role.KEY_WORKER, person=VISITOR, since=BOOKED)
    case = to(case, roles=(*case.roles, held))

    ended = RoleEnded(at=LATER, role=Role.KEY_WORKER, person=VISITOR)
    after = advance(case, (ended,), LATER)

    assert TO_VISITOR not in after.outbox
    assert f"{TO_VISITOR}~1" in after.outbox
    assert BY_MAIL in after.outbox


def key_worker(case: Case, ref: str = VISITOR) -> Case:
    held = RoleHeld(role=Role.KEY_WORKER, person=ref, since=BOOKED)
    return to(case, roles=(*case.roles, held))


def followed_by(case: Case, ref: str, **fields: object) -> Case:
    """Another takes the role on Tue 2026-12-15."""
    given = {"role": Role.KEY_WORKER, "person": ref, "since": LATER} | fields
    held = RoleHeld.model_validate(given)
    return advance(case, (RoleAssigned(at=LATER, held=held),), LATER)


def test_whoever_is_followed_in_a_role_is_written_to_as_what_they_now_are() -> None:
    case = key_worker(invited(address_secret=True))

    after = followed_by(case, SCHOOL)

    assert TO_VISITOR not in after.outbox
    before = letter_for(case, case.outbox[TO_VISITOR], LATER)
    now = letter_for(after, after.outbox[f"{TO_VISITOR}~1"], LATER)
    assert (before.withheld, bool(now.withheld)) == ((), True)
    assert BY_MAIL in after.outbox


def test_a_sheet_printed_for_whoever_is_followed_in_a_role_is_taken_back() -> None:
    case = key_worker(invited(address_secret=True))
    case = answered(case, TO_VISITOR, Standing.QUEUED)

    after = followed_by(case, SCHOOL)

    recalled = {e.letter for e in asked_about(after, EffectKind.RECALL)}
    assert recalled == {TO_VISITOR}


def test_whoever_is_only_stood_in_for_keeps_the_role_and_their_letters() -> None:
    case = key_worker(invited(address_secret=True))
    ends = instant("Tue 2026-12-22 10:00Z")

    after = followed_by(case, SCHOOL, acting=True, until=ends)

    assert TO_VISITOR in after.outbox


def test_what_is_read_by_whoever_loses_a_role_is_drawn_up_anew_as_well() -> None:
    """The health visitor reads the school's mailbox, and both worked the case."""
    shared = {"email": "duty@agency.example"}
    case = told(told(invited(address_secret=True), VISITOR, **shared), SCHOOL, **shared)
    case = key_worker(case, SCHOOL)

    after = followed_by(case, WORKER)

    assert TO_VISITOR not in after.outbox
    assert f"{TO_VISITOR}~1" in after.outbox


def with_the_desk() -> Case:
    """The desk is asked for the plan in Urdu; somebody there is no worker."""
    case = translating.family(
        email="leila@refuge.example", post="7 Larkspur Yard, Hove"
    )
    held = RoleHeld(role=Role.TRANSLATION_DESK, person="desk", since=DISCUSSED)
    desk = a_person("desk", email="desk@agency.example")
    case = to(case, people=(*case.people, desk), roles=(*case.roles, held))
    return translating.planned(case)


def asked_of_the_desk(case: Case) -> list[str]:
    return [key for key, e in case.unsent() if e.kind is EffectKind.TRANSLATION]


def hides(case: Case) -> Case:
    """The mother's address is secret from the evening of Mon 2026-12-21 on."""
    hidden = person(case, translating.MOTHER, address_secret=True)
    return advance(case, (PersonChanged(at=EVENING, person=hidden),), EVENING)


def test_once_somebody_hides_the_text_for_the_desk_is_drawn_up_anew() -> None:
    case, now = with_the_desk(), EVENING
    (key,) = asked_of_the_desk(case)

    after = hides(case)

    assert asked_of_the_desk(after) == [f"{key}~1"]
    assert letter_for(case, case.outbox[key], now).withheld == ()
    assert letter_for(after, after.outbox[f"{key}~1"], now).withheld != ()
    assert [(j.ref, j.ended) for j in after.translations] == [("t1", None)]


def test_a_desk_that_is_asked_again_may_have_the_text_and_hears_that_it_is_over() -> (
    None
):
    """A carrier may have taken the first, although it was withdrawn."""
    case = asked(hides(with_the_desk()), EVENING, translating.cancel())

    assert asked_of_the_desk(case) == []
    assert tasks(case)["translation-cancelled"] == Role.TRANSLATION_DESK


def test_a_desk_that_was_asked_again_in_vain_does_not_have_the_text() -> None:
    case = hides(with_the_desk())
    (key,) = asked_of_the_desk(case)

    case = ended(case, key, "mailbox-refused", EVENING)

    assert [view.state for view in translations_view(case)] == [State.FAILED]
    assert tasks(case)["letter-failed"] == Role.BUSINESS_SUPPORT


def known_of(case: Case, **fields: Any) -> Case:
    request = ask(ChangePerson, person=MOTHER, since=LATER, **fields)
    return asked(case, LATER, request)


@pytest.mark.parametrize(
    "fields",
    [
        {"prefers": Channel.TEXT},
        {"reads": False},
        {"interpreter": True},
        {"safe": SafeNow(text=False)},
    ],
)
def test_what_is_theirs_alone_leaves_the_letters_of_others_as_they_are(
    fields: dict[str, Any],
) -> None:
    after = known_of(invited(address_secret=True), **fields)

    assert TO_VISITOR in after.outbox
    assert BY_MAIL not in after.outbox


@pytest.mark.parametrize(
    "fields", [{"phone": "01632 960999"}, {"email": "hidden@refuge.example"}]
)
def test_where_somebody_hides_a_new_way_of_reaching_them_must_not_be_said_either(
    fields: dict[str, Any],
) -> None:
    after = known_of(invited(address_secret=True), **fields)

    assert TO_VISITOR not in after.outbox
    assert f"{TO_VISITOR}~1" in after.outbox


def test_an_older_case_sends_what_it_would_have_sent() -> None:
    case = invited()
    older = to(case, terms=case.terms.model_copy(update={"letters": None}))

    after = changed(older, MOTHER, address_secret=True)

    assert TO_VISITOR in after.outbox
