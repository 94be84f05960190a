"""How a life is lived: awake at each wake, looking at other times, or asleep."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import NamedTuple

from domain.advance import advance, struck_off
from domain.case import Case
from domain.clock import fell_due, next_wake
from domain.decide import respond
from domain.errors import Refused
from domain.facts import Facts
from domain.following.endings import Said, delivered, undeliverable
from domain.intake import Opening
from domain.opening import open_case
from domain.requests import Request


class Carried(NamedTuple):
    """The carrier took this letter, and said so; or would not, with this code."""

    key: str
    failed: str | None = None
    said: Said = None


class Move(NamedTuple):
    """What came in, and when."""

    at: datetime
    what: Request | Carried


class Life(NamedTuple):
    """An intake, when it reached us, what came after, and until when we watch."""

    opening: Opening
    told_at: datetime
    moves: tuple[Move, ...]
    ends_at: datetime


class Step(NamedTuple):
    """One thing that the case learned, or was asked and refused."""

    now: datetime
    before: Case
    facts: Facts
    after: Case
    asked: Request | None = None
    refused: Refused | None = None


def begun(life: Life) -> Case:
    return open_case(life.opening, life.told_at)


def done(case: Case, move: Move) -> Step:
    """The case after what came in, with whatever had fallen due before."""
    now = move.at
    if isinstance(move.what, Carried):
        return _carried(case, move.what, now)
    try:
        facts = respond(case, move.what, now)
    except Refused as refusal:
        return Step(now, case, (), case, move.what, refusal)
    return Step(now, case, facts, advance(case, facts, now), move.what)


def _carried(case: Case, letter: Carried, now: datetime) -> Step:
    """As in the shell: time passes first, then the letter's end is learned."""
    passed = fell_due(case, now)
    waking = advance(case, passed, now)
    if letter.failed is None:
        facts = delivered(waking, letter.key, now, letter.said)
    else:
        facts = undeliverable(waking, letter.key, letter.failed, now)
    learned = advance(struck_off(waking, letter.key), facts, now)
    follows = fell_due(learned, now)
    after = advance(learned, follows, now)
    return Step(now, case, (*passed, *facts, *follows), after)


def looked(case: Case, now: datetime) -> Step:
    facts = fell_due(case, now)
    return Step(now, case, facts, advance(case, facts, now))


def slept(case: Case, until: datetime) -> Iterator[Step]:
    """The one timer: awake at each wake, and at no other time."""
    while (wake := next_wake(case)) is not None and wake <= until:
        step = looked(case, wake)
        yield step
        case = posted(step.after)


def lived(life: Life) -> Iterator[Step]:
    """The whole life: the worker is always up, and messages to staff go at once."""
    case = begun(life)
    for move in life.moves:
        for step in slept(case, move.at):
            yield step
            case = posted(step.after)
        step = done(case, move)
        yield step
        case = posted(step.after)
    yield from slept(case, life.ends_at)


def posted(case: Case) -> Case:
    """Every message to a role has gone. Letters to people wait for their carrier."""
    for effect in [e for e in case.outbox.values() if e.role]:
        case = struck_off(case, effect.key)
    return case


def watched(life: Life, looks: Iterable[datetime]) -> Case:
    """Looking at these instants and whenever something comes in, and never else."""
    case = begun(life)
    waiting = sorted(looks)
    for move in life.moves:
        while waiting and waiting[0] <= move.at:
            case = looked(case, waiting.pop(0)).after
        case = done(case, move).after
    for at in (*waiting, life.ends_at):
        case = looked(case, at).after
    return case


def ended(life: Life) -> Case:
    """The case at the life's end, with a worker that was always up."""
    case = begun(life)
    for step in lived(life):
        case = step.after
    return case


def told(case: Case) -> list[tuple[datetime, str, str]]:
    """Every fact of the case, without when we learned it."""
    return [(row.at, row.kind, row.body) for row in case.unrecorded]


def on_record(case: Case) -> Case:
    """The case without what is on its way out: what its facts alone say."""
    return case.model_copy(
        update={"waiting": {}, "outbox": {}, "unrecorded": (), "facts": 0}
    )
