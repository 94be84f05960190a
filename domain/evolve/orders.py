"""The case after a fact about a court order."""

from __future__ import annotations

from domain.case import Case
from domain.evolve.changes import changed, each, to
from domain.facts.orders import (
    AssessmentOrderEnded,
    AssessmentOrderMade,
    AssessmentPartConcluded,
    CourtDateQuestioned,
    EmergencyOrderDischarged,
    EmergencyOrderExtended,
    EmergencyOrderMade,
    ExpiryCorrected,
    LegalActionPlanned,
    OrderFact,
)
from domain.record.orders import AssessmentOrder, EmergencyOrder

Emergency = (
    EmergencyOrderExtended
    | EmergencyOrderDischarged
    | LegalActionPlanned
    | ExpiryCorrected
)


def evolve_orders(case: Case, fact: OrderFact) -> Case:
    match fact:
        case EmergencyOrderMade(order=made):
            return to(case, emergency_orders=(*case.emergency_orders, made))
        case AssessmentOrderMade(order=made_too):
            return to(case, assessment_orders=(*case.assessment_orders, made_too))
        case AssessmentPartConcluded() | AssessmentOrderEnded():
            orders = each(
                case.assessment_orders, fact.order, lambda o: _assessed(o, fact)
            )
            return to(case, assessment_orders=orders)
        case CourtDateQuestioned():
            return case
        case _:
            return _emergency(case, fact)


def _emergency(case: Case, fact: Emergency) -> Case:
    orders = each(case.emergency_orders, fact.order, lambda o: _bent(o, fact))
    return to(case, emergency_orders=orders)


def _bent(order: EmergencyOrder, fact: Emergency) -> EmergencyOrder:
    match fact:
        case EmergencyOrderExtended(expires_at=expires):
            return changed(order, expires_at=expires, extensions=order.extensions + 1)
        case ExpiryCorrected(now=expires):
            return changed(order, expires_at=expires)
        case EmergencyOrderDischarged(at=at):
            return changed(order, discharged_at=at)
        case LegalActionPlanned(planned=True, at=at):
            return changed(order, legal_action_since=at, legal_action_dropped_at=None)
        case LegalActionPlanned(at=at):
            return changed(order, legal_action_dropped_at=at)


def _assessed(
    order: AssessmentOrder, fact: AssessmentPartConcluded | AssessmentOrderEnded
) -> AssessmentOrder:
    match fact:
        case AssessmentOrderEnded(at=at):
            return changed(order, ended_at=at)
        case AssessmentPartConcluded(part="examinations", at=at):
            return changed(order, examinations_concluded_at=at)
        case AssessmentPartConcluded(at=at):
            return changed(order, assessments_concluded_at=at)
