"""What is taken without a gateway's word: a list by hand, and when not even it."""

from __future__ import annotations

import json
from typing import Any

import pytest

from domain.attestations.kinds import AT_ONCE, needs_word
from domain.attestations.proving import prove
from domain.case import Case
from domain.decide import decide, respond
from domain.facts.keeping import RequestAccepted
from domain.making import changed
from domain.reading import read_request
from domain.record.orders import EmergencyOrder
from domain.record.people import RoleHeld
from domain.requests import Request
from domain.requests.base import By
from tests.dates import instant
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

#: It protects a child at once, and why nobody is harmed by one that is false.
NEEDS_NONE = {
    "record-protective-action": "it is done already; nothing is due later for it",
    "hold-letters": "whoever says stop is never told no; what is held goes later",
    "record-emergency-order": "what a court ordered becomes due; no other date moves",
    "record-discussion": "a new enquiry: dates become due beside those there are",
}
WORKER = By(person="worker", role="social-worker")
CHILDREN = (a_child(), a_child("child-2"))
MOTHER = a_person("mother", kind="family", relation="mother")
ORDER = EmergencyOrder(
    ref="order-1",
    children=("child-1",),
    made_at=instant("Thu 2026-12-17 10:00Z"),
    expires_at=instant("Thu 2026-12-24 10:00Z"),
)


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
    request = asking(kind, enquiry="new", order="new")

    assert accepted(a_case(), request).attestation is None


@pytest.mark.parametrize("kind", sorted(NEEDS_NONE))
@pytest.mark.parametrize("wrong", ["forged", "expired", "used", "other-person"])
def test_a_word_that_is_worth_nothing_does_not_stop_it_either(
    kind: str, wrong: str
) -> None:
    """The gateway's key or its clock is out, and a child is protected all the same."""
    case, request = a_case(), asking(kind, enquiry="new", order="new")
    gateway = STRANGER if wrong == "forged" else GATEWAY
    at = ORDER.made_at if wrong == "expired" else MONDAY
    sent = gateway.attested(request, "CP-1", at)
    if wrong == "used":
        case = changed(case, nonces={word(sent).nonce: word(sent).expires_at})
    if wrong == "other-person":
        sent = changed(sent, by=By(person="visitor", role="social-worker"))

    assert accepted(case, sent).attestation is None


@pytest.mark.parametrize("kind", sorted(NEEDS_NONE))
def test_nor_does_a_word_that_cannot_be_read(kind: str) -> None:
    """As from a gateway of a later release than the worker's."""
    request = asking(kind, enquiry="new", order="new")
    sent = GATEWAY.attested(request, "CP-1", MONDAY).model_dump(mode="json")
    sent["attestation"]["later"] = "field"

    assert read_request(json.dumps(sent).encode()) == request


@pytest.mark.parametrize("kind", sorted(NEEDS_NONE))
def test_a_true_word_for_it_stands_on_record_and_is_used_up(kind: str) -> None:
    """Or nobody could tell it from what a stranger sent."""
    sent = GATEWAY.attested(asking(kind, enquiry="new", order="new"), "CP-1", MONDAY)

    assert accepted(a_case(), sent).attestation == word(sent)


@pytest.mark.parametrize(
    ("kind", "fields"),
    [
        ("record-discussion", {"initiating": True}),
        ("record-discussion", {"initiating": False}),
        ("record-discussion", {"children": ("child-1", "child-2")}),
        ("record-emergency-order", {"order": "order-1"}),
        ("hold-letters", {"who": "manager"}),
    ],
    ids=[
        "another discussion, from which the date would be counted",
        "another discussion",
        "a child more in an enquiry",
        "the same order with other dates",
        "whoever holds a role, round whom their letters would go",
    ],
)
def test_what_could_change_what_is_known_needs_a_word_even_so(
    kind: str, fields: dict[str, Any]
) -> None:
    case, request = a_case(emergency_orders=(ORDER,)), asking(kind, **fields)

    assert needs_word(case, request)
    assert why_not(case, request) == "attestation-missing"


@pytest.mark.parametrize("who", [None, "mother", "worker"])
def test_letters_to_everybody_the_family_and_who_holds_no_role_are_held_at_once(
    who: str | None,
) -> None:
    assert not needs_word(a_case(), asking("hold-letters", who=who))


def test_whoever_held_a_role_or_will_hold_one_is_not_held_without_a_word() -> None:
    then = RoleHeld(role="chair", person="visitor", since=OPENED, until=MONDAY)

    assert needs_word(a_case(roles=(then,)), asking("hold-letters", who="visitor"))


def test_with_a_word_all_of_it_is_taken_as_before() -> None:
    again = asking("record-discussion", initiating=True, discussion="sd-2")
    sent = GATEWAY.attested(again, "CP-1", MONDAY)

    kinds = {fact.kind for fact in decide(a_case(), sent, MONDAY)}

    assert {"request-accepted", "discussion-held", "duty-redated"} <= kinds
