"""What was withdrawn and is true again goes again, or a person is told."""

from __future__ import annotations

import pytest

from adapters.calendars import load_calendar
from adapters.rulebooks import load_local, load_rulebook
from domain.case import Case
from domain.documents.kinds import DocumentKind
from domain.effects import EffectKind
from domain.following.endings import ended
from domain.freezing import freeze
from domain.letters import Standing
from domain.requests.conferences import MoveConference, RecordOutcome
from domain.requests.keeping import AdoptTerms
from domain.requests.letters import HoldLetters, ReleaseLetters
from domain.requests.people import ChangePerson
from domain.requests.safety import DecideAdultConcern
from domain.terms import Terms
from domain.translations.needed import version_of
from domain.translations.sources import source_now
from tests.dates import instant
from tests.domain import test_sending_documents as sending
from tests.domain import test_translations_of_each_kind as kinds
from tests.domain.asking import ask
from tests.domain.builders import FIRST_EDITIONS
from tests.domain.carrying import (
    BY_POST,
    LATER,
    answered,
    going,
    held,
    post,
    printed,
    recalled,
    tasks,
    told,
    told_to_post,
)
from tests.domain.conferring import A_PLAN, IN_CONFERENCE, NO_PLAN, TWO, undo
from tests.domain.requesting import MANAGER, asked
from tests.domain.translating import (
    BACK,
    CHECKED,
    MOTHER,
    back,
    check,
    closed,
    family,
    planned,
)

NOW = instant("Tue 2026-12-22 09:00Z")


def decided_anew(case: Case) -> Case:
    return asked(case, NOW, RecordOutcome(**IN_CONFERENCE, outcome=A_PLAN))


@pytest.mark.parametrize("printed_already", [False, True])
def test_a_summary_that_was_withdrawn_goes_once_all_is_decided_anew(
    printed_already: bool,
) -> None:
    make = sending.lying if printed_already else sending.to_the_mother
    case, key = make(DocumentKind.DECISION_SUMMARY)
    case = sending.undone_now(case)
    if printed_already:
        case = ended(case, f"{key}/recall", None, NOW, said=True)
    assert sending.documents(case) == {}

    again = sending.documents(decided_anew(case))

    assert [effect.key for effect in again.values()] == [f"{key}~1"]


def test_a_record_that_was_withdrawn_goes_once_the_conference_is_complete_anew() -> (
    None
):
    case, key = sending.to_the_mother(DocumentKind.RECORD)
    case = decided_anew(sending.undone_now(case))
    assert sending.documents(case) == {}
    assert sending.documents(closed(case, NOW))[MOTHER].key == f"{key}~1"


def test_a_letter_decided_to_be_given_goes_though_an_earlier_sheet_is_in_a_hand() -> (
    None
):
    case, key = sending.lying(DocumentKind.RECORD)
    case = told_to_post(case)
    concern = DecideAdultConcern(
        id="r1",
        by=MANAGER,
        person=MOTHER,
        children=("child-1",),
        decided_at=NOW,
        words="What was said.",
    )
    case = ended(asked(case, NOW, concern), f"{key}/recall", None, NOW, said=True)

    case = asked(case, NOW, sending.decide("record", MOTHER, "whole"))

    assert set(sending.documents(case)) == {MOTHER}
    assert tasks(case)["take-back-printed"] == "business-support"


def test_whatever_becomes_of_the_date_a_sheet_in_a_hand_is_still_looked_for() -> None:
    case = recalled(held(told_to_post(printed())), BY_POST, found=True)
    moved = ask(
        MoveConference,
        conference="conf-1",
        starts_at=instant("Tue 2027-01-12 10:00Z"),
        moved_at=LATER,
        reason="room-not-free",
    )
    assert tasks(asked(case, LATER, moved))["take-back-printed"] == "business-support"


@pytest.mark.parametrize("found", [False, True])
def test_what_was_posted_before_it_could_be_taken_back_does_not_go_twice(
    found: bool,
) -> None:
    case = asked(held(printed()), LATER, post(BY_POST, LATER))
    case = recalled(case, BY_POST, found)
    assert going(case) == []
    assert not case.deliveries[BY_POST].looked_for
    assert tasks(case)["went-out-after-it-was-stopped"] == "business-support"
    assert "take-back-printed" not in tasks(case)


def test_a_try_that_failed_at_another_address_stands_in_nobodys_way() -> None:
    mail = {"email": "m@x.example", "phone": None, "post": None}
    case = planned(told(family(), MOTHER, language_need="en", **mail))
    by_mail = f"CP-1/plan-copy/conf-1/child-1/{MOTHER}-1/mail"
    case = ended(case, by_mail, "mailbox-refused", NOW)
    address = ChangePerson(
        id="r1",
        by=MANAGER,
        person=MOTHER,
        since=NOW,
        post="1 Heron Quay",
        no_longer=("email",),
    )
    case = asked(asked(case, NOW, address), NOW, sending.decide("plan", MOTHER))
    (sheet,) = (k for k in going(case, MOTHER) if "/plan-copy/" in k)
    case = answered(case, sheet, Standing.QUEUED, NOW)
    case = asked(case, NOW, ask(HoldLetters, who=MOTHER, reason="danger"))
    case = ended(case, f"{sheet}/recall", None, NOW, said=True)
    case = asked(case, NOW, ask(ReleaseLetters, who=MOTHER))
    assert f"{sheet}~1" in going(case, MOTHER)


def without_letters() -> Terms:
    """What a council had before it said how letters are followed."""
    local = load_local("default").model_copy(update={"letters": None, "duties": ()})
    base = load_rulebook(FIRST_EDITIONS.get("york", "york"))
    common = load_rulebook(FIRST_EDITIONS.get("common", "common"))
    return freeze(base, (common,), local, load_calendar(base.calendar))


def adopted(case: Case, terms: Terms, number: int) -> Case:
    adopt = AdoptTerms(id=f"a{number}", by=MANAGER, terms=terms, authority="Council.")
    return asked(case, BACK, adopt)


def test_what_changed_while_terms_followed_no_letters_is_translated_anew() -> None:
    case, terms = planned(), planned().terms
    case = asked(adopted(case, without_letters(), 1), BACK, undo("conf-1", BACK))
    other = A_PLAN.model_copy(update={"outcomes": ("Another text altogether.",)})
    case = asked(case, BACK, RecordOutcome(**IN_CONFERENCE, outcome=other))

    case = adopted(case, terms, 2)

    in_hand_now = [job for job in case.translations if job.ended is None]
    assert in_hand_now
    assert all(job.source == source_now(case, version_of(job)) for job in in_hand_now)


def test_a_childs_letter_of_another_text_goes_with_whoever_was_to_take_the_first() -> (
    None
):
    case = asked(kinds.certified_in_urdu(), CHECKED, kinds.taken_by("worker"))
    case = asked(case, CHECKED, undo("conf-1", CHECKED, child=TWO))
    case = asked(case, CHECKED, RecordOutcome(**IN_CONFERENCE, outcome=NO_PLAN))
    (again,) = (
        job
        for job in case.translations
        if job.document is DocumentKind.OUTCOME_FOR_CHILD and job.ended is None
    )
    case = asked(case, CHECKED, back(case, again.ref, returned_at=CHECKED))
    case = asked(case, CHECKED, check(again.ref))
    (letter,) = (e for _, e in case.unsent() if e.kind is EffectKind.DOCUMENT)
    assert (letter.to, letter.translation) == ("worker", again.ref)
