"""What is due: one duty, its dates, and what became of it."""

from __future__ import annotations

from enum import StrEnum

from domain.ids import Day, Instant, Key, Ref
from rulebook.schema import Code, Flag, Frozen, Rung


class Standing(StrEnum):
    """Where a duty stands. Derived whenever asked; never stored."""

    OPEN = "open"
    DUE_SOON = "due soon"
    MET = "met"
    MET_LATE = "met late"
    MISSED = "missed"
    MISSED_OPEN = "missed, still open"
    NOT_APPLICABLE = "not applicable"


class Due(Frozen):
    """The dates of a duty.

    `anchor`: the instant counted from. `since`: from when the duty applies (a step
    before a conference applies from the booking). `due_on`: the source's local date,
    null where no time is set. `due_at`: the first instant at which it is missed.
    `silent`: why there is no date (not set by the source, at once, calendar ends).
    """

    anchor: Instant
    since: Instant
    due_on: Day | None = None
    due_at: Instant | None = None
    schedule_by: Day | None = None
    silent: Code | None = None


class Duty(Frozen):
    """An open duty. `rings_at` and `rung` are its next step on the ladder.

    `wakes_at` is the earlier of that and of its miss: when the clock must look at it.
    """

    key: Key
    rule: Code
    ref: Key
    who: Ref
    child: Ref | None
    due: Due
    rings_at: Instant | None = None
    rung: Rung | None = None
    ring: int = 0
    wakes_at: Instant | None = None
    missed_at: Instant | None = None
    miss_withdrawn: Flag = False
    agreed_on: Day | None = None

    @property
    def missed(self) -> bool:
        return self.missed_at is not None and not self.miss_withdrawn


class Settled(Frozen):
    """What a duty shrinks to once it is met, or no longer applies."""

    key: Key
    rule: Code
    ref: Key
    who: Ref
    child: Ref | None
    due: Due
    met_at: Instant | None = None
    lapsed: Code | None = None
    lapsed_at: Instant | None = None
    missed_at: Instant | None = None
    miss_withdrawn: Flag = False
    agreed_on: Day | None = None

    @property
    def missed(self) -> bool:
        return self.missed_at is not None and not self.miss_withdrawn


def standing(duty: Duty | Settled, soon: bool = False) -> Standing:
    """How it stands: never "met" when it was late, never late for a typing error."""
    if isinstance(duty, Settled):
        if duty.met_at is not None:
            return Standing.MET_LATE if duty.missed else Standing.MET
        return Standing.MISSED if duty.missed else Standing.NOT_APPLICABLE
    if duty.missed:
        return Standing.MISSED_OPEN
    return Standing.DUE_SOON if soon else Standing.OPEN
