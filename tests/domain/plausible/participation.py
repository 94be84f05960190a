"""Plausible requests about the child's and the family's own part."""

from __future__ import annotations

from domain.readings.taking_part import born_children, interpreter_of, needs_interpreter
from domain.record.conferences import Conference
from domain.record.participation import Advocate, Heard, Takes
from domain.requests.participation import (
    ArrangeInterpreter,
    ConfirmInterpreter,
    DecideChildAttendance,
    DecideInterpreter,
    InterpreterDidNotCome,
    RecordPreparation,
    RecordViews,
)
from rulebook.schema import Listed
from tests.domain.plausible.scene import FAMILY, SOCIAL_WORKER, Asking, Scene


def _conference(s: Scene) -> Conference:
    return s.one(s.case.conferences)


def _child(s: Scene, conference: Conference) -> str:
    return s.one(child.ref for child in born_children(s.case, conference))


def _attendance(s: Scene) -> DecideChildAttendance:
    conference = _conference(s)
    takes = s.one(Takes)
    asked = s.chance(3, 4)
    return DecideChildAttendance(
        id=s.id,
        by=SOCIAL_WORKER,
        conference=conference.ref,
        child=_child(s, conference),
        decided_at=s.lately(),
        appropriate=takes is not Takes.NONE or s.chance(1, 2),
        takes=takes,
        wish=s.one(Takes) if asked else None,
        no_wish_because=None if asked else "too-young",
        supporter="p-teacher" if s.chance(1, 2) else None,
        reason="As the child wished.",
    )


def _preparation(s: Scene) -> RecordPreparation:
    conference = _conference(s)
    child = s.chance(1, 2)
    on = Listed.PREPARATION_OF_CHILD if child else Listed.PREPARATION_OF_FAMILY
    lines = tuple(line.key for line in s.case.terms.lists.get(on, ()))
    return RecordPreparation(
        id=s.id,
        by=SOCIAL_WORKER,
        conference=conference.ref,
        person=_child(s, conference) if child else s.one(FAMILY),
        prepared_at=s.lately(conference.booked_at),
        prepared_by="p-worker",
        covered=s.some(lines) if lines else (),
        capable=s.one((True, False)) if child else None,
        informed=s.one((True, False, None)),
        understands=s.one((True, False, None)),
        advocate=s.one((*Advocate, None)),
        not_because="not-at-home" if s.chance(1, 4) else None,
    )


def _views(s: Scene) -> RecordViews:
    conference = _conference(s)
    common = {
        "id": s.id,
        "by": SOCIAL_WORKER,
        "conference": conference.ref,
        "whose": _child(s, conference) if s.chance(2, 3) else s.one(FAMILY),
        "recorded_at": s.lately(),
    }
    if s.chance(1, 4):
        return RecordViews(**common, not_because="did-not-wish")
    return RecordViews(
        **common,
        how=s.one(Heard),
        presented_by="p-worker",
        words="They want to stay together.",
        own_words=s.chance(1, 2),
        read_back=s.chance(1, 2),
    )


def _someone(s: Scene) -> str:
    children = [child.ref for child in s.case.present() if not child.unborn]
    return s.one((*FAMILY, *children))


def _decide(s: Scene) -> DecideInterpreter:
    return DecideInterpreter(
        id=s.id,
        by=SOCIAL_WORKER,
        who=_someone(s),
        needed=s.chance(3, 4),
        decided_at=s.lately(),
    )


def _arrange(s: Scene) -> ArrangeInterpreter:
    conference = s.one(c for c in s.case.conferences if c.held_at is None)
    known = [*s.living(), *(child.ref for child in s.case.present())]
    return ArrangeInterpreter(
        id=s.id,
        by=SOCIAL_WORKER,
        conference=conference.ref,
        who=s.one(ref for ref in known if needs_interpreter(s.case, ref)),
        language="pl",
        arranged_at=s.lately(),
    )


def _arranged(s: Scene, conferences: list[Conference]) -> tuple[Conference, str]:
    """A conference, and somebody for whom an interpreter is arranged there."""
    return s.one(
        (conference, each.who)
        for conference in conferences
        for each in conference.interpreting
        if interpreter_of(conference, each.who) is not None
    )


def _confirm(s: Scene) -> ConfirmInterpreter:
    awaited = [c for c in s.case.conferences if c.awaited]
    conference, who = _arranged(s, awaited)
    return ConfirmInterpreter(
        id=s.id,
        by=SOCIAL_WORKER,
        conference=conference.ref,
        who=who,
        confirmed_at=s.lately(conference.since),
    )


def _missed(s: Scene) -> InterpreterDidNotCome:
    conference, who = _arranged(s, list(s.case.conferences))
    return InterpreterDidNotCome(
        id=s.id,
        by=SOCIAL_WORKER,
        conference=conference.ref,
        who=who,
        at=s.lately(conference.since),
    )


PARTICIPATION: dict[type, Asking] = {
    DecideChildAttendance: _attendance,
    RecordPreparation: _preparation,
    RecordViews: _views,
    DecideInterpreter: _decide,
    ArrangeInterpreter: _arrange,
    ConfirmInterpreter: _confirm,
    InterpreterDidNotCome: _missed,
}
