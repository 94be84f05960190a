"""What may be asked about who is kept away or of concern, and what they are told."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from domain.ids import Instant, Ref, Text
from domain.record.safety import Document, Sharing
from domain.requests.base import Asked
from domain.requests.enquiries import Children
from rulebook.schema import Code


class ExcludeFromConference(Asked):
    """The chair excludes somebody of the family from conferences, exceptionally."""

    kind: Literal["exclude-from-conference"] = "exclude-from-conference"
    person: Ref
    excluded_at: Instant
    reason: Code = Field(description="such as bail-conditions; the list is open")
    words: Text


class PlanExcludedViews(Asked):
    """Record how the views of somebody kept away come to the conference."""

    kind: Literal["plan-excluded-views"] = "plan-excluded-views"
    person: Ref
    planned_at: Instant
    with_chair: Ref
    with_social_worker: Ref
    words: Text


class PlanExcludedPart(Asked):
    """Record how somebody kept away shares in making the plan."""

    kind: Literal["plan-excluded-part"] = "plan-excluded-part"
    person: Ref
    planned_at: Instant
    words: Text


class ReviewExclusion(Asked):
    """Record that the chair looked at an exclusion again, and that it stands."""

    kind: Literal["review-exclusion"] = "review-exclusion"
    person: Ref
    reviewed_at: Instant
    reason: Code


class LiftExclusion(Asked):
    """The chair lifts an exclusion."""

    kind: Literal["lift-exclusion"] = "lift-exclusion"
    person: Ref
    lifted_at: Instant
    reason: Code


class DecideAdultConcern(Asked):
    """Record the decision that an adult is of concern about children, and why."""

    kind: Literal["decide-adult-concern"] = "decide-adult-concern"
    person: Ref
    children: Children
    decided_at: Instant
    words: Text


class ReviewAdultConcern(Asked):
    """Record that a concern about an adult was looked at again, and stands."""

    kind: Literal["review-adult-concern"] = "review-adult-concern"
    person: Ref
    reviewed_at: Instant
    words: Text


class LiftAdultConcern(Asked):
    """Record the decision that an adult is no longer of concern, and why."""

    kind: Literal["lift-adult-concern"] = "lift-adult-concern"
    person: Ref
    lifted_at: Instant
    words: Text


class RecordPoliceOutcome(Asked):
    """Record what the police decided. Nothing else ends with it."""

    kind: Literal["record-police-outcome"] = "record-police-outcome"
    children: Children
    at: Instant
    outcome: Code = Field(description="such as no-further-action, charged")


class DecideSharing(Asked):
    """Record a named person's decision what of a document somebody is given."""

    kind: Literal["decide-sharing"] = "decide-sharing"
    person: Ref
    document: Document
    conference: Ref
    shares: Sharing
    decided_at: Instant
    reason: Code = Field(description="why they are given that much and no more")


ExclusionRequest = (
    ExcludeFromConference
    | PlanExcludedViews
    | PlanExcludedPart
    | ReviewExclusion
    | LiftExclusion
)
ConcernRequest = (
    DecideAdultConcern | ReviewAdultConcern | LiftAdultConcern | RecordPoliceOutcome
)
SafetyRequest = ExclusionRequest | ConcernRequest | DecideSharing
