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
        assert f'w:{script}="{language}"' in said


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
    (line,) = opened("ur").sections[0].footer.paragraphs

    assert line.text.split() == [*foot(letter("ur"))]


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
