"""The case after a fact about a child."""

from __future__ import annotations

from domain.case import Case
from domain.evolve.births import born
from domain.evolve.changes import changed, each, to
from domain.facts.children import (
    ChildAdded,
    ChildBorn,
    ChildChanged,
    ChildFact,
    ChildLeft,
    ChildMovedOut,
    EighteenNears,
    ExpectedDatePassed,
    HouseholdChanged,
    LeavingUndone,
    TransferNotified,
)
from domain.record.children import Child, Left, Move, Residence
from domain.record.plans import Ended, Plan


def evolve_children(case: Case, fact: ChildFact) -> Case:
    match fact:
        case ChildAdded(child=child):
            return to(case, children=(*case.children, child))
        case ChildBorn():
            return born(case, fact)
        case ChildLeft():
            return _left(case, fact)
        case ChildMovedOut(child=ref, at=at, to_area=area):
            move = Move(child=ref, moved_at=at, to_area=area)
            moved = to(case, moves=(*case.moves, move))
            return _child(moved, ref, moved_out_at=at)
        case TransferNotified():
            return _notified(case, fact)
        case LeavingUndone(child=ref):
            return _returned(case, ref)
        case _:
            return _of_one(case, fact)


def _of_one(
    case: Case,
    fact: EighteenNears | ExpectedDatePassed | HouseholdChanged | ChildChanged,
) -> Case:
    match fact:
        case ChildChanged(child=ref, language=spoken, interpreter=needs, format=form):
            return _child(case, ref, language=spoken, interpreter=needs, format=form)
        case EighteenNears(child=ref):
            return _child(case, ref, warned_of_eighteen=True)
        case ExpectedDatePassed(child=ref, at=at):
            return _child(case, ref, expected_passed_at=at)
        case HouseholdChanged(child=ref):
            found = case.child(ref)
            lives = _residences(found, fact) if found else ()
            return _child(case, ref, lives=lives)


def _child(case: Case, ref: str, **changes: object) -> Case:
    return to(case, children=each(case.children, ref, lambda c: changed(c, **changes)))


def _residences(child: Child, fact: HouseholdChanged) -> tuple[Residence, ...]:
    """A second home stands beside the first; an only home ends every other."""
    now = Residence(household=fact.household, since=fact.since)
    if fact.also:
        return (*child.lives, now)
    homes = tuple(
        changed(home, until=fact.since)
        if home.until is None and home.household != fact.household
        else home
        for home in child.lives
    )
    kept = any(h.until is None for h in homes)
    return homes if kept else (*homes, now)


def _notified(case: Case, fact: TransferNotified) -> Case:
    """The area to which the child moved knows; an earlier move stays as it was."""
    moves = tuple(
        changed(move, notified_at=fact.at)
        if (move.child, move.to_area) == (fact.child, fact.to_area)
        else move
        for move in case.moves
    )
    return to(case, moves=moves)


def _left(case: Case, fact: ChildLeft) -> Case:
    leaving = fact.leaving
    changes: dict[str, object] = {"left": leaving}
    if leaving.why is Left.PREGNANCY_ENDED:
        changes["birth_settled_at"] = leaving.at
    end = Ended(why=leaving.why, at=leaving.at)

    def ended(plan: Plan) -> Plan:
        ends_now = plan.child == fact.child and plan.ended is None
        return changed(plan, ended=end) if ends_now else plan

    plans = tuple(ended(plan) for plan in case.plans)
    return _child(to(case, plans=plans), fact.child, **changes)


def _returned(case: Case, ref: str) -> Case:
    """As if the child had never left: the plan runs on, a birth is awaited again."""
    leavings = tuple(Left)
    child = case.child(ref)
    changes: dict[str, object] = {"left": None}
    if child and child.left and child.left.why is Left.PREGNANCY_ENDED:
        changes["birth_settled_at"] = None

    def resumed(plan: Plan) -> Plan:
        by_leaving = plan.ended is not None and plan.ended.why in leavings
        return changed(plan, ended=None) if plan.child == ref and by_leaving else plan

    plans = tuple(resumed(plan) for plan in case.plans)
    return _child(to(case, plans=plans), ref, **changes)
