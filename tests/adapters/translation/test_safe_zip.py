"""A Word file from outside, with everything in it that an archive can do."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from adapters.translation.files import Form, read_return
from adapters.translation.refusing import NotAccepted
from tests.adapters.translation.desk import changed, done, job

WHOLE = done(Form.DOCX)
TYPES = "[Content_Types].xml"


def refused(content: bytes) -> str:
    with pytest.raises(NotAccepted) as error:
        read_return(job(), content)
    return str(error.value)


def archive(**parts: bytes) -> bytes:
    written = BytesIO()
    with ZipFile(written, "w", ZIP_DEFLATED) as into:
        for name, body in parts.items():
            into.writestr(name, body)
    return written.getvalue()


def test_an_archive_that_grows_is_refused_before_it_is_unpacked() -> None:
    bomb = archive(a=b"0" * 60_000_000)

    assert len(bomb) < 100_000
    assert refused(bomb).startswith("the file: it is too large; send the file")


def test_an_archive_of_very_many_parts_is_refused() -> None:
    assert "it is too large;" in refused(archive(**{f"p{n}": b"" for n in range(600)}))


def test_a_file_too_large_to_be_a_text_is_refused() -> None:
    assert "it is too large;" in refused(WHOLE + b"0" * 10_000_000)


@pytest.mark.parametrize(
    "part",
    ["word/vbaProject.bin", "word/activeX/a.xml", "word/embeddings/b.xlsx"],
)
def test_a_file_with_a_program_or_another_file_in_it_is_refused(part: str) -> None:
    assert refused(changed(WHOLE, part, "", "x")) == (
        "the file: it has macros or other files within it; save it as .docx without"
    )


def test_a_file_made_for_macros_is_refused_without_any() -> None:
    plain = (
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main"
    )
    with_macros = "application/vnd.ms-word.document.macroEnabled.main"

    assert "it has macros or other files" in refused(
        changed(WHOLE, TYPES, plain, with_macros)
    )


@pytest.mark.parametrize(
    "part", ["word/document.xml", "_rels/.rels", "word/styles.xml"]
)
def test_a_part_with_a_doctype_is_refused(part: str) -> None:
    with ZipFile(BytesIO(WHOLE)) as parts:
        body = parts.read(part).decode()
    start = body.index("?>") + 2
    entity = '<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/hostname">]>'
    hostile = changed(WHOLE, part, body, body[:start] + entity + body[start:])

    assert "there is a DOCTYPE;" in refused(hostile)


@pytest.mark.parametrize(
    "content",
    [b"PK\x03\x04", WHOLE[:2000], archive(a=b"b"), archive(**{TYPES: b"<x/>"})],
)
def test_an_archive_that_is_no_word_file_is_refused(content: bytes) -> None:
    assert refused(content) == (
        "the file: it cannot be read as a Word file; save it again in Word as .docx, "
        "without a password"
    )


def test_a_picture_that_a_file_points_to_is_not_fetched() -> None:
    old = "</Relationships>"
    new = (
        '<Relationship Id="r99" Type="http://x.example/image" TargetMode="External" '
        'Target="http://192.0.2.1/p.png"/></Relationships>'
    )
    linked = changed(WHOLE, "word/_rels/document.xml.rels", old, new)

    assert read_return(job(), linked).texts == read_return(job(), WHOLE).texts
