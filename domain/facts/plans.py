"""What happened to a plan after the conference."""

from __future__ import annotations

from typing import Literal

from domain.facts.base import Happened
from domain.ids import Ref
from rulebook.schema import Code


class CoreGroupHeld(Happened):
    kind: Literal["core-group-held"] = "core-group-held"
    meeting: Ref
    children: tuple[Ref, ...]
    present: tuple[Ref, ...] = ()


class PlanCopySettled(Happened):
    """One person's copy of a child's plan was sent, given by hand, or withheld."""

    kind: Literal["plan-copy-settled"] = "plan-copy-settled"
    conference: Ref
    child: Ref
    person: Ref
    how: Code
    reason: Code | None = None


class SiblingConcernRaised(Happened):
    kind: Literal["sibling-concern-raised"] = "sibling-concern-raised"
    child: Ref
    reason: Code


PlanFact = CoreGroupHeld | PlanCopySettled | SiblingConcernRaised
