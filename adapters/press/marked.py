"""What is printed of a text, and the marks by which a page is known again.

A text is one line that can imitate nothing, in parts that run one way each. The foot
says whose page it is by references alone: it may lie on a printer.
"""

from __future__ import annotations

import hashlib
from typing import Final, NamedTuple

from adapters.press.speech import runs_right_to_left
from domain.documents.directions import Run, runs
from domain.documents.opened import Opened
from domain.documents.plain import one_line

MARKING: Final = "OFFICIAL-SENSITIVE"
_DIGITS: Final = 16
#: It shows nothing, comes with what is pasted, and may not stand in a PDF/A.
_BYTE_ORDER_MARK: Final = "\ufeff"


class Foot(NamedTuple):
    """`fingerprint`: the first digits of the document's own, in hexadecimal."""

    marking: str
    case: str
    reader: str
    fingerprint: str


def foot(document: Opened) -> Foot:
    """What stands at the foot of each page. It names nobody."""
    content = document.model_dump_json().encode()
    fingerprint = hashlib.sha256(content).hexdigest()[:_DIGITS]
    return Foot(MARKING, document.case, document.reader, fingerprint)


class Marker:
    """Prepares the texts of one document.

    `right_to_left`: how its lines run. `language`: its tag, as BCP 47.
    """

    def __init__(self, document: Opened) -> None:
        self.language = document.language
        self.right_to_left = runs_right_to_left(document.language)

    def said(self, text: str) -> tuple[Run, ...]:
        """One line, in parts; `turned` are those that run against the document."""
        return runs(plain(text), self.right_to_left)


def plain(text: str) -> str:
    """One line, without what would turn it and without what shows nothing."""
    return one_line(text.replace(_BYTE_ORDER_MARK, ""))
