"""What a council decides for itself: its ladders, its hours, its own times."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import AfterValidator, Field

from rulebook.schema.letters import LetterTimes
from rulebook.schema.rules import DutyRule, Time
from rulebook.schema.values import Code, Frozen, Words, added


class Rung(StrEnum):
    """The ladder of a duty, bottom to top."""

    BEFORE = "before"
    ON_THE_DAY = "on-the-day"
    MISSED = "missed"
    WEEKLY = "weekly-after"


class Step(Frozen):
    """Which role hears at a rung. `before`: working days before the due day.

    `every`: days between the last rung's rings. `to = "owner"`: whose duty it is.
    """

    rung: Rung
    to: Code
    before: int = Field(default=0, ge=0, le=60)
    every: int = Field(default=7, ge=1, le=28)


#: A ladder's rungs stand in this order; one may leave out any but the last.
CLIMB = tuple(Rung)


def _climbs(steps: tuple[Step, ...]) -> tuple[Step, ...]:
    """A ladder that never ends: one without its last rung would fall silent."""
    places = [CLIMB.index(step.rung) for step in steps]
    if places != sorted(set(places)):
        raise ValueError(
            "write each rung once, in this order: before, on-the-day, missed, "
            "weekly-after"
        )
    if steps[-1].rung is not Rung.WEEKLY:
        raise ValueError("end the ladder with weekly-after")
    if any(step.rung is Rung.BEFORE and not step.before for step in steps):
        raise ValueError("write with the rung before how many working days before")
    return steps


Ladder = Annotated[tuple[Step, ...], Field(min_length=1), AfterValidator(_climbs)]
#: Working days after which a quiet case is looked at again.
LookAgain = Annotated[int, Field(ge=1, le=60)]
#: Months before an eighteenth birthday at which it is told of.
WarnBefore = Annotated[int, Field(ge=1, le=12)]
#: Months after its closing in which a case may be reopened.
MayReopen = Annotated[int, Field(ge=1, le=24)]
#: The local hour from which messages go out on a working day.
FromHour = Annotated[int, Field(ge=6, le=12)]


class LocalTime(Frozen):
    """A time that the source leaves open and the council sets, shown as local."""

    rule: Code
    allowance: Time
    citation: Words


class LocalSettings(Frozen):
    """What a council decides for itself. Every number here is shown as local."""

    id: Code
    version: Code
    ladder: Ladder
    ladders: dict[Code, Ladder] = {}
    look_again: LookAgain
    warn_before_eighteen: WarnBefore
    may_reopen_months: MayReopen
    messages_from: FromHour
    delay_authority: Code | None = None
    times: tuple[LocalTime, ...] = ()
    duties: tuple[DutyRule, ...] = ()
    letters: LetterTimes | None = added(None)
