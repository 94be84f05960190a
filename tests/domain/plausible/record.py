"""Plausible requests about the record of a conference, and its end."""

from __future__ import annotations

from domain.decide.record import OF_A_CHILD, OF_THE_CONFERENCE
from domain.requests.the_day import CloseConference, WriteRecord
from tests.domain.plausible.afterwards import held
from tests.domain.plausible.scene import CHAIR, Asking, Scene

AGENCIES = ("social-work", "health", "school")


def _write(s: Scene) -> WriteRecord:
    """Under a heading of the terms that is not written yet, where there is one."""
    conference = held(s)
    child = s.one(conference.children) if s.chance(1, 2) else None
    lists = OF_THE_CONFERENCE if child is None else OF_A_CHILD
    lines = [line.key for name in lists for line in s.case.terms.lists.get(name, ())]
    written = {part.heading for part in conference.sections if part.child == child}
    left = [key for key in lines if key not in written]
    return WriteRecord(
        id=s.id,
        by=CHAIR,
        conference=conference.ref,
        heading=s.one(left or lines or ("analysis",)),
        child=child,
        written_at=s.lately(conference.held_at),
        words="Everybody has been heard.",
        contributed_by=s.some(AGENCIES),
    )


def _close(s: Scene) -> CloseConference:
    conference = held(s)
    return CloseConference(
        id=s.id,
        by=CHAIR,
        conference=conference.ref,
        closed_at=s.lately(conference.held_at),
    )


RECORD: dict[type, Asking] = {WriteRecord: _write, CloseConference: _close}
