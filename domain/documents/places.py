"""Every sentence of a document by its place, which is its name for a translator.

The fourth block is 4; the second item of a list there 4.2; in a table, 4.2.1 is the
first cell of the second row, and 4.0.1 of its head.
"""

from __future__ import annotations

from collections.abc import Callable

from domain.documents.model import (
    Block,
    Bullets,
    Columns,
    Document,
    Heading,
    Paragraph,
    Particulars,
)
from domain.documents.values import Phrase

#: What is made of a sentence, by its place.
Visit = Callable[[str, Phrase], Phrase]


def visited(document: Document, visit: Visit) -> tuple[Block, ...]:
    """The blocks with every sentence as `visit` leaves it, asked in order."""
    return tuple(_block(n, block, visit) for n, block in enumerate(document.blocks, 1))


def _block(n: int, block: Block, visit: Visit) -> Block:
    match block:
        case Heading(text=text) | Paragraph(text=text):
            return block.model_copy(update={"text": visit(f"{n}", text)})
        case Bullets(items=items):
            return block.model_copy(update={"items": _line(f"{n}", items, visit)})
        case Particulars(rows=rows):
            pairs = (_line(f"{n}.{i}", row, visit) for i, row in enumerate(rows, 1))
            return block.model_copy(update={"rows": tuple(pairs)})
        case Columns(head=head, rows=rows):
            top = _line(f"{n}.0", head, visit)
            lines = (_line(f"{n}.{i}", row, visit) for i, row in enumerate(rows, 1))
            return block.model_copy(update={"head": top, "rows": tuple(lines)})


def _line(at: str, phrases: tuple[Phrase, ...], visit: Visit) -> tuple[Phrase, ...]:
    return tuple(visit(f"{at}.{j}", said) for j, said in enumerate(phrases, 1))
