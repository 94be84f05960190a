"""Assessment orders: the conference follows at once when all their work is done."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest

from domain.case import Case
from domain.decide import respond
from domain.duties.reckoning import reckon
from domain.facts.duties import RungFell
from domain.facts.orders import CourtDateQuestioned
from domain.requests import Request
from tests.dates import day, instant
from tests.domain.builders import a_case, a_child
from tests.domain.court import (
    MADE,
    TUESDAY,
    an_assessment,
    assessed,
    concluded,
    ended,
    examined,
)
from tests.domain.requesting import asked, facts_of, refused

BEFORE = instant("Mon 2026-12-14 09:59Z")
THURSDAY = instant("Thu 2026-12-17 10:00Z")
FRIDAY = instant("Fri 2026-12-18 15:00Z")
SATURDAY = instant("Sat 2026-12-19 09:00Z")
KEY = "conference-after-assessment-order/cao-1/child-1"
Part = Callable[..., Request]


def lawful(case: Case, request: Request, now: datetime) -> bool:
    return bool(facts_of(case, request, now))


@pytest.mark.rule("SX-28")
@pytest.mark.parametrize(
    ("first", "last"),
    [
        (examined(THURSDAY), concluded(FRIDAY)),
        (concluded(THURSDAY), examined(FRIDAY)),
        (concluded(FRIDAY), examined(THURSDAY)),
    ],
)
def test_a_conference_is_due_at_once_when_the_last_part_is_concluded(
    first: Request, last: Request
) -> None:
    case = asked(an_assessment(), FRIDAY, first)
    assert case.duties == {}

    case = asked(case, FRIDAY, last)

    due = case.duties[KEY].due
    assert (due.anchor, due.due_on, due.due_at) == (FRIDAY, day("Fri 2026-12-18"), None)
    assert due.silent == "at-once"
    assert reckon(case, FRIDAY) == ()


@pytest.mark.rule("SX-27")
def test_a_conference_that_is_due_at_once_rings_at_once() -> None:
    case = asked(an_assessment(), FRIDAY, examined(THURSDAY))

    facts = respond(case, concluded(FRIDAY), FRIDAY)

    rungs = [(f.key, f.at) for f in facts if isinstance(f, RungFell)]
    assert rungs == [(KEY, FRIDAY)]


@pytest.mark.rule("SX-28")
def test_an_order_that_ended_with_its_work_undone_dates_no_conference() -> None:
    case = asked(an_assessment(), FRIDAY, examined(THURSDAY), ended(FRIDAY))

    assert case.duties == {}
    assert case.assessment_orders[0].ended_at == FRIDAY
    refusal = refused(case, concluded(SATURDAY), SATURDAY)
    assert (refusal.code, refusal.where) == ("order-ended", "concluded_at")


def test_work_done_before_the_end_counts_however_late_we_are_told() -> None:
    case = asked(an_assessment(), FRIDAY, examined(THURSDAY), ended(FRIDAY))
    case = asked(case, SATURDAY, concluded(THURSDAY))
    assert case.duties[KEY].due.anchor == THURSDAY


@pytest.mark.rule("SX-27")
def test_an_order_whose_work_is_done_cannot_end_undone() -> None:
    case = asked(an_assessment(), FRIDAY, examined(THURSDAY))
    assert lawful(case, ended(FRIDAY), FRIDAY)

    case = asked(case, FRIDAY, concluded(THURSDAY))
    assert refused(case, ended(FRIDAY), FRIDAY).code == "order-concluded"


def test_an_order_ends_once() -> None:
    case = asked(an_assessment(), FRIDAY, ended(THURSDAY))
    assert refused(case, ended(FRIDAY), FRIDAY).code == "order-ended"


@pytest.mark.parametrize("part", [examined, concluded])
def test_a_part_is_concluded_once(part: Part) -> None:
    case = asked(an_assessment(), FRIDAY, part(THURSDAY))
    assert refused(case, part(FRIDAY), FRIDAY).code == "already-concluded"
    other = concluded if part is examined else examined
    assert lawful(case, other(FRIDAY), FRIDAY)


@pytest.mark.parametrize("part", [examined, concluded, ended])
def test_nothing_became_of_an_assessment_order_that_is_not_known_yet(
    part: Part,
) -> None:
    case = an_assessment()
    assert refused(case, part(BEFORE), FRIDAY).code == "out-of-order"
    assert refused(case, part(FRIDAY), THURSDAY).code == "in-the-future"
    assert refused(case, part(FRIDAY, order="epo-1"), FRIDAY).code == "unknown-order"
    assert lawful(case, part(FRIDAY), FRIDAY)


@pytest.mark.parametrize(
    ("starts", "asks"),
    [
        ("Mon 2026-12-14", []),
        ("Sun 2026-12-13", ["starts-before-it-was-made"]),
        ("Fri 2027-01-15", []),
    ],
)
def test_an_assessment_said_to_start_before_its_order_is_kept_and_asked_about(
    starts: str, asks: list[str]
) -> None:
    facts = facts_of(a_case(), assessed(starts_on=day(starts)), MADE)
    assert [f.why for f in facts if isinstance(f, CourtDateQuestioned)] == asks


def test_an_assessment_order_names_children_of_the_case_under_its_own_reference() -> (
    None
):
    assert refused(an_assessment(), assessed(), MADE).code == "reference-in-use"
    assert lawful(an_assessment(), assessed(order="cao-2"), MADE)
    strange = assessed(children=("child-9",))
    assert refused(a_case(), strange, MADE).code == "unknown-child"
    assert refused(a_case(), assessed(), BEFORE).code == "in-the-future"
    both = a_case(children=(a_child(), a_child("child-9")))
    assert lawful(both, strange, TUESDAY)
