"""Whatever an engine does to a mark, a draft has every mark of its source."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from adapters.translation.drafting import drafted
from domain.documents.model import Document
from domain.documents.segments import check, segments
from tests.adapters.translation.desk import MEETING_WITH
from tests.domain.documents.written import documents, paragraph

MEETING = segments(MEETING_WITH)


def shouting(text: str) -> str:
    return text.upper()


def mistaking_marks(text: str) -> str:
    """As an engine that made "10 soy" of "10 am"."""
    return text.upper().replace("⟦", "[[").replace("⟧", "")


def making_marks(text: str) -> str:
    return f"{text.upper()} ⟦7⟧"


def test_an_engine_that_keeps_the_marks_is_given_whole_sentences() -> None:
    asked: list[str] = []

    def engine(text: str) -> str:
        asked.append(text)
        return shouting(text)

    assert drafted(MEETING, engine)["1"] == "MEET ⟦1⟧ ON ⟦2⟧."
    assert asked == [segment.text for segment in MEETING]


def test_an_engine_that_damages_a_mark_is_asked_for_the_words_between() -> None:
    for engine in (mistaking_marks, making_marks):
        texts = drafted(MEETING, engine)

        assert "⟦1⟧" in texts["1"]
        check(MEETING_WITH, texts)
    assert drafted(MEETING, mistaking_marks)["1"] == "MEET ⟦1⟧ ON ⟦2⟧."


def test_a_sentence_that_an_engine_makes_nothing_of_is_left_out() -> None:
    assert drafted(MEETING, lambda text: "") == {}


@settings(deadline=None)
@given(documents, st.text(alphabet="aż⟦⟧12 \n\u202e", max_size=12), st.integers(0, 2))
def test_a_draft_is_whole_or_not_there(source: Document, said: str, way: int) -> None:
    ways = [lambda text: said, lambda text: text + said, lambda text: said + text[1:]]
    whole = segments(source)
    texts = {s.id: s.text for s in whole} | drafted(whole, ways[way])

    check(source, texts)


def test_the_words_of_a_draft_are_one_line_that_can_be_written() -> None:
    source = segments(paragraph("Words."))
    texts = drafted(source, lambda text: f"{text}\r\nBcc:\ud800 x\ufffe")

    assert texts["1"] == "Words. Bcc: x"
