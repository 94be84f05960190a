"""Reports: written, countersigned, shared, sent, in order and in time."""

from __future__ import annotations

from typing import Any

import pytest

from domain.duties.reckoning import reckon
from domain.duty import Standing, standing
from tests.dates import day
from tests.domain.builders import a_child
from tests.domain.reporting import (
    BOOKED,
    FRIDAY,
    MONDAY,
    TUESDAY,
    WEDNESDAY,
    a_booked_case,
    completed,
    rewritten,
    sent,
    shared,
    signed,
    stands,
)
from tests.domain.requesting import MANAGER, asked, facts_of, refused


@pytest.mark.rule("T4-20", "T4-21", "T4-22", "T4-24")
@pytest.mark.parametrize(
    ("rule", "who", "due"),
    [
        ("complete-report", "social-work", "Fri 2026-12-11"),
        ("countersign-report", "social-work", "Mon 2026-12-14"),
        ("share-report", "mother", "Tue 2026-12-15"),
        ("share-report", "father", "Tue 2026-12-15"),
        ("report-to-chair", "social-work", "Wed 2026-12-16"),
    ],
)
def test_each_step_is_due_its_own_days_before_the_conference(
    rule: str, who: str, due: str
) -> None:
    duty = a_booked_case().duties[f"{rule}/conf-1/{who}"]
    assert duty.due.due_on == day(due)


@pytest.mark.rule("T4-26")
def test_steps_taken_in_order_and_in_time_meet_all_that_is_due() -> None:
    steps = (completed(), signed(), shared("mother"), shared("father"), sent())
    case = asked(a_booked_case(), WEDNESDAY, *steps)

    reports = [settled for settled in case.settled.values() if settled.ref == "conf-1"]
    assert {standing(settled) for settled in reports} == {Standing.MET}
    assert len(reports) == 5
    assert reckon(case, WEDNESDAY) == ()


@pytest.mark.rule("T4-26")
@pytest.mark.parametrize("step", [shared("mother"), sent()], ids=["shared", "sent"])
def test_nobody_has_a_report_that_is_not_countersigned(step: Any) -> None:
    case = asked(a_booked_case(), TUESDAY, completed())

    refusal = refused(case, step, WEDNESDAY)

    assert (refusal.code, refusal.where) == ("report-not-countersigned", "agency")
    assert refusal.rules == ("T4-26",)
    assert len(facts_of(asked(case, TUESDAY, signed()), step, WEDNESDAY)) == 1


@pytest.mark.rule("T4-26")
def test_no_step_is_dated_before_the_one_that_it_follows() -> None:
    case = asked(a_booked_case(), WEDNESDAY, completed())
    assert refused(case, signed(BOOKED), WEDNESDAY).code == "out-of-order"
    assert len(facts_of(case, signed(FRIDAY), WEDNESDAY)) == 1

    case = asked(case, WEDNESDAY, signed())
    assert refused(case, shared("mother", FRIDAY), WEDNESDAY).where == "shared_at"
    assert len(facts_of(case, shared("mother", MONDAY), WEDNESDAY)) == 1


@pytest.mark.parametrize("step", [signed(), shared("mother"), sent(), rewritten()])
def test_a_report_must_be_completed_before_anything_else_is_done_with_it(
    step: Any,
) -> None:
    assert refused(a_booked_case("york"), step, WEDNESDAY).code == (
        "report-not-completed"
    )
    case = asked(a_booked_case("york"), FRIDAY, completed())
    assert len(facts_of(case, step, WEDNESDAY)) == 1


@pytest.mark.rule("T4-21")
def test_nobody_countersigns_a_report_of_their_own() -> None:
    case = asked(a_booked_case(), FRIDAY, completed())

    refusal = refused(case, signed(by="worker"), MONDAY)

    assert (refusal.code, refusal.rules) == ("countersigner-is-author", ("T4-21",))
    assert len(facts_of(case, signed(by="manager"), MONDAY)) == 1


def test_where_no_procedure_speaks_of_countersigning_the_author_may_sign() -> None:
    case = asked(a_booked_case("york"), FRIDAY, completed())
    assert len(facts_of(case, signed(by="worker"), MONDAY)) == 1


@pytest.mark.rule("YK-31")
def test_an_agency_s_report_is_shared_when_all_who_answer_for_the_child_have_it() -> (
    None
):
    school: dict[str, Any] = {"agency": "school", "by": MANAGER}
    steps = (completed(author="teacher", **school), shared("mother", **school))
    case = asked(a_booked_case("york"), WEDNESDAY, *steps)
    assert stands(case, "share-report", "school") is Standing.OPEN
    assert stands(case, "share-report", "social-work") is Standing.OPEN

    case = asked(case, WEDNESDAY, shared("father", WEDNESDAY, **school))
    assert stands(case, "share-report", "school") is Standing.MET
    assert stands(case, "share-report", "social-work") is Standing.OPEN


def test_an_agency_from_which_no_report_is_awaited_is_refused() -> None:
    case = a_booked_case("york")
    refusal = refused(case, completed(agency="police"), FRIDAY)
    assert (refusal.code, refusal.where) == ("report-not-awaited", "agency")
    assert len(facts_of(case, completed(agency="school"), FRIDAY)) == 1


def test_a_report_shared_with_a_colleague_is_not_shared_with_the_family() -> None:
    case = asked(a_booked_case("york"), FRIDAY, completed())
    assert refused(case, shared("teacher"), TUESDAY).code == "not-of-the-family"
    assert refused(case, shared("stranger"), TUESDAY).code == "unknown-person"
    for who in ("mother", "child-1"):
        assert len(facts_of(case, shared(who), TUESDAY)) == 1


def test_whoever_answers_for_a_child_may_be_shown_it_though_not_of_the_family() -> None:
    case = a_booked_case("york")
    child = a_child(responsible=("mother", "teacher"))
    case = case.model_copy(update={"children": (child,)})
    case = asked(case, FRIDAY, completed())
    assert len(facts_of(case, shared("teacher"), TUESDAY)) == 1


@pytest.mark.parametrize(
    "again", [completed(MONDAY), signed(TUESDAY), shared("mother", WEDNESDAY), sent()]
)
def test_a_step_is_not_taken_twice_so_a_timely_one_stays_timely(again: Any) -> None:
    steps = (completed(), signed(), shared("mother"), sent(TUESDAY))
    case = asked(a_booked_case(), WEDNESDAY, *steps)
    assert refused(case, again, WEDNESDAY).code == "already-done"


def test_a_step_cannot_be_recorded_before_it_was_taken() -> None:
    case = a_booked_case()
    assert refused(case, completed(), BOOKED).code == "in-the-future"
    assert len(facts_of(case, completed(), FRIDAY)) == 1


def test_a_conference_nobody_booked_awaits_no_report() -> None:
    case = a_booked_case()
    refusal = refused(case, completed(conference="conf-2"), FRIDAY)
    assert refusal.code == "unknown-conference"
