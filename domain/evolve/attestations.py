"""The case after it was asked something: what was taken, refused, and on whose word."""

from __future__ import annotations

from datetime import datetime

from domain.attestations.attestation import Attestation
from domain.attestations.late import came_late
from domain.case import Case
from domain.evolve.changes import to
from domain.facts.keeping import GatewayKeysAdopted, RequestAccepted, RequestRefused
from domain.ids import Instant

Asking = RequestAccepted | RequestRefused | GatewayKeysAdopted


def evolve_asking(case: Case, fact: Asking) -> Case:
    match fact:
        case RequestAccepted():
            after = to(case, answered={**case.answered, fact.id: fact.content})
            return _spent(after, fact.attestation, fact.at)
        case RequestRefused():
            return _refused(case, fact)
        case GatewayKeysAdopted():
            return to(case, gateway_keys=fact.keys)


def _spent(case: Case, given: Attestation | None, at: datetime) -> Case:
    """An attestation that was used is remembered until it has expired."""
    if given is None:
        return case
    live = {nonce: until for nonce, until in case.nonces.items() if until > at}
    nonces: dict[str, Instant] = {**live, given.nonce: given.expires_at}
    return to(case, nonces=nonces)


def _refused(case: Case, fact: RequestRefused) -> Case:
    """A case that trusts no gateway counts nothing, as it never did."""
    if not case.gateway_keys:
        return case
    if fact.attestation is not None and fact.late:
        return came_late(case, fact.attestation, fact.at)
    if fact.attestation is not None:
        return _spent(case, fact.attestation, fact.at)
    return to(case, traces=case.traces + 1)
