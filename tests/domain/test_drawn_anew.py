"""Where who may see what changes, every letter that has not gone is drawn up anew."""

from __future__ import annotations

from domain.advance import advance
from domain.case import Case
from domain.correspondence import letter_for
from domain.effects import EffectKind
from domain.evolve.changes import to
from domain.facts.people import PersonAdded, PersonChanged, RoleEnded
from domain.letters import Standing
from domain.record.people import Person, PersonKind, RoleHeld
from domain.roles import Role
from tests.domain.builders import a_person
from tests.domain.carrying import BY_MAIL, BY_POST, LATER, asked_about, invited, printed
from tests.domain.carrying import standing_of as stands
from tests.domain.family import BOOKED, MOTHER

VISITOR = "p-visitor"
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


def test_an_older_case_sends_what_it_would_have_sent() -> None:
    case = invited()
    older = to(case, terms=case.terms.model_copy(update={"letters": None}))

    after = changed(older, MOTHER, address_secret=True)

    assert TO_VISITOR in after.outbox
