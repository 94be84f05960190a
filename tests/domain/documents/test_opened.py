"""A document opens for its readers, or it does not open."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from adapters.press.speech import CldrSpeech
from domain.documents.model import (
    Bullets,
    Columns,
    Document,
    Heading,
    Paragraph,
    Particulars,
)
from domain.documents.opened import (
    Grid,
    Items,
    NotCleared,
    Opened,
    Plain,
    Rows,
    Text,
    opened,
)
from domain.documents.places import visited
from domain.documents.values import Personal, Phrase, phrase
from tests.domain.documents.written import (
    MEETING,
    MONDAY,
    NAME,
    READERS,
    document,
    documents,
    paragraph,
    written,
)


def read(source: Document, *readers: str) -> Opened:
    return opened(source, readers or ("mother",), CldrSpeech())


def text(source: Document) -> str:
    (block,) = read(source).blocks
    assert isinstance(block, Text)
    return block.text


def test_a_day_and_a_moment_are_said_in_the_language_of_the_document() -> None:
    said = phrase("→ ", MONDAY, ", ", MEETING)

    assert text(paragraph(*said)) == (
        "→ Monday 4 January 2027, Monday 12 July 2027 at 10:30"
    )
    assert "poniedziałek, 4 stycznia 2027" in text(
        document(Paragraph(text=said), language="pl")
    )


def test_every_block_opens_as_what_it_is() -> None:
    one, two = phrase("One"), phrase("Two")
    blocks: tuple[Plain, ...] = (
        Text(block="heading", text="One"),
        Text(block="paragraph", text="Two"),
        Items(items=("One", "Two")),
        Rows(rows=(("One", "Two"),)),
        Grid(head=("One", "Two"), rows=(("Two", "One"),)),
    )

    assert (
        read(
            document(
                Heading(text=one),
                Paragraph(text=two),
                Bullets(items=(one, two)),
                Particulars(rows=((one, two),)),
                Columns(head=(one, two), rows=((two, one),)),
            )
        ).blocks
        == blocks
    )


def test_what_it_is_and_for_whom_is_taken_over() -> None:
    whole = document(greets=NAME)

    assert read(whole).model_dump(exclude={"blocks", "greets"}) == (
        whole.model_dump(
            include={"kind", "case", "reader", "title", "language", "source"}
        )
    )
    assert read(whole).greets == "Dear Amina Khan,"
    assert read(document()).greets == ""


def test_a_greeting_that_is_not_theirs_opens_nothing() -> None:
    hidden = NAME.model_copy(update={"seen_by": ("father",)})

    with pytest.raises(NotCleared):
        read(document(greets=hidden))


def test_a_document_that_nobody_reads_opens_for_nobody() -> None:
    with pytest.raises(NotCleared):
        opened(document(), [], CldrSpeech())


def test_whoever_reads_with_the_recipient_must_be_cleared_too() -> None:
    hers = paragraph(written("Hers.", seen_by=("mother",)))

    assert read(hers, "mother").reader == "mother"
    with pytest.raises(NotCleared):
        read(hers, "mother", "advocate")


def test_the_error_says_a_code_and_nobody_s_name() -> None:
    with pytest.raises(NotCleared) as refused:
        read(paragraph(NAME), "stranger")

    assert str(refused.value) == refused.value.code == "not-cleared"


@settings(deadline=None)
@given(documents, st.sets(st.sampled_from((*READERS, "stranger")), min_size=1))
def test_it_opens_exactly_when_every_reader_may_see_every_value(
    source: Document, readers: set[str]
) -> None:
    hidden = [
        piece
        for said in phrases(source)
        for piece in said
        if isinstance(piece, Personal) and not readers <= set(piece.seen_by)
    ]

    if hidden:
        with pytest.raises(NotCleared):
            read(source, *readers)
    else:
        assert len(read(source, *readers).blocks) == len(source.blocks)


def phrases(of: Document) -> list[Phrase]:
    found: list[Phrase] = []

    def note(_: str, said: Phrase) -> Phrase:
        found.append(said)
        return said

    visited(of, note)
    return found


def test_what_people_wrote_is_one_line_and_keeps_its_spaces_within_a_sentence() -> None:
    typed = written(" a\r\nBcc: b\u202e\x00 ")

    assert text(paragraph("(", typed, ")")) == "( a Bcc: b )"


def test_a_value_of_nothing_but_spaces_still_keeps_two_numbers_apart() -> None:
    said = (written("10:30"), written(" "), written("12"))

    assert text(paragraph(*said)) == "10:30 12"
