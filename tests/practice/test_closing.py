"""A conference is brought to its end by its chair; only a correction opens it again."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest

from domain.case import Case
from domain.duties.reckoning import reckon
from domain.record.children import Leaving, Left
from domain.record.conferences import Kind
from domain.requests.corrections import Correct, MeetingPutRight, OutcomePutRight
from domain.requests.keeping import AdoptTerms, CloseCase
from domain.terms import Terms
from tests.dates import instant
from tests.domain.builders import practice, terms
from tests.domain.requesting import asked, refused
from tests.practice.gates import Row, lets_by, needs_its_entry, params, proves
from tests.practice.household import (
    AS_MANAGER,
    BEFORE,
    EVENING,
    LATER,
    ONE,
    STARTS,
    asking,
    only,
)
from tests.practice.outcomes import (
    CONF,
    booked,
    considered,
    held,
    no_plan_outcome,
    plan_outcome,
)
from tests.practice.recording import about, closing, of, outcome_of, was_held

CLOSED, ANSWER = "every-conference-is-closed", "every-child-has-an-answer"
DUTY = f"close-the-conference/{CONF}/household"
CASE = CloseCase(**asking(AS_MANAGER, "done"), closed_at=LATER, reason="no-plan")
LEFT = (no_plan_outcome(ONE), considered())


def both_gates(book: str = "york") -> Terms:
    """That gate, and one before a conference is closed."""
    return only(practice(book), CLOSED, ANSWER)


def no_plans(terms: Terms) -> Case:
    """A conference was held and made no plan."""
    return was_held(*LEFT)(with_close_gate(terms))


def with_close_gate(terms: Terms) -> Terms:
    """The terms as they are, and one gate before a conference is closed.

    Without any a conference needs no closing.
    """
    (gate,) = (g for g in practice("york").gates if g.key == ANSWER)
    return terms.model_copy(update={"gates": (*terms.gates, gate)})


ROWS = (
    Row(
        rule="",
        gate=CLOSED,
        books=("york",),
        case=no_plans,
        lawful=lambda terms: asked(no_plans(terms), EVENING, closing()),
        now=LATER,
        breaks=CASE,
        keeps=CASE,
        about=(CONF,),
    ),
)


@pytest.mark.parametrize("row", params(ROWS))
def test_a_case_is_not_closed_over_an_open_conference(row: Row) -> None:
    proves(row)


@pytest.mark.parametrize("row", params(ROWS))
def test_a_case_is_closed_once_its_conferences_are(row: Row) -> None:
    assert lets_by(row).closed_at == LATER


@pytest.mark.parametrize("row", params(ROWS))
def test_nothing_is_asked_for_without_its_entry(row: Row) -> None:
    needs_its_entry(row)


def test_its_chair_owes_the_closing_of_a_held_conference_without_a_date() -> None:
    case = was_held(*LEFT)(both_gates())
    rule = case.terms.rule("close-the-conference")

    assert rule is not None
    assert rule.owner == "chair"
    assert (case.duties[DUTY].due.due_on, case.duties[DUTY].due.silent) == (
        None,
        "not-set",
    )
    assert DUTY not in booked(both_gates()).duties
    assert asked(case, LATER, closing(closed_at=LATER)).settled[DUTY].met_at == LATER


@pytest.mark.parametrize(
    ("request_", "code", "where"),
    [
        (closing(conference="conf-9"), "unknown-conference", "conference"),
        (closing(closed_at=BEFORE), "out-of-order", "closed_at"),
        (closing(closed_at=instant("Wed 2027-03-03 10:00Z")), "in-the-future", None),
    ],
)
def test_what_cannot_be_closed_is_refused(
    request_: Any, code: str, where: str | None
) -> None:
    refusal = refused(was_held(*LEFT)(both_gates()), request_, LATER)

    assert (refusal.code, refusal.where) == (code, where or "closed_at")


def test_a_conference_that_was_not_held_is_not_closed() -> None:
    refusal = refused(booked(both_gates()), closing(), EVENING)

    assert refusal.code == "conference-not-held"


def test_a_closed_conference_takes_nothing_more() -> None:
    case = asked(was_held(*LEFT)(both_gates()), EVENING, closing())

    for late in (closing(), outcome_of(plan_outcome("child-9"))):
        assert refused(case, late, LATER).code == "conference-closed"


def correction(put_right: OutcomePutRight | MeetingPutRight) -> Correct:
    return Correct(
        **asking(AS_MANAGER, "right"),
        corrected_at=LATER,
        reason="Written down for the wrong child.",
        put_right=put_right,
    )


def test_an_outcome_taken_back_opens_the_conference_again() -> None:
    case = asked(was_held(*LEFT)(both_gates()), EVENING, closing())
    undo = correction(OutcomePutRight(conference=CONF, child=ONE))

    opened = asked(case, LATER, undo)
    again = asked(opened, LATER, outcome_of(no_plan_outcome(ONE)))

    assert of(opened).closed_at is None
    assert DUTY in opened.duties
    assert refused(opened, closing(closed_at=LATER), LATER).code == "not-yet"
    assert of(asked(again, LATER, closing(closed_at=LATER))).closed_at == LATER


@pytest.mark.parametrize(
    ("held_at", "closed"),
    [("Fri 2027-01-29 16:00Z", EVENING), ("Fri 2027-01-29 18:00Z", None)],
)
def test_none_is_closed_before_it_is_held_whatever_is_corrected(
    held_at: str, closed: datetime | None
) -> None:
    case = asked(was_held(*LEFT)(both_gates()), EVENING, closing())
    redate = correction(MeetingPutRight(meeting=CONF, held_at=instant(held_at)))

    after = asked(case, LATER, redate)

    assert of(after).closed_at == closed
    assert (DUTY in after.duties) is (closed is None)
    assert reckon(after, LATER, thorough=True) == ()


def test_where_nothing_is_asked_before_it_a_conference_simply_closes() -> None:
    case = was_held(*LEFT)(terms("york"))

    assert of(asked(case, EVENING, closing())).closed_at == EVENING
    assert asked(case, LATER, CASE).closed_at == LATER


def adopted(case: Case, given: Terms, at: datetime = LATER) -> Case:
    adopt = AdoptTerms(
        **asking(AS_MANAGER, "adopt"), terms=given, authority="The partnership."
    )
    return asked(case, at, adopt)


def test_what_was_held_under_earlier_procedures_needs_no_closing_afterwards() -> None:
    earlier = adopted(was_held(*LEFT)(terms("york")), both_gates())
    since = asked(
        earlier,
        instant("Mon 2027-02-15 10:00Z"),
        about(
            ONE,
            ref="conf-2",
            meeting=Kind.INITIAL,
            booked_at=LATER,
            starts_at=instant("Mon 2027-02-08 10:00Z"),
        ),
        held(no_plan_outcome(ONE), held_at=instant("Mon 2027-02-08 10:00Z")).model_copy(
            update={"conference": "conf-2"}
        ),
    )

    assert earlier.practice_since == LATER
    assert DUTY not in earlier.duties
    assert asked(earlier, LATER, CASE).closed_at == LATER
    assert "close-the-conference/conf-2/household" in since.duties
    assert DUTY not in since.duties
    assert adopted(since, both_gates("wales"), since.looked_at).practice_since == LATER


def test_once_all_its_children_have_left_nobody_waits_for_it_to_be_closed() -> None:
    case = was_held(*LEFT)(both_gates())
    gone = Leaving(why=Left.TRANSFERRED, at=STARTS)
    left = tuple(c.model_copy(update={"left": gone}) for c in case.children)
    after = case.model_copy(update={"children": left})

    assert asked(after, LATER, CASE).closed_at == LATER
