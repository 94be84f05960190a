"""What a sentence of a document is made of. A personal value says who may see it."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Final, Literal

from pydantic import Field

from domain.ids import Day, Instant, Ref
from rulebook.schema import Frozen

#: How long one personal value may be, in letters. A longer text is several.
TEXT_AT_MOST: Final = 20_000


class Sort(StrEnum):
    """What a personal value is. What people wrote is translated; the rest never is."""

    NAME = "name"
    ADDRESS = "address"
    PLACE = "place"
    AGENCY = "agency"
    CONTACT = "contact"
    WORDS = "words"


class Words(Frozen):
    """Words of our own: a label or a sentence, about nobody."""

    says: Literal["words"] = "words"
    text: str


class Personal(Frozen):
    """A value about somebody, and the references of all who may see it.

    `of`: whose it is; a conference's, for what was written at one. Nobody who is not
    named in `seen_by` may see it, whoever they are: deny by default.
    """

    says: Literal["personal"] = "personal"
    text: Annotated[str, Field(min_length=1, max_length=TEXT_AT_MOST)]
    sort: Sort
    of: Ref
    seen_by: tuple[Ref, ...]


class OnDay(Frozen):
    """A local day; each language says it in its own words."""

    says: Literal["day"] = "day"
    on: Day


class AtMoment(Frozen):
    """An instant, said as local day and time in `zone`."""

    says: Literal["moment"] = "moment"
    at: Instant
    zone: str


Piece = Annotated[Words | Personal | OnDay | AtMoment, Field(discriminator="says")]
Phrase = tuple[Piece, ...]
#: What a letter's line says: a code or plain words, or a typed value.
Value = str | Annotated[Personal | OnDay | AtMoment, Field(discriminator="says")]


def phrase(*parts: str | Piece) -> Phrase:
    """A sentence of words and values; empty words are left out."""
    return tuple(
        Words(text=part) if isinstance(part, str) else part for part in parts if part
    )
