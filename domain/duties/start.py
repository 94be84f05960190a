"""A beginning: something in the record from which a duty is counted."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import NamedTuple

from domain.case import Case


class Over(NamedTuple):
    """Why and since when what had begun no longer asks for anything."""

    why: str
    at: datetime


class Beginning(NamedTuple):
    """What begins a duty.

    `ref` names it in the duty's key; `anchor` is the instant counted from; the duty
    applies from `since`; `children` are those it is about. `of` and `number` point
    into the record; what was done before `counts_from` does not meet it. `stated` is
    the first instant too late, where a date is written down. `people`: whom it is
    about where that is neither a child nor an agency. `later`: from when it applies to
    one who came later. `earlier`: instants that it was counted from before, in order.
    `over` ends it for all, `spared` for one.
    """

    ref: str
    anchor: datetime
    children: tuple[str, ...]
    since: datetime | None = None
    stated: datetime | None = None
    earlier: tuple[datetime, ...] = ()
    over: Over | None = None
    spared: dict[str, Over] = {}
    reports_from: tuple[str, ...] = ()
    later: dict[str, datetime] = {}
    people: tuple[str, ...] = ()
    of: str = ""
    number: int = 0
    counts_from: datetime | None = None

    @property
    def applies_from(self) -> datetime:
        return self.since or self.anchor

    def applies_to(self, who: str) -> datetime:
        """From when it applies to one of those whom it is about."""
        return max(self.applies_from, self.later.get(who, self.applies_from))

    @property
    def earliest(self) -> datetime:
        return self.counts_from or self.anchor


Finder = Callable[[Case, bool], Iterator[Beginning]]


def still_due(case: Case) -> set[str]:
    """The references of the beginnings about which something is open."""
    return {duty.ref for duty in case.duties.values()}
