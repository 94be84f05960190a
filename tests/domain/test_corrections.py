"""Corrections append: what was recorded stays, and what is due is as it truly was."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest

from domain.case import Case
from domain.decide import respond
from domain.duty import Standing
from domain.facts.keeping import Corrected
from domain.record.conferences import Decided
from domain.requests import Request
from domain.requests.children import RecordDeath
from domain.requests.conferences import RecordOutcome
from domain.requests.corrections import (
    DecisionPutRight,
    DiscussionPutRight,
    LeavingPutRight,
    MeetingPutRight,
    OrderPutRight,
)
from tests.dates import day, instant
from tests.domain.conferring import (
    A_PLAN,
    BOOKED,
    DISCUSSED,
    DUE,
    EVENING,
    IN_CONFERENCE,
    JANUARY,
    MISSED,
    OF,
    ONE,
    PLAN,
    SECONDED,
    SPRING,
    STARTS,
    T1,
    T1_OF_TWO,
    TWO,
    book,
    booked,
    conclude,
    core_group,
    correct,
    decide_on,
    discussion,
    enquired,
    held,
    how,
    kinds_about,
    later,
    outcome,
    planned,
    reviewed,
    settled,
    undo,
)
from tests.domain.court import EXPIRES, LONGER, made
from tests.domain.requesting import asked, facts_of, refused

WEDNESDAY = instant("Wed 2026-12-16 10:00Z")
APRIL = instant("Mon 2027-04-19 10:00Z")
Start = Callable[[], Case]


def two_discussions(rulebook: str = "pan-sussex") -> Case:
    later_one = discussion(discussion="sd-2", held_at=WEDNESDAY)
    return asked(enquired(rulebook), EVENING, later_one)


def redate(at: datetime, ref: str = "sd-1", **fields: Any) -> DiscussionPutRight:
    given = {"enquiry": "enq-1", "discussion": ref, "held_at": at}
    return DiscussionPutRight(**(given | fields))


def flag(ref: str = "sd-2", initiating: bool = True) -> DiscussionPutRight:
    return DiscussionPutRight(enquiry="enq-1", discussion=ref, initiating=initiating)


def meeting(at: datetime, ref: str = "conf-1") -> MeetingPutRight:
    return MeetingPutRight(meeting=ref, held_at=at)


def decided(at: datetime, ref: str = "dec-1") -> DecisionPutRight:
    return DecisionPutRight(decision=ref, decided_at=at)


def expires(at: datetime, ref: str = "epo-1") -> OrderPutRight:
    return OrderPutRight(order=ref, expires_at=at)


def gone() -> Case:
    return asked(enquired(), EVENING, RecordDeath(**OF, who=ONE, died_at=STARTS))


def decision_taken() -> Case:
    case = asked(enquired("guernsey"), EVENING, conclude(BOOKED))
    return asked(case, EVENING, decide_on(WEDNESDAY))


def with_order() -> Case:
    return asked(enquired(), EVENING, made(legal_action_planned=True))


def with_a_group() -> Case:
    return asked(planned(), JANUARY, core_group(JANUARY))


def ended() -> Case:
    """A plan of which a review on Mon 2027-03-22 said, in error, that it ends."""
    return reviewed(planned(), SPRING, outcome(ONE, Decided.END))


def continued() -> Case:
    return reviewed(planned(), SPRING, outcome(ONE, Decided.CONTINUE))


def put(*wrong: Any, **fields: Any) -> Request:
    return correct(wrong[0], SPRING, **(SECONDED | fields))


@pytest.mark.parametrize(
    ("start", "wrong", "code", "where", "rules", "right"),
    [
        (
            enquired,
            correct(redate(BOOKED), APRIL),
            "in-the-future",
            "corrected_at",
            (),
            put(redate(BOOKED)),
        ),
        (
            enquired,
            put(redate(BOOKED, enquiry="enq-9")),
            "unknown-enquiry",
            "enquiry",
            (),
            put(redate(BOOKED)),
        ),
        (
            enquired,
            put(redate(BOOKED, "sd-9")),
            "unknown-discussion",
            "put_right.discussion",
            (),
            put(redate(BOOKED)),
        ),
        (
            two_discussions,
            put(flag("sd-1", initiating=False)),
            "one-initiates",
            "put_right.initiating",
            ("SX-23",),
            put(flag("sd-2")),
        ),
        (
            enquired,
            put(redate(DISCUSSED)),
            "nothing-changes",
            "put_right",
            (),
            put(redate(BOOKED)),
        ),
        (
            enquired,
            put(redate(APRIL)),
            "in-the-future",
            "put_right.held_at",
            (),
            put(redate(BOOKED)),
        ),
        (
            booked,
            put(meeting(EVENING)),
            "unknown-meeting",
            "put_right.meeting",
            (),
            None,
        ),
        (
            planned,
            put(meeting(instant("Tue 2026-12-08 09:59Z"))),
            "out-of-order",
            "put_right.held_at",
            (),
            put(meeting(BOOKED)),
        ),
        (
            with_a_group,
            put(meeting(WEDNESDAY, "cg-1")),
            "out-of-order",
            "put_right.held_at",
            (),
            put(meeting(STARTS, "cg-1")),
        ),
        (
            planned,
            put(meeting(STARTS)),
            "nothing-changes",
            "put_right",
            (),
            put(meeting(EVENING)),
        ),
        (
            planned,
            put(meeting(APRIL)),
            "in-the-future",
            "put_right.held_at",
            (),
            put(meeting(EVENING)),
        ),
        (
            booked,
            undo("conf-1", SPRING),
            "no-outcome",
            "put_right.child",
            (),
            None,
        ),
        (
            planned,
            undo("conf-9", SPRING),
            "unknown-conference",
            "conference",
            (),
            undo("conf-1", SPRING),
        ),
        (
            continued,
            undo("conf-1", SPRING),
            "later-outcome",
            "put_right.conference",
            (),
            undo("rev-1", SPRING),
        ),
        (
            enquired,
            put(LeavingPutRight(child=ONE)),
            "has-not-left",
            "put_right.child",
            (),
            None,
        ),
        (
            gone,
            put(LeavingPutRight(child="child-9")),
            "unknown-child",
            "put_right.child",
            (),
            put(LeavingPutRight(child=ONE)),
        ),
        (
            with_order,
            put(expires(LONGER, "epo-9")),
            "unknown-order",
            "put_right.order",
            (),
            put(expires(LONGER)),
        ),
        (
            with_order,
            put(expires(instant("Mon 2026-12-14 09:59Z"))),
            "out-of-order",
            "put_right.expires_at",
            (),
            put(expires(LONGER)),
        ),
        (
            with_order,
            put(expires(EXPIRES)),
            "nothing-changes",
            "put_right",
            (),
            put(expires(LONGER)),
        ),
        (
            decision_taken,
            put(decided(EVENING, "dec-9")),
            "unknown-decision",
            "put_right.decision",
            (),
            put(decided(EVENING)),
        ),
        (
            decision_taken,
            put(decided(DISCUSSED)),
            "out-of-order",
            "put_right.decided_at",
            (),
            put(decided(BOOKED)),
        ),
        (
            decision_taken,
            put(decided(WEDNESDAY)),
            "nothing-changes",
            "put_right",
            (),
            put(decided(EVENING)),
        ),
    ],
)
def test_what_cannot_be_put_right_so_is_refused_and_its_nearest_twin_is_not(
    start: Start,
    wrong: Request,
    code: str,
    where: str,
    rules: tuple[str, ...],
    right: Request | None,
) -> None:
    refusal = refused(start(), wrong, SPRING)

    assert (refusal.code, refusal.where, refusal.rules) == (code, where, rules)
    assert right is None or facts_of(start(), right, SPRING) != ()


@pytest.mark.parametrize(
    ("left_out", "code", "where"),
    [
        ({"seconded_by": None}, "second-person-needed", "seconded_by"),
        ({"seconded_by": "worker"}, "second-person-needed", "seconded_by"),
        ({"evidence": None}, "evidence-needed", "evidence"),
    ],
)
def test_a_correction_that_makes_a_miss_timely_needs_a_second_person_and_evidence(
    left_out: dict[str, Any], code: str, where: str
) -> None:
    late = later(two_discussions(), JANUARY)
    assert how(late, T1) is Standing.MISSED_OPEN

    refusal = refused(late, correct(flag(), JANUARY, **(SECONDED | left_out)), JANUARY)

    assert (refusal.code, refusal.where) == (code, where)


@pytest.mark.rule("SX-22", "SX-23")
def test_the_miss_of_a_wrong_initiating_discussion_is_withdrawn_and_kept() -> None:
    right = correct(flag(), JANUARY, **SECONDED)
    facts = respond(two_discussions(), right, JANUARY)
    case = asked(two_discussions(), JANUARY, right)

    assert [k for k in kinds_about(facts, T1) if k != "rung-fell"] == [
        "deadline-missed",
        "duty-redated",
        "miss-withdrawn",
    ]
    duty = case.duties[T1]
    assert duty.due.due_on == day("Mon 2027-01-11")
    assert (duty.missed_at, duty.miss_withdrawn) == (MISSED, True)
    assert how(case, T1) is Standing.OPEN
    enquiry = case.enquiry("enq-1")
    assert enquiry is not None
    assert [d.initiating for d in enquiry.discussions] == [False, True]


def test_before_any_miss_the_initiating_discussion_is_put_right_by_one_person() -> None:
    case = asked(two_discussions(), EVENING, correct(flag(), EVENING))
    assert case.duties[T1].due.due_on == day("Mon 2027-01-11")


def test_what_was_withdrawn_is_missed_again_if_its_true_date_passes_too() -> None:
    right = correct(flag(), JANUARY, **SECONDED)
    case = later(asked(two_discussions(), JANUARY, right), SPRING)
    assert how(case, T1) is Standing.MISSED_OPEN
    assert case.duties[T1].missed_at == instant("Tue 2027-01-12 00:00Z")


def test_a_discussion_that_was_earlier_makes_the_conference_late_at_the_true_time() -> (
    None
):
    earlier = correct(redate(instant("Mon 2026-11-23 10:00Z")), EVENING)
    case = asked(enquired(), EVENING, earlier)
    assert case.duties[T1].due.due_on == day("Mon 2026-12-14")
    assert case.duties[T1].missed_at == instant("Tue 2026-12-15 00:00Z")


def test_the_date_of_what_was_met_is_put_right_with_what_it_was_counted_from() -> None:
    case = asked(planned("pan-sussex"), SPRING, correct(redate(BOOKED), SPRING))
    assert settled(case, T1).due.due_on == day("Thu 2026-12-31")
    assert how(case, T1) is Standing.MET


@pytest.mark.rule("WA-16")
def test_in_wales_no_correction_takes_back_a_miss_for_a_discussion_held_after_it() -> (
    None
):
    late = asked(
        enquired("wales"), JANUARY, discussion(discussion="sd-2", held_at=JANUARY)
    )
    moved = instant("Tue 2027-01-05 10:00Z")
    case = asked(late, SPRING, correct(redate(moved, "sd-2"), SPRING))
    assert case.duties[T1].missed_at == MISSED
    assert not case.duties[T1].miss_withdrawn


@pytest.mark.rule("WA-16")
def test_in_wales_a_correction_elsewhere_leaves_what_was_met_late_as_it_was() -> None:
    missed = asked(booked("wales"), JANUARY, held(A_PLAN, held_at=JANUARY))
    after = asked(missed, JANUARY, discussion(discussion="sd-2", held_at=JANUARY))
    assert how(after, T1) is Standing.MET_LATE

    seen = correct(meeting(instant("Tue 2027-01-05 10:00Z")), SPRING)
    case = asked(after, SPRING, seen)
    assert how(case, T1) is Standing.MET_LATE
    assert settled(case, T1).missed_at == MISSED


def test_a_conference_that_was_held_later_than_recorded_was_late() -> None:
    case = asked(planned("pan-sussex"), SPRING, correct(meeting(JANUARY), SPRING))
    assert how(case, T1) is Standing.MET_LATE
    assert settled(case, T1).missed_at == MISSED
    plan = case.plan_of(ONE)
    assert plan is not None
    assert plan.began_at == JANUARY


def test_a_conference_that_was_held_in_time_after_all_needs_a_second_person() -> None:
    late = asked(booked(), SPRING, held(A_PLAN, held_at=JANUARY))
    bare = correct(meeting(STARTS), SPRING)
    assert refused(late, bare, SPRING).code == "second-person-needed"

    case = asked(late, SPRING, correct(meeting(STARTS), SPRING, **SECONDED))
    assert how(case, T1) is Standing.MET
    assert settled(case, T1).miss_withdrawn


@pytest.mark.rule("YK-51")
def test_a_core_group_put_right_moves_the_one_that_follows_it() -> None:
    at = instant("Tue 2027-01-05 10:00Z")
    case = asked(with_a_group(), at, correct(meeting(at, "cg-1"), at))
    following = case.duties[f"next-core-group/{PLAN}-2/{ONE}"]
    assert following.due.due_on == day("Fri 2027-02-05")


def test_a_plan_ended_by_error_has_no_gap_and_what_fell_due_meanwhile_is_told() -> None:
    before = reviewed(with_a_group(), SPRING, outcome(ONE, Decided.END))
    key = f"next-core-group/{PLAN}-2/{ONE}"
    assert settled(before, key).missed_at == instant("Fri 2027-02-05 00:00Z")
    review = f"first-review/{PLAN}/{ONE}"
    assert how(before, review) is Standing.MET_LATE

    case = asked(before, APRIL, undo("rev-1", APRIL))

    plan = case.plan_of(ONE)
    assert plan is not None
    assert (plan.ref, plan.began_at, plan.ended) == (PLAN, STARTS, None)
    assert how(case, key) is Standing.MISSED_OPEN
    assert how(case, review) is Standing.MISSED_OPEN
    assert case.duties[review].missed_at == instant("Mon 2027-03-22 00:00Z")


def test_core_groups_held_while_a_plan_seemed_ended_count_on_their_own_days() -> None:
    early = instant("Mon 2027-01-11 10:00Z")
    before = reviewed(with_a_group(), early, outcome(ONE, Decided.END))
    january = instant("Thu 2027-02-04 10:00Z")
    group = core_group(january, "cg-2")
    assert refused(before, group, SPRING).code == "no-plan"

    undone = asked(before, SPRING, undo("rev-1", SPRING))
    key = f"next-core-group/{PLAN}-2/{ONE}"
    assert undone.duties[key].missed_at == instant("Fri 2027-02-05 00:00Z")

    case = asked(undone, SPRING, group)
    assert how(case, key) is Standing.MET
    assert case.duties[f"next-core-group/{PLAN}-3/{ONE}"].missed_at == (
        instant("Fri 2027-03-05 00:00Z")
    )


def test_an_outcome_undone_makes_the_conference_due_at_its_own_date_again() -> None:
    case = asked(planned(), JANUARY, undo("conf-1", JANUARY, TWO))
    assert how(case, T1_OF_TWO) is Standing.MISSED_OPEN
    assert case.duties[T1_OF_TWO].due.due_on == DUE
    assert case.duties[T1_OF_TWO].missed_at == MISSED
    assert how(case, T1) is Standing.MET


def test_a_plan_recorded_again_takes_up_its_reference_and_owes_what_it_owed() -> None:
    undone = asked(with_a_group(), JANUARY, undo("conf-1", JANUARY))
    assert undone.plan_of(ONE) is None

    told = RecordOutcome(**IN_CONFERENCE, outcome=A_PLAN)
    case = asked(undone, JANUARY, told)

    plan = case.plan_of(ONE)
    assert plan is not None
    assert plan.ref == PLAN
    assert how(case, f"first-core-group/{PLAN}/{ONE}") is Standing.OPEN
    assert how(case, T1) is Standing.MET
    group = core_group(JANUARY)
    assert how(asked(case, JANUARY, group), f"first-core-group/{PLAN}/{ONE}") is (
        Standing.MET
    )


def test_a_plan_of_another_conference_takes_over_nothing_from_one_undone() -> None:
    undone = asked(with_a_group(), JANUARY, undo("conf-1", JANUARY))
    new = book(conference="conf-2", booked_at=JANUARY, starts_at=SPRING)
    case = asked(
        asked(undone, JANUARY, new),
        SPRING,
        held(A_PLAN, conference="conf-2", held_at=SPRING),
    )
    plan = case.plan_of(ONE)
    assert plan is not None
    assert plan.ref == f"{ONE}-plan-2"
    assert how(case, f"first-core-group/{ONE}-plan-2/{ONE}") is Standing.OPEN


def test_copies_of_a_plan_that_was_undone_are_stopped() -> None:
    undone = asked(planned(), EVENING, undo("conf-1", EVENING))
    assert not [e for e in undone.outbox.values() if e.child == ONE]
    assert f"plan-sent/conf-1/{ONE}" not in undone.duties


def test_a_death_recorded_in_error_leaves_no_gap() -> None:
    assert settled(gone(), T1).lapsed == "died"
    case = asked(gone(), JANUARY, correct(LeavingPutRight(child=ONE), JANUARY))
    assert case.duties[T1].missed_at == MISSED


@pytest.mark.rule("T4-15")
def test_the_true_day_of_a_decision_moves_what_is_counted_from_it() -> None:
    key = "book-conference/dec-1/household"
    case = decision_taken()
    assert case.duties[key].due.due_on == day("Thu 2026-12-17")

    seen = correct(decided(STARTS), EVENING, **SECONDED)
    case = asked(case, EVENING, seen)
    assert case.duties[key].due.due_on == day("Tue 2026-12-22")
    assert how(case, key) is Standing.OPEN


def test_an_order_s_true_expiry_is_what_the_order_says() -> None:
    case = asked(with_order(), SPRING, put(expires(LONGER)))
    assert case.emergency_orders[0].expires_at == LONGER


def test_a_correction_is_kept_with_its_reason_evidence_and_second_person() -> None:
    said, _ = facts_of(two_discussions(), correct(flag(), EVENING, **SECONDED), EVENING)
    assert said == Corrected(
        at=EVENING,
        what="discussion",
        reason="Written down wrongly.",
        evidence="Minutes, file 7.",
        seconded_by="manager",
    )


def test_an_undone_outcome_without_a_plan_may_be_recorded_as_another() -> None:
    undone = asked(planned(), EVENING, undo("conf-1", EVENING, TWO))
    told = RecordOutcome(**IN_CONFERENCE, outcome=outcome(TWO, Decided.PLAN))
    case = asked(undone, EVENING, told)
    assert case.plan_of(TWO) is not None
    assert how(case, T1_OF_TWO) is Standing.MET
