"""The case after a fact about the child's and the family's own part."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from domain.case import Case
from domain.evolve.changes import changed, conference, to
from domain.facts.participation import (
    ChildAttendanceDecided,
    FamilyPrepared,
    InterpreterAbsent,
    InterpreterArranged,
    InterpreterConfirmed,
    InterpreterDecided,
    ParticipationFact,
    ViewsRecorded,
)
from domain.record.conferences import Conference
from domain.record.participation import Interpreting

V = TypeVar("V")
OfInterpreter = InterpreterArranged | InterpreterConfirmed | InterpreterAbsent


def evolve_participation(case: Case, fact: ParticipationFact) -> Case:
    match fact:
        case InterpreterDecided(need=need):
            others = _but(case.interpreters, lambda n: n.who == need.who)
            return to(case, interpreters=(*others, need))
        case ChildAttendanceDecided() | FamilyPrepared() | ViewsRecorded():
            return conference(case, fact.conference, lambda c: _their_part(c, fact))
        case _:
            return conference(case, fact.conference, lambda c: _interpreted(c, fact))


def _their_part(
    c: Conference, fact: ChildAttendanceDecided | FamilyPrepared | ViewsRecorded
) -> Conference:
    """What was decided or said last stands; each preparation adds to those before."""
    match fact:
        case ChildAttendanceDecided(attending=now):
            kept = _but(c.attending, lambda a: a.child == now.child)
            return changed(c, attending=(*kept, now))
        case FamilyPrepared(preparation=done):
            return changed(c, preparations=(*c.preparations, done))
        case ViewsRecorded(views=views):
            rest = _but(c.views, lambda v: v.whose == views.whose)
            return changed(c, views=(*rest, views))


def _interpreted(c: Conference, fact: OfInterpreter) -> Conference:
    match fact:
        case InterpreterArranged(interpreting=new):
            kept = _but(c.interpreting, lambda i: _waits(i, new.who))
            return changed(c, interpreting=(*kept, new))
        case InterpreterConfirmed(who=who, at=at):
            return _waiting(
                c, who, lambda i: changed(i, confirmed_at=at, sure_for=c.revision)
            )
        case InterpreterAbsent(who=who, at=at):
            return _waiting(c, who, lambda i: changed(i, absent_at=at))


def _waits(interpreting: Interpreting, who: str) -> bool:
    """Arranged for this person, and not known to be absent."""
    return interpreting.who == who and interpreting.absent_at is None


def _waiting(
    c: Conference, who: str, change: Callable[[Interpreting], Interpreting]
) -> Conference:
    """The one who did not come stays on record: another is owed since then."""
    found = tuple(change(i) if _waits(i, who) else i for i in c.interpreting)
    return changed(c, interpreting=found)


def _but(items: tuple[V, ...], same: Callable[[V], bool]) -> tuple[V, ...]:
    return tuple(item for item in items if not same(item))
