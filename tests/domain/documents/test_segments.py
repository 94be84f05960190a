"""What is locked comes back as it went out, and no translation says more to anybody."""

from __future__ import annotations

from collections import Counter
from unicodedata import normalize

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from adapters.press.speech import CldrSpeech
from domain.documents.drafts import Certified, Draft
from domain.documents.model import (
    Bullets,
    Columns,
    Document,
    Heading,
    Paragraph,
    Particulars,
)
from domain.documents.opened import NotCleared, Text, opened
from domain.documents.places import visited
from domain.documents.plain import one_line
from domain.documents.segments import (
    MARK,
    Damaged,
    Fault,
    Found,
    Segment,
    check,
    segments,
    translated,
)
from domain.documents.values import Personal, Phrase, Piece, Sort, Words, phrase
from tests.domain.documents.written import (
    MEETING,
    MONDAY,
    NAME,
    READERS,
    as_they_are,
    certified,
    document,
    documents,
    paragraph,
    written,
)

TITLE = {"title": "Plan - sprawa ⟦1⟧"}


def only(source: Document) -> Segment:
    """The segment of a document of one paragraph."""
    return segments(source)[1]


def phrases(of: Document) -> list[Phrase]:
    found: list[Phrase] = []

    def note(_: str, said: Phrase) -> Phrase:
        found.append(said)
        return said

    visited(of, note)
    return found


def in_polish(source: Document, text: str) -> Phrase:
    """The paragraph of a document, as this text translates it."""
    return phrases(translated(source, certified({**TITLE, "1": text})))[0]


def found(source: Document, texts: dict[str, str]) -> tuple[Found, ...]:
    with pytest.raises(Damaged) as damaged:
        translated(source, certified(texts))
    assert damaged.value.segments == tuple(
        dict.fromkeys(each.segment for each in damaged.value.found)
    )
    return damaged.value.found


def faults(source: Document, text: str) -> list[Fault]:
    return [each.fault for each in found(source, {**TITLE, "1": text})]


@pytest.mark.parametrize(
    ("text", "shown", "locked"),
    [
        ("pay £20 now", "pay ⟦1⟧ now", ["£20"]),
        ("pay £ 20.50.", "pay ⟦1⟧.", ["£ 20.50"]),
        ("from 10:30, then", "from ⟦1⟧, then", ["10:30"]),
        ("on 4/1/2027.", "on ⟦1⟧.", ["4/1/2027"]),
        ("of 12,5 each", "of ⟦1⟧ each", ["12,5"]),
        ("at 10 am", "at ⟦1⟧ am", ["10"]),
        ("10–12 weeks", "⟦1⟧ weeks", ["10–12"]),  # noqa: RUF001
        ("ring 01273 555 010", "ring ⟦1⟧", ["01273 555 010"]),
        ("ring +44 1273 555010!", "ring ⟦1⟧!", ["+44 1273 555010"]),
        ("ring +44 20 7946 0958", "ring ⟦1⟧", ["+44 20 7946 0958"]),
        ("of £20 000 a year", "of ⟦1⟧ a year", ["£20 000"]),
        ("in 2026 3 children", "in ⟦1⟧ ⟦2⟧ children", ["2026", "3"]),
        ("case SX-2026-0011 is", "case ⟦1⟧ is", ["SX-2026-0011"]),
        ("to a.b@council.example, or", "to ⟦1⟧, or", ["a.b@council.example"]),
        ("a ⟦1⟧ b", "a ⟦1⟧⟦2⟧⟦3⟧ b", ["⟦", "1", "⟧"]),
        ("3, 4 and 5", "⟦1⟧, ⟦2⟧ and ⟦3⟧", ["3", "4", "5"]),
        ("٣ بجے", "⟦1⟧ بجے", ["٣"]),
    ],
)
def test_a_figure_in_what_people_wrote_is_locked_whole(
    text: str, shown: str, locked: list[str]
) -> None:
    for source in (paragraph(text), paragraph(written(text))):
        segment = only(source)

        assert segment.text == shown
        assert [v.text for v in segment.locked if isinstance(v, Words | Personal)] == (
            locked
        )


def test_a_day_a_moment_and_a_name_are_marks_and_come_back_where_they_were_put() -> (
    None
):
    source = paragraph("Meet ", NAME, " on ", MEETING, " or ", MONDAY, ".")

    assert only(source).text == "Meet ⟦1⟧ on ⟦2⟧ or ⟦3⟧."
    assert in_polish(source, "⟦3⟧ lub ⟦2⟧: ⟦1⟧") == phrase(
        MONDAY, " lub ", MEETING, ": ", NAME
    )


def test_each_sentence_is_named_by_its_place() -> None:
    words = phrase("Words.")
    whole = document(
        Heading(text=words),
        Paragraph(text=words),
        Bullets(items=(words, words)),
        Particulars(rows=((words, words),)),
        Columns(head=(words, words), rows=((words, words),)),
    )

    assert [segment.id for segment in segments(whole)] == [
        *("title", "1", "2", "3.1", "3.2", "4.1.1", "4.1.2"),
        *("5.0.1", "5.0.2", "5.1.1", "5.1.2"),
    ]


def test_a_sentence_without_words_is_not_asked_for_and_stays_as_it_is() -> None:
    source = paragraph(MONDAY, " (", NAME, ").")

    assert [segment.id for segment in segments(source)] == ["title"]
    assert phrases(translated(source, certified(TITLE))) == phrases(source)
    assert found(source, {**TITLE, "1": "Słowa"}) == (Found("1", Fault.NOT_ASKED),)


def test_a_title_without_words_is_not_asked_for() -> None:
    source = document(title="2027")

    assert [segment.id for segment in segments(source)] == ["1"]
    assert translated(source, certified({"1": "Słowa."})).title == "2027"


def test_the_title_is_translated_and_keeps_its_reference() -> None:
    assert translated(document(), certified({**TITLE, "1": "Słowa."})).title == (
        "Plan - sprawa CASE-1"
    )


def test_a_title_too_long_for_a_subject_is_refused() -> None:
    texts = {"title": f"{'Plan' * 30} ⟦1⟧", "1": "Słowa."}

    assert found(document(), texts) == (Found("title", Fault.TOO_LONG),)


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("", [Fault.UNTRANSLATED]),
        (" \n", [Fault.UNTRANSLATED]),
        ("⟦1⟧ – ⟦2⟧", [Fault.UNTRANSLATED]),  # noqa: RUF001
        ("Spotkanie ⟦1⟧", [Fault.MARK_LOST]),
        ("Spotkanie ⟦1⟧ ⟦2⟧ ⟦2⟧", [Fault.MARK_DOUBLED]),
        ("Spotkanie ⟦1⟧ ⟦2⟧ ⟦3⟧", [Fault.MARK_UNKNOWN]),
        ("Spotkanie ⟦1⟧ ⟦1⟧ ⟦3⟧", list(Fault)[1:4]),
        ("Spotkanie ⟦1⟧ ⟦٢⟧", [Fault.MARK_LOST, Fault.MARK_UNKNOWN]),
        ("Spotkanie ⟦1⟧ ⟦02⟧", [Fault.MARK_LOST, Fault.MARK_UNKNOWN]),
        ("Spotkanie ⟦1⟧ ⟦2⟧ ⟦", [Fault.MARK_UNKNOWN]),
        ("Spotkanie ⟦1⟧ ⟦2⟧ ⟦a⟧", [Fault.MARK_UNKNOWN]),
    ],
)
def test_a_lost_doubled_or_made_up_mark_is_refused_by_its_own_name(
    text: str, wrong: list[Fault]
) -> None:
    assert faults(paragraph("Meet ", MEETING, " or ", MONDAY), text) == wrong


def test_an_error_repeats_nothing_of_what_was_given_back() -> None:
    texts = {**TITLE, "1": "Słowa.", "Amina Khan": "x"}

    assert found(document(), texts) == (Found("unknown", Fault.NOT_ASKED),)


def test_a_thousand_figures_in_one_text_all_come_back() -> None:
    source = paragraph(written(", ".join(map(str, range(1, 1500))) + " words"))
    back = in_polish(source, only(source).text)

    assert "".join(v.text for v in back if isinstance(v, Personal)).startswith("1, 2, ")
    assert len(only(source).locked) == 1499


@settings(deadline=None)
@given(documents, st.data())
def test_any_order_of_the_marks_in_a_segment_is_accepted(
    source: Document, data: st.DataObject
) -> None:
    texts = {}
    for segment in segments(source):
        marks = [f"⟦{mark}⟧" for mark in segment.marks]
        texts[segment.id] = "ą" + " ż ".join(data.draw(st.permutations(marks)))

    done = translated(source, certified(texts))

    for before, after in zip(phrases(source), phrases(done), strict=True):
        assert Counter(locked(before)) == Counter(locked(after))


def locked(said: Phrase) -> list[str]:
    """Everything in a sentence that no translator may change."""
    found = paragraph(*said).blocks[0]
    assert isinstance(found, Paragraph)
    parts = segments(document(Paragraph(text=phrase("x ", *found.text))))[1].locked
    return [part.model_dump_json() for part in parts]


@settings(deadline=None)
@given(documents, st.data())
def test_any_loss_doubling_or_invention_of_a_mark_is_refused(
    source: Document, data: st.DataObject
) -> None:
    texts = as_they_are(source)
    segment = data.draw(st.sampled_from(segments(source)))
    marks = [match[0] for match in MARK.finditer(segment.text)]
    ways = [lambda text: text + f"⟦{len(marks) + 1}⟧", lambda text: text + "⟧"]
    if marks:
        mark = data.draw(st.sampled_from(marks))
        ways += [lambda text: text.replace(mark, ""), lambda text: text + mark]
    texts[segment.id] = data.draw(st.sampled_from(ways))(texts[segment.id])

    with pytest.raises(Damaged) as damaged:
        check(source, texts)

    assert damaged.value.segments == (segment.id,)


@settings(deadline=None)
@given(documents, st.data())
def test_a_translation_opens_for_nobody_for_whom_its_source_does_not(
    source: Document, data: st.DataObject
) -> None:
    done = translated(source, certified(as_they_are(source)))
    readers = data.draw(st.sets(st.sampled_from(READERS), min_size=1))

    assert opens(done, readers) == opens(source, readers)


def opens(which: Document, readers: set[str]) -> bool:
    try:
        opened(which, readers, CldrSpeech())
    except NotCleared:
        return False
    return True


def test_words_made_of_what_two_readers_saw_are_only_for_who_saw_both() -> None:
    source = paragraph(
        written("Hers. ", ("father", "mother")), written("His.", ("father",))
    )

    assert in_polish(source, "Jej i jego.") == (
        Personal(text="Jej i jego.", sort=Sort.WORDS, of="mother", seen_by=("father",)),
    )


@settings(deadline=None)
@given(documents)
def test_a_translation_in_the_same_words_reads_the_same(source: Document) -> None:
    done = translated(source, certified(as_they_are(source), language="en"))

    assert list(map(read, phrases(done))) == list(map(read, phrases(source)))


def read(said: Phrase) -> str:
    """What everybody would read, without its spaces and in composed form."""
    line = one_line(text(paragraph(*map(for_all, said))))
    return normalize("NFC", "".join(line.split()))


def for_all(piece: Piece) -> Piece:
    if isinstance(piece, Personal):
        return piece.model_copy(update={"seen_by": READERS})
    return piece


def text(which: Document) -> str:
    block = opened(which, ["mother"], CldrSpeech()).blocks[0]
    assert isinstance(block, Text)
    return block.text


def test_two_numbers_with_a_space_between_them_stay_two() -> None:
    source = paragraph(written("£20, 10:30 and more"))

    assert text(translated(source, certified({**TITLE, "1": "więcej ⟦2⟧ ⟦1⟧"}))) == (
        "więcej 10:30 £20"
    )


def test_what_a_translator_gives_back_is_made_harmless() -> None:
    back = in_polish(paragraph("Words."), "Słowa\u202e\x00.\r\nBcc: x")

    assert back == phrase("Słowa. Bcc: x")


def test_a_translation_longer_than_one_value_may_be_is_kept_whole() -> None:
    source = paragraph(written("word " * 3999 + "word"))
    back = in_polish(source, "słowo " * 5000)
    said = [value.text for value in back if isinstance(value, Personal)]

    assert "".join(said).split() == ["słowo"] * 5000
    assert (
        len(text(translated(source, certified({**TITLE, "1": "ż" * 45000})))) == 45000
    )


def test_a_draft_of_a_machine_cannot_become_a_document() -> None:
    draft = Draft(language="pl", texts={**TITLE, "1": "Słowa."}, engine="apertium")

    with pytest.raises(TypeError):
        translated(document(), draft)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="Field required"):
        Certified.model_validate_json(draft.model_dump_json())


def test_nobody_certifies_a_translation_alone() -> None:
    fields = certified({}).model_dump() | {"reviser": "translator"}

    with pytest.raises(ValueError, match="somebody else than the translator"):
        Certified(**fields)
