"""What is taken without a gateway's word: two kinds, and when not even these."""

from __future__ import annotations

import json
from typing import Any

import pytest

from domain.advance import advance
from domain.attestations.kinds import AT_ONCE, needs_word
from domain.attestations.proving import prove
from domain.case import Case
from domain.correspondence.recipient import recipient_of
from domain.decide import decide, respond
from domain.facts.duties import DutyOpened
from domain.facts.keeping import RequestAccepted
from domain.making import changed
from domain.react.messages import task
from domain.reading import read_request
from domain.record.people import RoleHeld
from domain.requests import Request
from domain.requests.base import By
from tests.dates import day, instant
from tests.domain.attestations.vouching import (
    GATEWAY,
    STRANGER,
    a_trusting_case,
    why_not,
    word,
)
from tests.domain.builders import OPENED, a_child, a_person
from tests.domain.delaying import MONDAY
from tests.domain.who_may_ask.household import MODELS, example

#: It protects a child at once, and what one that is false can do.
NEEDS_NONE = {
    "record-protective-action": "it stands on record; nothing follows from it",
    "hold-letters": "letters stop until they are released; none goes elsewhere",
}
WORKER = By(person="worker", role="social-worker")
CHILDREN = (a_child(), a_child("child-2"))
MOTHER = a_person("mother", kind="family", relation="mother")
#: When the word was given that has expired by Monday.
LONG_AGO = instant("Thu 2026-12-17 10:00Z")


def asking(kind: str, **fields: Any) -> Request:
    """Of a child and an enquiry that the case knows, unless `fields` say otherwise."""
    known = {"enquiry": "enq-1", "children": ("child-1",), "who": None, "by": WORKER}
    model = MODELS[kind]
    own = {name: value for name, value in known.items() if name in model.model_fields}
    return example(kind).model_copy(update=own | fields)


def a_case(**fields: Any) -> Case:
    people = (MOTHER, a_person("worker"), a_person("manager"), a_person("visitor"))
    manager = RoleHeld(role="authorised-manager", person="manager", since=OPENED)
    given = {"people": people, "roles": (manager,), "children": CHILDREN}
    return a_trusting_case(**(given | fields))


def accepted(case: Case, request: Request) -> RequestAccepted:
    """That it was taken, as the record has it."""
    facts = respond(case, request, MONDAY)
    return next(fact for fact in facts if isinstance(fact, RequestAccepted))


def test_the_list_is_this_one_and_no_longer() -> None:
    assert set(NEEDS_NONE) == AT_ONCE < set(MODELS)


@pytest.mark.parametrize("kind", sorted(set(MODELS) - set(NEEDS_NONE)))
def test_a_case_that_trusts_a_gateway_refuses_it_without_a_word(kind: str) -> None:
    assert why_not(a_trusting_case(), example(kind)) == "attestation-missing"


@pytest.mark.parametrize("kind", sorted(MODELS))
def test_an_older_case_asks_for_none(kind: str) -> None:
    assert prove(a_trusting_case(gateway_keys=()), example(kind), MONDAY) is None


@pytest.mark.parametrize("kind", sorted(NEEDS_NONE))
def test_what_protects_at_once_never_waits_for_a_gateway(kind: str) -> None:
    request = asking(kind)

    assert accepted(a_case(), request).attestation is None


@pytest.mark.parametrize("kind", sorted(NEEDS_NONE))
@pytest.mark.parametrize("wrong", ["forged", "expired", "used", "other-person"])
def test_a_word_that_is_worth_nothing_does_not_stop_it_either(
    kind: str, wrong: str
) -> None:
    """The gateway's key or its clock is out, and a child is protected all the same."""
    case, request = a_case(), asking(kind)
    gateway = STRANGER if wrong == "forged" else GATEWAY
    at = LONG_AGO if wrong == "expired" else MONDAY
    sent = gateway.attested(request, "CP-1", at)
    if wrong == "used":
        case = changed(case, nonces={word(sent).nonce: word(sent).expires_at})
    if wrong == "other-person":
        sent = changed(sent, by=By(person="visitor", role="social-worker"))

    assert accepted(case, sent).attestation is None


@pytest.mark.parametrize("kind", sorted(NEEDS_NONE))
def test_nor_does_a_word_that_cannot_be_read(kind: str) -> None:
    """As from a gateway of a later release than the worker's."""
    request = asking(kind)
    sent = GATEWAY.attested(request, "CP-1", MONDAY).model_dump(mode="json")
    sent["attestation"]["later"] = "field"

    assert read_request(json.dumps(sent).encode()) == request


@pytest.mark.parametrize("kind", sorted(NEEDS_NONE))
def test_a_true_word_for_it_stands_on_record_and_is_used_up(kind: str) -> None:
    """Or nobody could tell it from what a stranger sent."""
    sent = GATEWAY.attested(asking(kind), "CP-1", MONDAY)

    assert accepted(a_case(), sent).attestation == word(sent)


@pytest.mark.parametrize(
    ("kind", "fields"),
    [
        ("record-discussion", {"enquiry": "new"}),
        ("record-discussion", {"initiating": True}),
        ("record-emergency-order", {"order": "new"}),
        ("hold-letters", {"who": "manager"}),
        ("hold-letters", {"who": "worker"}),
        ("hold-letters", {"who": "nobody-known"}),
    ],
    ids=[
        "an enquiry, of which the true discussion would be a further one",
        "another discussion, from which the date would be counted",
        "an order, whose reference the true one would find taken",
        "whoever holds a role, round whom their letters would go",
        "whoever may come to hold one",
        "somebody who may come to be known",
    ],
)
def test_what_could_stand_in_the_way_of_what_is_true_needs_a_word(
    kind: str, fields: dict[str, Any]
) -> None:
    case, request = a_case(), asking(kind, **fields)

    assert needs_word(case, request)
    assert why_not(case, request) == "attestation-missing"


@pytest.mark.parametrize("who", [None, "mother"])
def test_letters_to_everybody_and_to_the_family_are_held_at_once(
    who: str | None,
) -> None:
    assert not needs_word(a_case(), asking("hold-letters", who=who))


def test_the_clock_of_an_enquiry_begins_with_the_true_discussion_of_it() -> None:
    """Held on Mon 2026-12-14, and told on Fri 2026-12-18, after a stranger's of then.

    Fifteen working days run to Thu 2027-01-07; from Friday, to Wed 2027-01-13.
    """
    friday, held = instant("Fri 2026-12-18 10:00Z"), instant("Mon 2026-12-14 10:00Z")
    case = a_case(enquiries=(), duties={}, delays=())
    of = {"enquiry": "enq-2", "initiating": False}
    false = asking("record-discussion", held_at=friday, discussion="sd-0", **of)
    true = asking("record-discussion", held_at=held, discussion="sd-2", **of)

    assert why_not(case, false, friday) == "attestation-missing"
    facts = respond(case, GATEWAY.attested(true, case.ref, friday), friday)
    due = {f.key: f.due.due_on for f in facts if isinstance(f, DutyOpened)}
    assert due["initial-conference/enq-2/child-1"] == day("Thu 2027-01-07")


def test_a_warning_is_not_led_past_a_manager_who_was_held_before_they_were_one() -> (
    None
):
    hold, case = asking("hold-letters", who="visitor"), a_case()
    warning = task(case, "authorised-manager", "delay-asked-for", "delay-2", MONDAY)

    assert why_not(case, hold) == "attestation-missing"
    for who in (None, "mother"):
        facts = respond(case, asking("hold-letters", who=who), MONDAY)
        case = advance(case, facts, MONDAY)
        case = changed(case, answered={})
    held = RoleHeld(role="authorised-manager", person="visitor", since=MONDAY)
    case = changed(case, roles=(held,))
    assert recipient_of(case, warning, MONDAY).ref == "visitor"


def test_with_a_word_all_of_it_is_taken_as_before() -> None:
    again = asking("record-discussion", initiating=True, discussion="sd-2")
    sent = GATEWAY.attested(again, "CP-1", MONDAY)

    kinds = {fact.kind for fact in decide(a_case(), sent, MONDAY)}

    assert {"request-accepted", "discussion-held", "duty-redated"} <= kinds
