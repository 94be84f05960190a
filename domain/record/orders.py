"""What a court has before it, and its orders that bear on a conference's date."""

from __future__ import annotations

from domain.ids import Day, Instant, Ref
from rulebook.schema import Frozen, added


class Proceedings(Frozen):
    """Care proceedings, and the children's guardian once one is appointed."""

    started_at: Instant
    guardian: Ref | None = None
    appointed_at: Instant | None = added(None)
    guardian_ended_at: Instant | None = added(None)
    ended_at: Instant | None = added(None)

    @property
    def guarded_since(self) -> Instant | None:
        """Since when both are so: proceedings under way, and a guardian appointed."""
        if self.guardian is None or self.guardian_ended_at or self.ended_at:
            return None
        return max(self.started_at, self.appointed_at or self.started_at)


class EmergencyOrder(Frozen):
    """An emergency protection order. `expires_at` is an instant, as the order says.

    The date before expiry matters only while further legal action is planned.
    """

    ref: Ref
    children: tuple[Ref, ...]
    made_at: Instant
    expires_at: Instant
    extensions: int = 0
    legal_action_since: Instant | None = None
    legal_action_dropped_at: Instant | None = None
    discharged_at: Instant | None = None


class AssessmentOrder(Frozen):
    """A child assessment order. It ends unconcluded, or both its parts conclude."""

    ref: Ref
    children: tuple[Ref, ...]
    made_at: Instant
    starts_on: Day
    examinations_concluded_at: Instant | None = None
    assessments_concluded_at: Instant | None = None
    ended_at: Instant | None = None
