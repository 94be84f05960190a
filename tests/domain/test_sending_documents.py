"""A document that is asked for goes to those to whom it is due, once there is one."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest

from domain.case import Case
from domain.correspondence import NoLetter, letter_for
from domain.documents.kinds import DocumentKind
from domain.effects import Effect, EffectKind
from domain.errors import Refused
from domain.following.endings import ended
from domain.letters import Standing
from domain.making import changed
from domain.record.people import RoleHeld
from domain.requests.afterwards import GiveRecord
from domain.requests.base import By
from domain.requests.conferences import RecordOutcome
from domain.requests.deliveries import SendDocument
from domain.requests.safety import DecideAdultConcern, DecideSharing
from domain.roles import Role
from tests.dates import instant
from tests.domain.asking import ask
from tests.domain.builders import OPENED
from tests.domain.carrying import answered, asked_about, tasks, told
from tests.domain.conferring import (
    A_PLAN,
    IN_CONFERENCE,
    JANUARY,
    ONE,
    TWO,
    core_group,
    undo,
)
from tests.domain.delaying import (
    FRIDAY,
    MONDAY,
    approve,
    discussed,
    request_delay,
)
from tests.domain.requesting import MANAGER, asked
from tests.domain.translating import (
    FATHER,
    MOTHER,
    booked,
    certified,
    closed,
    family,
    following,
    planned,
)

KINDS = DocumentKind
NOW = instant("Tue 2026-12-22 09:00Z")


def send(document: DocumentKind, about: str = "conf-1", **fields: Any) -> SendDocument:
    return ask(SendDocument, document=document, about=about, **fields)


def sent(case: Case, request: SendDocument, now: datetime = NOW) -> Case:
    return asked(case, now, request)


def refusal_of(case: Case, request: SendDocument, now: datetime = NOW) -> str:
    with pytest.raises(Refused) as refusal:
        asked(case, now, request)
    return refusal.value.code


def documents(case: Case) -> dict[str, Effect]:
    """The documents that have not gone, by whom they are for."""
    return {e.to: e for _, e in case.unsent() if e.kind is EffectKind.DOCUMENT}


def test_the_summary_goes_to_the_parents_and_to_whoever_took_part() -> None:
    going = documents(sent(planned(), send(KINDS.DECISION_SUMMARY)))
    assert set(going) == {MOTHER, FATHER, "worker", "manager"}
    key = f"CP-1/document/conf-1/decision-summary-1/{MOTHER}-1/mail"
    assert (going[MOTHER].key, going[MOTHER].document) == (key, "decision-summary")


def test_it_may_be_asked_for_some_of_them_and_each_asking_is_another_letter() -> None:
    case = sent(planned(), send(KINDS.DECISION_SUMMARY, people=(FATHER,)))
    assert set(documents(case)) == {FATHER}
    again = send(KINDS.DECISION_SUMMARY).model_copy(update={"id": "again"})
    keys = {key for key, e in sent(case, again).unsent() if e.to == FATHER}
    about = "CP-1/document/conf-1/decision-summary"
    assert {f"{about}-{number}/father-1/mail" for number in (1, 2)} <= keys


@pytest.mark.parametrize(
    ("request_of", "code"),
    [
        (send(KINDS.DECISION_SUMMARY, child=ONE), "about-which-child"),
        (send(KINDS.OUTCOME_FOR_CHILD, people=("worker",)), "about-which-child"),
        (send(KINDS.DECISION_SUMMARY, "conf-9"), "unknown-conference"),
        (send(KINDS.DECISION_SUMMARY, people=("nobody",)), "unknown-person"),
        (send(KINDS.DECISION_SUMMARY, people=("chair",)), "not-due-to-them"),
        (send(KINDS.RECORD), "record-not-complete"),
        (send(KINDS.CORE_GROUP_NOTE, "cg-9"), "unknown-meeting"),
        (send(KINDS.DELAY_AGREEMENT, "delay-9"), "no-agreement"),
        (send(KINDS.EXCLUSION_LETTER, "conf-9"), "unknown-conference"),
        (send(KINDS.EXCLUSION_LETTER), "due-to-nobody"),
        (send(KINDS.OUTCOME_FOR_CHILD, child=ONE), "who-takes-it"),
        (send(KINDS.OUTCOME_FOR_CHILD, child=ONE, people=(MOTHER,)), "who-takes-it"),
    ],
)
def test_what_there_is_not_or_is_not_due_to_them_is_refused(
    request_of: SendDocument, code: str
) -> None:
    assert refusal_of(planned(), request_of) == code


def test_nothing_is_told_of_a_conference_that_was_not_held() -> None:
    assert refusal_of(booked(), send(KINDS.DECISION_SUMMARY)) == "conference-not-held"


def test_the_record_goes_once_the_conference_is_closed() -> None:
    case = closed(planned(), NOW)
    assert set(documents(sent(case, send(KINDS.RECORD)))) == {
        MOTHER,
        FATHER,
        "worker",
        "manager",
    }


def test_a_record_handed_over_is_given_to_the_family_in_which_language_it_was() -> None:
    case = sent(closed(planned(), NOW), send(KINDS.RECORD))
    going = documents(case)
    for person in (MOTHER, FATHER, "worker"):
        case = answered(case, going[person].key, Standing.DELIVERED, NOW)
    given = {r.person: r for r in case.conferences[0].records}
    assert {ref: r.theirs for ref, r in given.items()} == {MOTHER: False, FATHER: True}
    assert (given[MOTHER].language, given[MOTHER].format) == ("en", "text")


def test_a_certified_plan_handed_over_is_no_record_and_settles_nothing() -> None:
    case = certified(planned())
    (key,) = (k for k, e in case.unsent() if e.translation and e.to == MOTHER)
    case = answered(case, key, Standing.DELIVERED, NOW)
    assert case.conferences[0].records == ()


def test_the_summary_handed_over_makes_nothing_but_its_arrival_known() -> None:
    case = sent(planned(), send(KINDS.DECISION_SUMMARY))
    facts = case.facts
    case = answered(case, documents(case)[MOTHER].key, Standing.DELIVERED, NOW)
    kinds = [row.kind for row in case.unrecorded if row.no > facts]
    assert kinds == ["letter-handed-over"]


def test_a_core_groups_note_goes_to_its_members() -> None:
    case = asked(planned(), JANUARY, core_group(JANUARY))
    case = sent(case, send(KINDS.CORE_GROUP_NOTE, "cg-1"), JANUARY)
    assert set(documents(case)) == {"worker"}


def test_an_agreed_delay_goes_to_whoever_holds_the_roles_that_must_know() -> None:
    roles = tuple(
        RoleHeld(role=role, person=person, since=OPENED)
        for role, person in ((Role.SOCIAL_WORKER, "worker"), (Role.CHAIR, "visitor"))
    )
    case = discussed(terms=following("pan-sussex"), roles=roles)
    agreement = send(KINDS.DELAY_AGREEMENT, "delay-1")
    case = asked(case, FRIDAY, request_delay())
    assert refusal_of(case, agreement, MONDAY) == "no-agreement"
    case = sent(asked(case, MONDAY, approve()), agreement, MONDAY)
    assert set(documents(case)) == {"worker", "visitor"}


def test_the_letter_to_a_child_is_taken_to_them_by_one_professional() -> None:
    case = sent(planned(), send(KINDS.OUTCOME_FOR_CHILD, child=TWO, people=("worker",)))
    (letter,) = documents(case).values()
    assert (letter.to, letter.child) == ("worker", TWO)


def decide(document: str, person: str = FATHER, shares: str = "whole") -> DecideSharing:
    return DecideSharing(
        id="decides",
        by=MANAGER,
        conference="conf-1",
        person=person,
        document=document,
        shares=shares,
        decided_at=NOW,
        reason="no-risk-in-it",
    )


def test_somebody_excluded_has_their_letter_once_a_person_has_decided_that() -> None:
    case = told(planned(), FATHER, excluded=True)
    assert refusal_of(case, send(KINDS.EXCLUSION_LETTER)) == "decide-first"
    case = asked(case, NOW, decide("exclusion-letter"))
    case = sent(case, send(KINDS.EXCLUSION_LETTER))
    assert set(documents(case)) == {FATHER}


def test_about_somebody_of_concern_a_person_decides_what_is_sent() -> None:
    case = told(planned(), MOTHER, shares_mailbox_with=(FATHER,))
    case = told(case, FATHER, of_concern_about=(ONE,))
    case = sent(case, send(KINDS.DECISION_SUMMARY))
    assert MOTHER not in documents(case)
    assert tasks(case)["decide-what-to-send"] == "coordinator"


def test_what_is_withheld_is_stopped_while_it_has_not_gone() -> None:
    case = sent(closed(planned(), NOW), send(KINDS.RECORD))
    case = asked(case, NOW, decide("record", shares="withheld"))
    assert FATHER not in documents(case)


def of_concern(case: Case, person: str = MOTHER) -> Case:
    """Recorded by a manager on Tue 2026-12-22, of the one child."""
    decided = DecideAdultConcern(
        id="concern",
        by=By(person="manager", role=Role.FIRST_LINE_MANAGER),
        person=person,
        children=(ONE,),
        decided_at=NOW,
        words="Said to have hurt.",
    )
    return asked(case, NOW, decided)


def test_what_was_stopped_goes_once_it_is_decided_that_they_have_it_whole() -> None:
    case = of_concern(sent(planned(), send(KINDS.DECISION_SUMMARY)))
    assert MOTHER not in documents(case)
    assert tasks(case)["decide-what-to-send"] == "coordinator"
    case = asked(case, NOW, decide("outcome", MOTHER))
    assert documents(case)[MOTHER].document is KINDS.DECISION_SUMMARY
    assert not any("to-send/document/" in key for key, _ in case.unsent())


def test_what_was_stopped_is_given_in_part_by_hand_where_that_is_decided() -> None:
    case = of_concern(sent(planned(), send(KINDS.DECISION_SUMMARY)))
    case = asked(case, NOW, decide("outcome", MOTHER, "part"))
    assert MOTHER not in documents(case)
    assert tasks(case)["give-part-by-hand"] == "coordinator"


def test_it_goes_though_the_task_to_decide_had_been_sent_long_ago() -> None:
    case = of_concern(sent(planned(), send(KINDS.DECISION_SUMMARY)))
    case = case.model_copy(update={"outbox": {}, "waiting": {}})
    case = asked(case, NOW, decide("outcome", MOTHER))
    assert set(documents(case)) == {MOTHER}


@pytest.mark.parametrize("standing", [Standing.DELIVERED, Standing.UNCONFIRMED])
def test_what_went_before_they_were_of_concern_does_not_go_a_second_time(
    standing: Standing,
) -> None:
    case = sent(planned(), send(KINDS.DECISION_SUMMARY))
    case = answered(case, documents(case)[MOTHER].key, standing, NOW)
    case = asked(of_concern(case), NOW, decide("outcome", MOTHER))
    assert MOTHER not in documents(case)


def test_what_came_back_goes_on_once_it_is_decided_that_it_may() -> None:
    case = told(planned(), MOTHER, email="m@home.example", post="1 Heron Quay")
    case = of_concern(sent(case, send(KINDS.DECISION_SUMMARY, people=(MOTHER,))))
    case = asked(case, NOW, decide("outcome", MOTHER))
    case = answered(case, documents(case)[MOTHER].key, Standing.PERMANENT_FAILURE, NOW)
    case = case.model_copy(update={"outbox": {}, "waiting": {}})
    case = asked(case, NOW, decide("outcome", MOTHER).model_copy(update={"id": "2"}))
    assert documents(case)[MOTHER].channel == "post"


def test_what_is_on_its_way_by_a_decision_goes_on_under_its_own_key() -> None:
    case = of_concern(sent(planned(), send(KINDS.DECISION_SUMMARY)))
    case = asked(case, NOW, decide("outcome", MOTHER))
    key = documents(case)[MOTHER].key
    case = asked(case, NOW, decide("outcome", MOTHER).model_copy(update={"id": "2"}))
    assert documents(case)[MOTHER].key == key


def test_what_reached_everybody_is_remembered_no_longer() -> None:
    case = sent(planned(), send(KINDS.DECISION_SUMMARY, people=(MOTHER,)))
    assert [asked.people for asked in case.documents] == [(MOTHER,)]
    case = answered(case, documents(case)[MOTHER].key, Standing.DELIVERED, NOW)
    assert case.documents == ()


def test_the_newest_asking_stands_for_the_ones_before() -> None:
    case = sent(planned(), send(KINDS.DECISION_SUMMARY))
    again = send(KINDS.DECISION_SUMMARY, people=(FATHER,))
    case = sent(case, again.model_copy(update={"id": "again"}))
    assert [(asked.number, FATHER in asked.people) for asked in case.documents] == [
        (1, False),
        (2, True),
    ]


def test_what_no_decision_can_name_is_told_by_hand() -> None:
    """The note of a core group, to a member of whom there are concerns."""
    case = asked(planned(), JANUARY, core_group(JANUARY))
    case = told(case, "worker", of_concern_about=(ONE,))
    case = sent(case, send(KINDS.CORE_GROUP_NOTE, "cg-1"), JANUARY)
    assert (documents(case), tasks(case)["tell-by-hand"]) == ({}, "coordinator")
    assert "decide-what-to-send" not in tasks(case)


def noted() -> Case:
    """A core group met, of which the father is a member, and its note goes to him."""
    case = asked(planned(), JANUARY, core_group(JANUARY))
    members = (*case.plans[0].core_group, FATHER)
    plans = (changed(case.plans[0], core_group=members), *case.plans[1:])
    note = send(KINDS.CORE_GROUP_NOTE, "cg-1")
    return sent(changed(case, plans=plans), note, JANUARY)


def kept(case: Case, shares: str, at: datetime = JANUARY) -> Case:
    made = decide("plan", shares=shares).model_copy(update={"decided_at": at})
    return asked(case, at, made)


@pytest.mark.parametrize(
    ("shares", "task"), [("withheld", "tell-by-hand"), ("part", "give-part-by-hand")]
)
def test_whoever_is_kept_from_a_plan_is_kept_from_the_notes_of_its_core_group(
    shares: str, task: str
) -> None:
    case = noted()
    assert set(documents(case)) == {"worker", FATHER}

    after = kept(case, shares)

    assert set(documents(after)) == {"worker"}
    assert tasks(after)[task] == "coordinator"
    with pytest.raises(NoLetter):
        letter_for(after, documents(case)[FATHER], JANUARY)
    again = send(KINDS.CORE_GROUP_NOTE, "cg-1").model_copy(update={"id": "again"})
    assert set(documents(sent(after, again, JANUARY))) == {"worker"}


def test_that_somebody_is_given_the_plan_after_all_lets_them_have_its_notes() -> None:
    case = kept(kept(noted(), "withheld"), "whole")
    again = send(KINDS.CORE_GROUP_NOTE, "cg-1").model_copy(update={"id": "again"})
    assert set(documents(sent(case, again, JANUARY))) == {"worker", FATHER}


ON_PAPER = {"email": None, "phone": None, "post": "1 Heron Quay"}


def to_the_mother(document: DocumentKind, **fields: Any) -> tuple[Case, str]:
    """A document for the mother that has not gone yet, and its key."""
    case = told(family(), MOTHER, language_need="en", **fields)
    case = sent(closed(planned(case), NOW), send(document, people=(MOTHER,)))
    return case, documents(case)[MOTHER].key


def lying(document: DocumentKind) -> tuple[Case, str]:
    """The same, printed, and nobody was told yet to post it."""
    case, key = to_the_mother(document, **ON_PAPER)
    return answered(case, key, Standing.QUEUED, NOW), key


def undone_now(case: Case) -> Case:
    return asked(case, NOW, undo("conf-1", NOW))


def recalled(case: Case) -> set[str | None]:
    return {effect.letter for effect in asked_about(case, EffectKind.RECALL)}


@pytest.mark.parametrize("document", [KINDS.DECISION_SUMMARY, KINDS.RECORD])
def test_what_says_an_outcome_that_was_taken_back_neither_goes_nor_lies(
    document: DocumentKind,
) -> None:
    going, _ = to_the_mother(document)
    case, key = lying(document)

    assert documents(undone_now(going)) == {}
    assert key in recalled(undone_now(case))


@pytest.mark.parametrize("document", [KINDS.DECISION_SUMMARY, KINDS.RECORD])
def test_what_says_an_outcome_that_was_taken_back_is_not_printed_anew(
    document: DocumentKind,
) -> None:
    case, key = lying(document)

    case = ended(undone_now(case), f"{key}/recall", None, NOW, said=True)

    assert (documents(case), case.deliveries) == ({}, {})


def test_once_all_is_decided_anew_the_summary_is_printed_as_it_is_now() -> None:
    case, key = lying(KINDS.DECISION_SUMMARY)
    case = undone_now(case)
    case = asked(case, NOW, RecordOutcome(**IN_CONFERENCE, outcome=A_PLAN))

    case = ended(case, f"{key}/recall", None, NOW, said=True)

    assert set(documents(case)) == {MOTHER}


def test_a_record_opened_again_goes_by_no_other_way_and_settles_nothing() -> None:
    case, key = to_the_mother(KINDS.RECORD, post="1 Heron Quay")
    case = undone_now(answered(case, key, Standing.SENT, NOW))

    case = bounced(case, key)

    assert documents(case) == {}


def test_the_letter_of_an_exclusion_is_about_no_outcome_and_goes_on() -> None:
    """It names the same conference, and no child."""
    case, key = to_the_mother(KINDS.DECISION_SUMMARY)
    letter = changed(
        case.outbox[key],
        key="CP-1/document/conf-1/exclusion-letter-9/mother-1/mail",
        document=KINDS.EXCLUSION_LETTER,
    )
    case = changed(case, outbox={**case.outbox, letter.key: letter})

    assert documents(undone_now(case))[MOTHER].key == letter.key


def bounced(case: Case, key: str) -> Case:
    """Its carrier says, asked what became of it, that it did not arrive."""
    return answered(case, f"{key}/follow-up", Standing.PERMANENT_FAILURE, NOW)


def whom_tasks_send(case: Case, key: str) -> set[str | None]:
    """What people are told to do about this letter to the mother."""
    about = f"document/conf-1/{key.split('/')[3]}/{MOTHER}"
    owed = (e for _, e in case.unsent() if e.kind is EffectKind.TASK)
    return {e.items[0].code for e in owed if e.items[0].about == about}


@pytest.mark.parametrize("fields", [{"phone": None}, {"post": "1 Heron Quay"}])
def test_nobody_goes_to_say_what_must_first_be_decided(fields: dict[str, Any]) -> None:
    """Whether another way is left or not."""
    case, key = to_the_mother(KINDS.RECORD, **fields)
    case = of_concern(answered(case, key, Standing.SENT, NOW))

    case = bounced(case, key)

    assert whom_tasks_send(case, key) == {"decide-what-to-send"}
    assert [letter.key for letter in case.failed if letter.key == key] == []


def test_of_what_is_to_be_given_in_part_no_visit_says_the_whole() -> None:
    case, key = to_the_mother(KINDS.RECORD)
    case = asked(
        answered(case, key, Standing.SENT, NOW),
        NOW,
        decide("record", MOTHER, "part"),
    )

    assert whom_tasks_send(bounced(case, key), key) == {"give-part-by-hand"}


def test_what_was_withheld_is_said_by_nobody_whatever_becomes_of_it() -> None:
    case, key = to_the_mother(KINDS.RECORD)
    case = asked(
        answered(case, key, Standing.SENT, NOW),
        NOW,
        decide("record", MOTHER, "withheld"),
    )

    case = bounced(case, key)

    assert (whom_tasks_send(case, key), documents(case)) == (set(), {})


def test_what_was_withheld_and_taken_back_is_not_asked_about_again() -> None:
    case, key = lying(KINDS.RECORD)
    case = asked(case, NOW, decide("record", MOTHER, "withheld"))
    assert key in recalled(case)

    case = ended(case, f"{key}/recall", None, NOW, said=True)

    assert (whom_tasks_send(case, key), documents(case)) == (set(), {})


def test_a_record_that_was_given_by_hand_is_neither_posted_nor_printed_anew() -> None:
    case, key = lying(KINDS.RECORD)
    case = asked(case, NOW, given())
    assert key in recalled(case)

    case = ended(case, f"{key}/recall", None, NOW, said=True)

    assert (documents(case), case.deliveries) == ({}, {})


def test_a_record_that_was_given_in_another_language_lets_this_one_go() -> None:
    case, key = lying(KINDS.RECORD)

    case = asked(case, NOW, given(language="ur"))

    assert (recalled(case), set(case.deliveries)) == (set(), {key})


def given(**fields: Any) -> GiveRecord:
    known = {"conference": "conf-1", "person": MOTHER, "given_at": NOW}
    return ask(GiveRecord, **(known | fields))


def test_a_case_from_before_letters_were_followed_sends_no_documents() -> None:
    terms = following().model_copy(update={"letters": None})
    case = family().model_copy(update={"terms": terms})
    assert refusal_of(case, send(KINDS.DECISION_SUMMARY)) == "terms-follow-no-letters"
