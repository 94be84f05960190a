"""The last look at a document, as its readers would get it: a search for secrets.

It comes after the record's words and the translation were put in, which no case holds.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from domain.clearance.bare import gives_away
from domain.documents.opened import (
    Grid,
    Items,
    NotCleared,
    Opened,
    Plain,
    Rows,
    Text,
)


def looked_over(document: Opened, withheld: Iterable[str]) -> Opened:
    """The same document. Raises `NotCleared` where a secret stands in it."""
    if gives_away("\n".join(_texts(document)), tuple(withheld)):
        raise NotCleared
    return document


def _texts(document: Opened) -> Iterator[str]:
    yield from (document.title, document.greets)
    for block in document.blocks:
        yield from _of(block)


def _of(block: Plain) -> Iterator[str]:
    match block:
        case Text(text=text):
            yield text
        case Items(items=items):
            yield from items
        case Rows(rows=rows):
            yield from (side for row in rows for side in row)
        case Grid(head=head, rows=rows):
            yield from head
            yield from (cell for row in rows for cell in row)
