"""Whom a letter goes to, and what it says to people. Times are Europe/London's."""

from __future__ import annotations

from typing import Any

import pytest

from domain.case import Case
from domain.correspondence import CONTENT, NoAddress, letter_for
from domain.correspondence.recipient import TEAM_INBOX
from domain.effects import EffectKind
from domain.evolve.changes import changed, each
from domain.facts.conferences import ConferenceCalledOff, ConferenceMoved
from domain.facts.reports import ReportCompleted
from domain.letters import Letter
from domain.record.people import Hold, RoleHeld, Safe
from tests.dates import instant
from tests.domain.builders import OPENED, a_person, after
from tests.domain.family import (
    BOOKED,
    FATHER,
    MANAGER,
    MOTHER,
    SCHOOL,
    STARTS,
    VISITOR,
    WORKER,
    a_family,
    booked,
    owed,
    rang,
    to_staff,
)

FOR_THE_WORKER = to_staff(rang("initial-conference/e-1/child-1"))


def said(letter: Letter, code: str) -> list[dict[str, str]]:
    return [line.values for line in letter.lines if line.code == code]


def with_person(case: Case, ref: str, **fields: Any) -> Case:
    return changed(case, people=each(case.people, ref, lambda p: changed(p, **fields)))


def invitation(case: Case, to: str) -> Letter:
    return letter_for(case, owed(case, EffectKind.INVITATION, to), BOOKED)


def test_every_kind_of_effect_has_its_content() -> None:
    assert set(CONTENT) == set(EffectKind)


def test_a_person_is_written_to_at_their_own_address_under_the_effects_key() -> None:
    case = with_person(booked(a_family()), MOTHER, language_need="ur")
    effect = owed(case, EffectKind.INVITATION, MOTHER)

    letter = letter_for(case, effect, BOOKED)

    assert letter.key == effect.key
    assert (letter.case, letter.kind) == ("CP-1", "invitation")
    assert (letter.to, letter.name) == (MOTHER, "Marguerite Quillfeather")
    assert letter.address == "marguerite@home.example"
    assert letter.language == "ur"
    assert said(letter, "reader") == [
        {"part": "family", "procedures": "pan-sussex", "role": ""}
    ]


@pytest.mark.parametrize(
    "fields",
    [
        {"email": None},
        {"safe": Safe(write=False)},
        {"died_at": BOOKED},
        {"excluded": True},
        {"of_concern_about": ("child-2",)},
    ],
)
def test_a_person_who_may_not_be_written_to_gets_no_letter(
    fields: dict[str, Any],
) -> None:
    case = booked(a_family())
    effect = owed(case, EffectKind.INVITATION, MOTHER)

    with pytest.raises(NoAddress) as refused:
        letter_for(with_person(case, MOTHER, **fields), effect, BOOKED)

    assert (refused.value.code, str(refused.value)) == ("no-address", "no-address")


def test_a_mailbox_that_an_excluded_person_came_to_share_gets_no_letter() -> None:
    case = booked(a_family())
    effect = owed(case, EffectKind.INVITATION, MOTHER)
    sharing = {"excluded": True, "shares_mailbox_with": (MOTHER,)}

    with pytest.raises(NoAddress):
        letter_for(with_person(case, FATHER, **sharing), effect, BOOKED)


def test_a_mailbox_shared_with_somebody_who_is_welcome_still_gets_its_letter() -> None:
    case = booked(a_family())
    shared = with_person(case, FATHER, shares_mailbox_with=(MOTHER,))

    assert invitation(shared, MOTHER).to == MOTHER


def test_a_role_is_written_to_through_whoever_holds_it_now() -> None:
    letter = letter_for(a_family(), FOR_THE_WORKER, BOOKED)

    assert (letter.to, letter.address) == (WORKER, "p-worker@agency.example")
    assert said(letter, "reader")[0]["role"] == "social-worker"


def test_whoever_acts_for_a_role_is_written_to_before_its_holder() -> None:
    case = a_family()
    acting = RoleHeld(role="social-worker", person=MANAGER, since=OPENED, acting=True)
    case = changed(case, roles=(*case.roles, acting))

    assert letter_for(case, FOR_THE_WORKER, BOOKED).to == MANAGER


@pytest.mark.parametrize(
    "fields",
    [
        {"roles": ()},
        {"roles": (RoleHeld(role="social-worker", person=WORKER, since=STARTS),)},
        {"people": ()},
        {"people": (a_person(WORKER, email=None),)},
        {"people": (a_person(WORKER, safe=Safe(write=False)),)},
        {"people": (a_person(WORKER, of_concern_about=("child-1",)),)},
        {"holds": (Hold(who=WORKER, since=OPENED),)},
    ],
)
def test_a_role_that_nobody_can_be_written_to_for_goes_to_the_team_inbox(
    fields: dict[str, Any],
) -> None:
    letter = letter_for(a_family(**fields), FOR_THE_WORKER, BOOKED)

    assert (letter.to, letter.name) == (TEAM_INBOX, "Team inbox")
    assert letter.address == "team@council.example"
    assert said(letter, "reader")[0]["part"] == "team"


def test_a_hold_on_a_family_does_not_take_its_workers_messages_from_them() -> None:
    case = a_family(holds=(Hold(who=None, since=OPENED),))

    assert letter_for(case, FOR_THE_WORKER, BOOKED).to == WORKER


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


@pytest.mark.rule("YK-30")
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
