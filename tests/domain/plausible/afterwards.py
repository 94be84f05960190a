"""Plausible requests of the time after a conference."""

from __future__ import annotations

from domain.record.conferences import Conference
from domain.requests.afterwards import (
    GiveRecord,
    RecordComplaint,
    RecordPlanVersion,
    RecordTold,
    RecordVisit,
    SetDecisionAside,
)
from tests.domain.plausible.scene import FAMILY, MANAGER, SOCIAL_WORKER, Asking, Scene


def held(s: Scene) -> Conference:
    """One that was held, mostly the last."""
    known = [c for c in s.case.conferences if c.held_at is not None]
    return s.one(known[-1:] if s.chance(2, 3) else known)


def _told(s: Scene) -> RecordTold:
    conference = held(s)
    return RecordTold(
        id=s.id,
        by=SOCIAL_WORKER,
        conference=conference.ref,
        person=s.one((*FAMILY, *conference.children)),
        told_at=s.lately(conference.held_at),
        told_by="p-worker",
        how=s.one(("in-person", "by-telephone", "in-writing")),
        discussed=s.chance(2, 3),
    )


def _given(s: Scene) -> GiveRecord:
    conference = held(s)
    return GiveRecord(
        id=s.id,
        by=SOCIAL_WORKER,
        conference=conference.ref,
        person=s.one(FAMILY),
        given_at=s.lately(conference.held_at),
        language=s.one(("en", "pl")),
    )


def _version(s: Scene) -> RecordPlanVersion:
    here = {child.ref for child in s.case.present()}
    plans = (p for p in s.case.plans if p.ended is None and p.core_groups)
    plan = s.one(p for p in plans if p.child in here)
    meeting = s.one(plan.core_groups)
    return RecordPlanVersion(
        id=s.id,
        by=SOCIAL_WORKER,
        child=plan.child,
        version=s.new("version"),
        made_at=s.lately(meeting.held_at),
        meeting=meeting.ref,
    )


def _visit(s: Scene) -> RecordVisit:
    child = s.one(s.case.present())
    seen = not child.unborn and s.chance(3, 4)
    return RecordVisit(
        id=s.id,
        by=SOCIAL_WORKER,
        child=child.ref,
        visited_at=s.lately(),
        visited_by="p-worker",
        seen=seen,
        seen_alone=seen and s.chance(1, 2),
    )


def _complaint(s: Scene) -> RecordComplaint:
    about = held(s).ref if any(c.held_at for c in s.case.conferences) else None
    return RecordComplaint(
        id=s.id,
        by=SOCIAL_WORKER,
        complaint=s.new("complaint"),
        made_at=s.lately(),
        conference=about,
        made_by=s.one((*FAMILY, None)),
        words="Nobody asked us.",
    )


def _aside(s: Scene) -> SetDecisionAside:
    conference = held(s)
    here = {child.ref for child in s.case.present()}
    decided = (o.child for o in conference.outcomes if o.settles)
    return SetDecisionAside(
        id=s.id,
        by=MANAGER,
        conference=conference.ref,
        child=s.one(ref for ref in decided if ref in here),
        set_aside_at=s.lately(conference.held_at),
        reason="complaint-upheld",
    )


AFTERWARDS: dict[type, Asking] = {
    RecordTold: _told,
    GiveRecord: _given,
    RecordPlanVersion: _version,
    RecordVisit: _visit,
    RecordComplaint: _complaint,
    SetDecisionAside: _aside,
}
