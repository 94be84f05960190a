"""What the auditor's list says of a case: a sign, and the facts that it rests on.

A sign accuses nobody. It says what is on record, and why that may well be right.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from domain.gaming.life import Clock, Life, Step, Told
from domain.ids import Day, Instant, Key, Ref
from domain.requests.base import By
from rulebook.schema import Code, Frozen


class Moved(Frozen):
    """One date that went with it: `was` is null where it only began then."""

    key: Key
    child: Ref | None
    was: Day | None
    now: Day | None
    later_by_days: int


class Sign(Frozen):
    """One thing to look at. `facts`: its entries in `vigil history`.

    `happened_at`, `told_at`: of the first of them. `by`: who asked for it, null for an
    intake. `numbers`: what was counted, in working days, minutes or people as named.
    `says`: the same in a sentence.
    """

    code: Code
    facts: tuple[int, ...]
    happened_at: Instant
    told_at: Instant
    by: By | None
    children: tuple[Ref, ...]
    numbers: dict[Code, int]
    dates: tuple[Moved, ...]
    says: str


class Pattern(NamedTuple):
    """One thing that is looked for.

    `is_a`: what it is; `innocent`: why it may well be right; `source`: the
    decision or the paragraph that puts it on the list.
    """

    code: str
    is_a: str
    innocent: str
    source: str
    signs: Callable[[Life], Iterator[Sign]]


def sign(
    code: str,
    step: Step,
    rests_on: Iterable[Told],
    says: str,
    *,
    children: Iterable[str],
    numbers: dict[str, int] | None = None,
    dates: Iterable[Clock] = (),
) -> Sign:
    """A sign of this step, resting on these of its facts."""
    told = tuple(rests_on)
    return Sign(
        code=code,
        facts=tuple(each.no for each in told),
        happened_at=told[0].fact.at,
        told_at=told[0].told_at,
        by=step.asked.by if step.asked is not None else None,
        children=tuple(sorted(set(children))),
        numbers=numbers or {},
        dates=tuple(_moved(clock) for clock in dates),
        says=says,
    )


def _moved(clock: Clock) -> Moved:
    return Moved(
        key=clock.key,
        child=clock.child,
        was=clock.was.due_on if clock.was is not None else None,
        now=clock.now.due_on,
        later_by_days=clock.later_by,
    )


def of_children(clocks: Iterable[Clock]) -> tuple[str, ...]:
    """The children whose dates these are."""
    return tuple(clock.child for clock in clocks if clock.child is not None)
