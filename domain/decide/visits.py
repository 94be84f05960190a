"""Requests about work between conferences: versions of a plan, visits to a child."""

from __future__ import annotations

from datetime import datetime

from domain.case import Case
from domain.decide import checks
from domain.errors import Refused
from domain.facts import Facts
from domain.facts.afterwards import ChildVisited, PlanVersionMade
from domain.record.afterwards import PlanVersion, Visit
from domain.record.children import Child
from domain.record.plans import Meeting, Plan
from domain.requests.afterwards import RecordPlanVersion, RecordVisit


def plan_version(case: Case, request: RecordPlanVersion, now: datetime) -> Facts:
    """A later version of a plan is the work of its core group (YK-49)."""
    at = checks.happened(request.made_at, now, "made_at")
    checks.children(case, (request.child,), "child")
    plan = case.plan_of(request.child)
    if plan is None:
        raise Refused(
            "no-plan",
            "That child has no plan: only a conference makes one.",
            where="child",
            rules=("YK-49",),
        )
    checks.new((v.ref for v in plan.versions), request.version, "version")
    meeting = _of_its_core_group(plan, request.meeting)
    checks.not_before(at, meeting.held_at, "made_at", "the core group was held")
    made = PlanVersion(ref=request.version, made_at=at, meeting=meeting.ref)
    return (PlanVersionMade(at=at, plan=plan.ref, version=made),)


def _of_its_core_group(plan: Plan, ref: str) -> Meeting:
    meeting = next((m for m in plan.core_groups if m.ref == ref), None)
    if meeting is None:
        raise Refused(
            "not-by-the-core-group",
            "The core group develops the plan: record the meeting about this plan at "
            "which it did so first (record-core-group), and name it.",
            where="meeting",
            rules=("YK-49",),
        )
    return meeting


def visited(case: Case, request: RecordVisit, now: datetime) -> Facts:
    at = checks.happened(request.visited_at, now, "visited_at")
    child = checks.child(case, request.child, "child")
    checks.person(case, request.visited_by, "visited_by")
    _may_be_seen(child, request)
    _was_here(child, at)
    visit = Visit(
        child=child.ref,
        at=at,
        by=request.visited_by,
        seen=request.seen,
        seen_alone=request.seen_alone,
    )
    return (ChildVisited(at=at, visit=visit),)


def _may_be_seen(child: Child, request: RecordVisit) -> None:
    if request.seen_alone and not request.seen:
        raise Refused(
            "seen-alone-but-not-seen",
            "A child who was seen alone was seen: set 'seen' as well, or take "
            "'seen_alone' out.",
            where="seen",
        )
    if child.unborn and request.seen:
        raise Refused(
            "not-born-yet",
            "This child is not recorded as born, and cannot be seen: record the birth "
            "first (record-birth), or a visit without 'seen'.",
            where="seen",
        )


def _was_here(child: Child, at: datetime) -> None:
    if child.left is not None and at >= child.left.at:
        raise Refused(
            "child-has-left",
            "This child had left the case by then: check the day of the visit, or "
            "correct how the child left first.",
            where="visited_at",
        )
