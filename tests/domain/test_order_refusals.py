"""Emergency orders: what cannot be so, and the nearest thing that can."""

from __future__ import annotations

from datetime import datetime

import pytest

from domain.case import Case
from domain.requests import Request
from tests.dates import instant
from tests.domain.builders import a_case, a_child
from tests.domain.court import (
    AFTER,
    EXPIRES,
    LONGER,
    MADE,
    TUESDAY,
    WEDNESDAY,
    action,
    an_order,
    discharged,
    extended,
    made,
)
from tests.domain.requesting import asked, facts_of, refused

BEFORE = instant("Mon 2026-12-14 09:59Z")


def lawful(case: Case, request: Request, now: datetime) -> bool:
    return bool(facts_of(case, request, now))


@pytest.mark.parametrize(
    "request_",
    [
        extended(WEDNESDAY, LONGER, order="epo-2"),
        discharged(WEDNESDAY, order="epo-2"),
        action(True, WEDNESDAY, order="epo-2"),
    ],
)
def test_an_order_that_nobody_recorded_is_refused(request_: Request) -> None:
    refusal = refused(an_order(), request_, WEDNESDAY)
    assert (refusal.code, refusal.where) == ("unknown-order", "order")
    known = request_.model_copy(update={"order": "epo-1"})
    assert lawful(an_order(), known, WEDNESDAY)


@pytest.mark.parametrize(
    ("early", "in_time"),
    [
        (extended(BEFORE, LONGER), extended(MADE, LONGER)),
        (discharged(BEFORE), discharged(MADE)),
        (action(True, BEFORE), action(True, MADE)),
    ],
)
def test_nothing_became_of_an_order_before_it_was_made(
    early: Request, in_time: Request
) -> None:
    assert refused(an_order(), early, WEDNESDAY).code == "out-of-order"
    assert lawful(an_order(), in_time, WEDNESDAY)


@pytest.mark.parametrize(
    ("late", "in_time"),
    [
        (extended(WEDNESDAY, LONGER), extended(TUESDAY, LONGER)),
        (discharged(WEDNESDAY), None),
        (discharged(TUESDAY), None),
        (action(True, WEDNESDAY), action(True, TUESDAY)),
    ],
)
def test_nothing_more_becomes_of_an_order_that_the_court_ended(
    late: Request, in_time: Request | None
) -> None:
    case = asked(an_order(), WEDNESDAY, discharged(WEDNESDAY))
    refusal = refused(case, late, WEDNESDAY)
    assert (refusal.code, refusal.rules) == ("order-ended", ("SX-25",))
    assert in_time is None or lawful(case, in_time, WEDNESDAY)


@pytest.mark.rule("SX-25")
def test_action_is_not_planned_under_an_order_that_has_expired() -> None:
    late = action(True, EXPIRES)
    refusal = refused(an_order(), late, AFTER)
    assert (refusal.code, refusal.where) == ("order-ended", "at")
    assert lawful(an_order(), action(True, instant("Mon 2026-12-21 15:59Z")), AFTER)

    longer = asked(an_order(), WEDNESDAY, extended(WEDNESDAY, LONGER))
    assert lawful(longer, late, AFTER)


def test_action_already_planned_is_not_planned_later_which_would_hide_a_miss() -> None:
    case = an_order(legal_action_planned=True)
    assert refused(case, action(True, WEDNESDAY), AFTER).code == "nothing-changes"
    assert lawful(case, action(False, WEDNESDAY), AFTER)
    assert refused(an_order(), action(False, WEDNESDAY), AFTER).code == (
        "nothing-changes"
    )
    assert lawful(an_order(), action(True, WEDNESDAY), AFTER)


def test_what_is_said_of_legal_action_is_said_in_the_order_in_which_it_was_so() -> None:
    case = asked(an_order(), WEDNESDAY, action(True, WEDNESDAY))
    assert refused(case, action(False, TUESDAY), WEDNESDAY).code == "out-of-order"
    assert lawful(case, action(False, WEDNESDAY), WEDNESDAY)


def test_a_child_whom_the_case_does_not_know_is_refused() -> None:
    refusal = refused(a_case(), made(children=("child-9",)), MADE)
    assert (refusal.code, refusal.where) == ("unknown-child", "children")
    both = a_case(children=(a_child(), a_child("child-9")))
    assert lawful(both, made(children=("child-9",)), MADE)


def test_a_child_named_twice_is_under_the_order_once() -> None:
    case = an_order(children=("child-1", "child-1"), legal_action_planned=True)
    assert case.emergency_orders[0].children == ("child-1",)
    assert len(case.duties) == 1


def test_an_order_has_a_reference_of_its_own() -> None:
    assert refused(an_order(), made(), MADE).code == "reference-in-use"
    assert lawful(an_order(), made(order="epo-2"), MADE)


@pytest.mark.parametrize(
    ("request_", "where"),
    [
        (made(), "made_at"),
        (extended(WEDNESDAY, LONGER), "extended_at"),
        (discharged(WEDNESDAY), "discharged_at"),
        (action(True, WEDNESDAY), "at"),
    ],
)
def test_nothing_is_recorded_of_an_order_before_it_has_happened(
    request_: Request, where: str
) -> None:
    case = a_case() if where == "made_at" else an_order()
    now = BEFORE if where == "made_at" else TUESDAY
    refusal = refused(case, request_, now)
    assert (refusal.code, refusal.where) == ("in-the-future", where)
    assert lawful(case, request_, WEDNESDAY)
