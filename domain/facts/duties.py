"""What became of what is due."""

from __future__ import annotations

from typing import Literal

from domain.duty import Due
from domain.facts.base import Happened
from domain.ids import Day, Instant, Key, Ref
from rulebook.schema import Code, Rung


class DutyOpened(Happened):
    """Something became due. `ref` is what began it; `who` it is about."""

    kind: Literal["duty-opened"] = "duty-opened"
    key: Key
    rule: Code
    ref: Key
    who: Ref
    child: Ref | None = None
    due: Due


class DutyRedated(Happened):
    """What a date is counted from has changed. A miss already recorded stands."""

    kind: Literal["duty-redated"] = "duty-redated"
    key: Key
    due: Due
    was: Due


class DutyMet(Happened):
    """It was done, at `at`."""

    kind: Literal["duty-met"] = "duty-met"
    key: Key


class DutyLapsed(Happened):
    """It no longer applies, and why."""

    kind: Literal["duty-lapsed"] = "duty-lapsed"
    key: Key
    why: Code


class DutyReopened(Happened):
    """What had met it (or made it not apply) no longer stands."""

    kind: Literal["duty-reopened"] = "duty-reopened"
    key: Key
    due: Due


class DeadlineMissed(Happened):
    """The first instant at which it was late. `already_past`: late from the outset."""

    kind: Literal["deadline-missed"] = "deadline-missed"
    key: Key
    due_on: Day
    already_past: bool = False


class MissWithdrawn(Happened):
    """A correction showed that it was in time. The miss stays, and is not counted."""

    kind: Literal["miss-withdrawn"] = "miss-withdrawn"
    key: Key
    missed_at: Instant


class RungFell(Happened):
    """A step of the ladder: somebody is to hear of it."""

    kind: Literal["rung-fell"] = "rung-fell"
    key: Key
    rung: Rung
    ring: int


DutyFact = (
    DutyOpened
    | DutyRedated
    | DutyMet
    | DutyLapsed
    | DutyReopened
    | DeadlineMissed
    | MissWithdrawn
    | RungFell
)
