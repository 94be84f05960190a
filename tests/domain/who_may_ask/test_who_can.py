"""Nobody is sent to who would be refused, and nobody owes what they cannot do."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

import pytest

from domain.asking.complete import KINDS
from domain.asking.remedies import PUT_RIGHT_BY
from domain.next_steps import missing
from domain.roles import Role
from domain.terms import Gate, Terms
from rulebook.schema import Asks, Met
from tests.domain.builders import practice, with_roles
from tests.domain.who_may_ask.household import booked

BASES = (
    "york",
    "wales",
    "pan-sussex",
    "guernsey",
    "pan-sussex+reviews",
    "wales+timescales",
)
EVERY = tuple(product(BASES, ((), ("csa-pathway",))))
NAMES = [f"{base}{'+pathway' if over else ''}" for base, over in EVERY]

#: By which requests each thing that is due is done; the first is the usual one.
DONE_BY: dict[Met, tuple[str, ...]] = {
    Met.CHILD_DECIDED: ("book-conference", "record-conference-held"),
    Met.DECISION_TAKEN: ("decide-on-conference",),
    Met.BOOKED: ("book-conference",),
    Met.REBOOKED: ("move-conference",),
    Met.INVITED: ("invite-to-conference", "record-invitation-given"),
    Met.EXPLAINED: ("record-process-explained",),
    Met.REPORT_COMPLETED: ("complete-report",),
    Met.REPORT_COUNTERSIGNED: ("countersign-report",),
    Met.REPORT_SHARED: ("share-report",),
    Met.REPORT_WITH_CHAIR: ("send-report-to-chair",),
    Met.PLAN_SENT: ("record-plan-given", "send-document"),
    Met.CORE_GROUP: ("record-core-group",),
    Met.REVIEW: ("book-conference", "record-conference-held"),
    Met.RISK_CHECKED: ("record-risk-check",),
    Met.REASON_RECORDED: ("record-reason-for-lateness",),
    Met.BORN: ("record-birth",),
    Met.SETTLED_BY_HAND: ("settle-undelivered-letter",),
    Met.GUARDIAN_INVITED: ("invite-to-conference", "record-invitation-given"),
    Met.PREPARED: ("record-preparation",),
    Met.CHAIR_ANSWERED: ("answer-sufficiency",),
    Met.VIEWS_PLANNED: ("plan-excluded-views",),
    Met.PART_PLANNED: ("plan-excluded-part",),
    Met.SHARING_DECIDED: ("decide-sharing",),
    Met.LOOKED_AT_AGAIN: ("review-exclusion", "review-adult-concern"),
    Met.INTERPRETER_DECIDED: ("decide-interpreter",),
    Met.INTERPRETER_CONFIRMED: ("arrange-interpreter", "confirm-interpreter"),
    Met.CLOSED: ("close-conference",),
    Met.TOLD: ("record-told",),
    Met.RECORD_GIVEN: ("give-record",),
    Met.DELIVERED: ("record-delivery",),
    Met.POSTED: ("record-posted",),
    Met.TRANSLATED: ("return-translation", "check-translation"),
}


def cannot(terms: Terms, gates: tuple[Gate, ...]) -> Iterator[tuple[str, str]]:
    """Whom a gate names, and who may ask for nothing that passes it."""
    for gate in gates:
        remedies = [terms.may_ask[kind] for kind in PUT_RIGHT_BY[gate.asks]]
        for role in gate.who:
            if not any(role in roles for roles in remedies):
                yield gate.key, role


def test_of_each_thing_that_a_gate_asks_it_is_known_which_request_puts_it_right() -> (
    None
):
    assert set(PUT_RIGHT_BY) == set(Asks)
    assert {kind for kinds in PUT_RIGHT_BY.values() for kind in kinds} <= KINDS


@pytest.mark.parametrize(("base", "over"), EVERY, ids=NAMES)
def test_whoever_a_gate_names_may_ask_what_passes_it(
    base: str, over: tuple[str, ...]
) -> None:
    terms = with_roles(base, *over)

    assert terms.gates
    assert all(gate.who for gate in terms.gates)
    assert list(cannot(terms, terms.gates)) == []


@pytest.mark.parametrize(("base", "over"), EVERY, ids=NAMES)
def test_whoever_owes_something_may_record_that_it_is_done(
    base: str, over: tuple[str, ...]
) -> None:
    terms = with_roles(base, *over)
    owed = {(rule.met_by, rule.owner) for rule in terms.by_key.values()}

    assert {
        (met, owner)
        for met, owner in owed
        if not any(owner in terms.may_ask[kind] for kind in DONE_BY[met])
    } == set()


def test_it_is_found_out_where_a_gate_names_somebody_who_would_be_refused() -> None:
    terms = with_roles("wales")
    as_published = practice("wales").gates

    assert ("reason-of-each-invitee", "coordinator") in set(cannot(terms, as_published))


@pytest.mark.parametrize("base", ["york", "wales", "pan-sussex", "guernsey"])
def test_the_next_steps_of_a_case_name_only_who_can(base: str) -> None:
    found = booked(base)
    by_key = {gate.key: gate for gate in found.terms.gates}
    lacks = missing(found)

    assert lacks
    for lack in lacks:
        assert lack.who == by_key[lack.gate].who


def test_a_gate_that_names_only_who_can_is_as_it_was_published() -> None:
    ours, published = with_roles("york").gates, practice("york").gates
    changed = {a.key for a, b in zip(ours, published, strict=True) if a != b}

    assert changed == {"support-discussed-with-parents"}


def test_every_role_that_may_ask_is_a_role() -> None:
    for base in BASES:
        named = {r for roles in with_roles(base).may_ask.values() for r in roles}

        assert named <= set(Role)
