"""Requests about an adult of concern, and about what the police decided."""

from __future__ import annotations

from datetime import datetime

from domain.case import Case
from domain.decide import checks
from domain.errors import Refused
from domain.facts import Fact, Facts
from domain.facts.people import PersonChanged
from domain.facts.safety import (
    AdultConcernDecided,
    AdultConcernLifted,
    AdultConcernReviewed,
    PoliceOutcomeRecorded,
)
from domain.making import changed
from domain.readings.kept_away import concerns_of, is_adult
from domain.record.people import Person
from domain.record.safety import AdultConcern, PoliceOutcome
from domain.requests.base import By
from domain.requests.safety import (
    ConcernRequest,
    DecideAdultConcern,
    LiftAdultConcern,
    RecordPoliceOutcome,
    ReviewAdultConcern,
)
from domain.roles import Role

#: Who decides that an adult is, or is no longer, of concern (decision C5).
DECIDES = frozenset({Role.FIRST_LINE_MANAGER, Role.AUTHORISED_MANAGER, Role.CHAIR})
KEPT_FROM = ("CS-48",)


def decide_concerns(case: Case, request: ConcernRequest, now: datetime) -> Facts:
    match request:
        case DecideAdultConcern():
            return _decided(case, request, now)
        case ReviewAdultConcern():
            return _reviewed(case, request, now)
        case LiftAdultConcern():
            return _lifted(case, request, now)
        case RecordPoliceOutcome():
            return _police(case, request, now)


def _decided(case: Case, request: DecideAdultConcern, now: datetime) -> Facts:
    at = checks.happened(request.decided_at, now, "decided_at")
    may_decide(request.by, request.person)
    person = _adult(case, request.person, at)
    for ref in request.children:
        checks.child(case, ref)
    new = _not_yet_known(case, request)
    concern = AdultConcern(person=person.ref, children=new, decided_at=at)
    about = tuple(dict.fromkeys((*person.of_concern_about, *new)))
    kept = changed(person, of_concern_about=about, revision=person.revision + 1)
    by, words = request.by.person, request.words
    return (
        AdultConcernDecided(at=at, concern=concern, words=words, by=by),
        PersonChanged(at=at, person=kept),
    )


def _not_yet_known(case: Case, request: DecideAdultConcern) -> tuple[str, ...]:
    """The children about whom it is new. Raises `Refused` when there are none."""
    known = {
        child
        for concern in case.adult_concerns
        if concern.person == request.person and concern.lifted_at is None
        for child in concern.children
    }
    new = tuple(c for c in dict.fromkeys(request.children) if c not in known)
    if not new:
        raise Refused(
            "already-of-concern",
            "This concern is on record: look at it again (review-adult-concern), or "
            "lift it (lift-adult-concern).",
            where="person",
        )
    return new


def may_decide(by: By, ref: str) -> None:
    """A manager or the chair, and never of themselves. Raises `Refused`."""
    if by.role not in DECIDES or by.person == ref:
        raise Refused(
            "managers-decision",
            "A manager or the chair decides whether an adult is of concern, and never "
            "of themselves: ask the team manager or the chair to record it. If a child "
            "is not safe, act now.",
            where="by.role",
            rules=KEPT_FROM,
        )


def _adult(case: Case, ref: str, at: datetime) -> Person:
    """Raises `Refused` for a child: who may have harmed is a child all the same."""
    child = case.child(ref) is not None
    if not child:
        person = checks.person(case, ref, "person")
        if is_adult(case, person, at):
            return person
    raise Refused(
        "child-of-the-family",
        "A child who may have harmed is not kept away like an adult: the chair decides "
        "how that child takes part.",
        where="person",
        rules=KEPT_FROM,
    )


def _reviewed(case: Case, request: ReviewAdultConcern, now: datetime) -> Facts:
    """One that came with the referral is put on record by being looked at."""
    at = checks.happened(request.reviewed_at, now, "reviewed_at")
    may_decide(request.by, request.person)
    facts: list[Fact] = []
    for concern in _standing(case, request.person):
        checks.not_before(at, concern.decided_at, "reviewed_at", "it was decided")
        if concern not in case.adult_concerns:
            by, words = request.by.person, request.words
            facts.append(
                AdultConcernDecided(at=at, concern=concern, words=words, by=by)
            )
    looked = AdultConcernReviewed(at=at, person=request.person, words=request.words)
    return (*facts, looked)


def _lifted(case: Case, request: LiftAdultConcern, now: datetime) -> Facts:
    at = checks.happened(request.lifted_at, now, "lifted_at")
    may_decide(request.by, request.person)
    for concern in _standing(case, request.person):
        checks.not_before(at, concern.decided_at, "lifted_at", "it was decided")
    person = checks.person(case, request.person, "person")
    free = changed(person, of_concern_about=(), revision=person.revision + 1)
    by, words = request.by.person, request.words
    return (
        AdultConcernLifted(at=at, person=person.ref, words=words, by=by),
        PersonChanged(at=at, person=free),
    )


def _standing(case: Case, ref: str) -> tuple[AdultConcern, ...]:
    """What stands about them. Raises `Refused` when nothing does."""
    checks.person(case, ref, "person")
    standing = tuple(c for c in concerns_of(case, ref) if c.lifted_at is None)
    if not standing:
        raise Refused(
            "not-of-concern",
            "No concern about this person is on record: there is nothing to look at or "
            "to lift.",
            where="person",
        )
    return standing


def _police(case: Case, request: RecordPoliceOutcome, now: datetime) -> Facts:
    """By another standard than ours: no concern ends with it, no bar, no category."""
    checks.happened(request.at, now, "at")
    for ref in request.children:
        checks.child(case, ref)
    outcome = PoliceOutcome(
        children=tuple(dict.fromkeys(request.children)),
        at=request.at,
        outcome=request.outcome,
    )
    return (PoliceOutcomeRecorded(at=request.at, police=outcome),)
