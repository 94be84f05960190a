"""The domain alone, on one core: a story's time, each decision's, and how they grow."""

from __future__ import annotations

import gc
import tracemalloc
from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import datetime
from statistics import mean, median
from typing import Final, NamedTuple

from bench.story import of, two_years
from bench.tables import Table, met, seconds
from commands.rehearsal.playing import play
from commands.rehearsal.story import Story
from domain.advance import advance, recorded, sendable, struck_off
from domain.case import Case
from domain.clock import fell_due, next_wake
from domain.decide import decide
from domain.errors import Refused
from domain.following.endings import delivered
from domain.opening import open_case
from domain.reading import read_case
from domain.requests import Request

A_STORY_WITHIN: Final = 50.0
A_SECOND: Final = 5000
CHILDREN: Final = (1, 3, 6, 12)
YEARS: Final = (1, 2, 5, 10, 18)
OPEN: Final = (10, 100, 1000)
#: The household and the span that stay the same while the other one grows.
SOME_CHILDREN, SOME_YEARS = 2, 2
PLAYED, DECIDED, LOOKED = 9, 9, 3

Progress = Callable[[], None]


class Asked(NamedTuple):
    """A request, and the case that it meets."""

    case: Case
    request: Request
    at: datetime


def steps() -> int:
    """How often `progress` is told."""
    return 2 + len(CHILDREN) + len(YEARS) + len(OPEN)


def domain(progress: Progress = lambda: None) -> list[Table]:
    """Every measurement of the domain, in the order in which they are read."""
    return [
        _story(progress),
        _mix(progress),
        _growth("children", CHILDREN, lambda n: of(n, SOME_YEARS), progress),
        _growth("years", YEARS, lambda n: of(SOME_CHILDREN, n), progress),
        _memory(progress),
    ]


def asked(story: Story) -> tuple[list[Asked], Case]:
    """Every accepted request with the case it met, and the case at the end."""
    case, found = open_case(story.opening, story.starts_at), []
    for asking in story.askings:
        case = _wound(case, asking.at)
        meets = Asked(case, asking.request, asking.at)
        try:
            facts = decide(*meets)
        except Refused:
            continue
        found.append(meets)
        case = _delivered(advance(case, facts, asking.at), asking.at)
    return found, case


def _wound(case: Case, at: datetime) -> Case:
    while (wake := next_wake(case)) is not None and wake <= at:
        case = _delivered(advance(case, fell_due(case, wake), wake), wake)
    return case


def _delivered(case: Case, at: datetime) -> Case:
    while owed := sendable(case):
        for effect in owed:
            facts = delivered(case, effect.key, at)
            case = advance(struck_off(case, effect.key), facts, at)
    return recorded(case, case.facts)


def _story(progress: Progress) -> Table:
    story = two_years()
    took = 1000 * seconds(lambda: play(story), PLAYED)
    progress()
    return Table(
        title="A two-year story",
        columns=("", "milliseconds", f"at most {A_STORY_WITHIN:g}"),
        rows=(("played by the domain", f"{took:.1f}", met(took <= A_STORY_WITHIN)),),
        means=(
            f"The York sample, {len(story.askings)} requests over two years, played as "
            f"`vigil rehearse --engine domain` plays it, after import; the median of "
            f"{PLAYED}."
        ),
    )


def _mix(progress: Progress) -> Table:
    requests, _ = asked(two_years())
    took = [_microseconds(each) for each in requests]
    progress()
    kinds: defaultdict[str, list[float]] = defaultdict(list)
    for each, cost in zip(requests, took, strict=True):
        kinds[each.request.kind].append(cost)
    ordered = sorted(kinds.items(), key=lambda kind: -mean(kind[1]))
    rows = [(kind, str(len(costs)), f"{mean(costs):.0f}") for kind, costs in ordered]
    rate = 1_000_000 / mean(took)
    kept = f"{rate:.0f} a second: {met(rate >= A_SECOND)}"
    rows.append((f"all of them ({kept})", str(len(took)), f"{mean(took):.0f}"))
    return Table(
        title="Requests decided, by kind",
        columns=("request", "how many", "microseconds each"),
        rows=tuple(rows),
        means=(
            "`decide` alone, on one core, over the same story's mix; each request "
            f"against the case that it meets, the median of {DECIDED}. The aim is "
            f"{A_SECOND} a second."
        ),
    )


def _microseconds(each: Asked, times: int = DECIDED) -> float:
    return 1_000_000 * seconds(lambda: decide(*each), times)


def _growth(
    what: str, sizes: tuple[int, ...], build: Callable[[int], Story], progress: Progress
) -> Table:
    rows = []
    for size in sizes:
        rows.append((str(size), *_measured(*asked(build(size)))))
        progress()
    least, most = float(rows[0][1]), float(rows[-1][1])
    return Table(
        title=f"Growth with {what}",
        columns=(what, "microseconds a request", "facts", "Case as JSON, kB"),
        rows=tuple(rows),
        means=(
            "The last year's requests of a plan with core groups and reviews, decided: "
            f"{sizes[-1] // sizes[0]} times the {what} cost {most / least:.1f} times "
            "as much a request. The case as JSON is what a run hands over to the next."
        ),
    )


def _measured(requests: list[Asked], case: Case) -> tuple[str, str, str]:
    ends = requests[-1].at
    last = [each for each in requests if (ends - each.at).days < 365]
    cost = mean(_microseconds(each, LOOKED) for each in last)
    kilobytes = len(case.model_dump_json()) / 1000
    return f"{cost:.0f}", str(case.facts), f"{kilobytes:.0f}"


def _memory(progress: Progress) -> Table:
    _, case = asked(two_years())
    body = case.model_dump_json()
    rows = tuple(_held(body, number, progress) for number in OPEN)
    return Table(
        title="Open cases in one process",
        columns=("cases", "kB each", "microseconds a request"),
        rows=rows,
        means=(
            "Each a two-year case of its own, read from JSON as after a hand-over, "
            "sharing one copy of the terms. A worker keeps as many as its cache "
            "allows and replays the others when they are needed."
        ),
    )


def _held(body: str, number: int, progress: Progress) -> tuple[str, str, str]:
    gc.collect()
    tracemalloc.start()
    cases = [read_case(body.encode()) for _ in range(number)]
    taken, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    cost = median(_looks(cases))
    progress()
    return str(number), f"{taken / number / 1000:.0f}", f"{cost:.0f}"


def _looks(cases: list[Case]) -> Iterator[float]:
    """The last core group's request, put to each of the cases."""
    requests, _ = asked(two_years())
    each = next(a for a in reversed(requests) if a.request.kind == "record-core-group")
    for case in cases:
        asking = each._replace(case=each.case.model_copy(update={"terms": case.terms}))
        yield _microseconds(asking, LOOKED)
