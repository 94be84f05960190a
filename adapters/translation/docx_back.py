"""What came back in a Word file: the last cell of each row as text with its marks."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import Any, Final

import docx
from docx.oxml.ns import qn

from adapters.translation.accepting import Read
from adapters.translation.docx_file import LABELS
from adapters.translation.job import Identity, Job
from adapters.translation.refusing import NotAccepted, Problem, at, not_accepted
from adapters.translation.safe_zip import looked_at

_TABLE, _ROW, _CELL, _PARAGRAPH = (qn(f"w:{name}") for name in ("tbl", "tr", "tc", "p"))
_TEXT: Final = qn("w:t")
_SPACES: Final = frozenset({qn("w:tab"), qn("w:br"), qn("w:cr")})
_HYPHEN: Final = qn("w:noBreakHyphen")
#: What says which changes were made, of which some may not be wanted.
_TRACKED: Final = tuple(
    qn(f"w:{name}")
    for name in ("ins", "del", "moveFrom", "moveTo", "cellIns", "cellDel", "cellMerge")
)
#: What may say something that is no text.
_SHOWN: Final = frozenset(
    {
        *(qn(f"w:{name}") for name in ("drawing", "pict", "object", "sym", "altChunk")),
        *(qn(f"w:{name}") for name in ("footnoteReference", "endnoteReference")),
        "{http://schemas.openxmlformats.org/officeDocument/2006/math}oMath",
        "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent",
    }
)
Element = Any


def read_docx(content: bytes, job: Job) -> Read:
    """What stands in the file. Raises `NotAccepted` for one that is no such file."""
    body = _body(content)
    if next(body.iter(*_TRACKED), None) is not None:
        raise not_accepted("tracked-changes")
    tables = body.findall(_TABLE)
    if len(tables) != 2:
        raise not_accepted("not-ours")
    return _Reading(tables[1], {s.id for s in job.segments}).read(_identity(tables[0]))


def is_given_out(content: bytes) -> bool:
    """Whether it is such a file, of whatever job, and however it was filled in."""
    try:
        table = _body(content).find(_TABLE)
        if table is not None:
            _identity(table)
    except NotAccepted:
        return False
    return table is not None


def _body(content: bytes) -> Element:
    """Raises `NotAccepted` for what is no Word file that may be opened."""
    try:
        return docx.Document(BytesIO(looked_at(content))).element.body
    except NotAccepted:
        raise
    except Exception:
        # Whatever the library says quotes the file.
        raise not_accepted("not-docx") from None


def _identity(table: Element) -> Identity:
    rows = [[_text(cell) for cell in row.iter(_CELL)] for row in table.iter(_ROW)]
    if [row[0] for row in rows if len(row) == 2] != list(LABELS):
        raise not_accepted("not-ours")
    return Identity(*(row[1] for row in rows if len(row) == 2))


class _Reading:
    def __init__(self, table: Element, wanted: set[str]) -> None:
        self._rows = table.findall(_ROW)
        self._wanted = wanted
        self._texts: dict[str, str] = {}
        self._numbers: dict[str, int] = {}
        self._problems: list[Problem] = []

    def read(self, identity: Identity) -> Read:
        columns = len(self._rows[0].findall(_CELL)) if self._rows else 0
        for number, row in enumerate(self._rows[1:], 2):
            cells = row.findall(_CELL)
            if columns < 2 or len(cells) != columns:
                self._problem("row-changed", None, number)
            else:
                self._row(number, cells[0], cells[-1])
        return Read(identity, self._texts, self._where, tuple(self._problems))

    def _row(self, number: int, source: Element, target: Element) -> None:
        id = _text(source.find(_PARAGRAPH))
        if id not in self._wanted:
            self._problem("row-changed", None, number)
        elif id in self._texts:
            self._problem("twice", id, number)
        else:
            self._numbers[id] = number
            self._texts[id] = _text(target)
            if next(target.iter(*_SHOWN), None) is not None:
                self._problem("not-only-text", id, number)

    def _problem(self, code: str, id: str | None, number: int) -> None:
        self._problems.append(Problem(code, at(id, number, "row")))

    def _where(self, id: str) -> str:
        if id not in self._numbers:
            return f"segment {id}"
        return at(id, self._numbers[id], "row")


def _text(element: Element) -> str:
    """All words in an element, wherever in it they stand, on one line."""
    return " ".join("".join(_said(element)).split())


def _said(element: Element) -> Iterator[str]:
    for part in element.iter(_TEXT, _HYPHEN, _PARAGRAPH, *_SPACES):
        if part.tag == _TEXT:
            yield part.text or ""
        elif part.tag == _HYPHEN:
            yield "-"
        else:
            yield " "
