"""The case after a fact about the case itself."""

from __future__ import annotations

from domain.case import Case
from domain.evolve.attestations import evolve_asking
from domain.evolve.changes import to
from domain.facts.keeping import (
    CaseClosed,
    CaseLookedAt,
    CaseOpened,
    CaseReopened,
    CaseSealed,
    Corrected,
    GatewayKeysAdopted,
    KeepingFact,
    ProtectiveActionTaken,
    RequestAccepted,
    RequestRefused,
    TermsAdopted,
)

Ending = CaseClosed | CaseReopened | CaseSealed


def evolve_keeping(case: Case, fact: KeepingFact) -> Case:
    match fact:
        case CaseOpened():
            return to(
                case,
                children=fact.children,
                people=fact.people,
                roles=fact.roles,
                proceedings=fact.proceedings,
                gateway_keys=fact.gateway_keys,
            )
        case RequestAccepted() | RequestRefused() | GatewayKeysAdopted():
            return evolve_asking(case, fact)
        case TermsAdopted():
            return _adopted(case, fact)
        case CaseLookedAt(at=at):
            return to(case, looked_at=at)
        case CaseClosed() | CaseReopened() | CaseSealed():
            return _ending(case, fact)
        case Corrected() | ProtectiveActionTaken():
            return case


def _adopted(case: Case, fact: TermsAdopted) -> Case:
    """What was held before terms asked for more is not asked for it afterwards."""
    if fact.terms.gates and not case.terms.gates:
        return to(case, terms=fact.terms, practice_since=fact.at)
    return to(case, terms=fact.terms)


def _ending(case: Case, fact: Ending) -> Case:
    match fact:
        case CaseClosed(at=at, reason=reason):
            return to(case, closed_at=at, closed_because=reason)
        case CaseReopened(at=at):
            return to(case, closed_at=None, closed_because=None, looked_at=at)
        case CaseSealed():
            return to(case, sealed=True)
