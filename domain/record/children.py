"""The children of a household, born and unborn, and why one is no longer in it."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from pydantic import Field, model_validator

from domain.ids import ChildRef, Day, Instant, Ref, Short
from domain.record.people import Language
from rulebook.schema import Code, Flag, Frozen, added


class Left(StrEnum):
    """Why a child's duties end other than by a conference."""

    EIGHTEEN = "turned-eighteen"
    DIED = "died"
    PREGNANCY_ENDED = "pregnancy-ended"
    TRANSFERRED = "transfer-accepted"
    BORN = "born"


class Leaving(Frozen):
    why: Left
    at: Instant


class Residence(Frozen):
    """Where a child lives. Two at once are possible."""

    household: Ref
    since: Day
    until: Day | None = None


class ChildGiven(Frozen):
    """What we are told of a child, born (`born`) or not yet (`expected`).

    `parents` and `responsible` (holders of parental responsibility) are people of the
    case; `expected_babies` how many are expected.
    """

    ref: ChildRef
    name: Short | None = None
    born: Day | None = None
    expected: Day | None = None
    expected_babies: int = Field(default=1, ge=1, le=8)
    language: Language = "en"
    interpreter: Flag = False
    lives: tuple[Residence, ...] = ()
    parents: tuple[Ref, ...] = ()
    responsible: tuple[Ref, ...] = ()
    school: Ref | None = None
    agencies: tuple[Ref, ...] = ()
    format: Code = added("text", "how this child is best told: easy-read, signed-video")

    @model_validator(mode="after")
    def _is_born_or_expected(self) -> ChildGiven:
        if (self.born is None) == (self.expected is None):
            raise ValueError(
                "give either 'born' or 'expected' (a child is born or not yet)"
            )
        return self

    @property
    def unborn(self) -> bool:
        return self.born is None


class Child(ChildGiven):
    """A child of the case, and what has become of them here."""

    since: Instant | None = None
    left: Leaving | None = None
    moved_out_at: Instant | None = None
    warned_of_eighteen: Flag = False
    expected_passed_at: Instant | None = None
    birth_settled_at: Instant | None = None

    @property
    def homes(self) -> set[str]:
        """The households in which the child lives now: none known, one, or two."""
        return {home.household for home in self.lives if home.until is None}

    @property
    def expected_date_passed(self) -> bool:
        """The expected date passed with no news; it stays so after the birth."""
        return self.expected_passed_at is not None


def eighteenth_birthday(born: date) -> date:
    """The day a child is 18. Born on 29 February: 1 March (our setting)."""
    if (born.month, born.day) == (2, 29):
        return date(born.year + 18, 3, 1)
    return born.replace(year=born.year + 18)


class Move(Frozen):
    """A move to another area: every duty runs on here until it is accepted there."""

    child: Ref
    moved_at: Instant
    to_area: Code
    notified_at: Instant | None = None
