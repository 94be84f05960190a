"""A letter as a Word file, to be written in."""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
import sys
from datetime import UTC, datetime
from io import BytesIO
from zipfile import ZipFile

import docx
import pytest
from docx.document import Document as File

from activities.ports import Refusal
from adapters.press.docx import word_file
from adapters.press.marked import foot, plain
from adapters.press.word_marks import spelt
from tests.adapters.press.letters import (
    HOSTILE,
    LANGUAGES,
    RIGHT_TO_LEFT,
    letter,
    texts,
)

AGAIN = """
import hashlib
from adapters.press.docx import word_file
from tests.adapters.press.letters import letter
print(hashlib.sha256(word_file(letter("ur"))).hexdigest())
"""


def opened(language: str) -> File:
    return docx.Document(BytesIO(word_file(letter(language))))


def part(language: str, name: str) -> str:
    with ZipFile(BytesIO(word_file(letter(language)))) as parts:
        return parts.read(name).decode()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_stands_in_it_as_it_was_written(language: str) -> None:
    file = opened(language)
    cells = [c.text for t in file.tables for row in t.rows for c in row.cells]
    shown = [line.text for line in file.paragraphs if line.text] + cells

    assert sorted(shown) == sorted(map(plain, texts(letter(language))))


@pytest.mark.parametrize("language", LANGUAGES)
def test_headings_and_items_are_what_they_are_called(language: str) -> None:
    styles = [line.style.name for line in opened(language).paragraphs if line.style]

    assert styles.count("Heading 1") == styles.count("Heading 2") == 1
    assert styles[0] == "Heading 1"
    assert styles.count("List Bullet") == 14


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_first_row_of_a_table_with_a_head_is_marked_as_one(language: str) -> None:
    marked = [
        [bool(row._tr.xpath("./w:trPr/w:tblHeader")) for row in table.rows]
        for table in opened(language).tables
    ]

    assert marked == [[False] * 5, [True, False, False], [True, False]]


@pytest.mark.parametrize("language", LANGUAGES)
def test_its_language_is_said_for_every_script(language: str) -> None:
    styles = part(language, "word/styles.xml")
    (said,) = re.findall(r"<w:lang [^>]*>", styles)

    for script in ("val", "eastAsia", "bidi"):
        assert f'w:{script}="{spelt(language)}"' in said


def test_a_report_in_english_is_spelt_as_here() -> None:
    """Word takes "en" alone for American."""
    assert [spelt(each) for each in ("en", "cy", "pl")] == ["en-GB", "cy-GB", "pl"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_lines_and_columns_run_as_the_language_does(language: str) -> None:
    body = part(language, "word/document.xml")
    left = language in RIGHT_TO_LEFT
    lines = len(re.findall(r"<w:p>.*?<w:r>.*?</w:p>", body, re.DOTALL))

    assert body.count("<w:bidiVisual/>") == (3 if left else 0)
    assert body.count("<w:bidi/>") == (lines if left else 0)
    assert re.search(r"<w:rtl/></w:rPr><w:t[^>]*>[^<]*محمد علی", body)
    assert re.search(r"<w:r><w:t[^>]*>John Smith", body)


def test_its_properties_name_nobody_and_no_machine() -> None:
    known = opened("en").core_properties

    assert known.title == letter("en").title
    assert known.author == known.last_modified_by == known.comments == ""
    assert known.created == known.modified == datetime(2000, 1, 1, tzinfo=UTC)
    for name in ("docProps/core.xml", "docProps/app.xml"):
        assert not re.search("Amina|Khan|Smith|python|mother", part("en", name))


def test_its_foot_has_the_marking_and_the_references() -> None:
    first, second = opened("ur").sections[0].footer.paragraphs
    said = part("ur", "word/footer1.xml")

    assert first.text.split()[0] == foot(letter("ur")).marking
    assert second.text.split() == [*foot(letter("ur"))][1:]
    assert set(re.findall(r'<w:lang w:val="([^"]*)"/>', said)) == {"en-GB"}
    assert said.count("<w:lang ") == said.count("<w:r>")


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_page_says_which_it_is_and_of_how_many(language: str) -> None:
    fields = re.findall(r'w:instr="(\w+)"', part(language, "word/footer1.xml"))

    assert fields == ["PAGE", "NUMPAGES"]


def test_it_is_printed_on_a4() -> None:
    section = opened("en").sections[0]
    assert section.page_width is not None
    assert section.page_height is not None

    assert round(section.page_width.mm) == 210
    assert round(section.page_height.mm) == 297


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_heads_of_a_table_are_its_rows_or_its_columns(language: str) -> None:
    looks = re.findall(r"<w:tblLook [^>]*>", part(language, "word/document.xml"))
    first = [re.findall(r'w:(first\w+)="1"', look) for look in looks]

    assert first == [["firstColumn"], ["firstRow"], ["firstRow"]]


def test_no_row_is_taken_apart_by_the_end_of_a_page() -> None:
    rows = [row for table in opened("en").tables for row in table.rows]

    assert all(row._tr.xpath("./w:trPr/w:cantSplit") for row in rows)


def test_a_label_has_less_room_than_what_is_written_beside_it() -> None:
    label, value = opened("en").tables[0].rows[0].cells
    assert label.width is not None
    assert value.width is not None

    assert round(label.width.mm) == 48
    assert value.width > 2 * label.width


def test_lines_in_a_table_are_as_far_apart_as_elsewhere() -> None:
    cells = [c for t in opened("ur").tables for row in t.rows for c in row.cells]
    lines = [line.paragraph_format for cell in cells for line in cell.paragraphs]

    assert {line.line_spacing for line in lines} == {1.15}
    assert 'w:line="276"' in part("ur", "word/styles.xml")


def test_lines_are_empty_only_where_tables_would_run_together_or_end_it() -> None:
    """A screen reader says "blank" at each. Word needs one after a last table."""
    body = part("en", "word/document.xml")

    assert body.count("<w:p/>") == 2
    assert "</w:tbl><w:p/><w:tbl>" in body
    assert "</w:tbl><w:p/><w:sectPr" in body
    assert not re.search(r"</w:tbl><w:(tbl|sectPr)", body)


@pytest.mark.parametrize("language", LANGUAGES)
def test_items_stand_apart_and_marks_in_the_order_of_the_format(language: str) -> None:
    body = part(language, "word/document.xml")
    left = "<w:bidi/>" if language in RIGHT_TO_LEFT else ""
    apart = r'<w:spacing [^>]*w:after="80"/><w:contextualSpacing w:val="0"/></w:pPr>'

    assert len(re.findall(left + apart, body)) == 14 - 2


def test_word_opens_it_as_no_older_version() -> None:
    mode = r'w:name="compatibilityMode" [^>]*w:val="15"'

    assert re.search(mode, part("en", "word/settings.xml"))


@pytest.mark.parametrize("typed", HOSTILE)
def test_whatever_was_typed_is_text_and_no_field(typed: str) -> None:
    assert plain(typed) in [line.text for line in opened("en").paragraphs]
    assert "w:fld" not in part("en", "word/document.xml")
    assert "w:instrText" not in part("en", "word/document.xml")


def test_what_a_file_cannot_hold_makes_none_and_is_not_repeated() -> None:
    document = letter("en").model_copy(update={"title": "a\ufffeb"})

    with pytest.raises(Refusal, match=r"^unprintable$") as refused:
        word_file(document)

    assert refused.value.__suppress_context__


def test_another_process_makes_the_same_bytes() -> None:
    mine = hashlib.sha256(word_file(letter("ur"))).hexdigest()

    assert [_again(seed) for seed in ("1", "2")] == [mine, mine]


def _again(seed: str) -> str:
    said = subprocess.run(
        [sys.executable, "-c", AGAIN],
        env=os.environ | {"PYTHONHASHSEED": seed, "PYTHONPATH": "."},
        capture_output=True,
        text=True,
        check=True,
    )
    return said.stdout.strip()
