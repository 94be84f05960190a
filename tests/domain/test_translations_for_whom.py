"""Who stops a translation, and who does not: a relative who must be decided about.

The mother reads Urdu. The father reads Polish, and there are concerns about him.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest

from domain.case import Case
from domain.correspondence import letter_for
from domain.documents.kinds import DocumentKind
from domain.effects import Effect, EffectKind
from domain.evolve.changes import changed, to
from domain.following.endings import ended
from domain.letters import Letter
from domain.record.safety import Document, Sharing
from domain.requests.letters import HoldLetters, SettleUndeliveredLetter
from domain.requests.safety import DecideSharing, LiftAdultConcern
from domain.translations.chasing import chasers
from domain.translations.shown import State, translations_view
from tests.domain.conferring import A_PLAN, EVENING, NO_PLAN, OF, held
from tests.domain.requesting import asked, refused
from tests.domain.translating import (
    BACK,
    CHECKED,
    DUE,
    FATHER,
    MANAGER,
    MOTHER,
    ask_for,
    booked,
    closed,
    family,
    job,
    of_concern,
    of_job,
    planned,
    reads,
    tasks,
)

HOME = A_PLAN.model_copy(update={"outcomes": ("Home is calm at bedtime.",)})
DOCUMENT, SUMMARY = DocumentKind.OUTCOME_FOR_CHILD, DocumentKind.DECISION_SUMMARY


def household(mother: str = "ur", **father: Any) -> Case:
    """Their first child has a plan with words in it, from Mon 2026-12-21."""
    case = family(language_need=mother)
    people = (changed(p, **father) if p.ref == FATHER else p for p in case.people)
    there = ("worker", "manager", MOTHER, FATHER)
    day = held(HOME, NO_PLAN, present=there)
    return asked(booked(to(case, people=tuple(people))), EVENING, day)


def with_concern(mother: str = "ur", about: str = "child-1") -> Case:
    return household(mother, language_need="pl", of_concern_about=(about,))


def languages(case: Case) -> dict[str, str | None]:
    """Every job that was asked for: its language, and why it ended."""
    return {f"{each.ref} {each.language}": each.ended for each in case.translations}


def request(case: Case, ref: str = "t1") -> Effect:
    (asking,) = (e for e in of_job(case, ref) if e.kind == "translation-request")
    return asking


def given_out(case: Case, ref: str = "t1") -> Letter:
    return letter_for(case, request(case, ref), EVENING)


def shared(whole: Sharing = Sharing.WHOLE) -> DecideSharing:
    return DecideSharing(
        id="r",
        by=MANAGER,
        person=FATHER,
        document=Document.PLAN,
        conference="conf-1",
        shares=whole,
        decided_at=BACK,
        reason="talked-over",
    )


LIFTED = LiftAdultConcern(
    id="r", by=MANAGER, person=FATHER, lifted_at=BACK, words="What was said."
)


@pytest.mark.parametrize("about", ["child-1", "child-2"])
def test_a_relative_of_concern_stops_nobody_else_s_translation(about: str) -> None:
    case = with_concern(about=about)

    assert languages(case) == {"t1 ur": None}
    assert "wanted" in {line.code for line in given_out(case).to_translate}


@pytest.mark.parametrize("request_", [LIFTED, shared()], ids=["lifted", "whole"])
def test_their_own_language_is_asked_for_once_it_was_decided_that_they_get_it(
    request_: Any,
) -> None:
    case = asked(with_concern(), BACK, request_)

    assert languages(case) == {"t1 ur": None, "t2 pl": None}
    assert job(case, "t2").readers == (FATHER,)
    for ref in ("t1", "t2"):
        assert "wanted" in {line.code for line in given_out(case, ref).to_translate}


@pytest.mark.parametrize("share", [Sharing.PART, Sharing.WITHHELD])
def test_no_language_is_asked_for_of_a_text_that_is_not_given_whole(
    share: Sharing,
) -> None:
    case = asked(with_concern(), BACK, shared(share))

    assert languages(case) == {"t1 ur": None}


def test_the_desk_s_job_for_somebody_ends_when_they_come_to_be_of_concern() -> None:
    case = household(language_need="pl")

    later = asked(case, CHECKED, of_concern(FATHER))

    assert languages(later) == {"t1 pl": "no-longer-needed", "t2 ur": None}
    assert "wanted" in {line.code for line in given_out(later, "t2").to_translate}


def test_nothing_that_may_go_stale_is_given_out_to_translate() -> None:
    case = household()
    english = (e for _, e in case.unsent() if (e.kind, e.to) == ("plan-copy", MOTHER))

    said = {line.code for line in letter_for(case, next(english), EVENING).lines}
    translated = {line.code for line in given_out(case).to_translate}

    assert {"due", "own-version"} <= said
    assert said - translated == {"due", "own-version"}


@pytest.mark.parametrize("fields", [{"name": "Another Name"}, {"agency": "Other"}])
def test_a_text_that_names_somebody_is_another_one_under_another_name(
    fields: dict[str, str],
) -> None:
    case = household()
    worker = HOME.key_worker

    people = (changed(p, **fields) if p.ref == worker else p for p in case.people)
    case = asked(to(case, people=tuple(people)), BACK, reads(FATHER, BACK, reads=False))

    assert languages(case) == {"t1 ur": "source-changed", "t2 ur": None}


def test_parts_are_said_as_they_were_at_the_conference_whoever_holds_them_since() -> (
    None
):
    case = household()
    before = given_out(case).to_translate
    over = tuple(changed(held, until=BACK) for held in case.roles)
    ended_since = to(case, roles=over)

    later = letter_for(ended_since, request(ended_since), CHECKED)

    assert [line.code for line in later.to_translate] == [line.code for line in before]
    assert _parts(later.to_translate) == _parts(before)


def _parts(lines: Any) -> list[object]:
    return [line.values["who"] for line in lines if "who" in line.values]


@pytest.mark.parametrize(
    ("document", "child"),
    [(DocumentKind.PLAN, "child-1"), (SUMMARY, None), (DOCUMENT, "child-2")],
)
def test_a_version_in_advance_says_what_all_who_get_the_english_one_may_see(
    document: DocumentKind, child: str | None
) -> None:
    case = asked(household("en"), BACK, ask_for(BACK, document=document, child=child))

    assert job(case).readers == ()
    assert len(given_out(case).to_translate) > 1


def test_what_goes_to_nobody_of_the_family_is_not_asked_for_in_advance() -> None:
    case = household("en", of_concern_about=("child-1",))
    case = asked(case, CHECKED, of_concern(MOTHER))

    assert refused(case, ask_for(CHECKED), CHECKED).code == "given-to-nobody"


def failed(case: Case) -> Case:
    return ended(case, request(case).key, "not-cleared", EVENING)


def test_a_desk_whose_letter_failed_does_not_have_the_text_and_is_not_chased() -> None:
    case = failed(household())

    assert [view.state for view in translations_view(case)] == [State.FAILED]
    assert list(chasers(case)) == []
    assert len(tasks(case, "letter-failed")) == 1


KEY = "CP-1/translation-request/t1/desk"
HOLD = HoldLetters(**OF, who=None, reason="not-safe")


def of_kind(case: Case, kind: EffectKind) -> list[str]:
    return [key for key, effect in case.unsent() if effect.kind is kind]


def settled(case: Case, key: str, at: datetime = BACK) -> Case:
    """Somebody has dealt with the letter that failed."""
    request_ = SettleUndeliveredLetter(**OF, key=key, how="mended", settled_at=at)
    return asked(case, at, request_)


def test_a_desk_whose_letter_failed_is_not_asked_at_every_request() -> None:
    case = failed(household())

    for number in range(4):
        hold = HoldLetters(**OF, who=None, reason=f"reason-{number}")
        case = asked(case, BACK, hold)

    assert languages(case) == {"t1 ur": None}
    assert (len(case.failed), of_kind(case, EffectKind.TRANSLATION)) == (1, [])
    (view,) = translations_view(case)
    assert (view.state, view.due_on) == (State.FAILED, DUE)


def test_a_desk_whose_letter_failed_is_asked_again_once_somebody_dealt_with_it() -> (
    None
):
    """For the same job, which is due when it was."""
    case = settled(failed(household()), KEY)

    assert of_kind(case, EffectKind.TRANSLATION) == [f"{KEY}~1"]
    assert letter_for(case, case.outbox[f"{KEY}~1"], BACK).to_translate
    assert languages(case) == {"t1 ur": None}
    assert tasks(case, "translation-cancelled") == []
    (view,) = translations_view(case)
    assert (view.state, view.due_on) == (State.ASKED, DUE)


def test_a_desk_that_was_asked_again_in_vain_waits_for_somebody_again() -> None:
    case = settled(failed(household()), KEY)
    case = ended(case, f"{KEY}~1", "mailbox-refused", BACK)
    assert [view.state for view in translations_view(case)] == [State.FAILED]

    case = settled(asked(case, CHECKED, HOLD), f"{KEY}~1", CHECKED)

    assert of_kind(case, EffectKind.TRANSLATION) == [f"{KEY}~2"]
    assert languages(case) == {"t1 ur": None}


def test_a_desk_is_not_asked_again_for_what_is_no_longer_wanted() -> None:
    case = asked(failed(household()), BACK, reads(MOTHER, BACK, language_need="en"))

    assert of_kind(settled(case, KEY), EffectKind.TRANSLATION) == []


def test_a_failed_letter_that_somebody_dealt_with_is_with_the_desk() -> None:
    case = settled(failed(household()), KEY)

    assert [view.state for view in translations_view(case)] == [State.ASKED]
    assert [chaser.translation for chaser in chasers(case)] == ["t1"]


def test_a_language_may_be_asked_for_again_whose_letter_to_the_desk_failed() -> None:
    case = asked(failed(household()), BACK, ask_for(BACK, language="ur"))

    assert languages(case) == {"t1 ur": "not-given-out", "t2 ur": None}


def test_a_record_leaves_out_whoever_must_be_decided_about_too() -> None:
    case = closed(planned(), BACK)
    assert [each.document for each in case.translations][1:] == [DocumentKind.RECORD]

    case = asked(case, CHECKED, of_concern(MOTHER))

    assert {each.ended for each in case.translations} == {"no-longer-needed"}
