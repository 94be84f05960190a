"""An opened document as the plain text of a mail: no line is broken, nothing is drawn.

What runs against its line, such as a telephone number in Urdu, stands between marks
that nobody sees and every screen obeys, so that it is read in its right order.
"""

from __future__ import annotations

from typing import Final

from domain.documents.directions import Run, begins_right_to_left, runs
from domain.documents.opened import Grid, Items, Opened, Plain, Rows, Text
from domain.documents.plain import one_line

_TO_THE_RIGHT: Final = "\u2066"
_TO_THE_LEFT: Final = "\u2067"
_END: Final = "\u2069"


def in_plain_text(document: Opened) -> str:
    """The title, whom it greets and every block, with a blank line between them.

    Items stand behind "- ", what is known behind its label and a colon. A table is read
    row by row: under each head its cell, and a blank line between rows.
    """
    said = [_line(document.title), _line(document.greets)]
    said += [_block(block) for block in document.blocks]
    return "\n\n".join(filter(None, said)) + "\n"


def _block(block: Plain) -> str:
    match block:
        case Text(text=text):
            return _line(text)
        case Items(items=items):
            return "\n".join(f"- {_line(item)}" for item in items)
        case Rows(rows=rows):
            return "\n".join(_pair(label, value) for label, value in rows)
        case Grid(head=head, rows=rows):
            return "\n\n".join(_row(head, row) for row in rows)


def _row(head: tuple[str, ...], row: tuple[str, ...]) -> str:
    return "\n".join(_pair(*pair) for pair in zip(head, row, strict=True))


def _pair(label: str, value: str) -> str:
    return _line(f"{one_line(label)}: {one_line(value)}")


def _line(text: str) -> str:
    """One line, whatever was written: a line of its own begins nothing else."""
    line = one_line(text)
    left = begins_right_to_left(line)
    return "".join(_marked(run, left) for run in runs(line, left))


def _marked(run: Run, right_to_left: bool) -> str:
    if not run.turned:
        return run.text
    return f"{_TO_THE_RIGHT if right_to_left else _TO_THE_LEFT}{run.text}{_END}"
