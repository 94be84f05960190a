"""A document as the text of a mail."""

from __future__ import annotations

from domain.documents.in_plain_text import in_plain_text
from domain.documents.opened import Grid, Items, Opened, Plain, Rows, Text


def letter(*blocks: Plain, language: str = "en", greets: str = "") -> Opened:
    return Opened(
        kind="invitation",
        case="CASE-1",
        reader="mother",
        greets=greets,
        title="A meeting about your family",
        language=language,
        blocks=blocks,
    )


def paragraph(text: str) -> Text:
    return Text(block="paragraph", text=text)


def test_each_block_stands_in_its_own_way_with_a_blank_line_between() -> None:
    document = letter(
        Text(block="heading", text="When"),
        paragraph("The meeting is on Monday 4 January 2027 at 10:00."),
        Items(items=("You can bring somebody.", "There is a lift.")),
        Rows(rows=(("Where", "Civic Centre"), ("Who leads it", "The chair"))),
        Grid(head=("What", "By when"), rows=(("A visit", "Friday"), ("A call", "Now"))),
        greets="Amina Khan",
    )

    assert in_plain_text(document) == (
        "A meeting about your family\n\nAmina Khan\n\nWhen\n\n"
        "The meeting is on Monday 4 January 2027 at 10:00.\n\n"
        "- You can bring somebody.\n- There is a lift.\n\n"
        "Where: Civic Centre\nWho leads it: The chair\n\n"
        "What: A visit\nBy when: Friday\n\nWhat: A call\nBy when: Now\n"
    )


def test_a_document_that_greets_nobody_has_no_empty_line_for_it() -> None:
    assert in_plain_text(letter(paragraph("Words."))) == (
        "A meeting about your family\n\nWords.\n"
    )


def test_nothing_that_was_written_can_begin_a_line_of_its_own() -> None:
    text = in_plain_text(letter(paragraph("Kind regards\r\nBcc: all@council.example")))

    assert text.endswith("\n\nKind regards Bcc: all@council.example\n")


def test_what_runs_against_its_line_is_set_apart_by_marks_that_nobody_sees() -> None:
    urdu = letter(paragraph("فون 01273 555 010 پر"), language="ur")
    english = letter(paragraph("Mother: محمد علی 12"))

    assert "فون \u206601273 555 010\u2069 پر" in in_plain_text(urdu)
    assert "Mother: \u2067محمد علی\u2069 12" in in_plain_text(english)


def test_a_long_line_is_not_broken() -> None:
    words = " ".join(["word"] * 500)

    assert words in in_plain_text(letter(paragraph(words)))
