"""Requests about a plan after the conference."""

from __future__ import annotations

from datetime import datetime

from domain.case import Case
from domain.decide import checks
from domain.errors import Refused
from domain.facts import Facts
from domain.facts.plans import CoreGroupHeld, PlanCopySettled, SiblingConcernRaised
from domain.record.conferences import CopyDue
from domain.record.copies import HowSettled
from domain.requests.plans import (
    PlanRequest,
    RecordCoreGroup,
    RecordPlanGiven,
    RecordSiblingConcern,
    WithholdPlan,
)


def decide_plans(case: Case, request: PlanRequest, now: datetime) -> Facts:
    match request:
        case RecordCoreGroup():
            return _core_group(case, request, now)
        case RecordPlanGiven(given_at=at):
            return _copy(case, request, at, now, how=HowSettled.GIVEN)
        case WithholdPlan(decided_at=at, reason=reason):
            how = HowSettled.WITHHELD
            return _copy(case, request, at, now, how=how, reason=reason)
        case RecordSiblingConcern():
            return _concern(case, request, now)


def _core_group(case: Case, request: RecordCoreGroup, now: datetime) -> Facts:
    checks.happened(request.held_at, now, "held_at")
    known = (m.ref for plan in case.plans for m in plan.core_groups)
    checks.new(known, request.meeting, "meeting")
    checks.children(case, request.children)
    for ref in request.children:
        plan = case.plan_of(ref)
        if plan is None:
            raise Refused(
                "no-plan",
                "A core group works on a plan: one of these children has none.",
                where="children",
            )
        checks.not_before(
            request.held_at, plan.began_at, "held_at", "the plan was made"
        )
    return (
        CoreGroupHeld(
            at=request.held_at,
            meeting=request.meeting,
            children=request.children,
            present=request.present,
        ),
    )


def _copy(
    case: Case,
    request: RecordPlanGiven | WithholdPlan,
    at: datetime,
    now: datetime,
    *,
    how: HowSettled,
    reason: str | None = None,
) -> Facts:
    given = how is HowSettled.GIVEN
    checks.happened(at, now, "given_at" if given else "decided_at")
    row = _row(case, request)
    if how is HowSettled.WITHHELD and row.settled_at is not None:
        raise Refused(
            "copy-already-sent",
            "That copy has already gone: it can no longer be withheld.",
            where="person",
        )
    return (
        PlanCopySettled(
            at=at,
            conference=request.conference,
            child=request.child,
            person=request.person,
            how=how,
            reason=reason,
        ),
    )


def _row(case: Case, request: RecordPlanGiven | WithholdPlan) -> CopyDue:
    """Whose copy it is. Raises `Refused` where none is due to that person."""
    conference = checks.conference(case, request.conference)
    wanted = (request.child, request.person)
    for row in conference.copies:
        if (row.child, row.person) == wanted:
            return row
    raise Refused(
        "no-copy-due",
        "No copy of that child's plan from this conference is due to that person: "
        "check the references.",
        where="person",
    )


def _concern(case: Case, request: RecordSiblingConcern, now: datetime) -> Facts:
    """A further initial conference for a child whose sibling has a plan (SX-18)."""
    checks.happened(request.at, now, "at")
    checks.children(case, (request.child,), "child")
    if case.plan_of(request.child) is not None:
        raise Refused(
            "child-has-plan",
            "That child has a plan of its own: bring the review forward instead.",
            where="child",
            rules=("SX-18",),
        )
    if not any(plan.ended is None for plan in case.plans):
        raise Refused(
            "no-plan-in-household",
            "No child of the household has a plan: record a strategy discussion.",
            where="child",
            rules=("SX-18",),
        )
    return (
        SiblingConcernRaised(at=request.at, child=request.child, reason=request.reason),
    )
