"""What a machine drafted, and what two people certified: two types that never mix.

Only a certified translation becomes a document that somebody is sent. A draft is a help
for the translator, and no function that makes a document takes one.
"""

from __future__ import annotations

from typing import Self

from pydantic import model_validator

from domain.ids import Instant, Ref
from domain.record.people import Language
from rulebook.schema import Code, Frozen


class Draft(Frozen):
    """What an engine made of each sentence, by its place. Nobody answers for it."""

    language: Language
    texts: dict[str, str]
    engine: Code


class Certified(Frozen):
    """What a translator made of each sentence and a second person found right."""

    language: Language
    texts: dict[str, str]
    translator: Ref
    reviser: Ref
    at: Instant

    @model_validator(mode="after")
    def _checked_by_another(self) -> Self:
        if self.translator == self.reviser:
            raise ValueError("somebody else than the translator checks a translation")
        return self
