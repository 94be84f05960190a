"""What is read back out of a document that was printed."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from html.parser import HTMLParser
from io import BytesIO

import docx
import page
from pypdf import PdfReader

from activities.enclosing import file_stem
from adapters.press.fonts import installed_fonts
from adapters.press.marked import plain
from adapters.press.printing import PrintingPress
from domain.documents.opened import Opened
from domain.letters import Letter
from tests.adapters.press.letters import texts
from tests.adapters.press.test_pdf import bare, read

#: PDF for everybody, screen readers among them; and PDF for ever.
PROFILES = ("ua-1", "pdfa-2a")
#: How pdfium says a hyphen at the end of a line.
HYPHEN = "\ufffe"


@cache
def press() -> PrintingPress:
    return PrintingPress(installed_fonts())


def faults(made: bytes) -> list[str]:
    """What a validator finds wrong with a PDF."""
    reports = [page.validate_pdf_bytes(made, profile=profile) for profile in PROFILES]
    assert all(report.is_compliant or report.failures for report in reports)
    return [failure.message for report in reports for failure in report.failures]


def lost(document: Opened, made: bytes) -> Counter[str]:
    """The letters of its texts that a browser does not find in the PDF."""
    wanted = Counter(bare("".join(map(plain, texts(document)))))
    return wanted - Counter(bare("".join(read(made))))


def missing(document: Opened, made: bytes) -> list[str]:
    """The texts that do not come back from the PDF whole, and in their order."""
    found = bare("".join(read(made)).replace(HYPHEN, "-"))
    return [text for text in map(plain, texts(document)) if bare(text) not in found]


def missing_words(document: Opened, made: bytes) -> list[str]:
    """The same word by word: where lines run to the left a browser orders them anew."""
    found = bare("".join(read(made)))
    words = [word for text in map(plain, texts(document)) for word in text.split()]
    wanted = [bare(word).strip(".,،:;(") for word in words]
    return [word for word in wanted if word not in found]


def on_the_page(document: Opened) -> str:
    """The text of its HTML page."""
    return bare(_Text(press().page(document)).said)


@cache
def word_file(document: Opened) -> bytes:
    return press().docx(document)


def in_the_file(document: Opened) -> str:
    """The text of its Word file."""
    file = docx.Document(BytesIO(word_file(document)))
    cells = [c.text for t in file.tables for row in t.rows for c in row.cells]
    return bare("".join([*(line.text for line in file.paragraphs), *cells]))


def outside(letter: Letter, document: Opened, made: bytes) -> str:
    """What of a letter is seen without opening it: subject, file names, metadata."""
    reader = PdfReader(BytesIO(made))
    more = reader.xmp_metadata
    assert more is not None
    file = docx.Document(BytesIO(word_file(document))).core_properties
    known = [str(reader.metadata), more.rdf_root.toxml(), file.title, file.author]
    return " ".join([document.title, file_stem(letter.key), *known])


def named(text: str, names: set[str]) -> set[str]:
    """Those of the names that stand in a text as words of their own."""
    return names & set(re.findall(r"\w+", text))


class _Text(HTMLParser):
    def __init__(self, source: str) -> None:
        super().__init__()
        self.said = ""
        self.feed(source)
        self.close()

    def handle_data(self, data: str) -> None:
        self.said += data
