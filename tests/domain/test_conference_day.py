"""The day of a conference: who was there, and what it decided about each child."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from domain.case import Case
from domain.decide import respond
from domain.duty import Standing
from domain.facts.conferences import ChildDecided, RequiredPersonAbsent
from domain.intake import Began
from domain.record.conferences import CopyDue, Decided, Kind, Outcome
from domain.requests import Request
from domain.requests.children import RecordDeath
from domain.requests.conferences import RecordConferenceNotHeld, RecordOutcome
from domain.requests.plans import RecordSiblingConcern
from tests.dates import day, instant
from tests.domain.conferring import (
    A_PLAN,
    BOTH,
    DUE,
    EVENING,
    IN_CONFERENCE,
    JANUARY,
    MISSED,
    NO_PLAN,
    OF,
    ONE,
    PLAN,
    SPRING,
    STARTS,
    T1,
    T1_OF_TWO,
    TWO,
    book,
    booked,
    discussion,
    enquired,
    held,
    household,
    how,
    kinds_about,
    later,
    move,
    outcome,
    planned,
    reviewed,
    settled,
)
from tests.domain.requesting import asked, facts_of, refused

LATE = instant("Mon 2027-01-11 10:00Z")
Start = Callable[[], Case]
UNDECIDED = outcome(ONE, Decided.NOT_DECIDED, protection="Seen each day.")
OFF = RecordConferenceNotHeld(**IN_CONFERENCE, at=STARTS, reason="chair-ill")


def told(result: Outcome, **fields: Any) -> RecordOutcome:
    return RecordOutcome(**(IN_CONFERENCE | {"outcome": result} | fields))


def called_off() -> Case:
    return asked(booked(), EVENING, OFF)


def with_review() -> Case:
    review = book(
        conference="rev-1", meeting=Kind.REVIEW, booked_at=EVENING, starts_at=EVENING
    )
    return asked(planned(), EVENING, review)


def review_of(result: Outcome) -> Request:
    return held(result, conference="rev-1", held_at=EVENING)


def undecided() -> Case:
    return asked(booked(), EVENING, held())


@pytest.mark.parametrize(
    ("start", "wrong", "code", "where", "rules", "right"),
    [
        (
            booked,
            held(A_PLAN, held_at=JANUARY),
            "in-the-future",
            "held_at",
            (),
            held(A_PLAN),
        ),
        (
            booked,
            held(A_PLAN, held_at=instant("Tue 2026-12-08 09:59Z")),
            "out-of-order",
            "held_at",
            (),
            held(A_PLAN, held_at=instant("Tue 2026-12-08 10:00Z")),
        ),
        (enquired, held(A_PLAN), "unknown-conference", "conference", (), book()),
        (planned, held(A_PLAN), "conference-was-held", "conference", (), None),
        (
            called_off,
            held(A_PLAN),
            "conference-is-off",
            "conference",
            (),
            move(EVENING, EVENING),
        ),
        (
            booked,
            held(A_PLAN, present=("nobody-known",)),
            "unknown-person",
            "present",
            (),
            held(A_PLAN, present=()),
        ),
        (
            booked,
            held(A_PLAN, A_PLAN),
            "two-outcomes",
            "outcomes",
            (),
            held(A_PLAN, NO_PLAN),
        ),
        (
            lambda: booked("guernsey"),
            held(A_PLAN, present=("worker", "mother")),
            "required-person-absent",
            "present",
            ("T4-25",),
            held(
                A_PLAN,
                present=("worker", "mother"),
                absent_because={"first-line-manager": "ill"},
            ),
        ),
        (booked, told(A_PLAN), "conference-not-held", "conference", (), held(A_PLAN)),
        (planned, told(A_PLAN), "child-decided", "outcome.child", (), None),
        (
            lambda: booked(children=(ONE,)),
            held(NO_PLAN),
            "child-not-in-conference",
            "outcomes.child",
            (),
            held(A_PLAN),
        ),
        (
            booked,
            held(outcome("child-9", Decided.NO_PLAN)),
            "unknown-child",
            "outcomes.child",
            (),
            held(NO_PLAN),
        ),
        *(
            (
                booked,
                held(outcome(ONE, decided)),
                "outcome-does-not-fit",
                "outcomes.decided",
                (),
                held(outcome(ONE, Decided.CONSIDERED)),
            )
            for decided in (Decided.CONTINUE, Decided.END)
        ),
        *(
            (
                with_review,
                review_of(outcome(ONE, decided)),
                "outcome-does-not-fit",
                "outcomes.decided",
                (),
                review_of(outcome(ONE, Decided.CONTINUE)),
            )
            for decided in (Decided.PLAN, Decided.NO_PLAN, Decided.CONSIDERED)
        ),
        (
            booked,
            held(outcome(ONE, Decided.NOT_DECIDED)),
            "protection-not-stated",
            "outcomes.protection",
            ("WA-53",),
            held(UNDECIDED),
        ),
    ],
)
def test_what_cannot_be_so_of_the_day_is_refused_and_its_nearest_twin_is_not(
    start: Start,
    wrong: Request,
    code: str,
    where: str,
    rules: tuple[str, ...],
    right: Request | None,
) -> None:
    refusal = refused(start(), wrong, EVENING)

    assert (refusal.code, refusal.where, refusal.rules) == (code, where, rules)
    assert right is None or facts_of(start(), right, EVENING) != ()


def test_an_outcome_left_out_on_the_day_is_told_later_as_of_that_day() -> None:
    case = asked(undecided(), JANUARY, told(A_PLAN))

    assert how(case, T1) is Standing.MET
    assert settled(case, T1).met_at == STARTS
    plan = case.plan_of(ONE)
    assert plan is not None
    assert plan.began_at == STARTS


@pytest.mark.rule("T4-25")
def test_why_a_required_person_was_not_there_is_kept() -> None:
    ill = held(
        A_PLAN,
        present=("mother",),
        absent_because={"first-line-manager": "ill", "social-worker": "on-leave"},
    )
    facts = facts_of(booked("guernsey"), ill, EVENING)
    absent = {f.role: f.why for f in facts if isinstance(f, RequiredPersonAbsent)}
    assert absent == {"social-worker": "on-leave", "first-line-manager": "ill"}


@pytest.mark.parametrize("rulebook", ["pan-sussex", "york", "wales"])
def test_elsewhere_nobody_is_required_on_the_day(rulebook: str) -> None:
    facts = facts_of(booked(rulebook), held(A_PLAN, present=()), EVENING)
    assert [fact.kind for fact in facts] == ["conference-held", "child-decided"]


def test_a_conference_decides_each_child_by_itself() -> None:
    case = planned("pan-sussex")

    assert case.plan_of(ONE) is not None
    assert case.plan_of(TWO) is None
    assert (how(case, T1), how(case, T1_OF_TWO)) == (Standing.MET, Standing.MET)


def test_a_child_left_out_stays_due_when_its_sibling_is_decided() -> None:
    case = asked(booked(), EVENING, held(A_PLAN))
    assert how(case, T1_OF_TWO) is Standing.OPEN
    assert case.duties[T1_OF_TWO].due.due_on == DUE


@pytest.mark.rule("SX-15", "SX-16")
def test_a_child_considered_without_a_plan_is_decided() -> None:
    case = asked(booked(), EVENING, held(outcome(TWO, Decided.CONSIDERED)))
    assert how(case, T1_OF_TWO) is Standing.MET


def test_a_conference_held_in_time_but_told_late_was_in_time_and_both_facts_stay() -> (
    None
):
    late = later(booked(), LATE)
    assert how(late, T1) is Standing.MISSED_OPEN

    facts = respond(booked(), held(A_PLAN), LATE)
    case = asked(late, LATE, held(A_PLAN))

    became = [kind for kind in kinds_about(facts, T1) if kind != "rung-fell"]
    assert became == ["deadline-missed", "miss-withdrawn", "duty-met"]
    assert how(case, T1) is Standing.MET
    line = settled(case, T1)
    assert (line.met_at, line.missed_at, line.miss_withdrawn) == (STARTS, MISSED, True)


def test_a_conference_held_late_meets_the_date_late() -> None:
    case = asked(booked(), LATE, held(A_PLAN, held_at=LATE))
    assert how(case, T1) is Standing.MET_LATE


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        ("Wed 2026-12-30 23:59Z", Standing.MET),
        ("Thu 2026-12-31 00:00Z", Standing.MET_LATE),
    ],
)
def test_the_last_minute_of_the_due_day_is_in_time(at: str, expected: Standing) -> None:
    case = asked(booked(), LATE, held(A_PLAN, held_at=instant(at)))
    assert how(case, T1) is expected


def test_a_conference_before_the_enquiry_began_decides_nothing_for_it() -> None:
    again = discussion(enquiry="enq-2", discussion="sd-2", held_at=EVENING)
    case = asked(planned(), EVENING, again)
    assert how(case, f"initial-conference/enq-2/{ONE}") is Standing.OPEN


@pytest.mark.rule("YK-38")
def test_a_plan_begins_its_core_groups_and_reviews() -> None:
    case = planned()
    first = case.duties[f"first-core-group/{PLAN}/{ONE}"]
    review = case.duties[f"first-review/{PLAN}/{ONE}"]
    assert first.due.due_on == day("Thu 2027-01-07")
    assert review.due.due_on == day("Sun 2027-03-21")
    assert review.due.schedule_by == day("Fri 2027-03-19")


@pytest.mark.rule("YK-40")
def test_a_review_that_ends_a_plan_ends_what_was_due_for_that_child_alone() -> None:
    both = asked(booked("york"), EVENING, held(A_PLAN, outcome(TWO, Decided.PLAN)))
    at = instant("Fri 2027-03-19 10:00Z")
    case = reviewed(both, at, outcome(ONE, Decided.END, ends_with="child-in-need"))

    assert case.plan_of(ONE) is None
    assert case.plan_of(TWO) is not None
    assert settled(case, f"first-review/{PLAN}/{ONE}").met_at == at
    assert settled(case, f"first-core-group/{PLAN}/{ONE}").lapsed == (
        "ended-by-conference"
    )
    assert {d.child for d in case.duties.values() if "core-group" in d.rule} == {TWO}


@pytest.mark.rule("YK-39")
def test_the_next_review_counts_from_the_day_the_last_one_was_held() -> None:
    case = reviewed(planned(), SPRING, outcome(ONE, Decided.CONTINUE))

    assert how(case, f"first-review/{PLAN}/{ONE}") is Standing.MET_LATE
    next_review = case.duties[f"next-review/{PLAN}-2/{ONE}"]
    assert next_review.due.due_on == day("Wed 2027-09-22")


def test_a_review_that_leaves_a_child_undecided_has_not_reviewed_its_plan() -> None:
    case = reviewed(planned(), JANUARY, UNDECIDED)
    assert how(case, f"first-review/{PLAN}/{ONE}") is Standing.OPEN
    assert how(case, f"rearrange-conference/rev-1-{ONE}/household") is Standing.OPEN


@pytest.mark.rule("YK-47", "YK-48")
def test_copies_go_to_the_child_s_parents_and_those_who_were_there() -> None:
    case = planned()
    assert case.conferences[0].copies == tuple(
        CopyDue(child=ONE, person=person) for person in ("mother", "worker", "manager")
    )
    assert case.duties[f"plan-sent/conf-1/{ONE}"].due.due_on == day("Tue 2026-12-22")
    assert f"plan-sent/conf-1/{TWO}" not in case.duties


def test_where_nobody_is_named_as_present_those_invited_get_the_plan() -> None:
    (_, decided) = facts_of(booked("york"), held(A_PLAN, present=()), EVENING)
    assert isinstance(decided, ChildDecided)
    assert [copy.person for copy in decided.copies] == ["mother", "teacher"]


def test_nobody_who_has_died_is_sent_a_plan() -> None:
    died = RecordDeath(**OF, who="mother", died_at=STARTS)
    case = asked(booked("york"), STARTS, died)
    case = asked(case, EVENING, held(A_PLAN))
    assert {c.person for c in case.conferences[0].copies} == {"worker", "manager"}


@pytest.mark.rule("SX-20")
def test_a_sibling_s_further_conference_may_be_joined_to_the_review() -> None:
    concern = RecordSiblingConcern(**OF, child=TWO, at=JANUARY, reason="new-injury")
    case = asked(planned("pan-sussex"), JANUARY, concern)
    (key,) = [k for k in case.duties if k.startswith("further-initial-conference/")]
    joined = (outcome(ONE, Decided.CONTINUE), outcome(TWO, Decided.PLAN))

    case = reviewed(case, SPRING, *joined)

    assert how(case, key) is Standing.MET
    assert settled(case, f"first-review/{PLAN}/{ONE}").met_at == SPRING
    assert {plan.child for plan in case.plans if plan.ended is None} == set(BOTH)


def test_a_child_transferred_in_is_decided_by_the_conference_here() -> None:
    case = asked(household(kind=Began.TRANSFER_IN), STARTS, book())
    (key,) = [k for k in case.duties if k.endswith(ONE)]
    assert case.duties[key].rule == "transfer-conference"
    assert case.duties[key].due.silent == "not-set"
    assert how(asked(case, EVENING, held(A_PLAN)), key) is Standing.MET
