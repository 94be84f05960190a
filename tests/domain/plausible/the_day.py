"""Plausible requests about a conference's day and its chair."""

from __future__ import annotations

from datetime import datetime, timedelta

from domain.record.conferences import Conference
from domain.record.invitations import Capacity
from domain.record.the_day import Absence, Attendance, GoingOn, TheDay
from domain.requests.the_day import (
    AnswerSufficiency,
    DecideSiblingGroups,
    RecordTheDay,
)
from tests.domain.plausible.scene import CHAIR, MANAGER, Asking, CannotAsk, Scene

CHECKED = ("arrangements-to-take-part", "information-gone-through")
MINUTE = timedelta(minutes=1)


def the_day(
    s: Scene, conference: Conference, present: tuple[str, ...], held_at: datetime
) -> TheDay:
    """What is asked of a day: who came, who did not and why, what the chair says."""
    room = max(0, int((s.now - held_at) / MINUTE))
    took = s.pick(0, min(room, 240))
    away = (ref for ref in conference.invited if ref not in present)
    return TheDay(
        chair=CHAIR.person,
        started_at=held_at,
        ended_at=held_at + took * MINUTE,
        long_because="Much was new to the family." if took > 120 else None,
        enough_information=True,
        observers_apart=True,
        checked=CHECKED,
        attendance=tuple(_there(s, conference, ref) for ref in present),
        absences=tuple(Absence(person=ref, why="ill") for ref in away),
        going_on=tuple(
            GoingOn(
                child=child,
                information="What school and health know was there.",
                rationale="Nobody else works with this child.",
            )
            for child in conference.children
        ),
    )


def _there(s: Scene, conference: Conference, ref: str) -> Attendance:
    capacity = Capacity.CHAIR if ref == CHAIR.person else Capacity.PARTICIPANT
    part = s.some(conference.children) if s.chance(1, 8) else ()
    return Attendance(person=ref, capacity=capacity, children=part)


def _answer(s: Scene) -> AnswerSufficiency:
    conference = s.one(c for c in s.case.conferences if c.awaited)
    return AnswerSufficiency(
        id=s.id,
        by=CHAIR,
        conference=conference.ref,
        answered_at=s.lately(conference.booked_at),
        satisfied=s.chance(3, 4),
        words="The school's report is still to come." if s.chance(1, 3) else None,
    )


def _group(s: Scene) -> DecideSiblingGroups:
    here = tuple(child.ref for child in s.case.present())
    if not here:
        raise CannotAsk
    apart = s.chance(1, 4) and len(here) > 1
    return DecideSiblingGroups(
        id=s.id,
        by=s.one((CHAIR, MANAGER)),
        groups=((here[0],), here[1:]) if apart else (here,),
        decided_at=s.lately(),
        reason="Their needs are far apart." if apart else "One home, one worry.",
    )


def _record(s: Scene) -> RecordTheDay:
    """The day is put right, or told of late; who was there mostly stays the same."""
    open_ones = (c for c in s.case.conferences if c.held_at and not c.closed_at)
    conference = s.one(open_ones)
    assert conference.held_at is not None
    everyone = tuple(p.ref for p in s.case.people)
    present = conference.present if s.chance(3, 4) else s.some(everyone)
    return RecordTheDay(
        id=s.id,
        by=CHAIR,
        conference=conference.ref,
        recorded_at=s.lately(conference.held_at),
        day=the_day(s, conference, present, conference.held_at),
    )


THE_DAY: dict[type, Asking] = {
    AnswerSufficiency: _answer,
    DecideSiblingGroups: _group,
    RecordTheDay: _record,
}
