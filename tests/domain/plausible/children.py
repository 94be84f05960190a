"""Plausible requests about children."""

from __future__ import annotations

from datetime import date, timedelta

from domain.record.children import Child, ChildGiven, Move
from domain.requests.children import (
    AcceptTransfer,
    AddChild,
    ChangeChild,
    ChangeHousehold,
    MoveOut,
    Newborn,
    NotifyTransfer,
    RecordBirth,
    RecordDeath,
    RecordPregnancyEnded,
    RecordTransferConference,
)
from tests.domain.plausible.scene import FAMILY, SOCIAL_WORKER, Asking, Scene


def _add(s: Scene) -> AddChild:
    return AddChild(id=s.id, by=SOCIAL_WORKER, child=a_child_of(s), added_at=s.lately())


def a_child_of(s: Scene) -> ChildGiven:
    ref = s.new("child")
    if s.chance(1, 3):
        return ChildGiven(ref=ref, expected=s.day(-10, 200), parents=FAMILY)
    born = s.today - timedelta(days=s.pick(100, 6400))
    return ChildGiven(ref=ref, born=born, parents=FAMILY, responsible=FAMILY[:1])


def _expected(s: Scene) -> Child:
    return s.one(child for child in s.case.present() if child.unborn)


def _birth(s: Scene) -> RecordBirth:
    child = _expected(s)
    born = s.today - timedelta(days=s.pick(0, 9))
    refs = [child.ref, *(s.new(f"{child.ref}-twin") for _ in range(s.chance(1, 2)))]
    return RecordBirth(
        id=s.id,
        by=SOCIAL_WORKER,
        expected=child.ref,
        born=tuple(Newborn(ref=ref, born=born) for ref in refs),
        told_at=s.now,
    )


def _pregnancy(s: Scene) -> RecordPregnancyEnded:
    child = _expected(s).ref
    return RecordPregnancyEnded(
        id=s.id, by=SOCIAL_WORKER, child=child, ended_at=s.lately()
    )


def _death(s: Scene) -> RecordDeath:
    born = [c.ref for c in s.case.present() if c.born]
    who = s.one(born if s.chance(3, 4) else s.living())
    return RecordDeath(id=s.id, by=SOCIAL_WORKER, who=who, died_at=s.lately())


def _change(s: Scene) -> ChangeChild:
    return ChangeChild(
        id=s.id,
        by=SOCIAL_WORKER,
        child=s.one(s.case.present()).ref,
        since=s.lately(),
        language=s.one(("pl", "en", None)),
        interpreter=s.one((True, False, None)),
        format=s.one(("easy-read", "text", None)),
    )


def _household(s: Scene) -> ChangeHousehold:
    child = s.one(s.case.present())
    since: date = s.day(-5, 0)
    return ChangeHousehold(
        id=s.id,
        by=SOCIAL_WORKER,
        child=child.ref,
        household=s.new("home"),
        since=since,
        also=s.chance(1, 3),
    )


def _move_out(s: Scene) -> MoveOut:
    child = s.one(s.case.present()).ref
    return MoveOut(
        id=s.id,
        by=SOCIAL_WORKER,
        child=child,
        moved_at=s.lately(),
        to_area=s.new("area"),
    )


def _moved(s: Scene) -> Move:
    here = {child.ref for child in s.case.present()}
    return s.one(move for move in s.case.moves if move.child in here)


def _notify(s: Scene) -> NotifyTransfer:
    move = _moved(s)
    return NotifyTransfer(
        id=s.id,
        by=SOCIAL_WORKER,
        children=(move.child,),
        notified_at=s.lately(move.moved_at),
        to_area=move.to_area,
    )


def _accept(s: Scene) -> AcceptTransfer:
    move = _moved(s)
    return AcceptTransfer(
        id=s.id,
        by=SOCIAL_WORKER,
        children=(move.child,),
        accepted_at=s.lately(move.moved_at),
        written=s.chance(3, 4),
    )


def _conference(s: Scene) -> RecordTransferConference:
    move = _moved(s)
    return RecordTransferConference(
        id=s.id,
        by=SOCIAL_WORKER,
        children=(move.child,),
        held_at=s.lately(move.moved_at),
    )


CHILDREN: dict[type, Asking] = {
    AddChild: _add,
    RecordBirth: _birth,
    RecordPregnancyEnded: _pregnancy,
    RecordDeath: _death,
    ChangeChild: _change,
    ChangeHousehold: _household,
    MoveOut: _move_out,
    NotifyTransfer: _notify,
    AcceptTransfer: _accept,
    RecordTransferConference: _conference,
}
