"""The same was ticked for every child of the household within one minute."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

from domain.facts import Fact
from domain.facts.afterwards import ChildVisited
from domain.facts.children import ChildAdded, ChildBorn, ChildLeft, LeavingUndone
from domain.facts.keeping import CaseOpened
from domain.facts.participation import (
    ChildAttendanceDecided,
    FamilyPrepared,
    ViewsRecorded,
)
from domain.gaming.life import Life, Step, Told
from domain.gaming.sign import Pattern, Sign, sign
from domain.ids import Instant

CODE: Final = "ticked-in-one-minute"
#: Of fewer children nothing is alike.
SEVERAL: Final = 2
#: Minutes from one child to the next in which nothing of this can be done. Ours.
NO_TIME: Final = 5
SAID: Final = {
    "visited": "to have been seen",
    "prepared": "to have been prepared",
    "heard": "to have had their views heard",
    "asked": "to have been asked whether they wish to be there",
}


class _Tick(NamedTuple):
    """Something said to have been done with one child."""

    what: str
    child: str


class _Batch(NamedTuple):
    """What, who said so, and in which minute."""

    what: str
    by: str
    told_at: Instant


class _Household(NamedTuple):
    """The born children whose household it is, and those who have left it."""

    born: frozenset[str]
    left: frozenset[str]


class _Ticked(NamedTuple):
    step: Step
    told: Told
    child: str


def _signs(life: Life) -> Iterator[Sign]:
    """Told in one minute, and said to have been done in hardly more than that.

    What was done one after another, and written up together, is nothing unusual.
    """
    here = _Household(frozenset(), frozenset())
    children: dict[Instant, frozenset[str]] = {}
    batches: dict[_Batch, list[_Ticked]] = {}
    for step in life.steps:
        for told in step.told:
            here = _household(here, told.fact)
            children[told.told_at] = here.born
            tick = _tick(told.fact)
            if tick is not None and step.asked is not None:
                batch = _Batch(tick.what, step.asked.by.person, told.told_at)
                ticked = _Ticked(step, told, tick.child)
                batches.setdefault(batch, []).append(ticked)
    for batch, together in batches.items():
        every = children[batch.told_at]
        whole = len(every) >= SEVERAL and every <= {each.child for each in together}
        if whole and _minutes(together) < NO_TIME * (len(every) - 1):
            yield _sign(batch, together)


def _sign(batch: _Batch, ticked: list[_Ticked]) -> Sign:
    children = {each.child for each in ticked}
    minutes = _minutes(ticked)
    took = "at one and the same time" if not minutes else f"within {minutes} minutes"
    return sign(
        CODE,
        ticked[0].step,
        [each.told for each in ticked],
        f"All {len(children)} children are said {SAID[batch.what]}, {took}; all of it "
        "was recorded within one minute.",
        children=children,
        numbers={"children": len(children), "happened-within-minutes": minutes},
    )


def _minutes(ticked: list[_Ticked]) -> int:
    """From the first of them to the last, by when they are said to have happened."""
    times = [each.told.fact.at for each in ticked]
    return int((max(times) - min(times)).total_seconds() // 60)


def _tick(fact: Fact) -> _Tick | None:
    """What is said to have been done; what could not be done is no such claim."""
    match fact:
        case ChildVisited(visit=visit) if visit.seen:
            return _Tick("visited", visit.child)
        case FamilyPrepared(preparation=done) if done.not_because is None:
            return _Tick("prepared", done.person)
        case ViewsRecorded(views=views) if views.how is not None:
            return _Tick("heard", views.whose)
        case ChildAttendanceDecided(attending=each) if each.wish is not None:
            return _Tick("asked", each.child)
        case _:
            return None


def _household(here: _Household, fact: Fact) -> _Household:
    match fact:
        case CaseOpened(children=children):
            born = frozenset(child.ref for child in children if not child.unborn)
            return here._replace(born=born)
        case ChildAdded(child=child) if not child.unborn:
            return here._replace(born=here.born | {child.ref})
        case ChildBorn(babies=babies):
            return here._replace(born=here.born | {baby.ref for baby in babies})
        case ChildLeft(child=ref) if ref in here.born:
            return _Household(here.born - {ref}, here.left | {ref})
        case LeavingUndone(child=ref) if ref in here.left:
            return _Household(here.born | {ref}, here.left - {ref})
        case _:
            return here


PATTERN: Final = Pattern(
    code=CODE,
    is_a="The same check was ticked for every child of the household within one "
    "minute, by one person, as done at nearly the same time.",
    innocent="Brothers and sisters may be seen together, and written up together.",
    source="the auditor's list: checks ticked for all children in one minute",
    signs=_signs,
)
