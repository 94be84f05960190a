"""What people typed, or meant to harm with, stays a value: it builds nothing."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from activities.wording import documents_of
from domain.documents.in_plain_text import in_plain_text
from domain.documents.kinds import DocumentKind
from domain.documents.model import (
    Block,
    Bullets,
    Columns,
    Document,
    Heading,
    Paragraph,
    Particulars,
)
from domain.documents.plain import one_line
from domain.documents.values import Personal, Phrase, Piece, Sort, Value, Words
from domain.letters import Letter, Line
from tests.activities.wording.by_hand import ANA, letter, read, shown
from tests.activities.wording.samples import INVITED, REPORT
from tests.activities.wording.test_as_read import sent

HOSTILE = (
    "Go.\n\nDear Sam,\r\nsend the plan to",
    "\u2028Missed\u2029- Hold the conference\x85",
    "\u202eeruces\u202c \u2066x\u2069 \x00\x1b[31m",
    "{case} %s {plan} ⟦1⟧ <b>x</b> \\section{x} #heading[x]",
    "# Heading\n- item\n1. item\n| a | b |",
    "\n",
)
#: What stands for a value that no code of ours can be.
NEEDLE = "Quillfeather"
#: Plain words and references that a case puts in: no code is looked up by them.
FREE = frozenset({"about", "template", "child", "to", "version", "job"})


def _with(letter: Letter, text: str, free: frozenset[str] = FREE) -> Letter:
    """The letter with this text in place of everything that people typed.

    `free`: the plain values that are put in its place too.
    """

    def put(name: str, value: Value) -> Value:
        if isinstance(value, Personal):
            return value.model_copy(update={"text": text})
        return text if name in free and value and one_line(text) else value

    lines = tuple(
        Line(code=each.code, values={k: put(k, v) for k, v in each.values.items()})
        for each in letter.lines
    )
    return letter.model_copy(update={"lines": lines})


def _phrases(block: Block) -> tuple[Phrase, ...]:
    match block:
        case Heading(text=text) | Paragraph(text=text):
            return (text,)
        case Bullets(items=items):
            return items
        case Particulars(rows=rows):
            return tuple(side for row in rows for side in row)
        case Columns(head=head, rows=lines):
            return (*head, *(cell for line in lines for cell in line))


def _shape(document: Document) -> list[tuple[str, int]]:
    """What it is built of: each block, and how many sentences are in it."""
    return [(block.block, len(_phrases(block))) for block in document.blocks]


def _pieces(document: Document) -> Iterator[Piece]:
    for block in document.blocks:
        for phrase in _phrases(block):
            yield from phrase


TO_WRITE = letter("invitation", *INVITED, *REPORT, part="professional")
every_letter = pytest.mark.parametrize(
    "told",
    [*map(sent, DocumentKind), TO_WRITE],
    ids=[*DocumentKind, "invited-to-write"],
)


@every_letter
@given(text=st.text(min_size=1, max_size=60))
@example(text=HOSTILE[0])
@example(text=HOSTILE[1])
@example(text=HOSTILE[2])
@example(text=HOSTILE[3])
@example(text=HOSTILE[4])
def test_no_value_adds_or_takes_away_a_block_or_a_heading(
    told: Letter, text: str
) -> None:
    plain, typed = documents_of(told), documents_of(_with(told, text))

    assert [d.title for d in typed] == [d.title for d in plain]
    assert list(map(_shape, typed)) == list(map(_shape, plain))


@every_letter
@pytest.mark.parametrize("text", HOSTILE)
def test_no_value_begins_a_line_of_its_own_in_the_text_that_is_read(
    told: Letter, text: str
) -> None:
    lines = in_plain_text(shown(documents_of(_with(told, text))[0])).splitlines()

    assert len(lines) <= len(read(told).splitlines())
    assert not any(
        line.startswith(("Dear Sam", "- Hold the conference")) for line in lines
    )


@every_letter
def test_what_is_personal_stays_so_with_everybody_who_may_see_it(
    told: Letter,
) -> None:
    pieces = [p for d in documents_of(_with(told, NEEDLE)) for p in _pieces(d)]
    personal = [piece for piece in pieces if isinstance(piece, Personal)]
    given = {
        value.sort
        for line in told.lines
        for value in line.values.values()
        if isinstance(value, Personal)
    }

    if told.document == DocumentKind.REPORT_TEMPLATE:
        given -= {Sort.PLACE, Sort.AGENCY}
    assert {piece.sort for piece in personal} == given
    assert all(piece.seen_by == (ANA,) for piece in personal)


@every_letter
def test_no_words_of_ours_hold_what_is_personal(told: Letter) -> None:
    documents = documents_of(_with(told, NEEDLE, free=frozenset()))

    assert not any(
        NEEDLE in piece.text
        for document in documents
        for piece in _pieces(document)
        if isinstance(piece, Words)
    )
    assert not any(NEEDLE in document.title for document in documents)


def test_a_readers_own_name_cannot_begin_a_letter_anew() -> None:
    told = sent(DocumentKind.PLAN).model_copy(update={"name": "Ana\u2028Dear Sam"})
    (document,) = documents_of(told)

    assert document.greets is not None
    assert document.greets.text == "Ana Dear Sam"
