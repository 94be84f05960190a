"""Plausible requests about who is kept away or of concern."""

from __future__ import annotations

from domain.record.safety import Document, Sharing
from domain.requests.safety import (
    DecideAdultConcern,
    DecideSharing,
    ExcludeFromConference,
    LiftAdultConcern,
    LiftExclusion,
    PlanExcludedPart,
    PlanExcludedViews,
    RecordPoliceOutcome,
    ReviewAdultConcern,
    ReviewExclusion,
)
from tests.domain.plausible.scene import (
    CHAIR,
    FAMILY,
    MANAGER,
    SOCIAL_WORKER,
    Asking,
    Scene,
)

REASONS = ("bail-conditions", "threats")
OUTCOMES = ("no-further-action", "charged", "bail-ended")


def _exclude(s: Scene) -> ExcludeFromConference:
    return ExcludeFromConference(
        id=s.id,
        by=CHAIR if s.chance(4, 5) else SOCIAL_WORKER,
        person=s.one(FAMILY),
        excluded_at=s.lately(),
        reason=s.one(REASONS),
        words="It would not be safe with both of them in the room.",
    )


def _excluded(s: Scene) -> str:
    """Somebody who is kept away, one way or the other."""
    return s.one(p.ref for p in s.case.people if p.excluded or p.of_concern_about)


def _views(s: Scene) -> PlanExcludedViews:
    return PlanExcludedViews(
        id=s.id,
        by=CHAIR,
        person=_excluded(s),
        planned_at=s.now,
        with_chair="p-chair",
        with_social_worker="p-worker",
        words="The social worker reads them out.",
    )


def _part(s: Scene) -> PlanExcludedPart:
    return PlanExcludedPart(
        id=s.id,
        by=SOCIAL_WORKER,
        person=_excluded(s),
        planned_at=s.now,
        words="They go through the outline plan at the office.",
    )


def _review(s: Scene) -> ReviewExclusion:
    return ReviewExclusion(
        id=s.id,
        by=CHAIR,
        person=_excluded(s),
        reviewed_at=s.now,
        reason=s.one(REASONS),
    )


def _lift(s: Scene) -> LiftExclusion:
    return LiftExclusion(
        id=s.id, by=CHAIR, person=_excluded(s), lifted_at=s.now, reason="bail-ended"
    )


def _concern(s: Scene) -> DecideAdultConcern:
    return DecideAdultConcern(
        id=s.id,
        by=MANAGER if s.chance(4, 5) else SOCIAL_WORKER,
        person=s.one(FAMILY),
        children=s.children(),
        decided_at=s.lately(),
        words="The child said so.",
    )


def _look(s: Scene) -> ReviewAdultConcern:
    return ReviewAdultConcern(
        id=s.id,
        by=MANAGER,
        person=_excluded(s),
        reviewed_at=s.now,
        words="Nothing has changed.",
    )


def _no_longer(s: Scene) -> LiftAdultConcern:
    return LiftAdultConcern(
        id=s.id,
        by=CHAIR,
        person=_excluded(s),
        lifted_at=s.now,
        words="It was somebody else.",
    )


def _police(s: Scene) -> RecordPoliceOutcome:
    return RecordPoliceOutcome(
        id=s.id,
        by=SOCIAL_WORKER,
        children=s.children(),
        at=s.lately(),
        outcome=s.one(OUTCOMES),
    )


def _share(s: Scene) -> DecideSharing:
    conference = s.one(s.case.conferences)
    return DecideSharing(
        id=s.id,
        by=SOCIAL_WORKER,
        person=s.one(FAMILY),
        document=s.one(Document),
        conference=conference.ref,
        shares=s.one(Sharing),
        decided_at=s.lately(conference.held_at or conference.booked_at),
        reason="safe-for-the-child",
    )


SAFETY: dict[type, Asking] = {
    ExcludeFromConference: _exclude,
    PlanExcludedViews: _views,
    PlanExcludedPart: _part,
    ReviewExclusion: _review,
    LiftExclusion: _lift,
    DecideAdultConcern: _concern,
    ReviewAdultConcern: _look,
    LiftAdultConcern: _no_longer,
    RecordPoliceOutcome: _police,
    DecideSharing: _share,
}
