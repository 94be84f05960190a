"""Every document of every sample story: made, accessible, whole, and discreet."""

from __future__ import annotations

import re
from functools import cache

import pytest

from activities.enclosing import TO_FILL_IN, window
from adapters.press.marked import plain
from domain.documents.kinds import DocumentKind
from domain.letters import Channel
from tests.adapters.press.letters import texts
from tests.adapters.press.test_pdf import bare
from tests.documents.drawn import (
    MOST,
    Printable,
    different,
    fingerprint,
    printed,
    printed_of,
    sent,
    told,
)
from tests.documents.reading import (
    faults,
    in_the_file,
    lost,
    missing,
    named,
    on_the_page,
    outside,
    press,
    word_file,
)
from tests.stories import NAMES, story

pytestmark = pytest.mark.slow
#: The story in which each kind of document is to be seen.
SEEN_IN = {
    DocumentKind.INVITATION: "christmas",
    DocumentKind.CANCELLATION: "delay",
    DocumentKind.REPORT_TEMPLATE: "wales",
    DocumentKind.REMINDER: "easter-and-a-clock-change",
    DocumentKind.ESCALATION: "several-discussions",
    DocumentKind.TASK: "csa-pathway",
    DocumentKind.PLAN: "siblings-and-one-unborn",
    DocumentKind.TRANSLATION_REQUEST: "pan-sussex",
    DocumentKind.DECISION_SUMMARY: "york",
    DocumentKind.RECORD: "york",
    DocumentKind.CORE_GROUP_NOTE: "york",
    DocumentKind.DELAY_AGREEMENT: "delay",
    DocumentKind.EXCLUSION_LETTER: "guernsey-refused",
    DocumentKind.OUTCOME_FOR_CHILD: "york",
}


def pdf(each: Printable) -> bytes:
    return _kept(fingerprint(each.document))


@cache
def _kept(mark: str) -> bytes:
    return made(printed()[mark])


def made(each: Printable) -> bytes:
    """As its first letter brings it: with the window of an envelope where posted."""
    letter = each.first.letter
    posted = letter.channel is Channel.POST and each.document is each.first.documents[0]
    return press().pdf(each.document, window(letter) if posted else None)


def all_of(name: str) -> list[Printable]:
    """What is printed of a story: something, or a test would look at nothing."""
    found = printed_of(name)
    assert found
    return found


def names_in(name: str) -> set[str]:
    """Every word of the name of every person and child of a story."""
    intake = story(name).opening.intake
    full = [*(c.name or "" for c in intake.children), *(p.name for p in intake.people)]
    return {word for one in full for word in re.findall(r"\w+", one)}


@pytest.mark.parametrize("name", NAMES)
def test_every_letter_that_a_story_sends_is_drawn_up_and_none_is_refused(
    name: str,
) -> None:
    carried = {each.letter.key for each in sent(name)}
    ended = {e.key for e in told(name).rehearsed.effects if e.outcome == "sent"}

    assert carried
    assert ended <= carried
    assert all(each.documents for each in sent(name))


@pytest.mark.parametrize("kind", DocumentKind)
def test_every_kind_of_document_is_in_a_sample(kind: DocumentKind) -> None:
    kinds = {d.kind for each in sent(SEEN_IN[kind]) for d in each.documents}

    assert kind in kinds


def test_what_is_printed_is_of_every_kind_of_every_story() -> None:
    def of(chosen: dict[str, Printable]) -> set[tuple[str, str]]:
        return {(e.first.story, e.document.kind) for e in chosen.values()}

    assert of(printed()) == of(different())
    assert len(printed()) == min(MOST, len(different()))


@pytest.mark.parametrize("name", NAMES)
def test_each_is_for_every_reader_and_for_ever(name: str) -> None:
    wrong = {e.document.kind: found for e in all_of(name) if (found := faults(pdf(e)))}

    assert wrong == {}


@pytest.mark.parametrize("name", NAMES)
def test_each_text_comes_back_from_the_paper_the_screen_and_the_word_file(
    name: str,
) -> None:
    for each in all_of(name):
        document, paper = each.document, pdf(each)
        wanted = [bare(plain(text)) for text in texts(document)]

        assert not lost(document, paper), document.kind
        assert missing(document, paper) == []
        page, file = on_the_page(document), in_the_file(document)
        assert [text for text in wanted if text not in page] == []
        assert [text for text in wanted if text not in file] == []


@pytest.mark.parametrize("name", NAMES)
def test_each_is_the_same_bytes_however_often_it_is_made(name: str) -> None:
    for each in all_of(name):
        assert pdf(each) == made(each)
        if each.document.kind in TO_FILL_IN:
            assert press().docx(each.document) == word_file(each.document)


@pytest.mark.parametrize("name", NAMES)
def test_nobody_s_name_is_seen_from_outside(name: str) -> None:
    names = names_in(name)
    seen = {
        each.document.kind: found
        for each in all_of(name)
        if (found := named(outside(each.first.letter, each.document, pdf(each)), names))
    }

    assert len(names) > 5
    assert seen == {}
