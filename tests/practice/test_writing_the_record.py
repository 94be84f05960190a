"""What may be written into the record of a conference, by whom, and until when."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from domain.gates.record import agencies_there
from domain.record.invitations import Capacity, InvitationList, Invitee
from domain.record.people import RoleHeld
from domain.record.the_day import Attendance, TheDay
from domain.requests.the_day import RecordTheDay
from domain.roles import Role
from domain.terms import Terms
from tests.domain.builders import practice, terms
from tests.domain.requesting import asked, refused
from tests.practice.household import (
    AS_CHAIR,
    BEFORE,
    CHAIR,
    EVENING,
    MOTHER,
    OFFICER,
    ONE,
    STARTS,
    TEACHER,
    WORKER,
    asking,
    only,
)
from tests.practice.outcomes import CONF, booked
from tests.practice.recording import closing, of, was_held, writing, written

WHOLE = "record-is-written"


def free(book: str) -> Terms:
    """The newest edition, with nothing before any step."""
    return only(practice(book))


def test_a_heading_written_again_keeps_the_agencies_that_added_to_it() -> None:
    case = was_held()(free("pan-sussex"))
    first = writing("evidence", contributed_by=("school",))
    again = writing("evidence", contributed_by=("health", "school"))

    (section,) = of(asked(case, EVENING, first, again)).sections

    assert (section.heading, section.by) == ("evidence", ("school", "health"))


def test_an_agency_that_came_only_to_chair_or_observe_owes_no_share() -> None:
    case = was_held(present=(WORKER, CHAIR, TEACHER, OFFICER))(free("wales"))
    there = TheDay(
        attendance=(
            Attendance(person=MOTHER),
            Attendance(person=WORKER),
            Attendance(person=CHAIR),
            Attendance(person=TEACHER),
            Attendance(person=OFFICER, capacity=Capacity.OBSERVER),
        )
    )
    seen = of(case).model_copy(update={"day": there})

    assert set(agencies_there(case, of(case))) == {"social-work", "school", "police"}
    assert set(agencies_there(case, seen)) == {"social-work", "school"}


REFUSED = (
    (writing("no-such-heading"), "unknown-heading", "heading"),
    (writing("evidence", ONE), "unknown-heading", "heading"),
    (writing("developmental-needs"), "unknown-heading", "heading"),
    (writing("developmental-needs", "child-9"), "child-not-in-conference", "child"),
    (writing("evidence", conference="conf-9"), "unknown-conference", "conference"),
    (writing("evidence", written_at=BEFORE), "out-of-order", "written_at"),
    (writing("evidence", contributed_by=("nasa",)), "unknown-agency", "contributed_by"),
)


@pytest.mark.parametrize(("request_", "code", "where"), REFUSED)
def test_what_cannot_be_written_is_refused(
    request_: Any, code: str, where: str
) -> None:
    refusal = refused(was_held()(free("pan-sussex")), request_, EVENING)

    assert (refusal.code, refusal.where) == (code, where)


def test_an_unknown_heading_is_answered_with_those_there_are() -> None:
    case = was_held()(free("pan-sussex"))

    about_it = refused(case, writing("no-such-heading"), EVENING).message
    of_a_child = refused(case, writing("evidence", ONE), EVENING).message

    assert "information-and-analysis, evidence" in about_it
    assert "no-such-heading" not in about_it
    assert "developmental-needs" in of_a_child


def test_nothing_is_written_before_it_is_held_or_where_no_heading_is_asked_for() -> (
    None
):
    not_held = booked(free("pan-sussex"))
    old = was_held()(terms("pan-sussex"))

    assert refused(not_held, writing("evidence"), EVENING).code == "conference-not-held"
    assert refused(old, writing("evidence"), EVENING).code == "no-headings"


def test_the_day_is_no_longer_put_right_once_the_conference_is_closed() -> None:
    case = asked(written()(only(practice("pan-sussex"), WHOLE)), EVENING, closing())
    put_right = RecordTheDay(
        **asking(AS_CHAIR, "day"), conference=CONF, recorded_at=EVENING, day=TheDay()
    )

    assert refused(case, put_right, EVENING).code == "conference-closed"
    assert refused(case, writing("evidence"), EVENING).code == "conference-closed"


def test_who_is_there_for_another_reason_is_known_by_role_or_by_the_list() -> None:
    """The clerk took over when it had begun; the teacher was asked to come along."""
    late, after_that = STARTS + timedelta(minutes=30), STARTS + timedelta(hours=1)
    writes = RoleHeld(role=Role.RECORD_TAKER, person=OFFICER, since=late)
    came = was_held(present=(WORKER, TEACHER, OFFICER, MOTHER), held_at=after_that)
    case = came(free("wales"))
    with_clerk = case.model_copy(update={"roles": (*case.roles, writes)})
    along = Invitee(person=TEACHER, capacity=Capacity.SUPPORTER)
    asked_to = InvitationList(
        settled_at=BEFORE, invitees=(along, Invitee(person=WORKER))
    )
    listed = of(case).model_copy(update={"invitation": asked_to})

    assert set(agencies_there(case, of(case))) == {"social-work", "school", "police"}
    assert set(agencies_there(with_clerk, of(case))) == {"social-work", "school"}
    assert set(agencies_there(case, listed)) == {"social-work", "police"}


def test_a_relative_brings_nothing_for_the_agency_they_work_for() -> None:
    case = was_held(present=(WORKER, MOTHER))(free("wales"))
    people = tuple(
        p.model_copy(update={"agency": "hospital"}) if p.ref == MOTHER else p
        for p in case.people
    )
    nurse = case.model_copy(update={"people": people})

    assert set(agencies_there(nurse, of(nurse))) == {"social-work"}
