"""A job as a Word file, and what a translator's Word may make of it."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZipFile

import docx
import pytest
from docx.oxml.ns import qn
from docx.table import _Cell

from adapters.translation.docx_file import INSTRUCTIONS
from adapters.translation.files import Form, export_job, read_return
from adapters.translation.refusing import NotAccepted
from domain.documents.drafts import Draft
from domain.documents.values import Personal, Sort
from tests.adapters.translation.desk import changed, done, in_word, job, out, saved
from tests.domain.documents.written import paragraph

WHOLE = done(Form.DOCX)
PART = "word/document.xml"
#: The translated sentence, as Word keeps it.
SAID = "<w:t>Mééť ⟦1⟧ óñ ⟦2⟧.</w:t>"


def refused(content: bytes) -> list[str]:
    with pytest.raises(NotAccepted) as error:
        read_return(job(), content)
    return str(error.value).splitlines()


def edited(old: str, new: str) -> bytes:
    return changed(WHOLE, PART, old, new)


def opened(content: bytes) -> docx.document.Document:
    return docx.Document(BytesIO(content))


def lines(cell: _Cell) -> list[str]:
    return [line.text for line in cell.paragraphs]


def test_each_text_stands_with_its_marks_and_what_is_at_them_beside_an_empty_cell() -> (
    None
):
    rows = opened(out(Form.DOCX)).tables[1].rows

    assert [cell.text for cell in rows[0].cells] == ["Text (en)", "Text (pl)"]
    assert lines(rows[1].cells[0]) == ["title", "The plan - case ⟦1⟧", "⟦1⟧ CASE-1"]
    assert lines(rows[2].cells[0]) == [
        "1",
        "Meet ⟦1⟧ on ⟦2⟧.",
        "⟦1⟧ a name",
        "⟦2⟧ Monday 12 July 2027 at 10:30",
    ]
    assert rows[2].cells[1].text == ""


def test_the_instructions_stand_on_top_with_the_languages_by_name() -> None:
    said = [line.text for line in opened(out(Form.DOCX)).paragraphs]

    assert "From English into Polish (polski)." in said
    assert tuple(said[-len(INSTRUCTIONS) :]) == INSTRUCTIONS


def test_the_file_says_its_job_its_languages_and_the_print_of_its_source() -> None:
    rows = opened(out(Form.DOCX)).tables[0].rows
    said = {row.cells[0].text: row.cells[1].text for row in rows}

    assert said.pop("Wording") == job().identity.wording
    assert said == {
        "Case": "CASE-1",
        "Reference": "t1",
        "From": "en",
        "Into": "pl",
        "Source": "5" * 64,
    }


def test_the_file_has_no_author_and_no_time() -> None:
    known = opened(out(Form.DOCX)).core_properties

    assert (known.author, known.last_modified_by, known.comments) == ("", "", "")
    assert known.modified == known.created


@pytest.mark.parametrize(("language", "left"), [("ur", True), ("pl", False)])
def test_who_writes_to_the_left_writes_in_a_cell_that_runs_so(
    language: str, left: bool
) -> None:
    rows = opened(out(Form.DOCX, job(language=language))).tables[1].rows
    source, target = (cell.paragraphs for cell in rows[2].cells)

    assert (target[0]._p.find(f".//{qn('w:bidi')}") is not None) is left
    assert bool(target[0].runs[0].font.rtl) is left
    assert source[1]._p.find(f".//{qn('w:bidi')}") is None


def test_a_draft_has_a_column_of_its_own_and_the_last_one_is_what_counts() -> None:
    texts = {"title": "Plan ⟦1⟧", "1": "lost its marks"}
    draft = Draft(language="pl", texts=texts, engine="apertium")
    content = export_job(job(), Form.DOCX, draft).content
    rows = opened(content).tables[1].rows

    assert [row.cells[1].text for row in rows] == ["Draft", "Plan ⟦1⟧", ""]
    assert any("DRAFT" in line.text for line in opened(content).paragraphs)
    assert read_return(job(), in_word(content)).texts["1"] == "Mééť ⟦1⟧ óñ ⟦2⟧."


def test_a_text_split_into_runs_and_lines_by_word_is_read_as_one() -> None:
    parts = (
        "<w:t>Mééť ⟦</w:t></w:r><w:hyperlink><w:r><w:t>1⟧</w:t><w:tab/></w:r>"
        "</w:hyperlink><w:r><w:t>óñ</w:t><w:br/><w:t>⟦2⟧.</w:t></w:r></w:p><w:p><w:r>"
        "<w:t>A</w:t><w:noBreakHyphen/><w:t>Z</w:t>"
    )

    assert read_return(job(), edited(SAID, parts)).texts["1"] == "Mééť ⟦1⟧ óñ ⟦2⟧. A-Z"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "segment 1, row 3: nothing is translated here yet; write"),
        ("Mééť ⟦1⟧", "segment 1, row 3: a mark such as ⟦1⟧ is missing;"),
        ("Mééť ⟦1⟧ ⟦2⟧ ⟦2⟧", "segment 1, row 3: a mark stands there twice;"),
        ("Mééť ⟦1⟧ ⟦2⟧ ⟦3⟧", "segment 1, row 3: there is a mark, or the sign"),
    ],
)
def test_a_segment_that_is_not_right_is_named_by_its_id_and_row(
    text: str, said: str
) -> None:
    (line,) = refused(edited(SAID, f"<w:t>{text}</w:t>"))

    assert line.startswith(said)


@pytest.mark.parametrize("shown", ["drawing", "sym", "footnoteReference", "object"])
def test_what_is_shown_and_is_no_text_is_named(shown: str) -> None:
    (line,) = refused(edited(SAID, f"{SAID}<w:{shown}/>"))

    assert line.startswith("segment 1, row 3: there is more in it than text;")


@pytest.mark.parametrize("mark", ["ins", "del", "moveTo"])
def test_changes_that_nobody_has_accepted_are_refused(mark: str) -> None:
    (line,) = refused(
        edited(SAID, f"</w:r><w:{mark}><w:r>{SAID}</w:r></w:{mark}><w:r>")
    )

    assert line == (
        "the file: it has tracked changes; accept all changes in Word, stop tracking, "
        "and save it again"
    )


def test_a_row_left_out_given_twice_or_without_its_number_is_named() -> None:
    short, long, other = opened(WHOLE), opened(WHOLE), opened(WHOLE)
    table = short.tables[1]._tbl
    table.remove(table.tr_lst[-1])
    long.tables[1]._tbl.append(opened(WHOLE).tables[1]._tbl.tr_lst[-1])
    other.tables[1].rows[2].cells[0].paragraphs[0].runs[0].text = "Amina Khan"

    assert refused(saved(short))[0].startswith(
        "segment 1: nothing is translated here yet;"
    )
    assert refused(saved(long))[0].startswith("segment 1, row 4: it is there twice;")
    assert refused(saved(other))[0] == (
        "row 3: the cells of this row have changed; keep them, with the row's number "
        "in the first"
    )


def test_a_row_that_lost_a_cell_is_named() -> None:
    file = opened(WHOLE)
    row = file.tables[1]._tbl.tr_lst[-1]
    row.remove(row.tc_lst[-1])

    assert refused(saved(file))[0].startswith(
        "row 3: the cells of this row have changed;"
    )


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (">t1<", ">t2<", "the file (of t2): it was given out for another translation"),
        (">t1<", ">amina<", "the file: it was given out for another translation"),
        (">CASE-1<", ">CASE-2<", "the file: it was given out for another case"),
        (">pl<", ">ur<", "the file: it is into another language"),
        ("5" * 64, "6" * 64, "the file: the text, or how it is given out, has changed"),
        (">Wording<", ">Words<", "the file: its tables are not those"),
        ("<w:sectPr", "<w:tbl/><w:sectPr", "the file: its tables are not those"),
    ],
)
def test_a_file_of_another_job_or_text_is_refused_before_anything_in_it(
    old: str, new: str, said: str
) -> None:
    (line,) = refused(edited(old, new))

    assert line.startswith(said)


def test_a_name_typed_nowhere_is_in_no_part_of_the_file() -> None:
    secret = Personal(
        text="Harbour Refuge", sort=Sort.AGENCY, of="mother", seen_by=("mother",)
    )
    content = out(Form.DOCX, job(paragraph("Ask at ", secret)))

    with ZipFile(BytesIO(content)) as parts:
        assert not any(b"Harbour" in parts.read(name) for name in parts.namelist())
