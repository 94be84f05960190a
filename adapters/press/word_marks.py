"""What a Word file says of script, direction and tables, and python-docx has no word
for: the marks of WordprocessingML themselves.
"""

from __future__ import annotations

from typing import Final

from docx.document import Document as File
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Length, Pt
from docx.styles.style import ParagraphStyle
from docx.table import Table, _Row
from docx.text.paragraph import Paragraph
from docx.text.run import Run

#: It is on every machine that opens Word files, and has the letters of most languages.
_FONT: Final = "Arial"
#: Word checks the spelling of a country's language, and takes another for American.
_HERE: Final = {"en": "en-GB", "cy": "cy-GB"}
#: What may follow a mark in a paragraph: the format orders its marks.
_AFTER_SPACING: Final = ("w:jc", "w:outlineLvl", "w:rPr", "w:sectPr")
_AFTER_DIRECTION: Final = (
    "w:adjustRightInd",
    "w:snapToGrid",
    "w:spacing",
    "w:ind",
    "w:contextualSpacing",
    *_AFTER_SPACING,
)


def by_default(file: File, language: str, size: float) -> None:
    """All that says nothing else is of this language and size (in points).

    Arabic, Indian and Ethiopic letters have a language and a size of their own, and
    would else be small, and read aloud by an Arabic voice.
    """
    (defaults,) = file.styles.element.xpath("w:docDefaults/w:rPrDefault/w:rPr")
    _of_one_font(defaults)
    for script in ("val", "eastAsia", "bidi"):
        defaults.find(qn("w:lang")).set(qn(f"w:{script}"), spelt(language))
    _sized(defaults, size)


def spelt(language: str) -> str:
    """The language as Word is told it: with the country whose spelling it has."""
    return _HERE.get(language, language)


def heading(style: ParagraphStyle, size: float, above: float, below: float) -> None:
    """A heading of the document's own font, at this size (in points), in any script.

    `above` and `below`: how far it stands from what surrounds it, in points.
    """
    properties = style.element.get_or_add_rPr()
    _of_one_font(properties)
    _sized(properties, size)
    style.paragraph_format.space_before = Pt(above)
    style.paragraph_format.space_after = Pt(below)


def to_the_left(paragraph: Paragraph) -> None:
    """Its lines begin at the right."""
    properties = paragraph._p.get_or_add_pPr()
    properties.insert_element_before(OxmlElement("w:bidi"), *_AFTER_DIRECTION)


def spaced(paragraph: Paragraph, below: Length) -> None:
    """This far from the next, of the same style too: long items else run together."""
    paragraph.paragraph_format.space_after = below
    mark = OxmlElement("w:contextualSpacing")
    mark.set(qn("w:val"), "0")
    paragraph._p.get_or_add_pPr().insert_element_before(mark, *_AFTER_SPACING)


def in_language(run: Run, language: str) -> None:
    """It is read aloud and spelt in this language, whatever the document's own is."""
    mark = OxmlElement("w:lang")
    mark.set(qn("w:val"), spelt(language))
    run._r.get_or_add_rPr().append(mark)


def is_head(row: _Row) -> None:
    """It names its columns, and stands again at the top of each page."""
    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def on_one_page(row: _Row) -> None:
    """It is not taken apart by the end of a page."""
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))


def headed(table: Table, by_row: bool) -> None:
    """Its heads are the first cells of its rows, or else the first row: not both."""
    (look,) = table._tbl.xpath("./w:tblPr/w:tblLook")
    for name, on in (("firstColumn", by_row), ("firstRow", not by_row)):
        look.set(qn(f"w:{name}"), str(int(on)))
    look.set(qn("w:val"), "0480" if by_row else "0420")


def counted(run: Run, what: str) -> None:
    """A field that the program fills in, such as `PAGE`. Never of what was typed."""
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), what)
    run._r.addprevious(field)
    field.append(run._r)


def of_today(file: File) -> None:
    """Word opens it as a file of its own, and not as one of an older version."""
    (mode,) = file.settings.element.xpath(
        "w:compat/w:compatSetting[@w:name='compatibilityMode']"
    )
    mode.set(qn("w:val"), "15")


def _of_one_font(properties: BaseOxmlElement) -> None:
    fonts = properties.find(qn("w:rFonts"))
    fonts.attrib.clear()
    for script in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{script}"), _FONT)


def _sized(properties: BaseOxmlElement, size: float) -> None:
    """The format counts in half points."""
    for name in ("w:sz", "w:szCs"):
        properties.find(qn(name)).set(qn("w:val"), str(round(size * 2)))
