"""Requests about who is kept away, who is of concern, and what they are told."""

from __future__ import annotations

from datetime import datetime

from domain.case import Case
from domain.decide.concerns import decide_concerns
from domain.decide.exclusions import decide_exclusions
from domain.decide.sharing import decided_to_share
from domain.facts import Facts
from domain.requests.safety import (
    DecideSharing,
    ExcludeFromConference,
    LiftExclusion,
    PlanExcludedPart,
    PlanExcludedViews,
    ReviewExclusion,
    SafetyRequest,
)


def decide_safety(case: Case, request: SafetyRequest, now: datetime) -> Facts:
    match request:
        case (
            ExcludeFromConference()
            | PlanExcludedViews()
            | PlanExcludedPart()
            | ReviewExclusion()
            | LiftExclusion()
        ):
            return decide_exclusions(case, request, now)
        case DecideSharing():
            return decided_to_share(case, request, now)
        case _:
            return decide_concerns(case, request, now)
