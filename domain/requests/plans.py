"""What may be asked about a plan after the conference."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from domain.ids import Instant, Ref
from domain.requests.base import Asked
from domain.requests.enquiries import Children
from rulebook.schema import Code


class RecordCoreGroup(Asked):
    """Record that a core group was held about some children's plans."""

    kind: Literal["record-core-group"] = "record-core-group"
    meeting: Ref
    held_at: Instant
    children: Children
    present: Annotated[tuple[Ref, ...], Field(max_length=60)] = ()


class RecordPlanGiven(Asked):
    """Record that somebody was given the plan by hand, or had it read to them."""

    kind: Literal["record-plan-given"] = "record-plan-given"
    conference: Ref
    child: Ref
    person: Ref
    given_at: Instant


class WithholdPlan(Asked):
    """Record a named person's decision that somebody is not to have a copy."""

    kind: Literal["withhold-plan"] = "withhold-plan"
    conference: Ref
    child: Ref
    person: Ref
    decided_at: Instant
    reason: Code


class RecordSiblingConcern(Asked):
    """Record significant concern about a child of a household with a plan."""

    kind: Literal["record-sibling-concern"] = "record-sibling-concern"
    child: Ref
    at: Instant
    reason: Code


PlanRequest = RecordCoreGroup | RecordPlanGiven | WithholdPlan | RecordSiblingConcern
