"""Why a file that came back is not accepted: what, where, and what to do instead.

All of it is fixed words. Nothing that stood in the file is repeated.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final, NamedTuple

from domain.documents.model import TITLE_AT_MOST
from domain.documents.segments import Fault

THE_FILE: Final = "the file"

EVERY_SEGMENT: Final = "every segment"

#: What is wrong, and what to do instead, by its code.
INSTEAD: Final[Mapping[str, str]] = {
    "too-large": "it is too large; send the file that was given out, with text in it "
    "and nothing else",
    "empty": "it is empty; send the whole one",
    "a-pdf": "this is a PDF; send the Word file (.docx) or the XLIFF file (.xlf)",
    "old-word": "this is a file of an old Word; save it again as .docx",
    "not-a-form": "it is neither form; send the XLIFF file or the Word file (.docx) "
    "that was given out",
    "not-xml": "it cannot be read as XLIFF; save it again as XLIFF 2.0 in UTF-8",
    "has-doctype": "there is a DOCTYPE; take it out: the file that was given out has "
    "none",
    "not-xliff": "it is no XLIFF 2.0; save it as that, with the one file in it that "
    "was given out",
    "not-docx": "it cannot be read as a Word file; save it again in Word as .docx, "
    "without a password",
    "has-macros": "it has macros or other files within it; save it as .docx without",
    "tracked-changes": "it has tracked changes; accept all changes in Word, stop "
    "tracking, and save it again",
    "not-ours": "its tables are not those of the file that was given out; keep them "
    "as they were",
    "another-case": "it was given out for another case; send it with that one",
    "another-job": "it was given out for another translation of this case; send it "
    "with that one",
    "another-language": "it is into another language than was asked for; send the "
    "file of this translation",
    "another-text": "the text, or how it is given out, has changed since it went out; "
    "give it out again ('vigil translation out') and translate that file",
    "split": "its unit has been parted; join the parts again: one segment for each",
    "twice": "it is there twice; give each segment once",
    "not-only-text": "there is more in it than text; write text and marks only: no "
    "pictures, notes or symbols",
    "unconfirmed": "the draft is not confirmed; check it, and confirm the segment as "
    "translated",
    "row-changed": "the cells of this row have changed; keep them, with the row's "
    "number in the first",
    Fault.UNTRANSLATED: "nothing is translated here yet; write its translation",
    Fault.MARK_LOST: "a mark such as ⟦1⟧ is missing; put in every mark of the source, "
    "where its value belongs",
    Fault.MARK_DOUBLED: "a mark stands there twice; put in each mark once",
    Fault.MARK_UNKNOWN: "there is a mark, or the sign of one, that the source has "
    "not; take it out",
    Fault.TOO_LONG: f"the title is too long; write at most {TITLE_AT_MOST} letters",
    Fault.NOT_ASKED: "nobody asked for this segment; take it out",
}


class Problem(NamedTuple):
    """`code` is a key of INSTEAD; `where` a segment and line, or the whole file.

    Said in words alone: what a translator is told has no codes in it.
    """

    code: str
    where: str = THE_FILE

    def __str__(self) -> str:
        return f"{self.where}: {INSTEAD[self.code]}"


class NotAccepted(ValueError):
    """What came back cannot be used as it is. `problems`: all that were found."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(map(str, self.problems)))


def not_accepted(code: str, where: str = THE_FILE) -> NotAccepted:
    """For a file with this one problem."""
    return NotAccepted([Problem(code, where)])


def at(segment: str | None, line: int, what: str = "line") -> str:
    """Where something is. `segment` is an id that we gave out, or nothing.

    `what`: a line of a text file, or a row of a table.
    """
    place = f"{what} {line}"
    return place if segment is None else f"segment {segment}, {place}"
