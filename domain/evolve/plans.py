"""The case after a fact about a plan."""

from __future__ import annotations

from domain.case import Case
from domain.evolve.changes import changed, conference, to
from domain.facts.plans import (
    CoreGroupHeld,
    PlanCopySettled,
    PlanFact,
    SiblingConcernRaised,
)
from domain.record.conferences import Conference, CopyDue
from domain.record.plans import Meeting, Plan, SiblingConcern


def evolve_plans(case: Case, fact: PlanFact) -> Case:
    match fact:
        case CoreGroupHeld():
            return to(case, plans=tuple(_met(plan, fact) for plan in case.plans))
        case PlanCopySettled(conference=ref):
            return conference(case, ref, lambda c: _settled(c, fact))
        case SiblingConcernRaised(child=child, at=at):
            concern = SiblingConcern(child=child, at=at)
            return to(case, concerns=(*case.concerns, concern))


def _met(plan: Plan, fact: CoreGroupHeld) -> Plan:
    if plan.child not in fact.children or plan.ended is not None:
        return plan
    held = (*plan.core_groups, Meeting(ref=fact.meeting, held_at=fact.at))
    return changed(plan, core_groups=tuple(sorted(held, key=lambda m: m.held_at)))


def _settled(conference: Conference, fact: PlanCopySettled) -> Conference:
    def settle(copy: CopyDue) -> CopyDue:
        if (copy.child, copy.person) != (fact.child, fact.person):
            return copy
        # It was settled when it was first sent, given or withheld: not anew.
        return changed(copy, settled_at=copy.settled_at or fact.at, how=fact.how)

    return changed(conference, copies=tuple(settle(copy) for copy in conference.copies))
