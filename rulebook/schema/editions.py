"""A published version as a whole: what it says of itself, and its entries."""

from __future__ import annotations

from typing import Self

from pydantic import model_validator

from rulebook.schema.asking import MayAsk
from rulebook.schema.kinds import Clock
from rulebook.schema.practice import GateRule, Item, Prompt
from rulebook.schema.rules import DutyRule, Provision, Source
from rulebook.schema.values import Code, Flag, Frozen, Words, added


class Edition(Frozen):
    """What every published version says of itself, and its entries, each key once."""

    id: Code
    version: Code
    title: Words
    source: Words
    source_status: Code
    duties: tuple[DutyRule, ...]
    provisions: tuple[Provision, ...] = ()
    gates: tuple[GateRule, ...] = added(())
    items: tuple[Item, ...] = added(())
    prompts: tuple[Prompt, ...] = added(())
    may_ask: tuple[MayAsk, ...] = added(())

    def entries(self) -> tuple[Source, ...]:
        """Everything that it says, in its own order."""
        return (
            *self.duties,
            *self.provisions,
            *self.gates,
            *self.items,
            *self.prompts,
            *self.may_ask,
        )

    @model_validator(mode="after")
    def _keys_are_unique(self) -> Self:
        keys = [entry.key for entry in self.entries()]
        if len(keys) != len(set(keys)):
            raise ValueError("two entries share a key; give each its own")
        return self


class Rulebook(Edition):
    """One published version. Append-only: a change of law is another version."""

    overlay: Flag = False
    calendar: Code = "england-and-wales"
    clock: Clock = Clock.NONE
    enquiry: Words
