"""What may be asked after a conference: telling, the record, visits, complaints."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from domain.ids import Instant, Ref, Text
from domain.record.people import Language
from domain.requests.base import Asked
from rulebook.schema import Code, Flag


class RecordTold(Asked):
    """Record that a child or somebody of the family was told what was decided."""

    kind: Literal["record-told"] = "record-told"
    conference: Ref
    person: Ref
    told_at: Instant
    told_by: Ref
    how: Code
    discussed: Flag = Field(
        default=False, description="whether they could talk over what was decided"
    )
    read_back: Flag = False


class GiveRecord(Asked):
    """Record that somebody of the family was given the record, in which language."""

    kind: Literal["give-record"] = "give-record"
    conference: Ref
    person: Ref
    given_at: Instant
    language: Language = "en"
    format: Code = Field(
        default="text", description="how it is read: text, spoken, signed-video ..."
    )


class RecordPlanVersion(Asked):
    """Record a version of a child's plan that the core group developed."""

    kind: Literal["record-plan-version"] = "record-plan-version"
    child: Ref
    version: Ref
    made_at: Instant
    meeting: Ref = Field(description="the core group that developed it")


class RecordVisit(Asked):
    """Record a visit to a child: seen or not, alone or not."""

    kind: Literal["record-visit"] = "record-visit"
    child: Ref
    visited_at: Instant
    visited_by: Ref
    seen: Flag
    seen_alone: Flag = False


class RecordComplaint(Asked):
    """Record a complaint or an appeal. No clock stops, and the plan stands."""

    kind: Literal["record-complaint"] = "record-complaint"
    complaint: Ref
    made_at: Instant
    conference: Ref | None = None
    made_by: Ref | None = None
    words: Text


class SetDecisionAside(Asked):
    """Record that a decision was set aside. The plan stands till a new conference."""

    kind: Literal["decision-set-aside"] = "decision-set-aside"
    conference: Ref
    child: Ref
    set_aside_at: Instant
    reason: Code


class RecordTrigger(Asked):
    """Record why a conference about an unborn child is asked for."""

    kind: Literal["record-pre-birth-trigger"] = "record-pre-birth-trigger"
    child: Ref
    trigger: Code
    at: Instant


class DecidePreBirthNotNeeded(Asked):
    """Record a manager's decision that no conference is held before the birth."""

    kind: Literal["decide-pre-birth-not-needed"] = "decide-pre-birth-not-needed"
    child: Ref
    decided_at: Instant
    reason: Text


AfterwardsRequest = (
    RecordTold
    | GiveRecord
    | RecordPlanVersion
    | RecordVisit
    | RecordComplaint
    | SetDecisionAside
)
PreBirthRequest = RecordTrigger | DecidePreBirthNotNeeded
