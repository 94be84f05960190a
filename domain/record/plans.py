"""Child protection plans: one child's, from the conference that made it to its end."""

from __future__ import annotations

from domain.ids import Instant, Ref
from domain.record.afterwards import PlanVersion
from domain.record.conferences import Action
from rulebook.schema import Code, Frozen, added


class Meeting(Frozen):
    ref: Ref
    held_at: Instant


class Ended(Frozen):
    """How a plan ended: by which conference, or by the child's leaving."""

    why: Code
    at: Instant
    conference: Ref | None = None


class Plan(Frozen):
    """One child's plan. Meetings in the order held; reviews that continued it."""

    ref: Ref
    child: Ref
    conference: Ref
    began_at: Instant
    key_worker: Ref | None = None
    core_group: tuple[Ref, ...] = ()
    actions: tuple[Action, ...] = ()
    core_groups: tuple[Meeting, ...] = ()
    reviews: tuple[Meeting, ...] = ()
    ended: Ended | None = None
    versions: tuple[PlanVersion, ...] = added(())

    @property
    def conferences(self) -> tuple[str, ...]:
        """The one that made it, and those that went on with it."""
        return (self.conference, *(review.ref for review in self.reviews))

    def met_at(self, meeting: str) -> bool:
        """Whether its core group had this meeting."""
        return any(held.ref == meeting for held in self.core_groups)


class SiblingConcern(Frozen):
    """Significant concern about a child of a household where a plan exists."""

    child: Ref
    at: Instant
