"""Who chairs a conference: outside the line of the case, and senior where it must."""

from __future__ import annotations

from typing import Any

import pytest

from domain.case import Case
from domain.record.people import RoleHeld
from domain.requests.base import By
from domain.requests.conferences import RecordConferenceHeld
from domain.requests.reports import CompleteReport
from domain.roles import Role
from domain.terms import Terms
from tests.domain.builders import OPENED, a_person, practice, terms
from tests.domain.requesting import asked, refused
from tests.practice.gates import Row, lets_by, needs_its_entry, params, proves
from tests.practice.holding import CAME, CONF, a_day, booked, came, held, ready
from tests.practice.household import (
    AS_WORKER,
    BEFORE,
    CHAIR,
    COORDINATOR,
    EVENING,
    MANAGER,
    OFFICER,
    STARTS,
    TEACHER,
    WORKER,
    asking,
    household,
    only,
    people,
)

OUTSIDE = "chair-is-outside-the-line-management"
CHECKED = ("arrangements-to-take-part", "information-gone-through")


def chaired_by(person: str, **changes: Any) -> RecordConferenceHeld:
    """It was held, and this person is recorded as its chair."""
    return held(day=a_day(chair=person, attendance=came(*CAME), **changes))


ROWS = (
    Row(
        rule="T4-24",
        breaks=chaired_by(MANAGER),
        about=(MANAGER,),
        **ready(OUTSIDE, "guernsey"),
    ),
    Row(
        rule="CS-05",
        breaks=chaired_by(OFFICER),
        about=(OFFICER,),
        **ready("chair-is-a-senior-social-work-manager", "york", "csa-pathway"),
    ),
    *(
        Row(
            rule=rule,
            breaks=held(day=a_day(checked=(done,))),
            about=(line,),
            **ready(
                "checked-before-the-conference",
                "york",
                "csa-pathway",
                checked=CHECKED,
            ),
        )
        for rule, line, done in (
            ("CS-46", CHECKED[0], CHECKED[1]),
            ("CS-47", CHECKED[1], CHECKED[0]),
        )
    ),
)


@pytest.mark.parametrize("row", params(ROWS))
def test_it_refuses_what_it_must_and_says_what_is_missing(row: Row) -> None:
    proves(row)


@pytest.mark.parametrize("row", params(ROWS))
def test_it_lets_the_nearest_lawful_case_by(row: Row) -> None:
    assert lets_by(row)


@pytest.mark.parametrize("row", params(ROWS))
def test_without_its_entry_nothing_is_refused(row: Row) -> None:
    needs_its_entry(row)


def acting(role: Role, person: str) -> tuple[RoleHeld, ...]:
    return (RoleHeld(role=role, person=person, since=OPENED, acting=True),)


@pytest.mark.rule("T4-24")
@pytest.mark.parametrize("book", ["york", "pan-sussex", "wales", "guernsey"])
@pytest.mark.parametrize(
    "role", [Role.SOCIAL_WORKER, Role.FIRST_LINE_MANAGER, Role.KEY_WORKER]
)
def test_nobody_in_the_line_of_the_case_chairs_it_not_even_in_anothers_place(
    book: str, role: Role
) -> None:
    own = only(practice(book), OUTSIDE)
    other = By(person=COORDINATOR, role=Role.CHAIR)
    case = booked(own, roles=(*household(terms=own).roles, *acting(role, CHAIR)))
    away = dict.fromkeys(("social-worker", "first-line-manager"), "ill")
    elsewhere = held(
        by=other,
        day=a_day(chair=COORDINATOR, attendance=came(*CAME[:-1])),
        absent_because=away,
    )

    assert refused(case, held(absent_because=away), EVENING).code == "not-yet"
    assert asked(case, EVENING, elsewhere).conferences[0].held_at == STARTS


@pytest.mark.rule("T4-24")
def test_whoever_wrote_a_report_for_it_does_not_chair_it() -> None:
    own = only(practice("guernsey"), OUTSIDE)

    def wrote(author: str) -> Case:
        report = CompleteReport(
            **asking(AS_WORKER),
            conference=CONF,
            agency="social-work",
            author=author,
            completed_at=BEFORE,
        )
        return asked(booked(own), BEFORE, report)

    assert refused(wrote(CHAIR), held(), EVENING).code == "not-yet"
    assert asked(wrote(WORKER), EVENING, held()).conferences[0].held_at == STARTS


def test_a_conference_that_nobody_is_said_to_have_chaired_is_asked_for_its_chair() -> (
    None
):
    own = only(practice("york"), OUTSIDE)
    case = booked(own, roles=())
    nobody = a_day(chair=None, attendance=came(*CAME[:-1]))

    assert refused(case, held(day=nobody), EVENING).code == "not-yet"
    assert asked(case, EVENING, held()).conferences[0].held_at == STARTS


@pytest.mark.rule("CS-05")
def test_who_holds_the_role_of_chair_chairs_where_nobody_else_is_named() -> None:
    own = only(practice("york", "csa-pathway"), "chair-is-a-senior-social-work-manager")
    unnamed = held(day=a_day(chair=None, attendance=came(TEACHER)))
    others = tuple(p for p in people() if p.ref != CHAIR)
    officer = a_person(CHAIR, relation="reviewing-officer", agency="safeguarding")

    assert asked(booked(own), EVENING, unnamed).conferences[0].held_at == STARTS
    wrong = booked(own, people=(*others, officer))
    assert refused(wrong, unnamed, EVENING).rules == ("CS-05",)


def test_a_first_edition_asks_nothing_of_a_chair() -> None:
    def under(own: Terms) -> Case:
        return asked(booked(own), EVENING, chaired_by(MANAGER))

    assert under(terms("wales")).conferences[0].held_at == STARTS
