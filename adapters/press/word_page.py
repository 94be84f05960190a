"""The sheet that a Word file is printed on, and the foot of each of its pages."""

from __future__ import annotations

from typing import Final

from docx.document import Document as File
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.shared import Emu, Mm, Pt
from docx.text.paragraph import Paragraph

from adapters.press.marked import Foot
from adapters.press.word_marks import counted, in_language

#: A4 and the margins of the letter on paper: a file knows else of American sheets only.
_WIDTH, _HEIGHT = Mm(210), Mm(297)
_SIDE, _TOP, _BOTTOM, _TO_FOOT = Mm(24.6), Mm(25), Mm(28), Mm(12)
_SIZE: Final = Pt(9)
#: The marking is English in every letter.
_LANGUAGE: Final = "en"


def on_a_sheet(file: File, foot: Foot) -> None:
    """A4, with the marking, the number of the page and the references at its foot."""
    (section,) = file.sections
    section.page_width, section.page_height = _WIDTH, _HEIGHT
    section.left_margin = section.right_margin = _SIDE
    section.top_margin, section.bottom_margin = _TOP, _BOTTOM
    section.footer_distance = _TO_FOOT
    (line,) = section.footer.paragraphs
    _say(line, foot.marking, bold=True)
    _number(line)
    _say(section.footer.add_paragraph(style=line.style), "   ".join(foot[1:]))


def _number(line: Paragraph) -> None:
    """At the far end of the line: which page it is, and of how many."""
    assert line.style is not None
    stops = line.paragraph_format.tab_stops
    for stop in line.style.paragraph_format.tab_stops:
        stops.add_tab_stop(stop.position, WD_TAB_ALIGNMENT.CLEAR)
    stops.add_tab_stop(Emu(_WIDTH - 2 * _SIDE), WD_TAB_ALIGNMENT.RIGHT)
    _say(line, "\t")
    _say(line, "1", counts="PAGE")
    _say(line, " / ")
    _say(line, "1", counts="NUMPAGES")


def _say(line: Paragraph, text: str, bold: bool = False, counts: str = "") -> None:
    run = line.add_run(text)
    run.font.size = _SIZE
    run.bold = bold or None
    in_language(run, _LANGUAGE)
    if counts:
        counted(run, counts)
