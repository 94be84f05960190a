"""A document as a Word file, for whoever has to write in it.

Its headings, lists and table heads are real, so that a screen reader finds them. It
carries no author, no date and nothing of the machine: the same document is the same
file.
"""

from __future__ import annotations

from collections.abc import Iterable
from io import BytesIO
from typing import Final
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import docx
from docx.document import Document as File
from docx.enum.table import WD_TABLE_DIRECTION
from docx.shared import Emu, Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

from activities.ports import Refusal
from adapters.press.marked import Marker, foot, plain
from adapters.press.word_marks import (
    by_default,
    headed,
    heading,
    is_head,
    of_today,
    on_one_page,
    spaced,
    to_the_left,
)
from adapters.press.word_page import on_a_sheet
from adapters.press.word_properties import anonymous
from domain.documents.opened import Grid, Items, Opened, Plain, Rows, Text

UNPRINTABLE: Final = "unprintable"
_ZIP_DATE: Final = (1980, 1, 1, 0, 0, 0)
#: In points: the size of the letters; of a heading also what is above and below it.
_BODY: Final = 12
_HEADINGS: Final = {"Heading 1": (18.0, 0.0, 12.0), "Heading 2": (13.5, 16.0, 5.0)}
_BELOW_TABLE: Final = Pt(18)
_BELOW_ITEM: Final = Pt(4)
_IN_CELL: Final = Pt(3)
#: As elsewhere: the lines of Arabic letters else touch each other in a table.
_LINE: Final = 1.15
#: A label takes as much of a line as it does on paper.
_LABEL: Final = Mm(48)
_BLACK: Final = RGBColor(0, 0, 0)


def word_file(document: Opened) -> bytes:
    """The whole file. Raises `Refusal` (`unprintable`) for what XML cannot hold."""
    try:
        return _Writing(document).file()
    except ValueError:
        # What the library says quotes the letter.
        raise Refusal(UNPRINTABLE) from None


class _Writing:
    def __init__(self, document: Opened) -> None:
        self._document = document
        self._marker = Marker(document)
        self._file = docx.Document()
        self._below_table = False

    def file(self) -> bytes:
        document = self._document
        self._styles()
        self._properties()
        self._paragraph(document.title, "Heading 1")
        if document.greets:
            self._paragraph(document.greets)
        for block in document.blocks:
            self._block(block)
        self._end_table()
        return _same_bytes(self._file)

    def _styles(self) -> None:
        by_default(self._file, self._marker.language, _BODY)
        of_today(self._file)
        on_a_sheet(self._file, foot(self._document))
        for name, (size, above, below) in _HEADINGS.items():
            style = self._file.styles[name]
            assert isinstance(style, ParagraphStyle), name
            heading(style, size, above, below)
            style.font.color.rgb = _BLACK

    def _properties(self) -> None:
        anonymous(self._file, plain(self._document.title))
        self._file.core_properties.language = self._document.language

    def _block(self, block: Plain) -> None:
        match block:
            case Text(block="heading", text=text):
                self._paragraph(text, "Heading 2")
            case Text(text=text):
                self._paragraph(text)
            case Items(items=items):
                lines = [self._paragraph(item, "List Bullet") for item in items]
                for line in lines[:-1]:
                    spaced(line, _BELOW_ITEM)
            case Rows(rows=rows):
                self._table(rows, labelled=True)
            case Grid(head=head, rows=rows):
                self._table((head, *rows), labelled=False)

    def _paragraph(self, text: str, style: str | None = None) -> Paragraph:
        paragraph = self._file.add_paragraph(style=style)
        if self._below_table:
            paragraph.paragraph_format.space_before = _BELOW_TABLE
        self._below_table = False
        self._write(paragraph, text)
        return paragraph

    def _end_table(self) -> None:
        """An empty line only where Word needs one: a screen reader says "blank"."""
        if self._below_table:
            self._file.add_paragraph()

    def _table(self, rows: Iterable[tuple[str, ...]], labelled: bool) -> None:
        """`labelled`: the first cell of a row says what it is; else the first row."""
        lines = list(rows)
        table = self._new_table(len(lines[0]), labelled)
        for number, line in enumerate(lines):
            row = table.add_row()
            on_one_page(row)
            if not labelled and number == 0:
                is_head(row)
            for place, (cell, text) in enumerate(zip(row.cells, line, strict=True)):
                self._cell(cell, text, bold=not (place if labelled else number))
        self._below_table = True

    def _new_table(self, columns: int, labelled: bool) -> Table:
        self._end_table()
        table: Table = self._file.add_table(0, columns, "Table Grid")
        headed(table, by_row=labelled)
        if self._marker.right_to_left:
            table.table_direction = WD_TABLE_DIRECTION.RTL
        if labelled:
            first, second = table.columns
            whole = (first.width or 0) + (second.width or 0)
            first.width, second.width = _LABEL, Emu(whole - _LABEL)
        return table

    def _cell(self, cell: _Cell, text: str, bold: bool) -> None:
        paragraph = cell.paragraphs[0]
        room = paragraph.paragraph_format
        room.space_before = room.space_after = _IN_CELL
        room.line_spacing = _LINE
        self._write(paragraph, text, bold)

    def _write(self, paragraph: Paragraph, text: str, bold: bool = False) -> None:
        left = self._marker.right_to_left
        if left:
            to_the_left(paragraph)
        for words, against in self._marker.said(text):
            run = paragraph.add_run(words)
            if bold:
                run.bold = run.font.cs_bold = True
            if left != against:
                run.font.rtl = True


def _same_bytes(file: File) -> bytes:
    """The file with the same times in it always: a zip has one for every part."""
    written, again = BytesIO(), BytesIO()
    file.save(written)
    with ZipFile(written) as parts, ZipFile(again, "w", ZIP_DEFLATED) as kept:
        for name in sorted(parts.namelist()):
            info = ZipInfo(name, _ZIP_DATE)
            info.compress_type = ZIP_DEFLATED
            kept.writestr(info, parts.read(name))
    return again.getvalue()
