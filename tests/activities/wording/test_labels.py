"""Labels: every key has words, and for Wales the same keys have Welsh."""

from __future__ import annotations

import pytest

from activities.wording import documents_of, labels
from activities.wording.frame import STRUCK_OFF
from activities.wording.labels import (
    HEADINGS,
    WELSH_HEADINGS,
    Labels,
    english,
    welsh,
)
from activities.wording.place import CONFERENCES, Place
from adapters.rulebooks import load_rulebook, published
from domain.documents.kinds import DocumentKind
from rulebook.schema import Listed
from tests.activities.wording.by_hand import read
from tests.activities.wording.test_as_read import sent

#: What stands in a letter as a heading or a word; other lists are gone through.
IN_LETTERS = {
    Listed.CATEGORIES,
    Listed.PLAN,
    Listed.SOCIAL_WORK_REPORT,
    Listed.POLICE_REPORT,
    Listed.MEDICAL_REPORT,
    Listed.AGENCY_REPORT,
    Listed.EVERY_REPORT,
    Listed.RECORD,
    Listed.RECORD_OF_CHILD,
    Listed.EXITS,
}
IN_WALES = ("wales", "csa-pathway", "common")
ITEMS = [
    (id, item)
    for id, version, _ in published()
    for item in load_rulebook(f"{id}@{version}").items
]
ENGLISH_ONLY = Labels(Place("wales"), welsh=False)
BOTH = Labels(Place("wales"), welsh=True)


def test_everything_on_a_list_of_the_published_procedures_has_words_here() -> None:
    assert {item.key for _, item in ITEMS} == set(HEADINGS)


def test_what_letters_in_wales_say_of_the_lists_has_welsh() -> None:
    wanted = {
        item.key
        for id, item in ITEMS
        if id.partition("+")[0] in IN_WALES and item.on in IN_LETTERS
    }

    assert wanted <= set(WELSH_HEADINGS) <= set(HEADINGS)


@pytest.mark.parametrize(
    "table", ["TITLES", "LABELS", "URGENCIES", "OUTCOMES", "NEXT", "FORMATS"]
)
def test_every_label_has_english_and_welsh(table: str) -> None:
    words = getattr(english, table)
    theirs = getattr(welsh, table)

    assert words.keys() == theirs.keys()
    assert all(words[key] != theirs[key] for key in words)


def test_every_conference_and_document_has_a_welsh_name() -> None:
    assert set(welsh.CONFERENCES) == set(CONFERENCES)
    assert set(welsh.TITLES) == {*DocumentKind, STRUCK_OFF, "text-message"}


@pytest.mark.parametrize(
    ("procedures", "language", "welsh"),
    [
        ("wales", "cy", True),
        ("wales+timescales", "cy-GB", True),
        ("wales", "en", False),
        ("wales", "cym", False),
        ("york", "cy", False),
        ("guernsey", "cy", False),
    ],
)
def test_only_whoever_asked_for_welsh_in_wales_reads_both(
    procedures: str, language: str, welsh: bool
) -> None:
    told = sent(DocumentKind.INVITATION, procedures=procedures, language=language)
    (document,) = documents_of(told)

    assert ("\nPryd / When: " in read(told)) is welsh
    assert ("\nWhen: " in read(told)) is not welsh
    assert document.language == "en"


def test_welsh_stands_before_the_english_of_every_sort_of_label() -> None:
    assert BOTH.title("record") == "Cofnod cynhadledd / Record of a conference"
    assert BOTH.heading("neglect") == "Esgeulustod / Neglect"
    assert BOTH.role("chair") == "cadeirydd / chair"
    assert BOTH.urgency("task") == "I'w wneud / To do"
    assert BOTH.format("braille") == "mewn Braille / in Braille"
    assert BOTH.next("next-review") == (
        "Cynhadledd adolygu nesaf / Next review conference"
    )
    assert BOTH.outcome("end") == (
        "mae'r cynllun gofal a chymorth amddiffyn yn dod i ben / "
        "the care and support protection plan ends"
    )


def test_what_has_no_welsh_yet_stands_in_english() -> None:
    assert BOTH.heading("a-heading-of-a-council") == "A heading of a council"
    assert BOTH.role("play-therapist") == "play therapist"
    assert BOTH.next("visit-the-child") == "Visit the child"


@pytest.mark.parametrize(
    ("procedures", "category", "conference"),
    [
        ("york", "Category", "initial child protection conference"),
        ("wales", "Category on the register", "initial child protection conference"),
        (
            "guernsey",
            "Category",
            "initial child protection case conference (ICPCC)",
        ),
    ],
)
def test_each_place_has_its_own_labels(
    procedures: str, category: str, conference: str
) -> None:
    here = Labels(Place(procedures), welsh=False)

    assert here.label("category") == category
    assert here.conference("initial") == conference


def test_the_register_is_named_in_wales_alone_and_the_short_name_in_guernsey() -> None:
    for kind in DocumentKind:
        assert "egister" not in read(sent(kind, procedures="york"))
        assert "egister" not in read(sent(kind, procedures="guernsey"))
        assert "ICPCC" not in read(sent(kind, procedures="wales"))


@pytest.mark.parametrize("key", ["of-tomorrow", "when "])
def test_a_label_that_is_not_there_is_never_made_up(key: str) -> None:
    with pytest.raises(LookupError):
        ENGLISH_ONLY.label(key)


def test_the_headings_of_the_lists_do_not_overlap() -> None:
    tables = (
        labels.english_headings.REPORTS,
        labels.english_headings.RECORD,
        labels.english_headings.PLAN,
        labels.english_headings.PREPARING,
        labels.english_people.INVITED,
        labels.english_people.TRIGGERS,
    )

    assert sum(map(len, tables)) == len(HEADINGS)
