"""A job as a Word file of two columns, for a translator without a program for it.

The left column has each text with its marks and what stands at them; the right one is
empty. What the file is of stands in a small table above, which is read again later.
"""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import Final

import docx
from docx.document import Document as File
from docx.shared import Cm, Pt
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

from adapters.press.speech import runs_right_to_left
from adapters.press.word_marks import by_default, is_head, to_the_left
from adapters.press.word_properties import anonymous
from adapters.translation.job import Identity, Job
from adapters.translation.languages import ENGLISH, language_name
from adapters.translation.legend import shown
from domain.documents.drafts import Draft
from domain.documents.segments import Segment

#: What the rows of the table above are called, in the order of `Identity`.
LABELS: Final = ("Case", "Reference", "From", "Into", "Source", "Wording")
INSTRUCTIONS: Final = (
    "Write the translation of each text beside it, in the last column. Leave nothing "
    "out, and leave the other columns and the table above as they are.",
    "A sign such as ⟦1⟧ stands for a date, a name, a number or an address. What it "
    "stands for is shown below each text. Write every sign once, where it belongs in "
    "your sentence, in any order. The letter then says the value in your language.",
    "A name within a sentence, and a time or a number in words, has no sign: keep the "
    "name as it is written, and say the rest in your language.",
    "Switch off the tracking of changes. Save the file as Word (.docx).",
)
_TITLE: Final = "Text to translate"
_DRAFT: Final = (
    "DRAFT. The middle column was written by a machine. It may be wrong: nothing of it "
    "is used. What you write in the last column is what the family reads."
)
#: Sizes in points.
_BODY, _SMALL = 11, 9


def word_file(job: Job, draft: Draft | None = None) -> bytes:
    """The whole file. `draft`: in a column of its own between the two."""
    return _Writing(job, draft).file()


class _Writing:
    def __init__(self, job: Job, draft: Draft | None) -> None:
        self._job = job
        self._draft = draft
        self._file = docx.Document()

    def file(self) -> bytes:
        own = self._job.identity
        by_default(self._file, ENGLISH, _BODY)
        anonymous(self._file, _TITLE)
        self._file.add_paragraph(_TITLE, "Heading 1")
        _identity(self._file, own)
        names = language_name(own.source_language), language_name(own.language)
        self._file.add_paragraph("From {} into {}.".format(*names))
        for line in (_DRAFT, *INSTRUCTIONS) if self._draft else INSTRUCTIONS:
            self._file.add_paragraph(line, "List Bullet")
        self._texts(self._columns(own))
        written = BytesIO()
        self._file.save(written)
        return written.getvalue()

    def _columns(self, own: Identity) -> tuple[str, ...]:
        draft = ("Draft",) if self._draft else ()
        return (f"Text ({own.source_language})", *draft, f"Text ({own.language})")

    def _texts(self, head: tuple[str, ...]) -> None:
        table = self._file.add_table(1, len(head), "Table Grid")
        is_head(table.rows[0])
        for cell, text in zip(table.rows[0].cells, head, strict=True):
            cell.paragraphs[0].add_run(text).bold = True
        for segment in self._job.segments:
            self._row(table, segment)

    def _row(self, table: Table, segment: Segment) -> None:
        source, *draft, target = table.add_row().cells
        source.paragraphs[0].add_run(segment.id).font.size = Pt(_SMALL)
        own = self._job.identity
        _write(source.add_paragraph(), segment.text, own.source_language)
        for line in _legend(segment):
            source.add_paragraph().add_run(line).font.size = Pt(_SMALL)
        if self._draft:
            text = self._draft.texts.get(segment.id, "")
            _write(draft[0].paragraphs[0], text, own.language)
        _write(target.paragraphs[0], "", own.language)


def _identity(file: File, own: Identity) -> None:
    table = file.add_table(0, 2, "Table Grid")
    for label, value in zip(LABELS, own, strict=True):
        cells: tuple[_Cell, ...] = table.add_row().cells
        for cell, text, width in zip(
            cells, (label, value), (Cm(3), Cm(13)), strict=True
        ):
            cell.width = width
            cell.paragraphs[0].add_run(text).font.size = Pt(_SMALL)


def _legend(segment: Segment) -> Iterator[str]:
    for number, value in enumerate(segment.locked, 1):
        yield f"⟦{number}⟧ {shown(value)}"


def _write(paragraph: Paragraph, text: str, language: str) -> None:
    """The text as its language runs. An empty one waits for whoever writes in it."""
    run = paragraph.add_run(text)
    if runs_right_to_left(language):
        to_the_left(paragraph)
        run.font.rtl = True
