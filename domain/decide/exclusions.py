"""Requests about an exclusion: made, planned for, looked at again, lifted."""

from __future__ import annotations

from datetime import datetime

from domain.case import Case
from domain.decide import checks
from domain.errors import Refused
from domain.facts import Facts
from domain.facts.people import PersonChanged
from domain.facts.safety import (
    ExcludedPartPlanned,
    ExcludedViewsPlanned,
    ExclusionLifted,
    ExclusionReviewed,
    PersonExcluded,
)
from domain.making import changed
from domain.readings.kept_away import exclusions_of
from domain.record.people import Person, PersonKind
from domain.record.safety import Exclusion
from domain.requests.base import By
from domain.requests.safety import (
    ExcludeFromConference,
    ExclusionRequest,
    LiftExclusion,
    PlanExcludedPart,
    PlanExcludedViews,
    ReviewExclusion,
)
from domain.roles import Role

BY_CHAIR = ("YK-19",)
#: Who answers for the family's own part, before a plan and under it.
SOCIAL_WORK = frozenset({Role.SOCIAL_WORKER, Role.KEY_WORKER})


def decide_exclusions(case: Case, request: ExclusionRequest, now: datetime) -> Facts:
    match request:
        case ExcludeFromConference():
            return _excluded(case, request, now)
        case PlanExcludedViews():
            return _views(case, request, now)
        case PlanExcludedPart():
            return _part(case, request, now)
        case ReviewExclusion():
            return _reviewed(case, request, now)
        case LiftExclusion():
            return _lifted(case, request, now)


def _excluded(case: Case, request: ExcludeFromConference, now: datetime) -> Facts:
    """Who may do so is asked by the gate before it (YK-19)."""
    at = checks.happened(request.excluded_at, now, "excluded_at")
    person = of_the_family(case, request.person)
    if any(e.person == person.ref and e.lifted_at is None for e in case.exclusions):
        raise Refused(
            "already-excluded",
            "This person is excluded: look at it again (review-exclusion), or lift it "
            "(lift-exclusion).",
            where="person",
        )
    exclusion = Exclusion(
        person=person.ref, at=at, by_role=request.by.role, why=request.reason
    )
    said = PersonExcluded(at=at, exclusion=exclusion, words=request.words)
    kept = changed(person, excluded=True, revision=person.revision + 1)
    return (said, PersonChanged(at=at, person=kept))


def of_the_family(case: Case, ref: str) -> Person:
    """An adult of the family. Raises `Refused` for a child, or for anybody else."""
    if case.child(ref) is not None:
        raise Refused(
            "child-of-the-family",
            "A child is not excluded: the chair decides how the child takes part "
            "(decide-child-attendance).",
            where="person",
        )
    person = checks.person(case, ref, "person")
    if person.kind is not PersonKind.FAMILY:
        raise Refused(
            "not-of-the-family",
            "Only one of the family is excluded: leave a professional off the list of "
            "those invited (invite-to-conference).",
            where="person",
        )
    return person


def _views(case: Case, request: PlanExcludedViews, now: datetime) -> Facts:
    """Planned by the chair with the social worker and the person (YK-21)."""
    at = _planned_at(case, request, now)
    _holds(case, request.with_chair, frozenset({Role.CHAIR}), at, "with_chair")
    _holds(case, request.with_social_worker, SOCIAL_WORK, at, "with_social_worker")
    return (
        ExcludedViewsPlanned(
            at=at,
            person=request.person,
            with_chair=request.with_chair,
            with_social_worker=request.with_social_worker,
            words=request.words,
        ),
    )


def _part(case: Case, request: PlanExcludedPart, now: datetime) -> Facts:
    at = _planned_at(case, request, now)
    return (ExcludedPartPlanned(at=at, person=request.person, words=request.words),)


def _planned_at(
    case: Case, request: PlanExcludedViews | PlanExcludedPart, now: datetime
) -> datetime:
    """When it was planned: with something on record that keeps them away."""
    at = checks.happened(request.planned_at, now, "planned_at")
    checks.person(case, request.person, "person")
    began = [e.at for e in case.exclusions if _stands(e, request.person)]
    began += [
        c.decided_at
        for c in case.adult_concerns
        if c.person == request.person and c.lifted_at is None
    ]
    if not began:
        raise Refused(
            "nothing-keeps-them-away",
            "No exclusion of this person and no concern about them is on record: the "
            "chair records the exclusion first (exclude-from-conference).",
            where="person",
        )
    checks.not_before(at, min(began), "planned_at", "they were kept away")
    return at


def _holds(
    case: Case, ref: str, roles: frozenset[Role], at: datetime, where: str
) -> None:
    """Whoever holds the role at that moment, or acts in it for somebody away."""
    checks.person(case, ref, where)
    if ref not in case.holders(roles, at):
        raise Refused(
            "does-not-hold-the-role",
            "This is planned by the chair and the social worker with the person "
            "themselves: name who held that role then, or record first who does "
            "(assign-role, act-for).",
            where=where,
            rules=("YK-21",),
        )


def _reviewed(case: Case, request: ReviewExclusion, now: datetime) -> Facts:
    at = checks.happened(request.reviewed_at, now, "reviewed_at")
    by_the_chair(request.by)
    exclusion = _standing(case, request.person)
    checks.not_before(at, exclusion.at, "reviewed_at", "the exclusion")
    reviewed = ExclusionReviewed(at=at, person=request.person, why=request.reason)
    if exclusion in case.exclusions:
        return (reviewed,)
    # One that came as a mark is put on record by being looked at.
    return (
        PersonExcluded(at=at, exclusion=exclusion, words=request.reason),
        reviewed,
    )


def _lifted(case: Case, request: LiftExclusion, now: datetime) -> Facts:
    at = checks.happened(request.lifted_at, now, "lifted_at")
    by_the_chair(request.by)
    exclusion = _standing(case, request.person)
    checks.not_before(at, exclusion.at, "lifted_at", "the exclusion")
    person = checks.person(case, request.person, "person")
    free = changed(person, excluded=False, revision=person.revision + 1)
    return (
        ExclusionLifted(at=at, person=person.ref, why=request.reason),
        PersonChanged(at=at, person=free),
    )


def by_the_chair(by: By) -> None:
    """Raises `Refused` when anybody but the chair asks."""
    if by.role != Role.CHAIR:
        raise Refused(
            "chairs-decision",
            "Only the chair decides whether an exclusion stands: the chair, or whoever "
            "acts as the chair, records it.",
            where="by.role",
            rules=BY_CHAIR,
        )


def _standing(case: Case, ref: str) -> Exclusion:
    """Their exclusion, even one that is only a mark from before."""
    checks.person(case, ref, "person")
    standing = [e for e in exclusions_of(case, ref) if e.lifted_at is None]
    if not standing:
        raise Refused(
            "not-excluded",
            "This person is not excluded: there is nothing to look at or to lift.",
            where="person",
        )
    return standing[-1]


def _stands(exclusion: Exclusion, ref: str) -> bool:
    return exclusion.person == ref and exclusion.lifted_at is None
