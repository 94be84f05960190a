"""How long each kind of record is kept. Every number here is the council's own."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import Field, model_validator

from rulebook.schema.values import Code, Frozen, Words


class RecordKind(StrEnum):
    """What a case's record holds, by which it is kept. A case may be of several.

    `CASE`: any. `CONFERENCE`: one was held. `PLAN`: a child had a child protection
    plan. `PROCEEDINGS`: care proceedings, or an order of the court.
    """

    CASE = "case"
    CONFERENCE = "conference"
    PLAN = "plan"
    PROCEEDINGS = "proceedings"


class KeptFrom(StrEnum):
    """From which day the years are counted.

    `LAST_ENTRY`: of whatever was recorded last. `BIRTH`: of each child who has not
    died here; `DEATH`: of each child who has.
    """

    LAST_ENTRY = "last-entry"
    CLOSED = "closed"
    BIRTH = "birth"
    DEATH = "death"


class KeepingRule(Frozen):
    """One rule: a kind of record is kept for so many years from a day."""

    key: Code
    citation: Words
    says: Words
    of: RecordKind
    since: KeptFrom
    years: int = Field(ge=1, le=120)


class RetentionPolicy(Frozen):
    """A council's table. The longest rule that applies to a case wins.

    `engine_history`: days for which the engine keeps a case that has ended. `refused`:
    days for which what was refused at the door is kept. `proposal`: days within which
    a second person confirms an erasure. `may_hold`, `may_erase`: the roles that put a
    legal hold on a case, or lift it, and that propose and confirm an erasure.
    """

    id: Code
    version: Code
    records: Annotated[tuple[KeepingRule, ...], Field(min_length=1)]
    engine_history: int = Field(ge=1, le=90)
    refused: int = Field(ge=30, le=400)
    proposal: int = Field(ge=1, le=90)
    may_hold: Annotated[tuple[Code, ...], Field(min_length=1)]
    may_erase: Annotated[tuple[Code, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _keeps_every_case(self) -> RetentionPolicy:
        keys = [rule.key for rule in self.records]
        if len(set(keys)) != len(keys):
            raise ValueError("write each key once")
        if not any(rule.of is RecordKind.CASE for rule in self.records):
            raise ValueError("write a rule with of = case: every record needs one")
        return self
