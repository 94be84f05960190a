"""What an invitation and a cancellation say. Times are Europe/London's."""

from __future__ import annotations

from typing import Any

import pytest

from domain.case import Case
from domain.correspondence import CONTENT, letter_for
from domain.correspondence.drawn import IS, SAYS
from domain.documents.kinds import DocumentKind
from domain.effects import EffectKind
from domain.evolve.changes import changed
from domain.facts.conferences import ConferenceCalledOff, ConferenceMoved
from domain.facts.reports import ReportCompleted
from domain.letters import Letter
from tests.dates import instant
from tests.domain.builders import after
from tests.domain.family import (
    BOOKED,
    MOTHER,
    SCHOOL,
    STARTS,
    VISITOR,
    WORKER,
    a_family,
    booked,
    owed,
    said,
)


def invitation(case: Case, to: str) -> Letter:
    return letter_for(case, owed(case, EffectKind.INVITATION, to), BOOKED)


def test_every_letter_has_its_content_in_older_cases_and_in_new() -> None:
    """A follow-up and a recall are no letters; older cases ask for no document."""
    letters = set(EffectKind) - {EffectKind.FOLLOW_UP, EffectKind.RECALL}

    assert set(CONTENT) == set(IS) == letters - {EffectKind.DOCUMENT}
    assert set(SAYS) == set(DocumentKind) - {DocumentKind.REPORT_TEMPLATE}


@pytest.mark.parametrize(
    ("starts_at", "when"),
    [
        (STARTS, "Monday 11 January 2027 at 10:00"),
        (instant("Thu 2027-05-06 08:30Z"), "Thursday 6 May 2027 at 09:30"),
    ],
)
def test_an_invitation_says_which_conference_when_by_the_local_clock_and_where(
    starts_at: Any, when: str
) -> None:
    case = booked(a_family(), starts_at)

    assert said(invitation(case, MOTHER), "invitation") == [
        {
            "conference": "initial",
            "when": when,
            "where": "Civic Centre, room 2",
            "revision": "1",
        }
    ]


def test_an_invitation_to_a_new_date_says_that_it_is_another_one() -> None:
    moved_at = instant("Tue 2026-12-15 09:00Z")
    moved = ConferenceMoved(
        at=moved_at,
        conference="conf-1",
        starts_at=instant("Fri 2027-01-08 14:00Z"),
        was=STARTS,
        reason="room",
    )
    case = after(booked(a_family()), moved_at, moved)

    (values,) = said(invitation(case, MOTHER), "invitation")

    assert values["when"] == "Friday 8 January 2027 at 14:00"
    assert values["revision"] == "2"


def test_an_invitation_is_of_no_use_once_the_conference_has_begun() -> None:
    effect = owed(booked(a_family()), EffectKind.INVITATION, MOTHER)
    soon = instant("Tue 2026-12-15 09:00Z")

    assert letter_for(booked(a_family()), effect, BOOKED).not_after == effect.give_up_at
    assert invitation(booked(a_family(), soon), MOTHER).not_after == soon


@pytest.mark.rule("YK-28", "YK-29", "YK-30")
def test_in_york_an_invitation_says_both_report_dates_though_none_is_set() -> None:
    """Sharing is due on the day before Mon 2027-01-11; the guide gives no other."""
    dates = said(invitation(booked(a_family("york")), VISITOR), "report-date")

    assert [(d["what"], d["due"], d["silent"]) for d in dates] == [
        ("submit-report", "", "not-set"),
        ("share-report", "Sunday 10 January 2027", ""),
        ("circulate-reports", "", "not-set"),
    ]


def test_report_dates_are_told_to_the_agency_whose_report_it_is() -> None:
    case = booked(a_family("york"), invited=(MOTHER, WORKER, SCHOOL))

    assert said(invitation(case, MOTHER), "report-date") == []
    assert said(invitation(case, WORKER), "report-date") == []
    assert len(said(invitation(case, SCHOOL), "report-date")) == 3


def test_an_invitation_asks_for_the_report_of_its_own_conference() -> None:
    """Sharing for Mon 2027-01-25 is due the day before it, not before the other one."""
    later = instant("Mon 2027-01-25 10:00Z")
    case = booked(booked(a_family("york")), later, conference="conf-2")
    (effect,) = (
        e for e in case.outbox.values() if e.about == "conf-2" and e.to == VISITOR
    )

    dates = said(letter_for(case, effect, BOOKED), "report-date")

    assert [d["due"] for d in dates] == ["", "Sunday 24 January 2027", ""]


def test_a_report_that_was_handed_in_is_not_asked_for_again() -> None:
    done = ReportCompleted(
        at=BOOKED, conference="conf-1", agency="health", author=VISITOR
    )
    case = after(booked(a_family("york")), BOOKED, done)

    dates = said(invitation(case, VISITOR), "report-date")

    assert [d["what"] for d in dates] == ["share-report", "circulate-reports"]


def test_a_cancellation_says_which_conference_is_off_and_not_why() -> None:
    case = booked(a_family())
    invited = changed(
        case,
        outbox={},
        conferences=(changed(case.conferences[0], invitations_left=()),),
    )
    off = ConferenceCalledOff(at=BOOKED, conference="conf-1", why="parent-in-hospital")
    case = after(invited, BOOKED, off)

    letter = letter_for(case, owed(case, EffectKind.CANCELLATION, MOTHER), BOOKED)

    assert said(letter, "cancellation") == [
        {"conference": "initial", "when": "Monday 11 January 2027 at 10:00"}
    ]
    assert "hospital" not in letter.model_dump_json()
