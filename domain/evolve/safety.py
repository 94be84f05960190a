"""The case after a fact about who is kept away, of concern, or given a document."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TypeVar

from domain.case import Case
from domain.evolve.changes import changed, conference, to
from domain.facts.safety import (
    AdultConcernDecided,
    AdultConcernLifted,
    AdultConcernReviewed,
    ExcludedPartPlanned,
    ExcludedViewsPlanned,
    ExclusionLifted,
    ExclusionReviewed,
    PersonExcluded,
    PoliceOutcomeRecorded,
    SafetyFact,
    SharingDecided,
)
from domain.readings.sharing import decision_on
from domain.record.conferences import Conference
from domain.record.safety import (
    AdultConcern,
    Document,
    Exclusion,
    Sharing,
    SharingDecision,
)

Bar = TypeVar("Bar", Exclusion, AdultConcern)
OfExclusion = PersonExcluded | ExclusionReviewed | ExclusionLifted


def evolve_safety(case: Case, fact: SafetyFact) -> Case:
    """What bars a letter stands on the person too: `PersonChanged` goes with these."""
    match fact:
        case PoliceOutcomeRecorded(police=police):
            return to(case, police=(*case.police, police))
        case SharingDecided(decision=decision):
            return _shared(case, decision)
        case ExcludedViewsPlanned(person=person, at=at):
            return _planned(case, person, "views_planned_at", at)
        case ExcludedPartPlanned(person=person, at=at):
            return _planned(case, person, "part_planned_at", at)
        case AdultConcernDecided() | AdultConcernReviewed() | AdultConcernLifted():
            return _concern(case, fact)
        case _:
            return _exclusion(case, fact)


def _concern(
    case: Case, fact: AdultConcernDecided | AdultConcernReviewed | AdultConcernLifted
) -> Case:
    match fact:
        case AdultConcernDecided(concern=concern):
            return to(case, adult_concerns=(*case.adult_concerns, concern))
        case AdultConcernReviewed(person=person, at=at):
            return _of(case, person, lambda c: changed(c, reviews=(*c.reviews, at)))
        case AdultConcernLifted(person=person, at=at):
            return _of(case, person, lambda c: changed(c, lifted_at=at))


def _planned(case: Case, person: str, field: str, at: datetime) -> Case:
    """Of everything that had begun to keep them away by then: when it was first so."""

    def plan(bar: Bar) -> Bar:
        planned = getattr(bar, field) is not None
        theirs = bar.person == person and bar.in_force(at) and not planned
        return changed(bar, **{field: at}) if theirs else bar

    return to(
        case,
        exclusions=tuple(map(plan, case.exclusions)),
        adult_concerns=tuple(map(plan, case.adult_concerns)),
    )


def _shared(case: Case, decision: SharingDecision) -> Case:
    """An invitation withheld is waited for no more; one given after all, once more."""
    if decision.document is Document.INVITATION:
        was = decision_on(case, decision.person, decision.document, decision.about)
        before = was is not None and was.shares is Sharing.WITHHELD
        case = conference(case, decision.about, lambda c: _awaits(c, decision, before))
    return to(case, sharing=(*case.sharing, decision))


def _awaits(c: Conference, decision: SharingDecision, before: bool) -> Conference:
    """`before`: whether it was withheld until now."""
    person = decision.person
    others = tuple(ref for ref in c.invitations_left if ref != person)
    if decision.shares is Sharing.WITHHELD:
        done = c.invitations_sent_at or (None if others else decision.decided_at)
        return changed(c, invitations_left=others, invitations_sent_at=done)
    if not before or person not in c.invited:
        return c
    return changed(c, invitations_left=(*others, person))


def _of(
    case: Case, person: str, change: Callable[[AdultConcern], AdultConcern]
) -> Case:
    concerns = (
        change(c) if c.person == person and c.lifted_at is None else c
        for c in case.adult_concerns
    )
    return to(case, adult_concerns=tuple(concerns))


def _exclusion(case: Case, fact: OfExclusion) -> Case:
    match fact:
        case PersonExcluded(exclusion=exclusion):
            return to(case, exclusions=(*case.exclusions, exclusion))
        case ExclusionReviewed(person=ref, at=at):
            return _excluded(case, ref, lambda e: changed(e, reviews=(*e.reviews, at)))
        case ExclusionLifted(person=ref, at=at):
            return _excluded(case, ref, lambda e: changed(e, lifted_at=at))


def _excluded(
    case: Case, person: str, change: Callable[[Exclusion], Exclusion]
) -> Case:
    exclusions = (
        change(e) if e.person == person and e.lifted_at is None else e
        for e in case.exclusions
    )
    return to(case, exclusions=tuple(exclusions))
