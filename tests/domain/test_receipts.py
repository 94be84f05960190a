"""What somebody who asked is told: brief, and the same beforehand as afterwards."""

from __future__ import annotations

import pytest

from domain.advance import advance
from domain.case import Case
from domain.decide import respond
from domain.errors import Refused
from domain.evolve import evolved
from domain.receipts import Receipt, previewed, receipt_for
from domain.requests import Request
from tests.dates import day, instant
from tests.domain.builders import waited
from tests.domain.conferring import (
    A_PLAN,
    BOTH,
    DISCUSSED,
    DUE,
    EVENING,
    JANUARY,
    NO_PLAN,
    ONE,
    PLAN,
    STARTS,
    T1,
    T1_OF_TWO,
    book,
    booked,
    discussion,
    enquired,
    held,
    household,
    move,
)
from tests.domain.court import made


def receipt(case: Case, request: Request) -> Receipt:
    facts = respond(case, request, EVENING)
    return receipt_for(case, evolved(case, facts), facts)


def test_a_receipt_tells_what_is_due_now_that_was_not() -> None:
    told = receipt(household(), discussion())
    assert told.due == {T1: DUE, T1_OF_TWO: DUE}
    assert (told.settled, told.missed, told.repeated) == ((), 0, False)
    assert told.case == "CP-1"


def test_a_receipt_tells_what_is_settled_and_what_follows_from_it() -> None:
    told = receipt(booked("york"), held(A_PLAN, NO_PLAN))

    assert {T1, T1_OF_TWO} <= set(told.settled)
    assert told.due[f"plan-sent/conf-1/{ONE}"] == day("Tue 2026-12-22")
    assert told.due[f"first-core-group/{PLAN}/{ONE}"] == day("Thu 2027-01-07")


def test_a_receipt_tells_the_new_date_of_what_was_moved_and_nothing_else() -> None:
    put_off = move(STARTS, instant("Mon 2027-01-11 10:00Z"))
    told = receipt(booked("york"), put_off)
    assert set(told.due) == {
        "share-report/conf-1/school",
        "share-report/conf-1/social-work",
    }
    assert set(told.due.values()) == {day("Sun 2027-01-10")}


def test_a_receipt_counts_what_is_missed_and_still_open() -> None:
    late = waited(enquired(), JANUARY)
    facts = respond(late, book(), JANUARY)
    assert receipt_for(late, evolved(late, facts), facts).missed == len(BOTH)


def test_a_receipt_counts_every_fact_that_the_case_then_holds() -> None:
    case = enquired()
    facts = respond(case, book(), EVENING)
    after = advance(case, facts, EVENING)
    assert receipt_for(case, after, facts).facts == after.facts


def test_asked_twice_a_request_is_answered_twice_and_done_once() -> None:
    once = advance(enquired(), respond(enquired(), book(), EVENING), EVENING)
    facts = respond(once, book(), EVENING)
    told = receipt_for(once, evolved(once, facts), facts)
    assert told.repeated
    assert (told.due, told.settled) == ({}, ())


def test_what_a_court_made_and_looks_unusual_is_questioned_in_the_receipt() -> None:
    usual = made(legal_action_planned=True)
    unusual = made(expires_at=instant("Tue 2027-02-16 10:00Z"))
    assert receipt(enquired(), usual).questioned == ()
    assert receipt(enquired(), unusual).questioned != ()


@pytest.mark.parametrize("rulebook", ["pan-sussex", "york", "wales", "guernsey"])
def test_a_preview_tells_what_the_receipt_will_tell_and_changes_nothing(
    rulebook: str,
) -> None:
    before = booked(rulebook)
    request = held(A_PLAN, NO_PLAN)

    told = previewed(before, request, EVENING)

    facts = respond(before, request, EVENING)
    after = advance(before, facts, EVENING)
    assert told == receipt_for(before, after, facts)
    assert before == booked(rulebook)


def test_a_preview_is_judged_at_the_instant_that_it_names() -> None:
    assert previewed(enquired(), book(), JANUARY).missed == len(BOTH)
    assert previewed(enquired(), book(), EVENING).missed == 0


def test_a_preview_of_what_would_be_refused_is_refused_alike() -> None:
    with pytest.raises(Refused) as caught:
        previewed(enquired(), discussion(), DISCUSSED)
    assert caught.value.code == "reference-in-use"
