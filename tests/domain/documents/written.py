"""Documents as people fill them: of all blocks, all values and any text."""

from __future__ import annotations

from typing import Any, TypeVar

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from domain.documents.drafts import Certified
from domain.documents.model import (
    Block,
    Bullets,
    Columns,
    Document,
    Heading,
    Paragraph,
    Particulars,
)
from domain.documents.segments import segments
from domain.documents.values import (
    AtMoment,
    OnDay,
    Personal,
    Phrase,
    Piece,
    Sort,
    Words,
    phrase,
)
from tests.dates import day, instant

T = TypeVar("T")

READERS = ("mother", "father", "advocate")
MONDAY = OnDay(on=day("Mon 2027-01-04"))
MEETING = AtMoment(at=instant("Mon 2027-07-12 09:30Z"), zone="Europe/London")
NAME = Personal(text="Amina Khan", sort=Sort.NAME, of="mother", seen_by=READERS)
#: What somebody may type that looks like something else.
TYPED = (
    "]]> & <ph/> <ph id='1'/> &lt; \"quoted\" 'so'",
    "⟦1⟧ ⟦ ⟧ ⟦⟦2⟧",
    "£20 at 10:30 on 4/1/2027, 12,5 each",
    "at 10 am",
    "👩‍👧 and 🏴󠁧󠁢󠁷󠁬󠁳󠁿 flags",
    "والدہ کو 3 بجے فون کریں",
    "cafe\u0301 Z\u0351\u036b\u0343",
    "two\n\nparagraphs\tand\r\nmore \u202eturned\x00\x0b\ufffe",
    "call 01273 555 010 or write to worker@council.example",
)
typed = st.one_of(
    st.sampled_from(TYPED),
    st.text(min_size=1, max_size=40),
    st.text(alphabet="ab 12.:/⟦⟧\n£", min_size=1, max_size=30),
)
cleared = st.sets(st.sampled_from(READERS), min_size=1).map(lambda s: tuple(sorted(s)))


def written(text: str, seen_by: tuple[str, ...] = READERS) -> Personal:
    return Personal(text=text, sort=Sort.WORDS, of="mother", seen_by=seen_by)


pieces: SearchStrategy[Piece] = st.one_of(
    st.sampled_from([MONDAY, MEETING, NAME]),
    typed.map(lambda text: Words(text=text)),
    st.builds(
        Personal,
        text=typed,
        sort=st.sampled_from(Sort),
        of=st.sampled_from(READERS),
        seen_by=cleared,
    ),
)
phrases: SearchStrategy[Phrase] = st.lists(pieces, max_size=5).map(lambda p: phrase(*p))


def some(of: SearchStrategy[T], least: int = 1) -> SearchStrategy[tuple[T, ...]]:
    return st.lists(of, min_size=least, max_size=3).map(tuple)


blocks: SearchStrategy[Block] = st.one_of(
    st.builds(Heading, text=phrases),
    st.builds(Paragraph, text=phrases),
    st.builds(Bullets, items=some(phrases)),
    st.builds(Particulars, rows=some(st.tuples(phrases, phrases))),
    st.builds(Columns, head=some(phrases), rows=some(some(phrases))),
)


def document(*blocks: Block, **fields: Any) -> Document:
    given = {
        "kind": "outline-plan",
        "case": "CASE-1",
        "reader": "mother",
        "title": "The plan - case CASE-1",
        "blocks": blocks or (Paragraph(text=phrase("Words.")),),
        "source": "5" * 64,
    }
    return Document(**(given | fields))


def paragraph(*parts: str | Piece) -> Document:
    """A document of one paragraph, whose place is 1."""
    return document(Paragraph(text=phrase(*parts)))


documents: SearchStrategy[Document] = some(blocks).map(lambda found: document(*found))


def certified(texts: dict[str, str], language: str = "pl") -> Certified:
    return Certified(
        language=language,
        texts=texts,
        translator="translator",
        reviser="reviser",
        at=instant("Wed 2026-12-23 14:00Z"),
    )


def as_they_are(source: Document) -> dict[str, str]:
    """Every segment given back in its own words."""
    return {segment.id: segment.text for segment in segments(source)}
