"""What may be asked about a court's order: what it says, and what became of it."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from domain.ids import Day, Instant, Ref
from domain.requests.base import Asked
from domain.requests.enquiries import Children
from rulebook.schema import Code, Flag


class RecordEmergencyOrder(Asked):
    """Record an emergency protection order as the court wrote it."""

    kind: Literal["record-emergency-order"] = "record-emergency-order"
    order: Ref
    children: Children
    made_at: Instant
    expires_at: Instant = Field(description="the instant written in the order")
    legal_action_planned: Flag = Field(
        default=False, description="whether further legal action is planned"
    )


class ExtendEmergencyOrder(Asked):
    """Record that the court extended an emergency protection order."""

    kind: Literal["extend-emergency-order"] = "extend-emergency-order"
    order: Ref
    extended_at: Instant = Field(description="when the court extended it")
    expires_at: Instant = Field(description="the instant at which it now ends")


class DischargeEmergencyOrder(Asked):
    """Record that the court ended an emergency protection order early."""

    kind: Literal["discharge-emergency-order"] = "discharge-emergency-order"
    order: Ref
    discharged_at: Instant


class PlanLegalAction(Asked):
    """Record that further legal action is planned under an order, or no longer."""

    kind: Literal["plan-legal-action"] = "plan-legal-action"
    order: Ref
    planned: Flag
    at: Instant


class RecordAssessmentOrder(Asked):
    """Record a child assessment order as the court wrote it."""

    kind: Literal["record-assessment-order"] = "record-assessment-order"
    order: Ref
    children: Children
    made_at: Instant
    starts_on: Day = Field(description="the day on which the assessment begins")


class RecordExaminationsConcluded(Asked):
    """Record that the examinations under an assessment order are all done."""

    kind: Literal["record-examinations-concluded"] = "record-examinations-concluded"
    order: Ref
    concluded_at: Instant


class RecordAssessmentsConcluded(Asked):
    """Record that the assessments under an assessment order are all done."""

    kind: Literal["record-assessments-concluded"] = "record-assessments-concluded"
    order: Ref
    concluded_at: Instant


class EndAssessmentOrder(Asked):
    """Record that an assessment order ended with its work not concluded."""

    kind: Literal["end-assessment-order"] = "end-assessment-order"
    order: Ref
    ended_at: Instant
    why: Code


OrderRequest = (
    RecordEmergencyOrder
    | ExtendEmergencyOrder
    | DischargeEmergencyOrder
    | PlanLegalAction
    | RecordAssessmentOrder
    | RecordExaminationsConcluded
    | RecordAssessmentsConcluded
    | EndAssessmentOrder
)
