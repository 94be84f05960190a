"""What happened after a conference, and before a birth."""

from __future__ import annotations

from typing import Literal

from domain.facts.base import Happened
from domain.ids import Ref, Text
from domain.record.afterwards import (
    Complaint,
    NotNeeded,
    PlanVersion,
    RecordGiven,
    SetAside,
    Told,
    Trigger,
    Visit,
)
from rulebook.schema import Code


class OutcomeTold(Happened):
    kind: Literal["outcome-told"] = "outcome-told"
    conference: Ref
    told: Told


class RecordHandedOver(Happened):
    """Somebody of the family was given the record of a conference."""

    kind: Literal["record-handed-over"] = "record-handed-over"
    conference: Ref
    record: RecordGiven


class PlanVersionMade(Happened):
    kind: Literal["plan-version-made"] = "plan-version-made"
    plan: Ref
    version: PlanVersion


class ChildVisited(Happened):
    kind: Literal["child-visited"] = "child-visited"
    visit: Visit


class ComplaintMade(Happened):
    """No clock stops."""

    kind: Literal["complaint-made"] = "complaint-made"
    complaint: Complaint
    words: Text


class DecisionSetAside(Happened):
    """A new conference decides this child; what was decided stands till then."""

    kind: Literal["decision-set-aside"] = "decision-set-aside"
    set_aside: SetAside
    why: Code


class PreBirthTriggered(Happened):
    """Why a conference before the birth is asked for."""

    kind: Literal["pre-birth-triggered"] = "pre-birth-triggered"
    trigger: Trigger


class PreBirthNotNeeded(Happened):
    kind: Literal["pre-birth-not-needed"] = "pre-birth-not-needed"
    decided: NotNeeded
    reason: Text


AfterwardsFact = (
    OutcomeTold
    | RecordHandedOver
    | PlanVersionMade
    | ChildVisited
    | ComplaintMade
    | DecisionSetAside
)
PreBirthFact = PreBirthTriggered | PreBirthNotNeeded
