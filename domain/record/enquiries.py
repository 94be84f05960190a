"""Child protection enquiries: their discussions, end, and what was decided."""

from __future__ import annotations

from domain.ids import Instant, Ref
from rulebook.schema import Code, Flag, Frozen, added


class Discussion(Frozen):
    """A strategy discussion or meeting. One of an enquiry's initiated it."""

    ref: Ref
    held_at: Instant
    initiating: Flag = False


class NotRequired(Frozen):
    """A manager decided that this child's conference is not required."""

    child: Ref
    at: Instant


class Enquiry(Frozen):
    """One enquiry about some children, with its discussions in the order held."""

    ref: Ref
    children: tuple[Ref, ...]
    discussions: tuple[Discussion, ...]
    linked_to: Ref | None = None
    concluded_at: Instant | None = None
    at_risk: tuple[Ref, ...] = ()
    not_required: tuple[NotRequired, ...] = ()

    @property
    def began_at(self) -> Instant:
        return self.discussions[0].held_at

    def initiating(self) -> Discussion:
        """The discussion that initiated the enquiry; a single one always did."""
        flagged = (d for d in self.discussions if d.initiating)
        return next(flagged, self.discussions[0])

    def spared(self, child: str) -> NotRequired | None:
        return next((n for n in self.not_required if n.child == child), None)


class Decision(Frozen):
    """A manager's decision to take children to conference."""

    ref: Ref
    enquiry: Ref
    children: tuple[Ref, ...]
    at: Instant


class Explained(Frozen):
    """The process was explained to one person."""

    person: Ref
    at: Instant
    covered: tuple[Code, ...] = added(())
