"""Why a file that came back is not accepted: what, where, and what to do instead.

All of it is fixed words. Nothing that stood in the file is repeated.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final, NamedTuple

from domain.documents.model import TITLE_AT_MOST
from domain.documents.segments import Fault

THE_FILE: Final = "the file"

INSTEAD: Final[Mapping[str, str]] = {
    "too-large": "send the file that was given out, with text in it and nothing else",
    "not-a-form": "send the XLIFF file or the Word file (.docx) that was given out",
    "not-xml": "save it again as XLIFF 2.0 in UTF-8",
    "has-doctype": "take the DOCTYPE out: the file that was given out has none",
    "not-xliff": "save it as XLIFF 2.0, with the one file in it that was given out",
    "not-docx": "save it again in Word as .docx, without a password",
    "has-macros": "save it as .docx: no macros, and no other files within it",
    "tracked-changes": "accept all changes in Word, stop tracking, and save it again",
    "not-ours": "keep the tables of the file that was given out as they were",
    "another-job": "send this with the job that the file names",
    "another-language": "send the file of this job's language",
    "another-text": "the text has changed since: translate the file that is out now",
    "split": "join the parts of the unit again: one segment for each",
    "twice": "give each segment once",
    "not-only-text": "write text and marks only: no pictures, notes or symbols",
    "unconfirmed": "check the draft, and confirm the segment as translated",
    "row-changed": "keep the cells of the row, with its number in the first",
    Fault.UNTRANSLATED: "write its translation",
    Fault.MARK_LOST: "put in every mark of the source, where its value belongs",
    Fault.MARK_DOUBLED: "put in each mark once",
    Fault.MARK_UNKNOWN: "take out marks, and their signs, that the source has not",
    Fault.TOO_LONG: f"write a title of at most {TITLE_AT_MOST} letters",
    Fault.NOT_ASKED: "take out the segment: nobody asked for it",
}


class Problem(NamedTuple):
    """`code` is a key of INSTEAD; `where` a segment and line, or the whole file."""

    code: str
    where: str = THE_FILE

    def __str__(self) -> str:
        return f"{self.where}: {self.code}; {INSTEAD[self.code]}"


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
