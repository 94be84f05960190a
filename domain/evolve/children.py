"""The case after a fact about a child."""

from __future__ import annotations

from domain.case import Case
from domain.evolve.changes import changed, each, to
from domain.facts.children import (
    ChildAdded,
    ChildBorn,
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
            return _born(case, fact)
        case ChildLeft():
            return _left(case, fact)
        case ChildMovedOut(child=ref, at=at, to_area=area):
            move = Move(child=ref, moved_at=at, to_area=area)
            moved = to(case, moves=(*case.moves, move))
            return _child(moved, ref, moved_out_at=at)
        case TransferNotified(child=ref, at=at):
            moves = tuple(
                changed(m, notified_at=at) if m.child == ref else m for m in case.moves
            )
            return to(case, moves=moves)
        case LeavingUndone(child=ref):
            return _returned(case, ref)
        case EighteenNears() | ExpectedDatePassed() | HouseholdChanged():
            return _of_one(case, fact)


def _of_one(
    case: Case, fact: EighteenNears | ExpectedDatePassed | HouseholdChanged
) -> Case:
    match fact:
        case EighteenNears(child=ref):
            return _child(case, ref, warned_of_eighteen=True)
        case ExpectedDatePassed(child=ref):
            return _child(case, ref, expected_date_passed=True)
        case HouseholdChanged(child=ref):
            found = case.child(ref)
            lives = _residences(found, fact) if found else ()
            return _child(case, ref, lives=lives)


def _child(case: Case, ref: str, **changes: object) -> Case:
    return to(case, children=each(case.children, ref, lambda c: changed(c, **changes)))


def _residences(child: Child, fact: HouseholdChanged) -> tuple[Residence, ...]:
    now = Residence(household=fact.household, since=fact.since)
    if fact.also:
        return (*child.lives, now)
    ended = tuple(
        home if home.until else changed(home, until=fact.since) for home in child.lives
    )
    return (*ended, now)


def _born(case: Case, fact: ChildBorn) -> Case:
    """The first baby takes the expected child's place; the others stand beside it."""
    first, *others = fact.babies
    settled = changed(
        first,
        ref=fact.expected,
        birth_settled_at=fact.at,
        expected_date_passed=False,
    )
    case = to(case, children=each(case.children, fact.expected, lambda c: settled))
    for baby in others:
        case = _beside(case, fact.expected, baby)
    return case


def _beside(case: Case, twin: str, baby: Child) -> Case:
    """A twin is in everything that the expected child was in."""

    def both(children: tuple[str, ...]) -> tuple[str, ...]:
        return (*children, baby.ref) if twin in children else children

    plans = tuple(
        changed(p, ref=f"{baby.ref}{p.ref.removeprefix(twin)}", child=baby.ref)
        for p in case.plans
        if p.child == twin
    )
    return to(
        case,
        children=(*case.children, baby),
        plans=(*case.plans, *plans),
        enquiries=tuple(changed(e, children=both(e.children)) for e in case.enquiries),
        decisions=tuple(changed(d, children=both(d.children)) for d in case.decisions),
        conferences=tuple(
            changed(
                c,
                children=both(c.children),
                outcomes=(
                    *c.outcomes,
                    *(
                        changed(o, child=baby.ref)
                        for o in c.outcomes
                        if o.child == twin
                    ),
                ),
            )
            for c in case.conferences
        ),
    )


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
    leavings = tuple(Left)

    def resumed(plan: Plan) -> Plan:
        by_leaving = plan.ended is not None and plan.ended.why in leavings
        return changed(plan, ended=None) if plan.child == ref and by_leaving else plan

    plans = tuple(resumed(plan) for plan in case.plans)
    return _child(to(case, plans=plans), ref, left=None)
