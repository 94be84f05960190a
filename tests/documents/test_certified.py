"""What a family was told, in each of their languages: certified, sent, and whole."""

from __future__ import annotations

import re
from functools import cache

import pytest

from adapters.press.marked import plain
from domain.documents.segments import segments
from tests.adapters.press.letters import RIGHT_TO_LEFT, WORDS, texts
from tests.adapters.press.test_pdf import bare, read
from tests.documents.certified import LANGUAGES, STORY, TRANSLATED, Theirs, theirs
from tests.documents.reading import (
    faults,
    in_the_file,
    lost,
    missing,
    missing_words,
    on_the_page,
    press,
)
from tests.stories import story

pytestmark = pytest.mark.parametrize("language", LANGUAGES)
#: pdfium gives some syllables of Bengali twice: tests of the press look at its words.
WHOLE = frozenset(LANGUAGES) - RIGHT_TO_LEFT - {"bn"}


@cache
def pdf(language: str, kind: str) -> bytes:
    return press().pdf(theirs(language)[kind].document)


def each(language: str) -> list[tuple[Theirs, bytes]]:
    return [(theirs(language)[kind], pdf(language, kind)) for kind in TRANSLATED]


def test_the_mother_is_sent_the_plan_and_the_record_in_her_language(
    language: str,
) -> None:
    assert set(theirs(language)) == set(TRANSLATED)
    for brought, _ in each(language):
        assert brought.document.language == language
        assert WORDS[language].title in brought.document.title
        assert brought.letter.readers == ("mother",)


def test_each_is_for_every_reader_and_for_ever(language: str) -> None:
    assert [faults(made) for _, made in each(language)] == [[], []]


def test_no_sentence_of_it_was_left_in_english(language: str) -> None:
    for brought, _ in each(language):
        found = bare(" ".join(texts(brought.document)))
        written = [part for s in segments(brought.source) for part in s.text.split("⟦")]
        english = [part.partition("⟧")[2] or part for part in written]
        sentences = [text for text in english if len(text.split()) > 5]

        assert len(sentences) > 2
        assert [text for text in sentences if bare(text) in found] == []


def test_no_letter_of_a_text_is_lost_on_paper(language: str) -> None:
    for brought, made in each(language):
        assert not lost(brought.document, made)
        if language in WHOLE:
            assert missing(brought.document, made) == []
        elif language in RIGHT_TO_LEFT:
            assert missing_words(brought.document, made) == []


def test_each_text_is_on_the_screen_and_in_the_word_file(language: str) -> None:
    for brought, _ in each(language):
        wanted = [bare(plain(text)) for text in texts(brought.document)]
        page, file = on_the_page(brought.document), in_the_file(brought.document)

        assert len(wanted) > 2
        assert [text for text in wanted if text not in page] == []
        assert [text for text in wanted if text not in file] == []


def test_names_stand_as_the_source_has_them(language: str) -> None:
    """They are locked: nobody mistypes them. Word by word, since lines part them."""
    names = [child.name or "" for child in story(STORY).opening.intake.children]
    for brought, made in each(language):
        said = bare("".join(read(made)))
        told = " ".join(texts(brought.document))
        locked = [word for n in names if n in told for word in re.findall(r"\w+", n)]

        assert len(locked) > 2
        assert [word for word in locked if word not in said] == []


def test_each_is_the_same_bytes_however_often_it_is_made(language: str) -> None:
    for brought, made in each(language):
        assert press().pdf(brought.document) == made
