"""Care proceedings and the children's guardian: recorded, and who must be invited."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest

from domain.case import Case
from domain.decide import respond
from domain.duties.reckoning import reckon
from domain.record.invitations import Invitee
from domain.requests.children import RecordDeath
from domain.requests.conferences import RecordConferenceNotHeld
from domain.requests.proceedings import (
    AppointGuardian,
    EndGuardian,
    EndProceedings,
    StartProceedings,
)
from tests.dates import instant
from tests.domain.builders import practice
from tests.domain.requesting import asked, refused
from tests.practice.household import (
    BOOKED,
    GUARDIAN,
    LAWYER,
    MOTHER,
    SETTLED,
    TEACHER,
    asking,
    household,
    only,
)
from tests.practice.inviting import CONF, booked, listing, without_gates

MONDAY = instant("Mon 2027-01-18 09:00Z")
THURSDAY = instant("Thu 2027-01-21 09:00Z")
FRIDAY = instant("Fri 2027-01-22 09:00Z")
DUTY = f"invite-guardian/{CONF}-{GUARDIAN}-2027-01-21/household"


def began(at: datetime = MONDAY) -> StartProceedings:
    return StartProceedings(**asking(number="start"), started_at=at)


def over(at: datetime = FRIDAY) -> EndProceedings:
    return EndProceedings(**asking(number="end"), ended_at=at)


def appointed(at: datetime = THURSDAY, guardian: str = GUARDIAN) -> AppointGuardian:
    return AppointGuardian(
        **asking(number="guardian"), guardian=guardian, appointed_at=at
    )


def left(at: datetime = FRIDAY) -> EndGuardian:
    return EndGuardian(**asking(number="left"), ended_at=at)


def in_wales(**fields: Any) -> Case:
    """The conference, under terms with the Welsh duties and nothing asked of a list."""
    return booked("wales", **fields)(without_gates(practice("wales")))


def observer(person: str = GUARDIAN) -> Invitee:
    return Invitee(person=person, capacity="observer")


@pytest.mark.rule("WA-44")
def test_a_guardian_is_to_be_invited_once_both_are_so_and_not_before() -> None:
    started = asked(in_wales(), FRIDAY, began())
    assert DUTY not in started.duties

    case = asked(started, FRIDAY, appointed())

    duty = case.duties[DUTY]
    assert (duty.due.since, duty.due.due_on, duty.due.silent) == (
        THURSDAY,
        None,
        "not-set",
    )
    rule = case.terms.rule("invite-guardian")
    assert rule is not None
    assert (rule.owner, rule.ids) == ("coordinator", ("WA-44",))


@pytest.mark.rule("WA-44")
def test_it_is_done_when_the_guardian_stands_on_the_list() -> None:
    case = asked(in_wales(), FRIDAY, began(), appointed())
    without = asked(case, FRIDAY, listing(settled_at=FRIDAY))

    done = asked(without, FRIDAY, listing(observer(), settled_at=FRIDAY))

    assert DUTY in without.duties
    assert done.settled[DUTY].met_at == FRIDAY


@pytest.mark.rule("WA-44")
def test_one_who_was_on_the_list_before_the_appointment_needs_no_second_letter() -> (
    None
):
    listed = asked(in_wales(), SETTLED, listing(observer()))

    case = asked(listed, FRIDAY, began(), appointed())

    assert case.settled[DUTY].met_at == THURSDAY


@pytest.mark.rule("WA-44")
@pytest.mark.parametrize(
    ("ends", "why"),
    [
        (over(), "proceedings-ended"),
        (left(), "guardian-ended"),
        (
            RecordDeath(**asking(number="died"), who=GUARDIAN, died_at=FRIDAY),
            "guardian-died",
        ),
        (
            RecordConferenceNotHeld(
                **asking(number="off"), conference=CONF, at=FRIDAY, reason="chair-ill"
            ),
            "conference-called-off",
        ),
    ],
)
def test_it_ends_with_the_proceedings_the_guardian_or_the_conference(
    ends: Any, why: str
) -> None:
    case = asked(in_wales(), FRIDAY, began(), appointed(), ends)

    assert case.settled[DUTY].lapsed == why
    assert reckon(case, FRIDAY, thorough=True) == ()


@pytest.mark.rule("WA-44")
def test_the_next_guardian_is_invited_anew() -> None:
    case = asked(in_wales(), FRIDAY, began(), appointed())
    case = asked(case, FRIDAY, listing(observer(), settled_at=FRIDAY), left())

    case = asked(case, FRIDAY, appointed(FRIDAY, LAWYER))

    assert f"invite-guardian/{CONF}-{LAWYER}-2027-01-22/household" in case.duties
    assert reckon(case, FRIDAY, thorough=True) == ()


@pytest.mark.rule("WA-44")
def test_a_guardian_who_was_taken_off_the_list_is_to_be_invited_again() -> None:
    """The gate refuses such a list; where it is not asked, the reminder still comes."""
    case = asked(in_wales(), FRIDAY, began(), appointed())
    case = asked(case, FRIDAY, listing(observer(), settled_at=FRIDAY))

    case = asked(case, FRIDAY, listing(settled_at=FRIDAY))

    again = DUTY.replace("2027-01-21", "2027-01-21-2")
    assert (DUTY in case.settled, again in case.duties) == (True, True)
    assert reckon(case, FRIDAY, thorough=True) == ()


@pytest.mark.rule("WA-44")
def test_an_end_that_is_told_before_the_list_does_not_undo_the_list() -> None:
    """Listed on Thu 2027-01-21, ended on the Friday, and told the other way round."""
    case = asked(in_wales(), FRIDAY, began(), appointed(), left())

    case = asked(case, FRIDAY, listing(observer(), settled_at=THURSDAY))

    assert case.settled[DUTY].met_at == THURSDAY
    assert reckon(case, FRIDAY, thorough=True) == ()


@pytest.mark.rule("WA-44")
@pytest.mark.parametrize(
    "court",
    [
        None,
        {"started_at": MONDAY},
        {"started_at": MONDAY, "guardian": GUARDIAN, "ended_at": BOOKED},
        {"started_at": MONDAY, "guardian": GUARDIAN, "guardian_ended_at": BOOKED},
    ],
)
def test_a_list_need_name_no_guardian_unless_both_are_so(court: Any) -> None:
    terms = only(practice("wales"), "guardian-is-invited")

    assert respond(booked("wales", proceedings=court)(terms), listing(), SETTLED)


@pytest.mark.rule("WA-45")
def test_who_is_guardian_no_longer_may_come_as_what_they_are() -> None:
    court = {"started_at": MONDAY, "guardian": GUARDIAN, "ended_at": BOOKED}
    terms = only(practice("wales"), "guardian-observes")
    request = listing(Invitee(person=GUARDIAN), Invitee(person=TEACHER))

    assert respond(booked("wales", proceedings=court)(terms), request, SETTLED)


def test_elsewhere_an_appointment_is_kept_and_nothing_falls_due() -> None:
    case = booked("york")(without_gates(practice("york")))

    case = asked(case, FRIDAY, began(), appointed())

    assert case.proceedings is not None
    assert case.proceedings.guarded_since == THURSDAY
    assert not [key for key in case.duties if "guardian" in key]


def test_proceedings_begin_end_and_may_begin_anew() -> None:
    bare = household(terms=without_gates(practice("york")))

    case = asked(bare, FRIDAY, began(), over(THURSDAY), began(FRIDAY))

    assert case.proceedings is not None
    assert case.proceedings.started_at == FRIDAY
    assert case.proceedings.ended_at is None


@pytest.mark.parametrize(
    ("before", "request_", "code"),
    [
        ((began(),), began(FRIDAY), "proceedings-under-way"),
        ((began(THURSDAY), over()), began(MONDAY), "out-of-order"),
        ((), over(), "no-proceedings"),
        ((began(), over()), over(), "no-proceedings"),
        ((began(THURSDAY),), over(MONDAY), "out-of-order"),
        ((), appointed(), "no-proceedings"),
        ((began(FRIDAY),), appointed(), "out-of-order"),
        ((began(),), appointed(guardian=MOTHER), "guardian-of-the-family"),
        ((began(),), appointed(guardian="nobody"), "unknown-person"),
        ((began(), appointed()), appointed(guardian=LAWYER), "guardian-is-appointed"),
        (
            (began(), appointed(), left()),
            appointed(THURSDAY, LAWYER),
            "out-of-order",
        ),
        ((), left(), "no-proceedings"),
        ((began(),), left(), "no-guardian"),
        ((began(), appointed(), left()), left(), "no-guardian"),
        ((began(), appointed()), left(MONDAY), "out-of-order"),
        ((), began(instant("Mon 2027-03-01 09:00Z")), "in-the-future"),
    ],
)
def test_what_no_court_can_have_done_is_refused(
    before: tuple[Any, ...], request_: Any, code: str
) -> None:
    bare = household(terms=without_gates(practice("york")))
    case = asked(bare, FRIDAY, *before)

    assert refused(case, request_, FRIDAY).code == code
