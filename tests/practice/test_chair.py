"""Whether there is enough information, before a conference and at its start."""

from __future__ import annotations

from typing import Any

import pytest

from domain.case import Case
from domain.duties.reckoning import reckon
from domain.duty import Settled, Standing, standing
from domain.gates import lacks
from domain.gates.subject import Subject
from domain.record.the_day import Sufficiency, TheDay
from domain.requests.conferences import PostponeConference
from domain.requests.the_day import AnswerSufficiency
from domain.roles import Role
from rulebook.schema import Before
from tests.dates import instant
from tests.domain.builders import practice
from tests.domain.requesting import asked, refused
from tests.practice.gates import Row, lets_by, needs_its_entry, params, proves
from tests.practice.holding import CONF, a_day, booked, held, ready
from tests.practice.household import (
    AS_CHAIR,
    AS_MANAGER,
    BEFORE,
    BOOKED,
    EVENING,
    LATER,
    asking,
    only,
)

DUTY = f"chair-answers/{CONF}/household"
SATISFIED = "chair-is-satisfied-or-postpones"


def answer(satisfied: bool, **fields: Any) -> AnswerSufficiency:
    given: dict[str, Any] = {
        "conference": CONF,
        "answered_at": BEFORE,
        "satisfied": satisfied,
    }
    return AnswerSufficiency(**(asking(AS_CHAIR, "answer") | given | fields))


ROWS = (
    Row(
        rule="WA-17",
        breaks=held(),
        lawful=lambda own: asked(booked(own), BEFORE, answer(True)),
        **ready(SATISFIED, "wales"),
    ),
    Row(
        rule="WA-47",
        breaks=held(day=a_day(enough_information=None)),
        **ready("enough-information-on-the-day", "wales"),
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


def of_wales() -> Case:
    """A conference in Wales that is only asked about by its chair's answer."""
    return booked(only(practice("wales"), SATISFIED))


def how(case: Case) -> Standing:
    duty = case.duty(DUTY)
    assert duty is not None
    return standing(duty)


@pytest.mark.rule("WA-17")
def test_the_chair_is_asked_from_the_booking_on_with_no_date_and_no_refusal() -> None:
    case = of_wales()
    duty, rule = case.duties[DUTY], case.terms.rule("chair-answers")

    assert rule is not None
    assert (rule.owner, rule.ids) == (Role.CHAIR, ("WA-17",))
    assert (duty.due.since, duty.due.due_at) == (BOOKED, None)


@pytest.mark.rule("WA-17")
def test_a_chair_who_is_satisfied_has_answered_and_another_goes_on_being_asked() -> (
    None
):
    doubtful = asked(of_wales(), BEFORE, answer(False))
    sure = asked(doubtful, BEFORE, answer(True))
    settled = sure.duty(DUTY)

    assert how(doubtful) is Standing.OPEN
    assert isinstance(settled, Settled)
    assert settled.met_at == BEFORE


@pytest.mark.rule("WA-17")
def test_a_chair_may_change_their_mind_and_is_then_asked_again() -> None:
    case = asked(of_wales(), BEFORE, answer(True), answer(False))

    assert how(case) is Standing.OPEN
    assert reckon(case, BEFORE) == ()
    assert reckon(case, BEFORE, thorough=True) == ()
    assert refused(case, held(), EVENING).rules == ("WA-17",)


@pytest.mark.rule("WA-17", "WA-18")
def test_a_chair_who_is_not_satisfied_postpones_and_answers_again() -> None:
    postpone = PostponeConference(
        **asking(AS_CHAIR),
        conference=CONF,
        postponed_at=BEFORE,
        exceptional_reason="The paediatrician's findings come next week.",
        children_protected="They stay with their aunt.",
        new_starts_at=LATER,
    )
    off = asked(of_wales(), BEFORE, answer(False), postpone)
    now = instant("Mon 2027-02-01 17:00Z")
    meeting = held(held_at=LATER, day=a_day(started_at=LATER, ended_at=now))

    assert off.duties[DUTY].due.since == BOOKED
    assert refused(off, meeting, now).rules == ("WA-17",)
    sure = asked(off, LATER, answer(True, answered_at=LATER))
    assert asked(sure, now, meeting).conferences[0].held_at == LATER


@pytest.mark.rule("WA-17")
def test_what_was_held_or_called_off_asks_no_chair_any_more() -> None:
    own = only(practice("wales"))
    late = asked(booked(own), EVENING, held())

    assert how(late) is Standing.NOT_APPLICABLE
    assert refused(late, answer(True), EVENING).code == "conference-was-held"


@pytest.mark.rule("WA-17")
@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        (answer(True, by=AS_MANAGER), "chairs-decision"),
        (answer(True, conference="conf-9"), "unknown-conference"),
        (answer(True, answered_at=LATER), "in-the-future"),
        (
            answer(True, answered_at=instant("Tue 2027-01-19 09:59Z")),
            "out-of-order",
        ),
    ],
)
def test_only_the_chair_answers_and_only_about_a_conference_to_come(
    wrong: AnswerSufficiency, code: str
) -> None:
    assert refused(of_wales(), wrong, BEFORE).code == code
    right = asked(of_wales(), BEFORE, answer(True)).conferences[0]
    assert right.sufficiency == Sufficiency(at=BEFORE, satisfied=True)


@pytest.mark.rule("WA-47")
@pytest.mark.parametrize(
    ("day", "passes"),
    [
        (a_day(), True),
        (a_day(enough_information=False), False),
        (a_day(enough_information=False, goes_on_because="It cannot wait."), True),
        (a_day(enough_information=None, goes_on_because="It cannot wait."), False),
    ],
)
def test_a_chair_without_enough_information_may_go_on_with_a_reason(
    day: TheDay, passes: bool
) -> None:
    own = only(practice("wales"), "enough-information-on-the-day")
    case = asked(booked(only(own)), EVENING, held(day=day))
    now_asked = case.model_copy(update={"terms": own})
    subject = Subject(case.conference(CONF))

    assert (not list(lacks(now_asked, Before.HOLD, subject))) is passes
