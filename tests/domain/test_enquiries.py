"""Enquiries: which discussion the clock counts from, and who may stop it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest

from domain.case import Case
from domain.decide import respond
from domain.duty import Standing
from domain.record.conferences import Decided
from domain.requests import Request
from domain.requests.enquiries import ReopenEnquiry
from tests.dates import day, instant
from tests.domain.builders import a_child
from tests.domain.conferring import (
    BOOKED,
    BOTH,
    CHAIR,
    DISCUSSED,
    DUE,
    EVENING,
    IN_ENQUIRY,
    JANUARY,
    MISSED,
    NO_PLAN,
    ONE,
    STARTS,
    T1,
    T1_OF_TWO,
    TWO,
    book,
    booked,
    conclude,
    decide_on,
    discussion,
    enquired,
    explained,
    held,
    household,
    how,
    kinds_about,
    later,
    not_required,
    outcome,
    settled,
)
from tests.domain.requesting import asked, facts_of, refused

WEDNESDAY = instant("Wed 2026-12-16 10:00Z")
THURSDAY = instant("Thu 2026-12-17 10:00Z")
LAST_YEARS = instant("Mon 2021-11-01 10:00Z")


def reopen(at: datetime, **fields: Any) -> ReopenEnquiry:
    given = {"reopened_at": at, "reason": "new-injury", "seconded_by": "manager"}
    return ReopenEnquiry(**(IN_ENQUIRY | given | fields))


def concluded(rulebook: str = "pan-sussex") -> Case:
    return asked(enquired(rulebook), WEDNESDAY, conclude(WEDNESDAY))


def second(**fields: Any) -> Request:
    return discussion(**({"discussion": "sd-2", "held_at": WEDNESDAY} | fields))


Start = Callable[[], Case]


@pytest.mark.parametrize(
    ("start", "wrong", "code", "where", "rules", "right"),
    [
        (
            household,
            discussion(held_at=JANUARY),
            "in-the-future",
            "held_at",
            (),
            discussion(),
        ),
        (
            household,
            discussion(held_at=LAST_YEARS),
            "too-long-ago",
            "held_at",
            (),
            discussion(),
        ),
        (
            household,
            discussion(children=("child-9",)),
            "unknown-child",
            "children",
            (),
            discussion(children=(ONE,)),
        ),
        (
            enquired,
            second(discussion="sd-1"),
            "reference-in-use",
            "discussion",
            (),
            second(),
        ),
        (
            household,
            discussion(linked_to="enq-0"),
            "unknown-enquiry",
            "enquiry",
            (),
            discussion(),
        ),
        (
            concluded,
            second(),
            "enquiry-concluded",
            "enquiry",
            ("SX-22",),
            second(enquiry="enq-2", linked_to="enq-1"),
        ),
        (
            household,
            conclude(THURSDAY),
            "unknown-enquiry",
            "enquiry",
            (),
            discussion(),
        ),
        (
            enquired,
            conclude(instant("Mon 2026-12-07 09:59Z")),
            "out-of-order",
            "concluded_at",
            (),
            conclude(DISCUSSED),
        ),
        (
            concluded,
            conclude(THURSDAY),
            "enquiry-concluded",
            "enquiry",
            (),
            reopen(THURSDAY),
        ),
        (
            enquired,
            conclude(THURSDAY, at_risk=("child-9",)),
            "child-not-in-enquiry",
            "at_risk",
            (),
            conclude(THURSDAY, at_risk=BOTH),
        ),
        (
            concluded,
            reopen(THURSDAY, seconded_by="worker"),
            "second-person-needed",
            "seconded_by",
            (),
            reopen(THURSDAY),
        ),
        (
            enquired,
            reopen(THURSDAY),
            "enquiry-open",
            "enquiry",
            (),
            conclude(THURSDAY),
        ),
        (
            concluded,
            reopen(instant("Wed 2026-12-16 09:59Z")),
            "out-of-order",
            "reopened_at",
            (),
            reopen(WEDNESDAY),
        ),
        (
            lambda: enquired("guernsey"),
            decide_on(THURSDAY),
            "enquiries-not-complete",
            "decided_at",
            ("T4-13", "T4-14"),
            conclude(THURSDAY),
        ),
        (
            lambda: concluded("guernsey"),
            decide_on(instant("Wed 2026-12-16 09:59Z")),
            "enquiries-not-complete",
            "decided_at",
            ("T4-13", "T4-14"),
            decide_on(WEDNESDAY),
        ),
        (
            lambda: asked(enquired(), THURSDAY, decide_on(THURSDAY)),
            decide_on(THURSDAY),
            "reference-in-use",
            "decision",
            (),
            decide_on(THURSDAY, decision="dec-2"),
        ),
        (
            enquired,
            not_required(instant("Mon 2026-12-07 09:59Z")),
            "out-of-order",
            "decided_at",
            (),
            not_required(DISCUSSED),
        ),
        (
            enquired,
            not_required(THURSDAY, by=CHAIR),
            "managers-decision",
            "by.role",
            (),
            not_required(THURSDAY),
        ),
        (
            lambda: asked(enquired(), WEDNESDAY, not_required(WEDNESDAY)),
            not_required(THURSDAY),
            "child-not-in-enquiry",
            "children",
            (),
            decide_on(THURSDAY),
        ),
        (
            enquired,
            explained(person="nobody-known"),
            "unknown-person",
            "person",
            (),
            explained(),
        ),
        (
            enquired,
            explained(JANUARY),
            "in-the-future",
            "explained_at",
            (),
            explained(),
        ),
    ],
)
def test_what_cannot_be_so_of_an_enquiry_is_refused_and_its_nearest_twin_is_not(
    start: Start,
    wrong: Request,
    code: str,
    where: str,
    rules: tuple[str, ...],
    right: Request,
) -> None:
    refusal = refused(start(), wrong, EVENING)

    assert (refusal.code, refusal.where, refusal.rules) == (code, where, rules)
    assert facts_of(start(), right, EVENING) != ()


@pytest.mark.rule("SX-23")
@pytest.mark.parametrize("rulebook", ["pan-sussex", "york"])
def test_a_later_discussion_of_the_same_enquiry_does_not_move_the_date(
    rulebook: str,
) -> None:
    case = asked(enquired(rulebook), EVENING, second())
    assert case.duties[T1].due.due_on == DUE


@pytest.mark.rule("WA-16")
def test_in_wales_the_last_discussion_moves_the_date_until_a_conference_decides() -> (
    None
):
    case = asked(enquired("wales"), EVENING, second())
    assert case.duties[T1].due.due_on == day("Mon 2027-01-11")

    case = asked(case, EVENING, book(booked_at=WEDNESDAY))
    case = asked(case, EVENING, held(NO_PLAN))
    case = asked(case, JANUARY, second(discussion="sd-3", held_at=JANUARY))
    assert settled(case, T1_OF_TWO).due.due_on == day("Mon 2027-01-11")
    assert case.duties[T1].due.due_on == day("Mon 2027-01-25")


@pytest.mark.rule("WA-16")
def test_in_wales_a_miss_stands_when_a_later_discussion_opens_a_new_date() -> None:
    late = later(enquired("wales"), JANUARY)
    assert how(late, T1) is Standing.MISSED_OPEN

    case = asked(late, JANUARY, second(held_at=JANUARY))

    assert case.duties[T1].due.due_on == day("Mon 2027-01-25")
    assert case.duties[T1].missed_at == MISSED
    assert how(case, T1) is Standing.MISSED_OPEN


def test_the_clock_starts_with_the_first_discussion_where_none_was_flagged() -> None:
    assert enquired().duties[T1].due.anchor == DISCUSSED
    assert "initial-conference/enq-1/child-1" not in enquired("guernsey").duties


@pytest.mark.rule("CS-04")
def test_an_overlay_s_clock_applies_where_the_base_has_none() -> None:
    assert enquired("guernsey", "csa-pathway").duties[T1].due.due_on is not None


def test_each_of_two_enquiries_at_once_has_a_date_of_its_own_for_the_child() -> None:
    other = second(enquiry="enq-2", children=(ONE,))
    case = asked(enquired(), EVENING, other)
    key = f"initial-conference/enq-2/{ONE}"

    assert case.duties[T1].due.due_on == DUE
    assert case.duties[key].due.due_on == day("Mon 2027-01-11")

    case = asked(case, EVENING, not_required(EVENING, enquiry="enq-2", children=(ONE,)))
    assert settled(case, key).lapsed == "not-required"
    assert how(case, T1) is Standing.OPEN


def test_one_conference_meets_every_enquiry_that_had_begun_when_it_was_held() -> None:
    before = asked(booked(), EVENING, second(enquiry="enq-2"))
    case = asked(before, EVENING, held(outcome(ONE, Decided.NO_PLAN)))
    case = asked(case, JANUARY, discussion(**second_enquiry(JANUARY)))

    assert how(case, T1) is Standing.MET
    assert how(case, f"initial-conference/enq-2/{ONE}") is Standing.MET
    assert how(case, f"initial-conference/enq-3/{ONE}") is Standing.OPEN


def second_enquiry(at: datetime) -> dict[str, Any]:
    return {"enquiry": "enq-3", "discussion": "sd-3", "held_at": at}


def test_a_discussion_after_an_enquiry_was_concluded_begins_a_linked_one() -> None:
    new = second(enquiry="enq-2", held_at=THURSDAY, linked_to="enq-1")
    case = asked(concluded(), EVENING, new)

    enquiry = case.enquiry("enq-2")
    assert enquiry is not None
    assert enquiry.linked_to == "enq-1"
    assert how(case, T1) is Standing.OPEN
    assert how(case, f"initial-conference/enq-2/{ONE}") is Standing.OPEN


def test_a_discussion_before_the_conclusion_may_still_be_told_after_it() -> None:
    assert facts_of(concluded(), second(held_at=BOOKED), EVENING) != ()


def test_a_child_already_decided_does_not_join_an_enquiry_that_would_never_ring() -> (
    None
):
    alone = asked(household(), DISCUSSED, discussion(children=(ONE,)))
    both = asked(alone, EVENING, book(), held(NO_PLAN))
    joins = second(held_at=EVENING, children=(TWO,))

    refusal = refused(both, joins, EVENING)

    assert (refusal.code, refusal.where) == ("child-decided", "children")
    case = asked(both, EVENING, second(enquiry="enq-2", held_at=EVENING))
    assert how(case, f"initial-conference/enq-2/{TWO}") is Standing.OPEN


def test_a_child_who_joins_an_open_enquiry_is_due_from_its_first_discussion() -> None:
    alone = asked(household(), DISCUSSED, discussion(children=(ONE,)))
    case = asked(alone, EVENING, second(children=(TWO,)))
    assert case.duties[T1_OF_TWO].due.due_on == DUE


def test_an_enquiry_taken_up_again_runs_on_under_its_own_date() -> None:
    case = asked(concluded(), EVENING, reopen(THURSDAY))

    enquiry = case.enquiry("enq-1")
    assert enquiry is not None
    assert enquiry.concluded_at is None
    assert case.duties[T1].due.due_on == DUE
    assert facts_of(case, second(held_at=THURSDAY), EVENING) != ()


@pytest.mark.rule("T4-13", "T4-14")
def test_a_decision_is_no_longer_due_while_the_enquiry_is_open_again() -> None:
    key = "decide-on-conference/enq-1/household"
    case = concluded("guernsey")
    assert case.duties[key].due.silent == "not-set"

    case = asked(case, EVENING, reopen(THURSDAY))
    assert settled(case, key).lapsed == "no-longer-asked-for"
    case = asked(case, EVENING, conclude(EVENING))
    assert how(case, key) is Standing.OPEN


def test_where_a_manager_requires_none_the_date_ends_for_those_children() -> None:
    case = asked(enquired(), EVENING, not_required(WEDNESDAY, children=(ONE,)))
    assert settled(case, T1).lapsed == "not-required"
    assert settled(case, T1).lapsed_at == WEDNESDAY
    assert how(case, T1_OF_TWO) is Standing.OPEN


def test_that_none_is_required_leaves_an_earlier_miss_on_record() -> None:
    case = asked(enquired(), JANUARY, not_required(JANUARY))
    assert how(case, T1) is Standing.MISSED
    assert settled(case, T1).missed_at == MISSED


def test_a_manager_who_then_decides_for_a_conference_sets_the_clock_going_again() -> (
    None
):
    spared = asked(enquired(), WEDNESDAY, not_required(WEDNESDAY))

    facts = respond(spared, decide_on(JANUARY), JANUARY)
    case = asked(spared, JANUARY, decide_on(JANUARY))

    become = kinds_about(facts, T1)
    assert [kind for kind in become if kind != "rung-fell"] == [
        "duty-reopened",
        "deadline-missed",
    ]
    assert case.duties[T1].due.due_on == DUE
    assert case.duties[T1].missed_at == MISSED


def test_a_decision_told_late_does_not_undo_the_manager_s_later_one() -> None:
    spared = asked(enquired(), THURSDAY, not_required(THURSDAY))
    case = asked(spared, EVENING, decide_on(WEDNESDAY))
    assert how(case, T1) is Standing.NOT_APPLICABLE


@pytest.mark.rule("WA-16")
def test_in_wales_a_discussion_after_that_decision_opens_the_date_again() -> None:
    spared = asked(enquired("wales"), WEDNESDAY, not_required(WEDNESDAY))
    case = asked(spared, EVENING, second(held_at=THURSDAY))
    assert case.duties[T1].due.due_on == day("Tue 2027-01-12")


@pytest.mark.rule("T4-17", "T4-18", "T4-19")
def test_the_process_is_explained_to_each_holder_of_parental_responsibility() -> None:
    key = "explain-process/dec-1/mother"
    case = asked(concluded("guernsey"), THURSDAY, decide_on(THURSDAY))
    assert case.duties[key].due.due_on == day("Thu 2026-12-24")
    assert how(asked(case, EVENING, explained(STARTS)), key) is Standing.MET


def test_no_conference_is_due_for_a_child_of_the_household_outside_the_enquiry() -> (
    None
):
    three = household(children=(a_child(ONE), a_child(TWO), a_child("child-3")))
    case = asked(three, DISCUSSED, discussion())
    assert {duty.child for duty in case.duties.values()} == {ONE, TWO}
