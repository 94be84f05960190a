"""A complaint stops no clock; a decision set aside stands till it is taken anew."""

from __future__ import annotations

from typing import Any

import pytest

from domain.case import Case
from domain.duty import Standing
from domain.requests.afterwards import RecordComplaint, SetDecisionAside
from domain.requests.keeping import CloseCase
from tests.dates import instant
from tests.domain.builders import waited
from tests.domain.conferring import how
from tests.domain.requesting import asked, refused
from tests.practice.household import (
    AS_MANAGER,
    BEFORE,
    LATER,
    MOTHER,
    ONE,
    TWO,
    asking,
)
from tests.practice.outcomes import (
    CONF,
    booked,
    considered,
    continue_outcome,
    held,
    no_plan_outcome,
)
from tests.practice.recording import about, was_held
from tests.practice.telling import ungated

AGAIN = f"decide-this-child-again/{CONF}-set-aside/{ONE}"
MARCH = instant("Mon 2027-03-01 10:00Z")


def complaint(**fields: Any) -> RecordComplaint:
    given: dict[str, Any] = {
        "complaint": "complaint-1",
        "made_at": LATER,
        "conference": CONF,
        "made_by": MOTHER,
        "words": "Nobody asked us.",
    }
    return RecordComplaint(**asking(AS_MANAGER, "complaint"), **(given | fields))


def aside(**fields: Any) -> SetDecisionAside:
    given: dict[str, Any] = {
        "conference": CONF,
        "child": ONE,
        "set_aside_at": LATER,
        "reason": "complaint-upheld",
    }
    return SetDecisionAside(**asking(AS_MANAGER, "aside"), **(given | fields))


def planned() -> Case:
    return was_held()(ungated("york"))


def test_a_complaint_stops_no_clock_and_ends_nothing() -> None:
    before = waited(planned(), LATER)
    after = asked(before, LATER, complaint())

    assert [(c.ref, c.about, c.by) for c in after.complaints] == [
        ("complaint-1", CONF, MOTHER)
    ]
    assert after.duties == before.duties
    assert (after.plans, after.outbox) == (before.plans, before.outbox)


@pytest.mark.parametrize(
    ("request_", "code"),
    [
        (complaint(made_at=MARCH), "in-the-future"),
        (complaint(conference="conf-9"), "unknown-conference"),
        (complaint(made_by="nobody"), "unknown-person"),
    ],
)
def test_a_complaint_about_nothing_known_is_refused(
    request_: RecordComplaint, code: str
) -> None:
    assert refused(planned(), request_, LATER).code == code


def test_a_complaint_is_recorded_once_and_may_be_a_child_s() -> None:
    case = asked(planned(), LATER, complaint(made_by=ONE))

    assert case.complaints[0].by == ONE
    assert refused(case, complaint(), LATER).code == "reference-in-use"


def test_a_decision_set_aside_is_due_again_and_its_plan_stands_meanwhile() -> None:
    case = asked(planned(), LATER, aside())
    rule = case.terms.rule("decide-this-child-again")

    assert rule is not None
    assert (rule.owner, case.duties[AGAIN].due.due_on) == ("coordinator", None)
    assert case.plan_of(ONE) is not None
    assert {key for key in planned().duties if "plan-1" in key} <= set(case.duties)


def test_only_a_conference_held_since_decides_the_child_again() -> None:
    case = asked(planned(), LATER, aside())
    second = about(ONE, ref="conf-2", booked_at=LATER, starts_at=MARCH)
    early = held(continue_outcome(ONE), held_at=MARCH)

    booked_again = asked(case, LATER, second)
    decided = asked(
        booked_again, MARCH, early.model_copy(update={"conference": "conf-2"})
    )

    assert AGAIN in booked_again.duties
    assert decided.settled[AGAIN].met_at == MARCH
    assert how(decided, AGAIN) is Standing.MET


def test_a_case_waits_for_that_conference() -> None:
    close = CloseCase(**asking(AS_MANAGER, "done"), closed_at=LATER, reason="no-plan")
    case = was_held(no_plan_outcome(ONE), considered(TWO))(ungated("york"))

    assert asked(case, LATER, close).closed_at == LATER
    waiting = asked(case, LATER, aside())
    assert refused(waiting, close, LATER).code == "children-not-out"


@pytest.mark.parametrize(
    ("request_", "code"),
    [
        (aside(conference="conf-9"), "unknown-conference"),
        (aside(child="child-9"), "unknown-child"),
        (aside(set_aside_at=BEFORE), "out-of-order"),
        (aside(set_aside_at=MARCH), "in-the-future"),
    ],
)
def test_what_was_not_decided_is_not_set_aside(
    request_: SetDecisionAside, code: str
) -> None:
    assert refused(planned(), request_, LATER).code == code


def test_a_decision_is_set_aside_once_and_only_after_a_conference_took_it() -> None:
    undecided = asked(booked(ungated("york")), LATER, held())
    twice = asked(planned(), LATER, aside())

    assert refused(undecided, aside(), LATER).code == "no-outcome"
    assert refused(twice, aside(), LATER).code == "set-aside-already"
    assert refused(booked(ungated("york")), aside(), LATER).code == (
        "conference-not-held"
    )
