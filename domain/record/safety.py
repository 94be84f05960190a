"""Who is kept away from a conference, who is of concern, and what each may be told."""

from __future__ import annotations

from enum import StrEnum

from domain.ids import Instant, Ref
from domain.roles import Role
from rulebook.schema import Code, Frozen


class Exclusion(Frozen):
    """A chair's exclusion of somebody of the family (YK-19): from the conferences.

    `views_planned_at`: how their views come to the conference; `part_planned_at`: how
    they share in making the plan. `reviews`: whenever it was looked at again and stood.
    """

    person: Ref
    at: Instant
    by_role: Role
    why: Code
    views_planned_at: Instant | None = None
    part_planned_at: Instant | None = None
    reviews: tuple[Instant, ...] = ()
    lifted_at: Instant | None = None

    def in_force(self, at: Instant) -> bool:
        return self.at <= at and (self.lifted_at is None or at < self.lifted_at)


class AdultConcern(Frozen):
    """A recorded decision that an adult is of concern about children (decision C5).

    It keeps them from every part that considers these children; like an exclusion it
    asks how their views, and their share in a plan, come in without them.
    """

    person: Ref
    children: tuple[Ref, ...]
    decided_at: Instant
    views_planned_at: Instant | None = None
    part_planned_at: Instant | None = None
    reviews: tuple[Instant, ...] = ()
    lifted_at: Instant | None = None

    def in_force(self, at: Instant) -> bool:
        return self.decided_at <= at and (self.lifted_at is None or at < self.lifted_at)


class Document(StrEnum):
    """What may be kept from somebody, whole or in part."""

    INVITATION = "invitation"
    REPORT = "report"
    PLAN = "plan"
    RECORD = "record"
    OUTCOME = "outcome"
    EXCLUSION = "exclusion-letter"


class Sharing(StrEnum):
    """How much of a document somebody is given."""

    WHOLE = "whole"
    PART = "part"
    WITHHELD = "withheld"


class SharingDecision(Frozen):
    """A named person's decision what somebody is given. `about`: which conference.

    `children`: those whose outcome it covers, `undone` how many outcomes had been taken
    back by then, `revision` how the person was reached, `barred` who of those around
    them was kept away. A letter that comes later, or that would reach others, needs a
    decision of its own.
    """

    person: Ref
    document: Document
    about: Ref
    shares: Sharing
    decided_at: Instant
    by: Ref
    children: tuple[Ref, ...] = ()
    undone: int = 0
    revision: int = 1
    barred: tuple[Ref, ...] = ()


class PoliceOutcome(Frozen):
    """What the police decided. It lifts no concern and ends no exclusion (CS-53)."""

    children: tuple[Ref, ...]
    at: Instant
    outcome: Code
