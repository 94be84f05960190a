"""Letters to people as they are read, from the first word to the last."""

from __future__ import annotations

from typing import Any

import pytest

from activities.wording import worded
from activities.wording.languages import language
from activities.wording.place import Place
from domain.case import Case
from domain.effects import EffectKind
from domain.evolve.changes import changed
from domain.facts.conferences import ConferenceCalledOff, ConferenceMoved
from domain.letters import Letter
from tests.activities.older import letter_for, translation_asked
from tests.dates import instant
from tests.domain.builders import after
from tests.domain.family import (
    BOOKED,
    MOTHER,
    STARTS,
    VISITOR,
    a_family,
    booked,
    decided,
    owed,
)
from tests.domain.lives import in_urdu


def letter(case: Case, kind: EffectKind, to: str) -> Letter:
    return letter_for(case, owed(case, kind, to), BOOKED)


def body(case: Case, kind: EffectKind, to: str) -> str:
    return worded(letter(case, kind, to)).body


def test_an_invitation_to_a_parent() -> None:
    case = booked(a_family())
    message = worded(letter(case, EffectKind.INVITATION, MOTHER))

    assert message.subject == "Vigil: a conference about case CP-1 - invitation"
    assert message.body == (
        "Dear Marguerite Quillfeather,\n\n"
        "You are invited to the initial child protection conference in case CP-1.\n\n"
        "When: Monday 11 January 2027 at 10:00\n"
        "Where: Civic Centre, room 2\n\n"
        "It is a meeting in which the family and the people who work with it talk "
        "about how to keep children safe, and at which it is decided what happens "
        "next.\n\n"
        "You can bring somebody to support you. If the day or the place is difficult "
        "or not safe for you, or if you need an interpreter, another language or "
        "another format, tell your social worker as soon as you can.\n\n"
        "If anything here is not clear, or if it is not safe for you to get letters "
        "like this, tell your social worker. If you or a child are in danger now, "
        "call 999.\n"
    )


@pytest.mark.rule("YK-30")
def test_an_invitation_to_a_professional_in_york_says_both_report_dates() -> None:
    """Sharing is due on the day before Mon 2027-01-11; the guide gives no other."""
    case = booked(a_family("york"))

    assert body(case, EffectKind.INVITATION, VISITOR) == (
        "Dear Ana Sol,\n\n"
        "You are invited to the initial child protection conference in case CP-1.\n\n"
        "When: Monday 11 January 2027 at 10:00\n"
        "Where: Civic Centre, room 2\n\n"
        "Your report\n"
        "- Hand in your report: not set by the procedures.\n"
        "- Share your report with the family: by the end of Sunday 10 January 2027.\n"
        "- Reports reach the chair: not set by the procedures.\n\n"
        "Nothing here waits for the conference: if the child is not safe, act now.\n\n"
        "If you have a question, ask the conference coordinator and give the "
        "reference CP-1. If a child is in danger now, call 999.\n"
    )


def test_an_invitation_to_a_new_date_says_that_it_replaces_the_old_one() -> None:
    moved = ConferenceMoved(
        at=BOOKED,
        conference="conf-1",
        starts_at=instant("Thu 2027-05-06 08:30Z"),
        was=STARTS,
        reason="room",
    )
    told = body(after(booked(a_family()), BOOKED, moved), EffectKind.INVITATION, MOTHER)

    assert "When: Thursday 6 May 2027 at 09:30\n" in told
    assert (
        "\n\nThis is a new date. It takes the place of the one that you had before.\n\n"
    ) in told


def test_an_invitation_without_a_place_says_that_it_will_be_told() -> None:
    told = body(booked(a_family(), place=None), EffectKind.INVITATION, MOTHER)

    assert "\nWhere: you will be told\n" in told


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"silent": "at-once"}, "- Complete the report: at once."),
        (
            {"silent": "calendar-ends"},
            "- Complete the report: the date cannot be worked out yet.",
        ),
        (
            {"due": "Friday 8 January 2027", "force": "local"},
            "- Complete the report: by the end of Friday 8 January 2027 (set locally).",
        ),
    ],
)
def test_a_report_date_says_why_there_is_none_and_whether_the_council_set_it(
    values: dict[str, str], said: str
) -> None:
    invited = letter(booked(a_family("york")), EffectKind.INVITATION, VISITOR)
    *first, date, _, _ = invited.lines
    given = {"what": "complete-report", "due": "", "silent": "", "force": "statutory"}
    date = changed(date, values=given | values)

    told = worded(changed(invited, lines=(*first, date))).body

    assert f"\nYour report\n{said}\n\n" in told


def test_a_cancellation_says_what_is_off_and_what_will_come() -> None:
    case = booked(a_family())
    sent = changed(case.conferences[0], invitations_left=())
    case = changed(case, outbox={}, conferences=(sent,))
    off = ConferenceCalledOff(at=BOOKED, conference="conf-1", why="chair-ill")
    message = worded(letter(after(case, BOOKED, off), EffectKind.CANCELLATION, VISITOR))

    assert message.subject == "Vigil: a conference about case CP-1 - called off"
    assert message.body.startswith(
        "Dear Ana Sol,\n\n"
        "The initial child protection conference in case CP-1 will not be held on "
        "Monday 11 January 2027 at 10:00.\n\n"
        "If there is a new date, you will get a new invitation.\n\n"
        "Nothing here waits for the conference: if the child is not safe, act now.\n\n"
    )


def test_a_copy_of_the_plan_begins_with_what_was_decided() -> None:
    case = decided(booked(a_family()))
    message = worded(letter(case, EffectKind.PLAN_COPY, MOTHER))

    assert message.subject == "Vigil: case CP-1 - your copy of the plan"
    assert message.body.startswith(
        "Dear Marguerite Quillfeather,\n\n"
        "The conference decided that this child needs a child protection plan.\n\n"
        "That was decided at the initial child protection conference held on "
        "Monday 11 January 2027. This copy is about one child only, with the "
        "reference child-1. Your social worker can tell you which child that is.\n\n"
        "What is to be better for the child\n"
        "- Home is calm at bedtime.\n\n"
        "Who does what\n"
        "- Visit each week.\n"
        "  Who: social worker. By when: every Friday.\n"
        "- Take up the parenting course.\n"
        "  Who: you. By when: not set.\n\n"
    )


@pytest.mark.parametrize(
    ("decision", "said"),
    [
        ("continue", "The conference decided that this child's {plan} goes on."),
        ("end", "The conference decided that this child's {plan} ends."),
        (
            "no-plan",
            "The conference decided that this child does not need a {plan}.",
        ),
    ],
)
@pytest.mark.parametrize(
    ("procedures", "plan"),
    [
        ("wales", "care and support protection plan"),
        ("guernsey", "child protection plan"),
    ],
)
def test_each_decision_is_said_in_the_words_of_the_place(
    decision: str, said: str, procedures: str, plan: str
) -> None:
    fields: dict[str, Any] = {"decided": decision, "outcomes": (), "actions": ()}
    case = decided(booked(a_family(procedures)), **fields)

    told = body(case, EffectKind.PLAN_COPY, VISITOR)

    assert f"\n\n{said.replace('{plan}', plan)}\n\n" in told
    assert "Who does what" not in told


def test_a_request_for_a_translation_says_the_language_and_not_the_plan() -> None:
    case = in_urdu()
    message = worded(letter_for(case, translation_asked(), STARTS))

    assert message.subject == "Vigil: case CP-1 - a translation is needed"
    assert message.body.startswith(
        "To the team,\n\n"
        "This is for the translation desk. Nobody who holds that role can be written "
        "to at the moment, so it came to you: please see that somebody takes it on.\n\n"
        "A translation into Urdu (ur) is needed.\n\n"
        "What: the plan of the child with the reference child-1, from the initial "
        "child protection conference held on Monday 11 January 2027.\n\n"
        "A certified translator makes it: no other translation is given to anybody. "
        "The text is not in this message: it is in Vigil, under case CP-1.\n\n"
    )


@pytest.mark.parametrize(
    ("code", "said"),
    [("ur", "Urdu (ur)"), ("zh-hant", "Chinese (zh-hant)"), ("tok", "tok")],
)
def test_a_language_without_a_name_of_ours_is_said_by_its_code(
    code: str, said: str
) -> None:
    assert language(code) == said


@pytest.mark.parametrize(
    ("procedures", "manager", "key_worker", "conference"),
    [
        ("york", "team manager", "lead social worker", "conference"),
        (
            "wales+timescales",
            "team manager",
            "care and support protection plan co-ordinator",
            "conference",
        ),
        ("guernsey", "unit manager", "key worker", "case conference"),
        ("a-council", "team manager", "lead social worker", "conference"),
    ],
)
def test_each_place_has_its_own_words(
    procedures: str, manager: str, key_worker: str, conference: str
) -> None:
    place = Place(procedures)

    assert place.role("first-line-manager") == manager
    assert place.role("key-worker") == key_worker
    assert place.conference("initial") == f"initial child protection {conference}"
    assert place.due("initial-conference").endswith(f" child protection {conference}")
    assert place.due("visit-the-child") == "Visit the child"
