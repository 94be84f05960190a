"""What every document keeps to, whatever it is about."""

from __future__ import annotations

import re

import pytest

from activities.wording import documents_of
from activities.wording.composing import FOR_STAFF, KINDS, TEXTS
from domain.documents.kinds import DocumentKind
from domain.documents.values import Value
from domain.letters import Channel, Line
from tests.activities.wording.by_hand import (
    ANA,
    MONDAY_TEN,
    NEVER_SAID,
    letter,
    line,
    personal,
    read,
)
from tests.activities.wording.samples import INVITED, LINES, REPORT
from tests.activities.wording.test_as_read import sent

LATE = re.compile(r"\b(miss\w*|late\w*|due|overdue|timescales?)\b", re.IGNORECASE)
#: The telephone's own alphabet, as far as our texts use it: anything else costs double.
GSM = re.compile(r"[A-Za-z0-9 .,:;'()?!/\n-]*")
#: As many letters as two texts hold that are joined into one.
TWO_TEXTS = 306

MOVED = Line(code="invitation", values=INVITED[0].values | {"revision": "2"})

every_kind = pytest.mark.parametrize("kind", list(DocumentKind))
for_a_family = pytest.mark.parametrize("kind", sorted(set(DocumentKind) - FOR_STAFF))


def test_every_kind_of_document_has_words() -> None:
    assert set(KINDS) == set(LINES) == set(DocumentKind)


@every_kind
@pytest.mark.parametrize("procedures", ["york", "wales", "guernsey", "a-council"])
def test_no_document_says_a_word_of_the_program(
    kind: DocumentKind, procedures: str
) -> None:
    assert NEVER_SAID.findall(read(sent(kind, procedures=procedures))) == []


@for_a_family
def test_a_family_is_never_told_what_is_late(kind: DocumentKind) -> None:
    assert LATE.findall(read(sent(kind))) == []


@for_a_family
def test_a_family_letter_ends_with_what_to_do_when_it_is_not_safe(
    kind: DocumentKind,
) -> None:
    *_, last = read(sent(kind)).strip().split("\n\n")

    assert "not safe for you to get letters like this, tell your social" in last
    assert last.endswith("call 999.")


@pytest.mark.parametrize("kind", sorted(FOR_STAFF))
@pytest.mark.parametrize("channel", [Channel.EMAIL, Channel.TEXT])
def test_what_speaks_of_lateness_is_never_made_for_a_family(
    kind: DocumentKind, channel: Channel
) -> None:
    with pytest.raises(ValueError, match=f"the document {kind} is not for a family"):
        documents_of(letter(kind, *LINES[kind], part="family", channel=channel))


@every_kind
@pytest.mark.parametrize("language", ["en", "cy"])
def test_a_title_names_the_case_and_nobody_and_is_short(
    kind: DocumentKind, language: str
) -> None:
    told = sent(kind, procedures="wales", language=language)
    (document, *_) = documents_of(told.model_copy(update={"case": "C" * 40}))

    assert document.title.endswith(f" - case {'C' * 40}")
    assert len(document.title) <= 120
    assert not re.search("Sol|Bea|Okafor|child|protection|abuse", document.title)


@every_kind
def test_a_document_is_its_readers_and_keeps_the_mark_of_what_it_says(
    kind: DocumentKind,
) -> None:
    (document, *_) = documents_of(sent(kind))

    assert (document.kind, document.case, document.reader) == (kind, "CP-1", ANA)
    assert (document.source, document.language) == ("a" * 64, "en")


def test_a_letter_greets_its_reader_and_only_for_who_reads_with_them() -> None:
    (document, *_) = documents_of(sent(DocumentKind.PLAN))

    assert document.greets is not None
    assert (document.greets.text, document.greets.seen_by) == ("Ana Sol", (ANA,))


def test_a_teams_mailbox_is_not_greeted_and_is_told_for_whom_it_stands_in() -> None:
    told = letter("task", *LINES[DocumentKind.TASK], part="team", role="key-worker")
    (document,) = documents_of(told)

    assert document.greets is None
    assert "\n\nThis is for the lead social worker. Nobody who holds" in read(told)


@every_kind
def test_a_letter_without_its_first_line_is_refused_by_the_name_of_the_line(
    kind: DocumentKind,
) -> None:
    told = sent(kind)
    first = told.lines[1].code
    rest = tuple(each for each in told.lines if each.code != first)
    if kind in {DocumentKind.REMINDER, DocumentKind.ESCALATION, DocumentKind.TASK}:
        rest = rest[:1]

    with pytest.raises(LookupError) as refused:
        documents_of(told.model_copy(update={"lines": rest}))

    assert re.fullmatch(r"'?the letter has no line ?[a-z-]*'?", str(refused.value))


@every_kind
def test_a_line_that_this_version_has_no_words_for_is_refused_by_its_name(
    kind: DocumentKind,
) -> None:
    told = sent(kind)
    strange = line("of-tomorrow", what=personal("Quillfeather"))

    with pytest.raises(LookupError, match="no words for the line of-tomorrow"):
        documents_of(told.model_copy(update={"lines": (*told.lines, strange)}))


def test_a_letter_that_names_no_reader_is_refused() -> None:
    told = sent(DocumentKind.INVITATION)

    with pytest.raises(LookupError, match="the letter has no line reader"):
        documents_of(told.model_copy(update={"lines": told.lines[1:]}))


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({}, "the line cancellation has no conference"),
        ({"conference": personal("Bea")}, "the line cancellation has no plain"),
        ({"conference": "initial"}, "the line cancellation has no when"),
        ({"conference": "of-tomorrow", "when": MONDAY_TEN}, "of-tomorrow"),
    ],
)
def test_a_value_that_is_missing_or_strange_is_refused_by_its_name(
    wrong: dict[str, Value], told: str
) -> None:
    cancelled = letter("cancellation", line("cancellation", **wrong))

    with pytest.raises(LookupError, match=told) as refused:
        documents_of(cancelled)
    assert "Bea" not in str(refused.value)


@pytest.mark.parametrize("document", [None, "a-kind-of-tomorrow"])
def test_a_letter_that_is_no_document_of_ours_is_refused(document: str | None) -> None:
    told = sent(DocumentKind.PLAN).model_copy(update={"document": document})

    with pytest.raises(ValueError, match=document or "the letter is no document"):
        documents_of(told)


@pytest.mark.parametrize("kind", sorted(set(DocumentKind) - set(TEXTS) - FOR_STAFF))
def test_only_what_is_short_and_says_nothing_may_go_as_a_text(
    kind: DocumentKind,
) -> None:
    with pytest.raises(ValueError, match=f"the document {kind} cannot go as a text"):
        documents_of(sent(kind, channel=Channel.TEXT))


@pytest.mark.parametrize("part", ["family", "professional"])
@pytest.mark.parametrize(
    ("kind", "lines"),
    [
        (DocumentKind.INVITATION, (*INVITED, *REPORT)),
        (DocumentKind.INVITATION, (MOVED,)),
        (DocumentKind.CANCELLATION, LINES[DocumentKind.CANCELLATION]),
        (
            DocumentKind.CANCELLATION,
            (line("no-longer-invited", conference="initial", when=MONDAY_TEN),),
        ),
        (
            DocumentKind.CANCELLATION,
            (line("no-longer-invited", conference="initial", when=""),),
        ),
    ],
    ids=["invited", "moved", "off", "not-invited", "not-invited-to-another-day"],
)
def test_a_text_fits_two_messages_and_says_no_name_no_place_and_not_what_for(
    kind: DocumentKind, lines: tuple[Line, ...], part: str
) -> None:
    text = letter(kind, *lines, part=part, channel=Channel.TEXT)
    (document,) = documents_of(text)
    body = read(text)

    assert document.greets is None
    assert len(body) <= TWO_TEXTS
    assert GSM.fullmatch(body)
    assert not re.search("Ana|Civic|protection|conference i|CP-1|child", body)
    assert re.search("ring (your social worker|the conference coordinator)", body)


def test_a_new_date_says_that_it_takes_the_place_of_the_old_one() -> None:
    assert (
        "\n\nThis is a new date. It takes the place of the one that you had before.\n\n"
    ) in read(letter("invitation", MOVED))
    assert "The date has changed: you are invited to a meeting on Monday" in read(
        letter("invitation", MOVED, channel=Channel.TEXT)
    )


def test_a_professional_who_is_not_invited_any_more_is_told_what_still_counts() -> None:
    said = line("no-longer-invited", conference="initial", when="")
    told = read(letter("cancellation", said, part="professional"))

    assert (
        "You are no longer asked to come to the initial child protection conference "
        "in case CP-1.\n\nIf you know something that matters for the child's safety, "
    ) in told


def test_nobody_gets_a_report_form_whose_report_is_not_asked_for() -> None:
    told = letter("invitation", *INVITED, part="professional")

    assert len(documents_of(told)) == 1
    assert "form" not in read(told).replace("format", "")
