"""Requests about a court's order. What a court made is questioned, never refused."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from domain.case import Case
from domain.decide import checks
from domain.decide.assessment_orders import decide_assessments
from domain.errors import Refused
from domain.facts import Facts
from domain.facts.orders import (
    CourtDateQuestioned,
    EmergencyOrderDischarged,
    EmergencyOrderExtended,
    EmergencyOrderMade,
    LegalActionPlanned,
)
from domain.record.orders import EmergencyOrder
from domain.requests.orders import (
    DischargeEmergencyOrder,
    EndAssessmentOrder,
    ExtendEmergencyOrder,
    OrderRequest,
    PlanLegalAction,
    RecordAssessmentOrder,
    RecordAssessmentsConcluded,
    RecordEmergencyOrder,
    RecordExaminationsConcluded,
)
from domain.working_days import zone_named

#: What is usual for an emergency order (X-40, X-33). More is asked about.
USUAL, USUAL_EXTENSION, USUAL_EXTENSIONS = timedelta(days=8), timedelta(days=7), 1


def decide_orders(case: Case, request: OrderRequest, now: datetime) -> Facts:
    match request:
        case RecordEmergencyOrder():
            return _made(case, request, now)
        case ExtendEmergencyOrder():
            return _extended(case, request, now)
        case DischargeEmergencyOrder():
            return _discharged(case, request, now)
        case PlanLegalAction():
            return _planned(case, request, now)
        case (
            RecordAssessmentOrder()
            | RecordExaminationsConcluded()
            | RecordAssessmentsConcluded()
            | EndAssessmentOrder()
        ):
            return decide_assessments(case, request, now)


def _made(case: Case, request: RecordEmergencyOrder, now: datetime) -> Facts:
    at = checks.happened(request.made_at, now, "made_at")
    checks.new((o.ref for o in case.emergency_orders), request.order, "order")
    checks.children(case, request.children)
    if request.expires_at <= at:
        raise Refused(
            "ends-before-it-begins",
            "An order cannot end before it was made: check both against the order.",
            where="expires_at",
        )
    order = EmergencyOrder(
        ref=request.order,
        children=tuple(dict.fromkeys(request.children)),
        made_at=at,
        expires_at=request.expires_at,
    )
    facts: list[EmergencyOrderMade | LegalActionPlanned | CourtDateQuestioned]
    facts = [EmergencyOrderMade(at=at, order=order)]
    if request.legal_action_planned:
        facts.append(LegalActionPlanned(at=at, order=order.ref, planned=True))
    if _more_than(USUAL, case, at, request.expires_at):
        why = "order-over-eight-days"
        facts.append(CourtDateQuestioned(at=at, order=order.ref, why=why))
    return tuple(facts)


def _extended(case: Case, request: ExtendEmergencyOrder, now: datetime) -> Facts:
    at, ref = request.extended_at, request.order
    order = _in_force(case, ref, at, now, "extended_at")
    if request.expires_at <= max(order.expires_at, at):
        raise Refused(
            "not-later",
            "An extension ends later than the order did, and than the day it was "
            "given: check the date. For an earlier end use discharge-emergency-order.",
            where="expires_at",
        )
    extended = EmergencyOrderExtended(at=at, order=ref, expires_at=request.expires_at)
    questions = (
        CourtDateQuestioned(at=at, order=ref, why=why)
        for why in _unusual(case, order, request)
    )
    return (extended, *questions)


def _unusual(
    case: Case, order: EmergencyOrder, request: ExtendEmergencyOrder
) -> Iterator[str]:
    if order.extensions >= USUAL_EXTENSIONS:
        yield "second-extension"
    if _more_than(USUAL_EXTENSION, case, order.expires_at, request.expires_at):
        yield "extension-over-seven-days"
    if request.extended_at >= order.expires_at:
        yield "extended-after-it-ended"


def _more_than(usual: timedelta, case: Case, start: datetime, end: datetime) -> bool:
    """Counted on the wall, where eight days are eight days over a clock change."""
    zone = zone_named(case.terms.calendar.zone)
    began, ends = (at.astimezone(zone).replace(tzinfo=None) for at in (start, end))
    return ends - began > usual


def _discharged(case: Case, request: DischargeEmergencyOrder, now: datetime) -> Facts:
    order = _in_force(case, request.order, request.discharged_at, now, "discharged_at")
    if order.discharged_at is not None:
        raise _ended("order", "This order is recorded as discharged already.")
    return (EmergencyOrderDischarged(at=request.discharged_at, order=order.ref),)


def _planned(case: Case, request: PlanLegalAction, now: datetime) -> Facts:
    order = _in_force(case, request.order, request.at, now, "at")
    if request.planned and request.at >= order.expires_at:
        raise _ended(
            "at",
            "This order had ended by then, and sets no date any more: record the "
            "court's extension or its new order first.",
        )
    since, dropped = order.legal_action_since, order.legal_action_dropped_at
    checks.not_before(
        request.at,
        max((said for said in (since, dropped) if said), default=order.made_at),
        "at",
        "what was last recorded of legal action",
    )
    if request.planned == (since is not None and dropped is None):
        raise Refused(
            "nothing-changes",
            "That is what is recorded of legal action under this order.",
            where="planned",
            rules=("SX-25",),
        )
    return (
        LegalActionPlanned(at=request.at, order=order.ref, planned=request.planned),
    )


def _in_force(
    case: Case, ref: str, at: datetime, now: datetime, where: str
) -> EmergencyOrder:
    """The order, which had been made by then and not discharged."""
    found = next((o for o in case.emergency_orders if o.ref == ref), None)
    if found is None:
        raise Refused(
            "unknown-order",
            "This case has no emergency order with that reference: record it first "
            "(record-emergency-order).",
            where="order",
        )
    checks.happened(at, now, where)
    checks.not_before(at, found.made_at, where, "the order was made")
    if found.discharged_at is not None and at >= found.discharged_at:
        raise _ended(
            where,
            "The court had ended this order by then: check the date, or record the "
            "new order under a reference of its own.",
        )
    return found


def _ended(where: str, message: str) -> Refused:
    return Refused("order-ended", message, where=where, rules=("SX-25",))
