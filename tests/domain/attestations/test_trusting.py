"""Whom a case trusts is told by its record; who lacks a key is asked to adopt it."""

from __future__ import annotations

from adapters.gateway.attesting import Attester
from domain.attestations.attestation import GatewayKey, in_use
from domain.attestations.trusting import Trusting, lacking, strangers, trusted_by
from domain.facts import Fact
from domain.facts.keeping import CaseSealed, GatewayKeysAdopted
from domain.recording import Row
from tests.dates import instant

NOW = instant("Mon 2026-12-21 10:00Z")
LATER = instant("Tue 2026-12-22 10:00Z")
OURS = Attester({"gate-1": b"1" * 32})
BOTH = Attester({"gate-1": b"1" * 32, "gate-2": b"2" * 32})
#: Another installation's, which gave its key the name of ours.
OTHER = Attester({"gate-1": b"3" * 32})


def row(no: int, fact: Fact) -> Row:
    body = fact.model_dump_json()
    return Row(no=no, kind=fact.kind, at=fact.at, recorded_at=fact.at, body=body)


def adopted(*keys: GatewayKey) -> GatewayKeysAdopted:
    return GatewayKeysAdopted(at=NOW, keys=keys, first=False, reason="rotation")


def one_retired() -> tuple[GatewayKey, ...]:
    first, second = BOTH.trusted_from(NOW)
    return (first.model_copy(update={"until": LATER}), second)


def test_a_retired_key_is_in_use_no_more() -> None:
    assert in_use(BOTH.trusted_from(NOW)) == ("gate-1", "gate-2")
    assert in_use(one_retired()) == ("gate-2",)


def test_what_was_adopted_last_is_what_a_case_trusts() -> None:
    first, then = adopted(*BOTH.trusted_from(NOW)), adopted(*one_retired())

    assert trusted_by([row(1, first)]) == frozenset(BOTH.public_keys)
    assert trusted_by([row(1, first), row(2, then)]) == frozenset(BOTH.public_keys[1:])
    assert trusted_by([]) == frozenset()


def test_a_case_that_is_over_trusts_nobody_any_more() -> None:
    rows = [row(1, adopted(*BOTH.trusted_from(NOW))), row(2, CaseSealed(at=NOW))]

    assert trusted_by(rows) is None


def test_a_case_that_trusts_one_key_more_is_asked_too() -> None:
    cases = [
        Trusting("CP-1", frozenset(OURS.public_keys)),
        Trusting("CP-2", frozenset(BOTH.public_keys)),
    ]

    assert lacking(cases, OURS.public_keys) == cases[1:]
    assert lacking(cases, BOTH.public_keys) == cases[:1]


def test_a_case_that_trusts_somebody_else_s_gateway_is_named() -> None:
    cases = [
        Trusting("CP-1", frozenset(OURS.public_keys)),
        Trusting("CP-2", frozenset(OTHER.public_keys)),
        Trusting("CP-3", frozenset()),
    ]

    assert strangers(cases, BOTH.public_keys) == ("CP-2",)
    assert cases[1] in lacking(cases, OURS.public_keys)
