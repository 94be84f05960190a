"""Whole cases in a store: stories as they were played, appended as a worker would."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from commands.rehearsal.playing import Stage
from commands.rehearsal.story import Story
from domain.case import Case
from domain.recording import Batch, Row
from domain.worklist import line_of
from tests.adapters.record.scene import Scene
from tests.stories import story


@dataclass(frozen=True)
class Family:
    """A case as it was lived: how it stood after each event, and all its rows."""

    story: Story
    cases: tuple[Case, ...]
    rows: tuple[Row, ...]

    @property
    def case(self) -> Case:
        return self.cases[-1]

    @property
    def ref(self) -> str:
        return self.case.ref

    def batches(self) -> Iterator[Batch]:
        """What its workflow would have given the ledger, event by event."""
        known = 0
        for case in self.cases:
            if case.facts > known:
                yield batch_of(case, self.rows[known : case.facts])
                known = case.facts


def batch_of(case: Case, rows: Sequence[Row]) -> Batch:
    return Batch(case=case.ref, rows=tuple(rows), line=line_of(case))


class _Played(Stage):
    def __init__(self, told: Story) -> None:
        super().__init__(told)
        self.cases = [self._case]
        for asking in told.askings:
            self.wind_to(asking.at)
            self.ask(asking)
            self.cases.append(self._case)

    @property
    def rows(self) -> tuple[Row, ...]:
        return tuple(self._rows)


@cache
def family(name: str = "delay", ref: str | None = None, askings: int = 4) -> Family:
    """A story's first events, under a reference of its own."""
    told = story(name)
    opening = told.opening.model_copy(update={"ref": ref or told.opening.ref})
    told = replace(told, opening=opening, askings=told.askings[:askings])
    played = _Played(told)
    return Family(told, tuple(played.cases), played.rows)


async def append(scene: Scene, family: Family) -> Family:
    for batch in family.batches():
        await scene.ledger.append(batch)
    return family
