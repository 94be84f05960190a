"""What a court made, and what became of it."""

from __future__ import annotations

from typing import Literal

from domain.facts.base import Happened
from domain.ids import Instant, Ref
from domain.record.orders import AssessmentOrder, EmergencyOrder
from rulebook.schema import Code


class EmergencyOrderMade(Happened):
    kind: Literal["emergency-order-made"] = "emergency-order-made"
    order: EmergencyOrder


class EmergencyOrderExtended(Happened):
    kind: Literal["emergency-order-extended"] = "emergency-order-extended"
    order: Ref
    expires_at: Instant


class EmergencyOrderDischarged(Happened):
    kind: Literal["emergency-order-discharged"] = "emergency-order-discharged"
    order: Ref


class LegalActionPlanned(Happened):
    """Further legal action is planned, or no longer."""

    kind: Literal["legal-action-planned"] = "legal-action-planned"
    order: Ref
    planned: bool


class AssessmentOrderMade(Happened):
    kind: Literal["assessment-order-made"] = "assessment-order-made"
    order: AssessmentOrder


class AssessmentPartConcluded(Happened):
    """`part` is `examinations` or `assessments`."""

    kind: Literal["assessment-part-concluded"] = "assessment-part-concluded"
    order: Ref
    part: Code


class AssessmentOrderEnded(Happened):
    """It ended with examinations or assessments not concluded."""

    kind: Literal["assessment-order-ended"] = "assessment-order-ended"
    order: Ref
    why: Code


class ExpiryCorrected(Happened):
    """The expiry that was recorded was not the one in the order."""

    kind: Literal["expiry-corrected"] = "expiry-corrected"
    order: Ref
    was: Instant
    now: Instant


class CourtDateQuestioned(Happened):
    """What a court made looks unusual: kept as it is, and shown for confirmation."""

    kind: Literal["court-date-questioned"] = "court-date-questioned"
    order: Ref
    why: Code


OrderFact = (
    EmergencyOrderMade
    | EmergencyOrderExtended
    | EmergencyOrderDischarged
    | LegalActionPlanned
    | AssessmentOrderMade
    | AssessmentPartConcluded
    | AssessmentOrderEnded
    | ExpiryCorrected
    | CourtDateQuestioned
)
