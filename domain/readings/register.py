"""The register: which children stand on it, since when, and who will at birth.

Wales alone keeps one. A child's name is on it while the child has a plan, and never
before the birth: an entry made for a child not yet born waits for it (WA-75). Nothing
is written down for this; it follows from the plan and the birth.
"""

from __future__ import annotations

from enum import StrEnum

from domain.case import Case
from domain.ids import Day, Instant, Ref
from domain.record.children import Child
from domain.record.plans import Plan
from domain.working_days import local_day
from rulebook.schema import Frozen

#: Entries of a rulebook and its value under which there is a register.
REGISTERED_FROM, BIRTH = "registered-from", "birth"


class State(StrEnum):
    PENDING_BIRTH = "pending-birth"
    REGISTERED = "registered"
    REMOVED = "removed"


class Entry(Frozen):
    """One child's entry: from the local day `since`, and until `until` if it ended.

    `known_at`: when we knew of both the plan and the birth. A child not born yet has
    no day: `since` is null.
    """

    child: Ref
    state: State
    known_at: Instant
    since: Day | None = None
    until: Day | None = None


def entry(case: Case, ref: str) -> Entry | None:
    """The child's entry as it stands; None where there is none, or no register."""
    if case.terms.provision(REGISTERED_FROM) != BIRTH:
        return None
    child = case.child(ref)
    plan = next((p for p in reversed(case.plans) if p.child == ref), None)
    if child is None or plan is None:
        return None
    return _awaiting(child, plan) if child.unborn else _born(case, child, plan)


def _awaiting(child: Child, plan: Plan) -> Entry | None:
    if plan.ended is not None or child.left is not None:
        return None
    return Entry(child=child.ref, state=State.PENDING_BIRTH, known_at=plan.began_at)


def _born(case: Case, child: Child, plan: Plan) -> Entry | None:
    """From the day of the plan, or of the birth where the plan was there first."""
    if child.born is None:
        return None
    zone = case.terms.calendar.zone
    told_at = child.birth_settled_at
    until = local_day(plan.ended.at, zone) if plan.ended is not None else None
    if told_at is not None and until is not None and until <= child.born:
        return None
    return Entry(
        child=child.ref,
        state=State.REGISTERED if until is None else State.REMOVED,
        known_at=max(plan.began_at, told_at or plan.began_at),
        since=max(local_day(plan.began_at, zone), child.born),
        until=until,
    )
