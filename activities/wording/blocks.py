"""The blocks that letters are composed of. What people wrote is only ever a value."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from domain.documents.model import (
    Block,
    Bullets,
    Columns,
    Heading,
    Paragraph,
    Particulars,
)
from domain.documents.values import Phrase, Piece, phrase

#: What stands in a cell of which nothing is known.
NOT_SET = phrase("not set")


def paragraph(*parts: str | Piece) -> Paragraph:
    return Paragraph(text=phrase(*parts))


def heading(*parts: str | Piece) -> Heading:
    return Heading(text=phrase(*parts))


def bullets(items: Iterable[Phrase]) -> Iterator[Block]:
    """A list; nothing where it is empty."""
    found = tuple(items)
    if found:
        yield Bullets(items=found)


def particulars(rows: Iterable[tuple[str, Phrase]]) -> Iterator[Block]:
    """What is known, by its labels; nothing where nothing is."""
    found = tuple((phrase(label), said) for label, said in rows)
    if found:
        yield Particulars(rows=found)


def table(head: Sequence[str], rows: Iterable[Sequence[Phrase]]) -> Iterator[Block]:
    """A table; nothing where it has no rows. An empty cell says that it is not set."""
    found = tuple(tuple(cell or NOT_SET for cell in row) for row in rows)
    if found:
        yield Columns(head=tuple(phrase(label) for label in head), rows=found)


def under(label: str, blocks: Iterable[Block]) -> Iterator[Block]:
    """The blocks under their heading; nothing where there are none."""
    found = tuple(blocks)
    if found:
        yield heading(label)
        yield from found
