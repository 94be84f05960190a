"""A document on paper and for the record: tagged, complete in itself, the same bytes.

Typst sets it by one template. What the document says goes to it as data, never as
markup; a sign that no font has, and an address that the envelope's window would not
show whole, make no letter at all.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Final

from typst import Compiler, TypstError

from activities.ports import Refusal
from adapters.press.fonts import families
from adapters.press.marked import Marker, foot, plain
from adapters.press.mended import mended
from domain.documents.directions import Run
from domain.documents.opened import Grid, Items, Opened, Plain, Rows, Text

TEMPLATE: Final = Path(__file__).with_name("letter.typ")
UNPRINTABLE: Final = "unprintable"


class Typesetter:
    """Keeps one compiler warm: the first letter costs ten times the next."""

    def __init__(self, fonts: Path) -> None:
        """Raises `FontsMissing` when the folder lacks a font that is needed."""
        self._families = families(fonts)
        self._lock = Lock()
        self._compiler = Compiler(
            TEMPLATE,
            root=TEMPLATE.parent,
            font_paths=[fonts],
            ignore_system_fonts=True,
        )

    def pdf(self, document: Opened, address: str | None = None) -> bytes:
        """The document as PDF/UA-1 and PDF/A-2a; see `activities.ports.Press`."""
        lines = None if address is None else _address(address)
        letter = _letter(document, lines or [], self._families)
        try:
            # The compiler holds the letter that it sets: one at a time.
            with self._lock:
                made = self._compiler.compile(
                    format="pdf",
                    sys_inputs={"document": json.dumps(letter)},
                    pdf_standards=["a-2a", "ua-1"],
                )
        except TypstError:
            # What Typst says quotes the letter.
            raise Refusal(UNPRINTABLE) from None
        if not isinstance(made, bytes):
            raise Refusal(UNPRINTABLE)
        return mended(made)


@cache
def typesetter(fonts: Path) -> Typesetter:
    """The one of this process. Raises `FontsMissing`."""
    return Typesetter(fonts)


def _address(address: str) -> list[str]:
    """Its lines. An envelope without an address would reach anybody, or nobody."""
    lines = [line for line in map(plain, address.splitlines()) if line]
    if not lines:
        raise Refusal(UNPRINTABLE)
    return lines


def _letter(
    document: Opened, address: list[str], fonts: tuple[str, ...]
) -> dict[str, object]:
    """All that the template asks for."""
    marker = Marker(document)
    return {
        "title": plain(document.title),
        "heading": marker.said(document.title),
        "greets": marker.said(document.greets),
        "blocks": [_block(block, marker.said) for block in document.blocks],
        "address": address,
        "foot": foot(document)._asdict(),
        "language": document.language.split("-")[0],
        "right_to_left": marker.right_to_left,
        "fonts": fonts,
    }


def _block(block: Plain, said: Callable[[str], tuple[Run, ...]]) -> dict[str, object]:
    def each(texts: tuple[str, ...]) -> list[tuple[Run, ...]]:
        return list(map(said, texts))

    match block:
        case Text(text=text):
            return {"block": block.block, "text": said(text)}
        case Items(items=items):
            return {"block": block.block, "items": each(items)}
        case Rows(rows=rows):
            return {"block": block.block, "rows": list(map(each, rows))}
        case Grid(head=head, rows=rows):
            lines = list(map(each, rows))
            return {"block": block.block, "head": each(head), "rows": lines}
