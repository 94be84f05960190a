"""The case after a fact about what is due."""

from __future__ import annotations

from domain.case import Case
from domain.duties.dates import missed_from, next_ring
from domain.duty import Due, Duty, Settled
from domain.evolve.changes import changed, to, without
from domain.facts.duties import (
    DeadlineMissed,
    DutyFact,
    DutyLapsed,
    DutyMet,
    DutyOpened,
    DutyRedated,
    DutyReopened,
    MissWithdrawn,
    RungFell,
)
from domain.making import ours
from rulebook.schema import Allowance, Unit

DUTY, SETTLED = ours(Duty), ours(Settled)


def evolve_duties(case: Case, fact: DutyFact) -> Case:
    match fact:
        case DutyOpened():
            return _opened(case, fact)
        case DutyRedated(key=key, due=due):
            return _kept(case, _redated(case, case.duties[key], due))
        case DutyMet() | DutyLapsed():
            return _settled(case, fact)
        case DutyReopened():
            return _reopened(case, fact)
        case DeadlineMissed(key=key, at=at):
            missed = changed(case.duties[key], missed_at=at, miss_withdrawn=False)
            return _kept(case, missed)
        case MissWithdrawn(key=key):
            return _kept(case, changed(case.duties[key], miss_withdrawn=True))
        case RungFell(key=key, ring=ring):
            return _kept(case, _rung(case, case.duties[key], ring + 1))


def _kept(case: Case, duty: Duty) -> Case:
    late = None if duty.missed else missed_from(duty.due)
    wakes = [at for at in (late, duty.rings_at) if at is not None]
    kept = changed(duty, wakes_at=min(wakes, default=None))
    return to(case, duties={**case.duties, duty.key: kept})


def _opened(case: Case, fact: DutyOpened) -> Case:
    duty = DUTY(
        key=fact.key,
        rule=fact.rule,
        ref=fact.ref,
        who=fact.who,
        child=fact.child,
        due=fact.due,
    )
    return _kept(case, _rung(case, duty, 0))


def _redated(case: Case, duty: Duty, due: Due) -> Duty:
    """The duty with its new dates. The ladder starts anew for what was moved.

    Where only the terms have changed, or the date is the same after all, nobody hears
    of the same step twice.
    """
    rule = case.terms.rule(duty.rule)
    stated = rule is not None and rule.allowance == Allowance(unit=Unit.STATED)
    was = duty.due
    by_terms = (due.anchor, due.since) == (was.anchor, was.since)
    same = due.due_at is not None and due.due_at == was.due_at
    number = duty.ring if same or (by_terms and not stated) else 0
    return _rung(case, changed(duty, due=due), number)


def _rung(case: Case, duty: Duty, number: int) -> Duty:
    """The duty with its next ring worked out, so that a wake is a look-up."""
    rule = case.terms.rule(duty.rule)
    ring = next_ring(rule, case.terms, duty.due, number) if rule else None
    if ring is None:
        return changed(duty, rings_at=None, rung=None)
    return changed(duty, rings_at=ring.at, rung=ring.rung, ring=ring.number)


def _settled(case: Case, fact: DutyMet | DutyLapsed) -> Case:
    duty = case.duties[fact.key]
    lapsed = fact.why if isinstance(fact, DutyLapsed) else None
    line = SETTLED(
        key=duty.key,
        rule=duty.rule,
        ref=duty.ref,
        who=duty.who,
        child=duty.child,
        due=duty.due,
        met_at=None if lapsed else fact.at,
        lapsed=lapsed,
        lapsed_at=fact.at if lapsed else None,
        missed_at=duty.missed_at,
        miss_withdrawn=duty.miss_withdrawn,
        agreed_on=duty.agreed_on,
    )
    left = without(case.duties, duty.key)
    looked_at = case.looked_at if left else max(case.looked_at, fact.at)
    settled = {**case.settled, duty.key: line}
    return to(case, duties=left, settled=settled, looked_at=looked_at)


def _reopened(case: Case, fact: DutyReopened) -> Case:
    line = case.settled[fact.key]
    duty = DUTY(
        key=line.key,
        rule=line.rule,
        ref=line.ref,
        who=line.who,
        child=line.child,
        due=fact.due,
        missed_at=line.missed_at,
        miss_withdrawn=line.miss_withdrawn,
        agreed_on=line.agreed_on,
    )
    again = to(case, settled=without(case.settled, line.key))
    return _kept(again, _rung(case, duty, 0))
