"""Requests about a child assessment order: its two parts, and an end without them."""

from __future__ import annotations

from datetime import datetime

from domain.case import Case
from domain.decide import checks
from domain.errors import Refused
from domain.facts import Facts
from domain.facts.orders import (
    AssessmentOrderEnded,
    AssessmentOrderMade,
    AssessmentPartConcluded,
    CourtDateQuestioned,
)
from domain.record.orders import AssessmentOrder
from domain.requests.orders import (
    EndAssessmentOrder,
    RecordAssessmentOrder,
    RecordAssessmentsConcluded,
    RecordExaminationsConcluded,
)
from domain.working_days import local_day

Concluded = RecordExaminationsConcluded | RecordAssessmentsConcluded


def decide_assessments(
    case: Case,
    request: RecordAssessmentOrder | Concluded | EndAssessmentOrder,
    now: datetime,
) -> Facts:
    match request:
        case RecordAssessmentOrder():
            return _made(case, request, now)
        case RecordExaminationsConcluded(order=ref, concluded_at=at):
            order = _known(case, ref, at, now, "concluded_at")
            done_at = order.examinations_concluded_at
            return _concluded(order, at, done_at, "examinations")
        case RecordAssessmentsConcluded(order=ref, concluded_at=at):
            order = _known(case, ref, at, now, "concluded_at")
            done_at = order.assessments_concluded_at
            return _concluded(order, at, done_at, "assessments")
        case EndAssessmentOrder():
            return _ended(case, request, now)


def _made(case: Case, request: RecordAssessmentOrder, now: datetime) -> Facts:
    at = checks.happened(request.made_at, now, "made_at")
    checks.new((o.ref for o in case.assessment_orders), request.order, "order")
    checks.children(case, request.children)
    order = AssessmentOrder(
        ref=request.order,
        children=tuple(dict.fromkeys(request.children)),
        made_at=at,
        starts_on=request.starts_on,
    )
    made = AssessmentOrderMade(at=at, order=order)
    if request.starts_on < local_day(at, case.terms.calendar.zone):
        why = "starts-before-it-was-made"
        return (made, CourtDateQuestioned(at=at, order=order.ref, why=why))
    return (made,)


def _concluded(
    order: AssessmentOrder, at: datetime, done_at: datetime | None, part: str
) -> Facts:
    if done_at is not None:
        raise Refused(
            "already-concluded",
            "This is recorded as concluded already.",
            where="order",
            rules=("SX-28",),
        )
    if order.ended_at is not None and at >= order.ended_at:
        raise Refused(
            "order-ended",
            "This order had ended unconcluded by then, and sets no date any more: "
            "give the time before that at which this was done.",
            where="concluded_at",
            rules=("SX-28",),
        )
    return (AssessmentPartConcluded(at=at, order=order.ref, part=part),)


def _ended(case: Case, request: EndAssessmentOrder, now: datetime) -> Facts:
    order = _known(case, request.order, request.ended_at, now, "ended_at")
    if order.ended_at is not None:
        raise Refused(
            "order-ended", "This order is recorded as ended already.", where="order"
        )
    parts = (order.examinations_concluded_at, order.assessments_concluded_at)
    if None not in parts:
        raise Refused(
            "order-concluded",
            "Examinations and assessments under this order are both concluded: the "
            "conference follows at once, however the order ended.",
            where="order",
            rules=("SX-27", "SX-28"),
        )
    return (
        AssessmentOrderEnded(at=request.ended_at, order=order.ref, why=request.why),
    )


def _known(
    case: Case, ref: str, at: datetime, now: datetime, where: str
) -> AssessmentOrder:
    """The order, which had been made by then."""
    found = next((o for o in case.assessment_orders if o.ref == ref), None)
    if found is None:
        raise Refused(
            "unknown-order",
            "This case has no assessment order with that reference: record it first "
            "(record-assessment-order).",
            where="order",
        )
    checks.happened(at, now, where)
    checks.not_before(at, found.made_at, where, "the order was made")
    return found
