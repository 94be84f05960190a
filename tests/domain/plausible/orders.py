"""Plausible requests about court orders and late conferences."""

from __future__ import annotations

from datetime import date, timedelta

from domain.decide.agreements import delayable
from domain.duty import Duty
from domain.errors import Refused
from domain.record.delays import Delay
from domain.record.orders import AssessmentOrder, EmergencyOrder
from domain.requests.delays import (
    ApproveDelay,
    RecordReasonForLateness,
    RecordRiskCheck,
    RefuseDelay,
    RequestDelay,
    SafeguardingAction,
)
from domain.requests.orders import (
    DischargeEmergencyOrder,
    EndAssessmentOrder,
    ExtendEmergencyOrder,
    PlanLegalAction,
    RecordAssessmentOrder,
    RecordAssessmentsConcluded,
    RecordEmergencyOrder,
    RecordExaminationsConcluded,
)
from tests.domain.plausible.scene import (
    DAY,
    HOUR,
    SERVICE,
    SOCIAL_WORKER,
    Asking,
    CannotAsk,
    Scene,
)


def _emergency(s: Scene) -> RecordEmergencyOrder:
    made_at = s.lately()
    return RecordEmergencyOrder(
        id=s.id,
        by=SOCIAL_WORKER,
        order=s.new("epo"),
        children=s.children(),
        made_at=made_at,
        expires_at=made_at + s.one((8 * DAY, 3 * DAY + HOUR, 15 * DAY)),
        legal_action_planned=s.chance(2, 3),
    )


def _in_force(s: Scene) -> EmergencyOrder:
    return s.one(o for o in s.case.emergency_orders if o.discharged_at is None)


def _extend(s: Scene) -> ExtendEmergencyOrder:
    order = _in_force(s)
    at = s.lately(order.made_at)
    return ExtendEmergencyOrder(
        id=s.id,
        by=SOCIAL_WORKER,
        order=order.ref,
        extended_at=at,
        expires_at=max(order.expires_at, at) + s.one((7 * DAY, 2 * DAY)),
    )


def _discharge(s: Scene) -> DischargeEmergencyOrder:
    order = _in_force(s)
    return DischargeEmergencyOrder(
        id=s.id,
        by=SOCIAL_WORKER,
        order=order.ref,
        discharged_at=s.lately(order.made_at),
    )


def _legal(s: Scene) -> PlanLegalAction:
    order = _in_force(s)
    since, dropped = order.legal_action_since, order.legal_action_dropped_at
    said = max((at for at in (since, dropped) if at), default=order.made_at)
    return PlanLegalAction(
        id=s.id,
        by=SOCIAL_WORKER,
        order=order.ref,
        planned=since is None or dropped is not None,
        at=s.lately(said),
    )


def _assessment(s: Scene) -> RecordAssessmentOrder:
    return RecordAssessmentOrder(
        id=s.id,
        by=SOCIAL_WORKER,
        order=s.new("cao"),
        children=s.children(),
        made_at=s.lately(),
        starts_on=s.day(0, 7),
    )


def _assessed(s: Scene, part: str) -> AssessmentOrder:
    running = (o for o in s.case.assessment_orders if o.ended_at is None)
    return s.one(o for o in running if getattr(o, part) is None)


def _examined(s: Scene) -> RecordExaminationsConcluded:
    order = _assessed(s, "examinations_concluded_at")
    return RecordExaminationsConcluded(
        id=s.id, by=SOCIAL_WORKER, order=order.ref, concluded_at=s.lately(order.made_at)
    )


def _assessments(s: Scene) -> RecordAssessmentsConcluded:
    order = _assessed(s, "assessments_concluded_at")
    return RecordAssessmentsConcluded(
        id=s.id, by=SOCIAL_WORKER, order=order.ref, concluded_at=s.lately(order.made_at)
    )


def _ended(s: Scene) -> EndAssessmentOrder:
    order = _assessed(s, "examinations_concluded_at")
    return EndAssessmentOrder(
        id=s.id,
        by=SOCIAL_WORKER,
        order=order.ref,
        ended_at=s.lately(order.made_at),
        why="time-ran-out",
    )


def _delayable(s: Scene) -> tuple[Duty, ...]:
    try:
        return delayable(s.case, (c.ref for c in s.case.children), "")
    except Refused:
        raise CannotAsk from None


def _request(s: Scene) -> RequestDelay:
    if s.case.terms.provision("delay-authority") != SERVICE.role:
        raise CannotAsk
    duties = _delayable(s)
    days = [duty.due.due_on for duty in duties if duty.due.due_on]
    return RequestDelay(
        id=s.id,
        by=SOCIAL_WORKER,
        delay=s.new("delay"),
        children=s.some(dict.fromkeys(d.child for d in duties if d.child)),
        reasons="The consultant's opinion is awaited.",
        proposed_on=max([*days, s.today]) + timedelta(days=7),
    )


def _unanswered(s: Scene) -> Delay:
    asked = (d for d in s.case.delays if d.agreed_at is None and d.refused_at is None)
    return s.one(asked)


def _approve(s: Scene) -> ApproveDelay:
    delay = _unanswered(s)
    days: list[date] = [d.due.due_on for d in _delayable(s) if d.due.due_on]
    actions = (
        SafeguardingAction(child=child, action="Daily calls.")
        for child in delay.children
    )
    return ApproveDelay(
        id=s.id,
        by=SERVICE,
        delay=delay.ref,
        document="Agreement 14",
        reasons="The opinion bears on the decision.",
        safeguards=tuple(actions),
        checker="p-manager",
        first_check_on=s.today,
        agreed_on=max([*days, s.today]) + timedelta(days=s.one((7, 14))),
    )


def _refuse(s: Scene) -> RefuseDelay:
    delay = _unanswered(s).ref
    return RefuseDelay(id=s.id, by=SERVICE, delay=delay, reasons="Hold it in time.")


def _check(s: Scene) -> RecordRiskCheck:
    delay = s.one(d for d in s.case.delays if d.checks)
    last = delay.checks[-1]
    until = delay.agreed_on or s.today
    return RecordRiskCheck(
        id=s.id,
        by=SOCIAL_WORKER,
        delay=delay.ref,
        checked_at=s.lately(last.done_at or last.set_at),
        next_check_on=s.one((until, min(until, s.day(1, 3)))),
    )


def _reason(s: Scene) -> RecordReasonForLateness:
    duty = s.one(d for d in s.case.duties.values() if d.missed)
    return RecordReasonForLateness(
        id=s.id,
        by=SOCIAL_WORKER,
        duty=duty.key,
        code="no-quorum",
        words="Two of those needed were ill.",
    )


ORDERS: dict[type, Asking] = {
    RecordEmergencyOrder: _emergency,
    ExtendEmergencyOrder: _extend,
    DischargeEmergencyOrder: _discharge,
    PlanLegalAction: _legal,
    RecordAssessmentOrder: _assessment,
    RecordExaminationsConcluded: _examined,
    RecordAssessmentsConcluded: _assessments,
    EndAssessmentOrder: _ended,
}
DELAYS: dict[type, Asking] = {
    RequestDelay: _request,
    ApproveDelay: _approve,
    RefuseDelay: _refuse,
    RecordRiskCheck: _check,
    RecordReasonForLateness: _reason,
}
