"""What court orders and agreed delays begin."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from itertools import chain

from domain.case import Case
from domain.duties.start import Beginning, Finder, Over
from domain.duty import Duty, Settled
from domain.record.orders import AssessmentOrder, EmergencyOrder
from domain.terms import DELAY_AUTHORITY, INITIAL_CONFERENCE, NOBODY
from domain.working_days import breach_at
from rulebook.schema import Start


def emergency(case: Case, thorough: bool) -> Iterator[Beginning]:
    """An order in force with further legal action planned: due before it expires."""
    for order in case.emergency_orders:
        if order.legal_action_since is not None:
            yield Beginning(
                ref=order.ref,
                anchor=order.made_at,
                since=order.legal_action_since,
                stated=order.expires_at,
                children=order.children,
                over=_ended(order),
            )


def _ended(order: EmergencyOrder) -> Over | None:
    ends = [
        Over(why, at)
        for why, at in (
            ("order-discharged", order.discharged_at),
            ("no-legal-action-planned", order.legal_action_dropped_at),
        )
        if at is not None
    ]
    return min(ends, key=lambda over: over.at, default=None)


def assessment(case: Case, thorough: bool) -> Iterator[Beginning]:
    """At once when the last of examinations and assessments is concluded."""
    for order in case.assessment_orders:
        concluded = concluded_at(order)
        if concluded is not None:
            yield Beginning(
                ref=order.ref,
                anchor=concluded,
                counts_from=order.made_at,
                children=order.children,
            )


def concluded_at(order: AssessmentOrder) -> datetime | None:
    parts = (order.examinations_concluded_at, order.assessments_concluded_at)
    known = [part for part in parts if part is not None]
    return max(known) if len(known) == len(parts) else None


def risk_checks(case: Case, thorough: bool) -> Iterator[Beginning]:
    """While an agreement is open its checks are dated; each one sets the next."""
    for delay in case.delays:
        over = _all_settled(case, delay.duties)
        for number, check in enumerate(delay.checks, start=1):
            yield Beginning(
                ref=f"{delay.ref}-{number}",
                of=delay.ref,
                number=number - 1,
                anchor=check.set_at,
                stated=breach_at(check.due_on, case.terms.calendar.zone),
                children=delay.children,
                over=over,
            )


def _all_settled(case: Case, keys: tuple[str, ...]) -> Over | None:
    """The conference has been held, or none of the delayed dates applies any more."""
    ends = []
    for key in keys:
        settled = case.settled.get(key)
        if settled is None:
            return None
        ends.append(settled.met_at or settled.lapsed_at)
    known = [end for end in ends if end is not None]
    return Over("conference-no-longer-awaited", max(known)) if known else None


def misses(case: Case, thorough: bool) -> Iterator[Beginning]:
    """Why was it late? Asked of a conference where nobody may agree to a delay.

    And of whatever was to be done in time "where possible" (SX-26), whoever may.
    """
    known: Iterator[Duty | Settled] = chain(case.duties.values(), case.settled.values())
    for duty in known:
        if duty.missed_at is None:
            continue
        ref = _asks_why(case, duty) if duty.missed else None
        if ref is not None:
            yield Beginning(
                ref=ref,
                of=duty.key,
                anchor=duty.missed_at or duty.due.since,
                children=(duty.who,),
            )


def _asks_why(case: Case, duty: Duty | Settled) -> str | None:
    """What the reason for this miss is named after; None when none is asked for.

    No reference holds a slash, so that the two kinds never share a name.
    """
    if duty.rule == INITIAL_CONFERENCE and _nobody_may_agree(case):
        return duty.ref
    rule = case.terms.rule(duty.rule)
    return f"{duty.rule}/{duty.ref}" if rule is not None and rule.soft else None


def _nobody_may_agree(case: Case) -> bool:
    return case.terms.provision(DELAY_AUTHORITY) in (None, NOBODY)


ORDERS: dict[Start, Finder] = {
    Start.EMERGENCY_ORDER: emergency,
    Start.ASSESSMENT_ORDER: assessment,
    Start.DELAY_AGREED: risk_checks,
    Start.MISSED: misses,
}
