"""In Guernsey the unit manager decides whether a case goes to conference."""

from __future__ import annotations

from typing import Any

import pytest

from domain.case import Case
from domain.duty import Settled
from domain.record.enquiries import Decision
from domain.requests.base import By
from domain.requests.enquiries import DecideOnConference
from domain.requests.people import ActFor
from domain.roles import Role
from tests.dates import instant
from tests.domain.builders import practice, terms
from tests.domain.requesting import asked, refused
from tests.practice.holding import an_enquiry
from tests.practice.household import (
    AS_MANAGER,
    AS_WORKER,
    BOOKED,
    BOTH,
    CONCLUDED,
    COORDINATOR,
    TEACHER,
    asking,
    household,
    only,
)

DUTY = "decide-on-conference/enq-1/household"


def decide(**fields: Any) -> DecideOnConference:
    given: dict[str, Any] = {
        "enquiry": "enq-1",
        "decision": "dec-1",
        "decided_at": BOOKED,
        "children": BOTH,
    }
    return DecideOnConference(**(asking(AS_MANAGER, "decide") | given | fields))


def concluded(book: str = "guernsey", **changes: Any) -> Case:
    """An enquiry about both children that has come to its end."""
    own = only(practice(book))
    return household(terms=own, enquiries=(an_enquiry(**changes),))


@pytest.mark.rule("T4-13")
@pytest.mark.parametrize(
    ("by", "where"),
    [
        (AS_WORKER, "by.role"),
        (By(person=COORDINATOR, role=Role.FIRST_LINE_MANAGER), "by.person"),
    ],
)
def test_nobody_but_the_unit_manager_takes_a_case_to_conference(
    by: By, where: str
) -> None:
    wrong = refused(concluded(), decide(by=by), BOOKED)

    assert (wrong.code, wrong.where) == ("managers-decision", where)
    assert wrong.rules == ("T4-13",)
    assert asked(concluded(), BOOKED, decide()).decisions


@pytest.mark.rule("T4-13")
def test_whoever_acts_for_the_unit_manager_decides_in_their_place() -> None:
    acting = ActFor(
        **asking(AS_MANAGER),
        role=Role.FIRST_LINE_MANAGER,
        person=TEACHER,
        starts_at=CONCLUDED,
        ends_at=instant("Mon 2027-02-01 10:00Z"),
    )
    by = By(person=TEACHER, role=Role.FIRST_LINE_MANAGER)

    assert refused(concluded(), decide(by=by), BOOKED).where == "by.person"
    assert asked(concluded(), BOOKED, acting, decide(by=by)).decisions


@pytest.mark.rule("T4-13")
@pytest.mark.parametrize("book", ["york", "pan-sussex", "wales"])
def test_elsewhere_and_in_a_first_edition_nobody_is_named(book: str) -> None:
    assert asked(concluded(book), BOOKED, decide(by=AS_WORKER)).decisions
    old = household(terms=terms("guernsey"), enquiries=(an_enquiry(),))
    assert asked(old, BOOKED, decide(by=AS_WORKER)).decisions


@pytest.mark.rule("T4-14")
def test_the_end_of_the_enquiries_asks_the_unit_manager_and_the_decision_answers() -> (
    None
):
    case = asked(concluded(), BOOKED, decide())
    rule, settled = case.terms.rule("decide-on-conference"), case.duty(DUTY)

    assert rule is not None
    assert (rule.owner, rule.allowance) == (Role.FIRST_LINE_MANAGER, None)
    assert isinstance(settled, Settled)
    assert (settled.due.since, settled.met_at) == (CONCLUDED, BOOKED)
    made = Decision(ref="dec-1", enquiry="enq-1", children=BOTH, at=BOOKED)
    assert case.decisions == (made,)


@pytest.mark.rule("T4-14")
def test_it_is_never_decided_before_the_enquiries_are_complete() -> None:
    going_on = concluded(concluded_at=None, at_risk=())
    early = decide(decided_at=instant("Mon 2027-01-18 14:59Z"))

    assert refused(going_on, decide(), BOOKED).rules == ("T4-13", "T4-14")
    assert refused(concluded(), early, BOOKED).rules == ("T4-13", "T4-14")
    assert asked(concluded(), BOOKED, decide(decided_at=CONCLUDED)).decisions
