"""Reports: what a change undoes, what is kept from somebody, what is told late."""

from __future__ import annotations

from typing import Any

import pytest

from domain.duties.reckoning import reckon
from domain.duty import Standing
from domain.facts.reports import ReportNotShared
from tests.dates import instant
from tests.domain.builders import waited
from tests.domain.reporting import (
    FRIDAY,
    FRIDAY_AFTER,
    MONDAY,
    STARTS,
    TUESDAY,
    WEDNESDAY,
    a_booked_case,
    completed,
    held,
    kept_from,
    report_of,
    rewritten,
    sent,
    shared,
    signed,
    stands,
)
from tests.domain.requesting import MANAGER, asked, facts_of, refused, told_late

STEPS = (completed(), signed(), shared("mother"), shared("father"), sent(TUESDAY))
LATER = instant("Wed 2026-12-16 18:00Z")


def test_a_report_that_was_changed_is_signed_shared_and_sent_again() -> None:
    case = asked(a_booked_case(), WEDNESDAY, *STEPS, rewritten(WEDNESDAY))

    report = report_of(case)
    assert report.countersigned_at is report.with_chair_at is None
    assert report.shared == ()
    assert stands(case, "complete-report") is Standing.MET
    assert stands(case, "countersign-report") is Standing.MISSED_OPEN
    assert stands(case, "share-report", "mother") is Standing.MISSED_OPEN
    assert stands(case, "report-to-chair") is Standing.OPEN
    assert refused(case, sent(LATER), LATER).code == "report-not-countersigned"


def test_what_is_done_again_after_a_change_is_met_by_the_later_day() -> None:
    case = asked(a_booked_case(), WEDNESDAY, *STEPS, rewritten(WEDNESDAY))
    again = (signed(LATER), shared("mother", LATER), sent(LATER))

    case = asked(case, LATER, *again)

    assert stands(case, "countersign-report") is Standing.MET_LATE
    assert stands(case, "share-report", "mother") is Standing.MET_LATE
    assert stands(case, "share-report", "father") is Standing.MISSED_OPEN
    assert stands(case, "report-to-chair") is Standing.MET


def test_a_change_told_of_late_leaves_what_was_done_after_it() -> None:
    case = asked(a_booked_case(), WEDNESDAY, *STEPS)

    case = asked(case, WEDNESDAY, rewritten(MONDAY))

    assert report_of(case).countersigned_at is None
    assert {s.person for s in report_of(case).shared} == {"mother", "father"}
    assert report_of(case).with_chair_at == TUESDAY


def test_no_step_is_dated_before_the_text_that_it_was_taken_on() -> None:
    case = asked(a_booked_case("york"), WEDNESDAY, completed(), rewritten(TUESDAY))
    assert refused(case, shared("mother", MONDAY), WEDNESDAY).code == "out-of-order"
    assert refused(case, rewritten(MONDAY), WEDNESDAY).code == "out-of-order"
    assert len(facts_of(case, shared("mother", TUESDAY), WEDNESDAY)) == 1


@pytest.mark.rule("T4-23")
@pytest.mark.parametrize("who", ["child-1", "mother"])
def test_not_to_share_a_report_is_a_named_person_s_decision_with_a_reason(
    who: str,
) -> None:
    (fact,) = facts_of(a_booked_case(), kept_from(who, by=MANAGER), TUESDAY)

    assert isinstance(fact, ReportNotShared)
    assert (fact.person, fact.by, fact.why, fact.at) == (
        who,
        "manager",
        "unsafe",
        TUESDAY,
    )


@pytest.mark.rule("T4-23")
def test_what_somebody_has_seen_cannot_be_kept_from_them() -> None:
    case = asked(a_booked_case(), TUESDAY, completed(), signed(), shared("mother"))
    refusal = refused(case, kept_from("mother", WEDNESDAY), WEDNESDAY)
    assert (refusal.code, refusal.where) == ("already-shared", "person")
    assert len(facts_of(case, kept_from("father", WEDNESDAY), WEDNESDAY)) == 1

    case = asked(case, WEDNESDAY, rewritten(WEDNESDAY))
    assert len(facts_of(case, kept_from("mother", LATER), LATER)) == 1


def test_what_is_kept_from_one_parent_is_neither_met_nor_missed() -> None:
    case = asked(a_booked_case(), TUESDAY, kept_from("father"))

    case = waited(case, LATER)

    assert stands(case, "share-report", "father") is Standing.NOT_APPLICABLE
    assert stands(case, "share-report", "mother") is Standing.MISSED_OPEN
    assert reckon(case, LATER) == ()


def test_a_report_kept_from_a_parent_too_late_was_missed_until_then() -> None:
    case = asked(a_booked_case(), WEDNESDAY, kept_from("father", WEDNESDAY))
    assert stands(case, "share-report", "father") is Standing.MISSED


def test_a_report_shared_after_all_is_shared() -> None:
    case = asked(a_booked_case(), MONDAY, kept_from("father", MONDAY), *STEPS[:2])
    case = asked(case, TUESDAY, shared("father"))
    assert stands(case, "share-report", "father") is Standing.MET
    assert report_of(case).withheld == ()


@pytest.mark.rule("CS-32")
@pytest.mark.parametrize(
    ("steps", "standing"),
    [
        ((shared("mother"),), Standing.OPEN),
        ((shared("mother"), kept_from("father")), Standing.MET),
        ((kept_from("mother"), kept_from("father")), Standing.NOT_APPLICABLE),
        ((kept_from("mother"),), Standing.OPEN),
        ((kept_from("child-1"), shared("mother")), Standing.OPEN),
    ],
)
def test_telling_the_family_beforehand_is_waived_only_for_whom_it_is_unsafe(
    steps: tuple[Any, ...], standing: Standing
) -> None:
    case = asked(a_booked_case("york", "csa-pathway"), WEDNESDAY, completed(), *steps)
    assert stands(case, "tell-family-before") is standing
    assert stands(case, "share-report") is standing
    assert reckon(case, WEDNESDAY) == ()


def test_what_was_done_in_time_is_met_however_late_we_are_told() -> None:
    case = held(a_booked_case())
    assert stands(case, "share-report", "mother") is Standing.MISSED

    case = told_late(case, FRIDAY_AFTER, *STEPS)

    for rule in ("complete-report", "countersign-report", "report-to-chair"):
        assert stands(case, rule) is Standing.MET
    assert stands(case, "share-report", "mother") is Standing.MET
    assert reckon(case, FRIDAY_AFTER, thorough=True) == ()


@pytest.mark.parametrize(
    "step", [completed(STARTS), signed(STARTS), kept_from("mother", STARTS)]
)
def test_no_step_for_a_conference_is_taken_once_it_was_held(step: Any) -> None:
    case = held(asked(a_booked_case(), FRIDAY, completed()))
    assert refused(case, step, FRIDAY_AFTER).code == "conference-was-held"
    before = signed(WEDNESDAY)
    assert len(facts_of(case, before, FRIDAY_AFTER)) == 1
