"""What a rule must say before anyone may rely on it."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import AfterValidator, Field, model_validator

from rulebook.schema.kinds import Force, How, Met, Per, Start
from rulebook.schema.values import (
    CatalogueId,
    Code,
    Flag,
    Frozen,
    Words,
    added,
)


class Unit(StrEnum):
    """What is counted. `STATED`: the date is written in an order or an agreement."""

    WORKING_DAYS = "working-days"
    CALENDAR_DAYS = "calendar-days"
    MONTHS = "months"
    IMMEDIATELY = "immediately"
    STATED = "stated"


class Allowance(Frozen):
    """How long after (or before) its day a thing is due."""

    count: int = Field(default=0, ge=0, le=400)
    unit: Unit
    before: Flag = False


def _in_full(time: Allowance) -> Allowance:
    if (time.count > 0) != (time.unit not in (Unit.IMMEDIATELY, Unit.STATED)):
        raise ValueError("write a count from 1; none with immediately or stated")
    return time


Time = Annotated[Allowance, AfterValidator(_in_full)]


class Source(Frozen):
    """One entry: its key, and the paragraph it comes from, where a reader finds it."""

    key: Code
    ids: tuple[CatalogueId, ...] = ()
    citation: Words
    says: Words


class DutyRule(Source):
    """One thing that must be done: what, after what, by whom, who says so.

    `allowance` is null where the source sets no time; it is never filled by guess.
    `soft`: "where possible", so a miss asks for a reason, whoever may agree to delays.
    """

    starts: Start
    met_by: Met
    per: Per
    owner: Code
    allowance: Time | None = None
    force: Force
    soft: Flag = False
    delayable: Flag = False

    @model_validator(mode="after")
    def _counts_back_from_a_conference(self) -> DutyRule:
        back = self.allowance is not None and self.allowance.before
        if back and self.starts is not Start.CONFERENCE_DAY:
            raise ValueError("before = true goes only with starts = conference-day")
        return self

    @model_validator(mode="after")
    def _gives_its_reason_for_a_child(self) -> DutyRule:
        asks_why = self.starts is Start.MISSED
        if self.soft and (self.per is not Per.CHILD or asks_why):
            raise ValueError(
                f"soft = true goes only with per = child, never with {Start.MISSED}"
            )
        return self


class Provision(Source):
    """A rule that sets a choice rather than a date: `value` is one of its codes.

    `how` and `names`: in which way the rule is kept, and by which thing of that kind.
    """

    value: Code
    force: Force = Force.STATUTORY
    how: How | None = added(None)
    names: Code | None = added(None)
