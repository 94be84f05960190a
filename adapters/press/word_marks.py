"""What a Word file says of script, direction and tables, and python-docx has no word
for: the marks of WordprocessingML themselves.
"""

from __future__ import annotations

from typing import Final

from docx.document import Document as File
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.styles.style import ParagraphStyle
from docx.table import _Row
from docx.text.paragraph import Paragraph

#: It is on every machine that opens Word files, and has the letters of most languages.
_FONT: Final = "Arial"
#: What may follow the mark of direction in a paragraph: the format orders its marks.
_AFTER_DIRECTION: Final = (
    "w:adjustRightInd",
    "w:snapToGrid",
    "w:spacing",
    "w:ind",
    "w:contextualSpacing",
    "w:jc",
    "w:outlineLvl",
    "w:rPr",
    "w:sectPr",
)


def by_default(file: File, language: str, size: float) -> None:
    """All that says nothing else is of this language and size (in points).

    Arabic, Indian and Ethiopic letters have a language and a size of their own, and
    would else be small, and read aloud by an Arabic voice.
    """
    (defaults,) = file.styles.element.xpath("w:docDefaults/w:rPrDefault/w:rPr")
    _of_one_font(defaults)
    for script in ("val", "eastAsia", "bidi"):
        defaults.find(qn("w:lang")).set(qn(f"w:{script}"), language)
    _sized(defaults, size)


def heading(style: ParagraphStyle, size: float) -> None:
    """A heading of the document's own font, at this size (in points), in any script."""
    properties = style.element.get_or_add_rPr()
    _of_one_font(properties)
    _sized(properties, size)


def to_the_left(paragraph: Paragraph) -> None:
    """Its lines begin at the right."""
    properties = paragraph._p.get_or_add_pPr()
    properties.insert_element_before(OxmlElement("w:bidi"), *_AFTER_DIRECTION)


def is_head(row: _Row) -> None:
    """It names its columns, and stands again at the top of each page."""
    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def _of_one_font(properties: BaseOxmlElement) -> None:
    fonts = properties.find(qn("w:rFonts"))
    fonts.attrib.clear()
    for script in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{script}"), _FONT)


def _sized(properties: BaseOxmlElement, size: float) -> None:
    """The format counts in half points."""
    for name in ("w:sz", "w:szCs"):
        properties.find(qn(name)).set(qn("w:val"), str(round(size * 2)))
