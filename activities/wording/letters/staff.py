"""What staff are told: under a heading for each sort, the most urgent first."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from activities.wording.blocks import bullets, heading
from activities.wording.due import entry_of
from activities.wording.matter import Matter, Said
from domain.documents.model import Block
from domain.documents.values import Phrase, Piece, Words


def what_is_due(matter: Matter, before: str = "") -> Iterator[Block]:
    """Every line under its heading, in order. `before`: what each heading begins with.

    Raises `LookupError` where there is nothing to tell.
    """
    if not matter.lines:
        raise LookupError("the letter has no line")
    for code, lines in groupby(matter.lines, key=lambda said: said.line):
        yield heading(f"{before}{matter.labels.urgency(code)}")
        yield from bullets(_item(said, matter) for said in lines)


def _item(said: Said, matter: Matter) -> Phrase:
    """One thing in whole sentences: what it is, and what is said of it."""
    entry = entry_of(said, matter.place)
    pieces: list[Piece] = [*entry.what]
    if entry.told:
        pieces.append(Words(text="."))
    for sentence in entry.told:
        pieces += [Words(text=" "), *sentence]
    return tuple(pieces)
