"""Plausible requests about a conference."""

from __future__ import annotations

from datetime import datetime

from domain.record.conferences import Conference, Decided, Kind, Outcome
from domain.requests.conferences import (
    AdjournChildren,
    BookConference,
    BringConferenceForward,
    MoveConference,
    PostponeConference,
    RecordConferenceHeld,
    RecordConferenceNotHeld,
    RecordOutcome,
)
from tests.domain.plausible.outcomes import complete
from tests.domain.plausible.scene import (
    CHAIR,
    DAY,
    FAMILY,
    SOCIAL_WORKER,
    STAFF,
    Asking,
    Scene,
)
from tests.domain.plausible.the_day import the_day

WITHOUT = (Decided.PLAN, Decided.PLAN, Decided.PLAN, Decided.NO_PLAN)
SELDOM = (Decided.CONSIDERED, Decided.NOT_DECIDED)
OF_PLAN = (Decided.CONTINUE, Decided.CONTINUE, Decided.END, Decided.NOT_DECIDED)


def _book(s: Scene) -> BookConference:
    planned = any(plan.ended is None for plan in s.case.plans)
    usual = Kind.REVIEW if planned else Kind.INITIAL
    booked_at = s.lately()
    return BookConference(
        id=s.id,
        by=SOCIAL_WORKER,
        conference=s.new("conf"),
        meeting=usual if s.chance(4, 5) else s.one(Kind),
        booked_at=booked_at,
        starts_at=s.soon() if s.chance(4, 5) else max(booked_at, s.lately()),
        children=s.children(),
        invite=s.some((*FAMILY, *STAFF)) if s.chance(3, 4) else (),
    )


def _awaited(s: Scene) -> Conference:
    return s.one(c for c in s.case.conferences if c.held_at is None)


def _move(s: Scene) -> MoveConference:
    conference = _awaited(s)
    return MoveConference(
        id=s.id,
        by=SOCIAL_WORKER,
        conference=conference.ref,
        moved_at=s.lately(conference.since),
        starts_at=s.soon(),
        reason="room-not-free",
    )


def _forward(s: Scene) -> BringConferenceForward:
    conference = _awaited(s)
    ahead = max(0, (conference.starts_at - s.now).days)
    earlier = s.pick(0, max(0, min(ahead, 60) - 1))
    return BringConferenceForward(
        id=s.id,
        by=SOCIAL_WORKER,
        conference=conference.ref,
        moved_at=s.lately(conference.since),
        starts_at=s.at(earlier, 12),
        reason="risk-rises",
    )


def _postpone(s: Scene) -> PostponeConference:
    conference = _awaited(s)
    return PostponeConference(
        id=s.id,
        by=CHAIR,
        conference=conference.ref,
        postponed_at=s.lately(conference.since),
        exceptional_reason="The interpreter was taken ill.",
        children_protected="The children stay with their grandmother.",
        new_starts_at=s.soon() if s.chance(1, 2) else None,
    )


def _not_held(s: Scene) -> RecordConferenceNotHeld:
    conference = s.one(c for c in s.case.conferences if c.awaited)
    return RecordConferenceNotHeld(
        id=s.id,
        by=SOCIAL_WORKER,
        conference=conference.ref,
        at=s.lately(conference.since),
        reason="no-quorum",
        new_starts_at=s.soon() if s.chance(1, 2) else None,
    )


def _adjourn(s: Scene) -> AdjournChildren:
    conference = s.one(s.case.conferences)
    adjourned = {part.child for part in conference.adjourned}
    left = (c for c in conference.children if c not in adjourned)
    return AdjournChildren(
        id=s.id,
        by=CHAIR,
        conference=conference.ref,
        at=s.lately(conference.booked_at),
        children=s.some(c for c in left if conference.outcome(c) is None),
        reason="information-missing",
    )


def outcome(s: Scene, child: str) -> Outcome:
    """One that fits: a plan goes on or ends, no plan is made or not."""
    common = OF_PLAN if s.case.plan_of(child) else WITHOUT
    decided = s.one(common if s.chance(5, 6) else (*common, *SELDOM))
    return complete(s, child, decided)


def _decidable(s: Scene, conference: Conference) -> list[str]:
    adjourned = {part.child for part in conference.adjourned}
    here = {child.ref for child in s.case.present()}
    return [c for c in conference.children if c in here and c not in adjourned]


def _held_at(s: Scene, conference: Conference) -> datetime:
    on_the_day = conference.booked_at <= conference.starts_at <= s.now
    recent = s.now - conference.starts_at < 90 * DAY
    return conference.starts_at if on_the_day and recent else s.lately(conference.since)


def _held(s: Scene) -> RecordConferenceHeld:
    on = [c for c in s.case.conferences if c.awaited]
    conference = s.one([c for c in on if c.starts_at <= s.now] or on)
    decided = _decidable(s, conference)
    chosen = s.some(decided) if decided and s.chance(7, 8) else ()
    why = {"social-worker": "ill", "first-line-manager": "on-leave"}
    held_at, present = _held_at(s, conference), s.some((*FAMILY, *STAFF))
    day = the_day(s, conference, present, held_at) if s.chance(1, 2) else None
    return RecordConferenceHeld(
        id=s.id,
        by=CHAIR,
        conference=conference.ref,
        held_at=held_at,
        present=present if day is None or s.chance(1, 2) else (),
        day=day,
        absent_because=why if s.chance(3, 4) else {},
        outcomes=tuple(outcome(s, child) for child in chosen),
    )


def _outcome(s: Scene) -> RecordOutcome:
    held = (c for c in s.case.conferences if c.held_at)
    conference = s.one(
        c for c in held if any(c.outcome(r) is None for r in _decidable(s, c))
    )
    undecided = (c for c in _decidable(s, conference) if conference.outcome(c) is None)
    return RecordOutcome(
        id=s.id,
        by=CHAIR,
        conference=conference.ref,
        outcome=outcome(s, s.one(undecided)),
    )


CONFERENCES: dict[type, Asking] = {
    BookConference: _book,
    MoveConference: _move,
    BringConferenceForward: _forward,
    PostponeConference: _postpone,
    RecordConferenceNotHeld: _not_held,
    AdjournChildren: _adjourn,
    RecordConferenceHeld: _held,
    RecordOutcome: _outcome,
}
