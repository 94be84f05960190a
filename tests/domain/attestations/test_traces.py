"""A forgery leaves its trace, a flood of them cannot fill a case, and nobody's name."""

from __future__ import annotations

import pytest

from domain.advance import advance
from domain.case import Case
from domain.decide import refused, refused_by_update, respond, short_hash
from domain.decide.refusals import MOST_TRACES
from domain.errors import BadInput, Refused
from domain.facts import Facts
from domain.facts.keeping import RequestRefused
from domain.making import changed
from domain.requests import Request
from domain.requests.base import By
from tests.domain.attestations.vouching import (
    GATEWAY,
    a_trusting_case,
    vouched,
    why_not,
    word,
)
from tests.domain.delaying import MONDAY, approve, delay_asked_for, request_delay

UNREADABLE = BadInput("bad-input", "Write it otherwise.", where="kind")


def refusal_of(case: Case, request: Request) -> Refused:
    with pytest.raises(Refused) as caught:
        respond(case, request, MONDAY)
    return caught.value


def by_update(case: Case, request: Request) -> Facts:
    return refused_by_update(case, refusal_of(case, request), MONDAY, request)


def by_signal(case: Case, request: Request) -> Facts:
    return refused(case, request.kind, refusal_of(case, request), MONDAY, request)


def trace(facts: Facts) -> RequestRefused:
    (fact,) = facts
    assert isinstance(fact, RequestRefused)
    return fact


def full() -> Case:
    """A case in which a flood has taken all the room that there is for traces."""
    return flooded(a_trusting_case(), MOST_TRACES)


def flooded(case: Case, times: int) -> Case:
    for _ in range(times):
        facts = refused_by_update(case, UNREADABLE, MONDAY, None)
        case = advance(case, facts, MONDAY)
    return case


def test_a_forgery_by_update_leaves_its_trace() -> None:
    fact = trace(by_update(a_trusting_case(), approve()))

    assert (fact.asked, fact.why, fact.where) == (
        "approve-delay",
        "attestation-missing",
        "attestation",
    )
    assert fact.id == short_hash(approve().id)
    assert (fact.last, fact.attestation) == (False, None)


def test_what_a_forger_says_of_himself_is_not_put_on_record() -> None:
    fact = trace(by_update(a_trusting_case(), approve()))

    assert "manager" not in fact.model_dump_json()
    assert "Letter" not in fact.model_dump_json()


def test_an_honest_mistake_by_update_leaves_none() -> None:
    """Whoever asked is told, and the gateway writes it down."""
    unknown = GATEWAY.attested(approve(delay="delay-9"), "CP-1", MONDAY)
    twice = GATEWAY.attested(request_delay(id="r2"), "CP-1", MONDAY)

    assert by_update(a_trusting_case(), unknown) == ()
    assert by_update(a_trusting_case(), twice) == ()


def test_who_truly_asks_and_may_not_leaves_a_trace_that_proves_who_it_was() -> None:
    """Sent past the gateway, nobody else would have written it down."""
    chair = By(person="manager", role="chair")
    asked = GATEWAY.attested(approve(by=chair), "CP-1", MONDAY)

    fact = trace(by_update(a_trusting_case(), asked))

    assert fact.why == "not-the-authority"
    assert fact.attestation == word(asked)


def test_in_an_older_case_only_what_cannot_be_read_leaves_one_and_without_end() -> None:
    case = delay_asked_for()
    chair = By(person="manager", role="chair")

    assert by_update(case, approve(by=chair)) == ()
    assert trace(by_signal(case, approve(by=chair))).why == "not-the-authority"
    after = flooded(case, MOST_TRACES + 2)
    assert after.facts == case.facts + MOST_TRACES + 2
    assert "traces" not in after.model_dump_json()
    assert "last" not in after.unrecorded[-1].body


def test_so_many_traces_are_kept_the_last_says_so_and_then_none() -> None:
    case = flooded(a_trusting_case(), MOST_TRACES - 1)
    last = trace(by_update(case, approve()))
    then = advance(case, (last,), MONDAY)

    assert last.last
    assert (then.traces, then.facts) == (MOST_TRACES, case.facts + 1)
    assert by_update(then, approve()) == ()
    assert by_signal(then, approve()) == ()
    assert refused_by_update(then, UNREADABLE, MONDAY, None) == ()
    assert why_not(then, approve()) == "attestation-missing"


def test_a_flood_silences_nobody_whom_a_gateway_vouches_for() -> None:
    unknown = GATEWAY.attested(approve(delay="delay-9"), "CP-1", MONDAY)

    assert trace(by_signal(full(), unknown)).why == "delay-not-asked-for"
    assert respond(full(), vouched(), MONDAY)


def test_a_word_is_used_up_by_its_trace_so_that_it_fills_nothing() -> None:
    unknown = GATEWAY.attested(approve(delay="delay-9"), "CP-1", MONDAY)
    first = by_signal(a_trusting_case(), unknown)
    after = advance(a_trusting_case(), first, MONDAY)

    again = trace(by_signal(after, changed(unknown, id="another")))

    assert (after.traces, set(after.nonces)) == (0, {word(unknown).nonce})
    assert (again.why, again.attestation) == ("attestation-used", None)
    assert advance(after, (again,), MONDAY).traces == 1
