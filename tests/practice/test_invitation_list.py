"""A list as it is settled, and settled anew: who is on it, what it asks for."""

from __future__ import annotations

from typing import Any

import pytest

from domain.case import Case
from domain.duties.reckoning import reckon
from domain.evolve.changes import changed
from domain.record.invitations import Invitee
from domain.requests.children import RecordDeath
from domain.requests.conferences import RecordConferenceNotHeld
from domain.requests.invitations import RecordMedicalExamination
from tests.dates import instant
from tests.domain.builders import practice, terms
from tests.domain.requesting import asked, refused
from tests.practice.household import (
    AS_CHAIR,
    AUNT,
    BEFORE,
    BOOKED,
    CHAIR,
    MANAGER,
    MOTHER,
    OFFICER,
    ONE,
    SETTLED,
    TEACHER,
    TWO,
    UNBORN,
    VISITOR,
    WORKER,
    asking,
    household,
    only,
)
from tests.practice.inviting import CONF, booked, booking, listing, the_conference


def listed(*people: str, case: Case | None = None, **fields: Any) -> Case:
    """The case once these are on the list, under terms that ask nothing about it."""
    known = case or booked()(only(practice("york")))
    invitees = (Invitee(person=person) for person in people)
    return asked(known, BEFORE, listing(*invitees, settled_at=BEFORE, **fields))


def awaited_from(case: Case) -> list[str]:
    return [report.agency for report in the_conference(case).reports]


@pytest.mark.rule("YK-08")
def test_relatives_stand_at_the_head_of_those_invited() -> None:
    case = listed(TEACHER, MOTHER, VISITOR, AUNT)

    assert the_conference(case).invited == (MOTHER, AUNT, TEACHER, VISITOR)


def test_each_agency_on_the_list_owes_a_report_and_who_serves_owes_none() -> None:
    case = asked(
        booked()(only(practice("york"))),
        BEFORE,
        listing(
            Invitee(person=TEACHER),
            Invitee(person=OFFICER, capacity="observer"),
            Invitee(person=VISITOR, capacity="interpreter"),
            Invitee(person=CHAIR),
            Invitee(person=WORKER),
            settled_at=BEFORE,
        ),
    )

    assert awaited_from(case) == ["social-work", "school"]
    assert f"submit-report/{CONF}/school" in case.duties


def test_an_agency_that_is_off_the_list_owes_nothing_unless_it_has_begun() -> None:
    case = listed(TEACHER, VISITOR)
    first, *others = the_conference(case).reports
    written = tuple(
        changed(report, completed_at=BEFORE) if report.agency == "health" else report
        for report in others
    )
    conference = changed(the_conference(case), reports=(first, *written))

    case = listed(MOTHER, case=changed(case, conferences=(conference,)), number=2)

    assert awaited_from(case) == ["social-work", "health"]
    assert f"submit-report/{CONF}/school" not in case.duties


@pytest.mark.rule("YK-31")
def test_nobody_is_late_with_a_report_before_anybody_asked_for_it() -> None:
    """The reports are to be shared by the end of Thu 2027-01-28; it is the morning
    of the conference when the school is put on the list."""
    morning = instant("Fri 2027-01-29 08:00Z")
    case = booked()(only(practice("york")))

    case = asked(case, morning, listing(settled_at=morning))

    duty = case.duties[f"share-report/{CONF}/school"]
    assert duty.due.since == morning
    assert duty.missed_at == morning
    assert reckon(case, morning, thorough=True) == ()


def examined(at: Any = BEFORE, **fields: Any) -> RecordMedicalExamination:
    given = {"children": (ONE,), "examined_at": at, "by_agency": "hospital"}
    return RecordMedicalExamination(**asking(AS_CHAIR, "exam"), **(given | fields))


@pytest.mark.rule("CS-24")
def test_who_examined_a_child_reports_to_the_conference_whichever_comes_first() -> None:
    afterwards = asked(booked()(only(practice("york"))), BEFORE, examined())
    relisted = listed(TEACHER, case=afterwards)
    bare = household(terms=only(practice("york")))
    before = asked(asked(bare, BOOKED, examined(BOOKED)), BOOKED, booking())
    other = asked(
        booked()(only(practice("york"))),
        BEFORE,
        booking(conference="conf-2", children=(TWO,), booked_at=BEFORE),
        examined(),
    )

    assert awaited_from(afterwards) == ["social-work", "hospital"]
    assert awaited_from(relisted) == ["social-work", "hospital", "school"]
    assert awaited_from(before) == ["social-work", "hospital"]
    assert [r.agency for r in other.conferences[1].reports] == ["social-work"]
    assert f"submit-report/{CONF}/hospital" in afterwards.duties


def test_an_examination_is_of_children_of_the_case_and_has_happened() -> None:
    case = household(terms=only(practice("york")))

    unknown = refused(case, examined(children=(UNBORN,)), BEFORE)
    ahead = refused(case, examined(BEFORE), BOOKED)

    assert (unknown.code, ahead.code) == ("unknown-child", "in-the-future")


@pytest.mark.rule("CS-40")
@pytest.mark.parametrize("who", [ONE, MOTHER])
def test_a_child_or_a_parent_may_ask_for_somebody_and_it_is_kept(who: str) -> None:
    wished = Invitee(person=TEACHER, asked_for_by=who)
    case = booked("york", "csa-pathway")(only(practice("york", "csa-pathway")))

    case = asked(case, SETTLED, listing(wished))

    settled = the_conference(case).invitation
    assert settled is not None
    assert settled.invitees == (wished,)


@pytest.mark.rule("CS-40")
@pytest.mark.parametrize("who", [AUNT, MANAGER, "nobody"])
def test_nobody_else_counts_as_having_asked_for_somebody(who: str) -> None:
    wished = Invitee(person=TEACHER, asked_for_by=who)

    refusal = refused(booked()(only(practice("york"))), listing(wished), SETTLED)

    assert (refusal.code, refusal.rules) == ("not-child-or-parent", ("CS-40",))


@pytest.mark.parametrize(
    ("code", "request_"),
    [
        ("unknown-person", listing(Invitee(person="stranger"))),
        ("named-twice", listing(Invitee(person=MOTHER), Invitee(person=MOTHER))),
        (
            "child-not-in-conference",
            listing(Invitee(person=TEACHER, children=(ONE, "child-9"))),
        ),
        ("in-the-future", listing(settled_at=BEFORE)),
        ("out-of-order", listing(settled_at=instant("Mon 2027-01-18 09:00Z"))),
        ("unknown-conference", listing(conference="conf-9")),
        ("invited-and-not", listing(not_invited=({"who": MOTHER, "why": "ill"},))),
        ("unknown-person", listing(not_invited=({"who": "x", "why": "ill"},))),
        ("unknown-person", listing(not_named_to=("x",))),
        ("unknown-person", listing(approved_by="x")),
        ("unknown-person", listing(approved_with="x")),
    ],
)
def test_a_list_that_cannot_be_so_is_refused_and_says_why(
    code: str, request_: Any
) -> None:
    case = booked()(only(practice("york")))

    assert refused(case, request_, SETTLED).code == code


def test_nobody_who_has_died_is_invited() -> None:
    died = RecordDeath(**asking(), who=AUNT, died_at=SETTLED)
    case = asked(booked()(only(practice("york"))), BEFORE, died)

    refusal = refused(case, listing(Invitee(person=AUNT)), BEFORE)

    assert refusal.code == "has-died"


def test_nobody_is_invited_to_a_conference_that_is_off() -> None:
    off = RecordConferenceNotHeld(
        **asking(), conference=CONF, at=BOOKED, reason="chair-ill"
    )
    case = asked(booked()(only(practice("york"))), SETTLED, off)

    assert refused(case, listing(), SETTLED).code == "conference-is-off"


def test_a_first_edition_takes_a_list_without_asking_about_it() -> None:
    case = asked(booked()(terms("york")), SETTLED, listing())

    assert the_conference(case).invited == (MOTHER, TEACHER)
