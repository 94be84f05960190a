"""What each document says, and to whom: typed lines, from one planted family.

Held on Mon 2027-01-11, asked for on Tue 2027-01-12; the review is on Mon 2027-04-12.
"""

from __future__ import annotations

import pytest

from domain.case import Case
from domain.correspondence import NoLetter, NotCleared, NothingToSay
from domain.correspondence import letter_for as made
from domain.correspondence.sources import source_of
from domain.documents.kinds import DocumentKind
from domain.documents.values import OnDay, Personal, Sort
from domain.effects import EffectKind
from domain.evolve.changes import changed
from domain.facts.the_day import RecordWritten
from domain.letters import Certification, Channel
from domain.record.participation import Views
from domain.record.safety import Exclusion
from domain.record.the_day import Section
from domain.terms import sealed
from tests.dates import day
from tests.domain.builders import after
from tests.domain.canary_conferences import HELD, NOW, fingerprint
from tests.domain.canary_letters import to
from tests.domain.canary_secrets import (
    CHAIR,
    DESK,
    FATHER,
    GRAN,
    MOTHER,
    ONE,
    TWO,
    VISITOR,
    WORKER,
)
from tests.domain.documenting import CASE, first, letter, with_conference
from tests.domain.family import said


def test_a_letter_says_what_it_is_who_reads_it_and_what_it_must_not_say() -> None:
    told = letter(DocumentKind.PLAN, FATHER, child=ONE)

    assert (told.document, told.readers) == (DocumentKind.PLAN, (FATHER,))
    assert told.channel is Channel.EMAIL
    assert told.withheld


def test_days_are_days_and_words_say_whose_they_are() -> None:
    told = letter(DocumentKind.PLAN, MOTHER, child=ONE)
    wanted = first(told, "wanted")["what"]

    assert first(told, "plan")["held"] == OnDay(on=day("Mon 2027-01-11"))
    assert isinstance(wanted, Personal)
    assert (wanted.sort, wanted.of) == (Sort.WORDS, ONE)
    assert {FATHER, MOTHER, WORKER} <= set(wanted.seen_by)
    assert GRAN not in wanted.seen_by


def test_a_plan_goes_to_nobody_of_another_childs_part() -> None:
    with pytest.raises(NotCleared):
        letter(DocumentKind.PLAN, GRAN, child=ONE)
    assert letter(DocumentKind.PLAN, GRAN, child=TWO).to == GRAN


def test_a_summary_and_a_record_tell_each_reader_of_the_children_that_are_theirs() -> (
    None
):
    for document in (DocumentKind.DECISION_SUMMARY, DocumentKind.RECORD):
        of_one, of_both = letter(document, FATHER), letter(document, MOTHER)

        assert len(said(of_one, "decided")) == 1
        assert len(said(of_both, "decided")) == 2
    assert [s["words"] for s in said(of_one, "section")] == [fingerprint(ONE)]
    assert [s["words"] for s in said(of_both, "section")] == [
        fingerprint("whole"),
        fingerprint(ONE),
        fingerprint(TWO),
    ]


def test_a_record_that_is_not_complete_is_not_sent() -> None:
    with pytest.raises(NothingToSay):
        letter(DocumentKind.RECORD, MOTHER, with_conference("conf-1", closed_at=None))


def test_a_core_groups_note_has_the_plan_of_the_children_it_met_about() -> None:
    told = letter(DocumentKind.CORE_GROUP_NOTE, VISITOR, about=f"cg-{ONE}")

    assert said(told, "core-group") == [
        {"held": "Monday 11 January 2027", "meeting": f"cg-{ONE}"}
    ]
    assert len(said(told, "action")) == 3
    with pytest.raises(NoLetter):
        letter(DocumentKind.CORE_GROUP_NOTE, GRAN, about=f"cg-{ONE}")


def test_a_delay_agreement_says_why_and_what_keeps_each_child_safe() -> None:
    told = letter(DocumentKind.DELAY_AGREEMENT, CHAIR, about="delay-1")

    assert said(told, "reason") == [{"words": fingerprint("why")}]
    assert len(said(told, "safeguard")) == 2
    assert said(told, "check") == [{"due": "Monday 4 January 2027"}]
    with pytest.raises(NotCleared):
        letter(DocumentKind.DELAY_AGREEMENT, FATHER, about="delay-1")


def test_an_exclusion_letter_says_from_when_and_what_is_planned_and_never_why() -> None:
    out = Exclusion(
        person=GRAN, at=HELD, by_role="chair", why="bail", views_planned_at=NOW
    )

    told = letter(DocumentKind.EXCLUSION_LETTER, GRAN, changed(CASE, exclusions=(out,)))

    assert said(told, "exclusion") == [
        {"from": "Monday 11 January 2027", "by": "chair"}
    ]
    assert said(told, "views") == [{"planned": "Tuesday 12 January 2027"}]
    assert said(told, "part") == [{"planned": ""}]
    assert "bail" not in told.model_dump_json()
    with pytest.raises(NothingToSay):
        letter(DocumentKind.EXCLUSION_LETTER, GRAN)


def test_a_letter_for_a_child_is_read_by_the_child_and_by_whoever_takes_it() -> None:
    heard = with_conference("conf-1", views=(Views(whose=ONE, at=HELD, how="writing"),))
    told = letter(DocumentKind.OUTCOME_FOR_CHILD, WORKER, heard, child=ONE)

    assert (told.to, told.readers) == (WORKER, (WORKER, ONE))
    assert [line.code for line in told.lines][:4] == [
        "reader",
        "outcome",
        "seen-by",
        "said",
    ]
    assert said(told, "said") == [{"how": "writing"}]


def test_the_desk_is_told_of_its_job_and_nothing_of_the_child() -> None:
    desk = to(DocumentKind.RECORD, "conf-1", "translation-desk").model_copy(
        update={"kind": EffectKind.TRANSLATION, "role": True, "translation": "tr-1"}
    )

    told = made(CASE, desk, NOW)

    assert told.to == DESK
    assert said(told, "translation")[0]["child"] == ONE
    assert said(told, "translation")[0]["job"] == "tr-1"
    assert all(
        not isinstance(v, Personal) for ln in told.lines for v in ln.values.values()
    )


def certified(source: str) -> Case:
    (job,) = CASE.translations
    done = changed(job, source=source, content="c" * 64, checked_at=NOW)
    done = changed(done, translator="t-1", checked_by="t-2")
    return changed(CASE, translations=(done,))


def test_a_certified_translation_goes_only_while_its_text_is_the_same() -> None:
    plan = to(DocumentKind.PLAN, "conf-1", MOTHER, ONE).model_copy(
        update={"translation": "tr-1"}
    )
    source = source_of(CASE, DocumentKind.PLAN, "conf-1", ONE)

    told = made(certified(source), plan, NOW)

    assert (told.translation, told.source) == ("c" * 64, source)
    assert told.certified == Certification(
        language="ur", translator="t-1", checked_by="t-2", at=NOW
    )
    with pytest.raises(NothingToSay):
        made(certified("0" * 64), plan, NOW)
    with pytest.raises(NothingToSay):
        made(CASE, plan, NOW)


def test_a_reader_whose_version_is_awaited_is_told_who_goes_through_it_meanwhile() -> (
    None
):
    told = letter(DocumentKind.PLAN, MOTHER, child=ONE)

    (own,) = said(told, "own-version")
    assert (own["language"], own["goes-through"]) == ("ur", "social-worker")
    assert own["name"] == f"Name of {WORKER}"
    assert said(letter(DocumentKind.PLAN, FATHER, child=ONE), "own-version") == []


def test_a_section_keeps_the_fingerprint_of_its_words_for_letters() -> None:
    written = RecordWritten(
        at=NOW, conference="conf-1", section=Section(heading="agenda"), words="All."
    )
    older = changed(CASE, terms=sealed(changed(CASE.terms, letters=None)))

    assert after(CASE, NOW, written).conferences[0].sections[-1].words == fingerprint(
        "All."
    )
    kept = after(older, NOW, written).conferences[0].sections[-1]
    assert kept.words == ""
    assert "words" not in kept.model_dump_json()
