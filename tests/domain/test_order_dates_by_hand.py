"""Dates set by a court, an agreement or a conference's own day, worked out by hand."""

from __future__ import annotations

from typing import Any

import pytest

from domain.case import Case
from domain.requests.conferences import MoveConference, PostponeConference
from domain.requests.delays import ApproveDelay, RequestDelay
from domain.requests.orders import (
    ExtendEmergencyOrder,
    RecordAssessmentOrder,
    RecordAssessmentsConcluded,
    RecordEmergencyOrder,
    RecordExaminationsConcluded,
)
from tests.dates import day, instant
from tests.domain.plausible.by_hand import (
    CHILD,
    assert_due,
    assert_undated,
    booked,
    held,
    opened,
    said,
)

EMERGENCY = "conference-before-order-expires/epo-1/child-1"


def sussex(rulebook: str = "pan-sussex") -> Case:
    return opened(rulebook, held=("Fri 2027-01-08 10:00Z",))


def ordered(expires: str) -> Case:
    """An emergency order of Fri 2027-01-08 with further legal action planned."""
    return said(
        sussex(),
        "Fri 2027-01-08 15:00Z",
        RecordEmergencyOrder,
        order="epo-1",
        children=(CHILD,),
        made_at=instant("Fri 2027-01-08 15:00Z"),
        expires_at=instant(expires),
        legal_action_planned=True,
    )


def test_an_order_s_conference_is_late_at_the_instant_the_order_expires() -> None:
    case = ordered("Sat 2027-01-16 15:30Z")

    assert_due(case, EMERGENCY, "Sat 2027-01-16", "Sat 2027-01-16 15:30Z")
    assert case.duties[EMERGENCY].due.schedule_by == day("Fri 2027-01-15")


def test_an_order_that_expires_at_midnight_is_due_the_day_before() -> None:
    case = ordered("Mon 2027-01-18 00:00Z")

    assert_due(case, EMERGENCY, "Sun 2027-01-17", "Mon 2027-01-18 00:00Z")


def test_an_extended_order_s_conference_is_due_before_its_new_end() -> None:
    case = said(
        ordered("Sat 2027-01-16 15:30Z"),
        "Thu 2027-01-14 12:00Z",
        ExtendEmergencyOrder,
        order="epo-1",
        extended_at=instant("Thu 2027-01-14 12:00Z"),
        expires_at=instant("Sat 2027-01-23 15:30Z"),
    )

    assert_due(case, EMERGENCY, "Sat 2027-01-23", "Sat 2027-01-23 15:30Z")


def test_under_an_assessment_order_it_is_due_at_once_when_the_last_part_is_done() -> (
    None
):
    order: dict[str, Any] = {"order": "cao-1"}
    case = said(
        sussex(),
        "Mon 2027-02-01 10:00Z",
        RecordAssessmentOrder,
        children=(CHILD,),
        made_at=instant("Mon 2027-02-01 10:00Z"),
        starts_on=day("Mon 2027-02-01"),
        **order,
    )
    examined = instant("Tue 2027-02-02 10:00Z")
    concluded = instant("Thu 2027-02-04 12:00Z")
    case = said(
        case,
        "Tue 2027-02-02 10:00Z",
        RecordExaminationsConcluded,
        concluded_at=examined,
        **order,
    )
    case = said(
        case,
        "Thu 2027-02-04 12:00Z",
        RecordAssessmentsConcluded,
        concluded_at=concluded,
        **order,
    )

    key = "conference-after-assessment-order/cao-1/child-1"
    assert case.duties[key].due.due_on == day("Thu 2027-02-04")
    assert_undated(case, key, silent="at-once")


def test_a_risk_check_is_due_on_the_day_the_agreement_names() -> None:
    """The conference was due on Fri 29 January: 11-15 | 18-22 | 25-29."""
    case = said(
        sussex(),
        "Mon 2027-01-25 10:00Z",
        RequestDelay,
        delay="delay-1",
        children=(CHILD,),
        reasons="An opinion is awaited.",
        proposed_on=day("Fri 2027-02-05"),
    )
    case = said(
        case,
        "Tue 2027-01-26 10:00Z",
        ApproveDelay,
        role="authorised-manager",
        delay="delay-1",
        document="Agreement 14",
        reasons="The opinion bears on the decision.",
        safeguards=({"child": CHILD, "action": "Seen each day."},),
        checker="p-manager",
        first_check_on=day("Fri 2027-01-29"),
        agreed_on=day("Fri 2027-02-05"),
    )

    initial = "initial-conference/enq-1/child-1"
    assert_due(case, initial, "Fri 2027-01-29", "Sat 2027-01-30 00:00Z")
    assert case.duties[initial].agreed_on == day("Fri 2027-02-05")
    check = "risk-check/delay-1-1/household"
    assert_due(case, check, "Fri 2027-01-29", "Sat 2027-01-30 00:00Z")


@pytest.mark.parametrize("rule", ["first-core-group", "first-review"])
@pytest.mark.parametrize("rulebook", ["pan-sussex", "wales", "guernsey"])
def test_what_a_source_leaves_undated_is_owed_without_a_date(
    rulebook: str, rule: str
) -> None:
    case = opened(rulebook, held=("Fri 2027-01-08 10:00Z",))
    case = held(case, "Mon 2027-01-25 10:00Z")

    assert_undated(case, f"{rule}/child-1-plan-1/child-1")


def test_a_postponed_conference_in_wales_is_to_be_rebooked_without_a_date() -> None:
    case = opened("wales", held=("Fri 2027-01-08 10:00Z",))
    case = booked(case, "Mon 2027-01-11 10:00Z", "Mon 2027-01-25 10:00Z")
    case = said(
        case,
        "Fri 2027-01-22 10:00Z",
        PostponeConference,
        role="chair",
        conference="conf-1",
        postponed_at=instant("Fri 2027-01-22 10:00Z"),
        exceptional_reason="The interpreter is ill.",
        children_protected="They stay with their aunt.",
    )

    assert_undated(case, "rearrange-conference/conf-1/household")
    initial = "initial-conference/enq-1/child-1"
    assert_due(case, initial, "Fri 2027-01-29", "Sat 2027-01-30 00:00Z")


SHARE = "share-report/conf-1/social-work"


def york() -> Case:
    return opened("york", held=("Wed 2026-12-16 10:00Z",))


def test_in_york_a_report_is_shared_the_day_before_even_on_a_sunday() -> None:
    case = booked(york(), "Thu 2026-12-17 10:00Z", "Mon 2027-01-11 10:00Z")

    assert_due(case, SHARE, "Sun 2027-01-10", "Mon 2027-01-11 00:00Z")


def test_a_moved_conference_moves_the_day_before_it() -> None:
    case = booked(york(), "Thu 2026-12-17 10:00Z", "Mon 2027-01-11 10:00Z")
    case = said(
        case,
        "Tue 2027-01-05 10:00Z",
        MoveConference,
        conference="conf-1",
        moved_at=instant("Tue 2027-01-05 10:00Z"),
        starts_at=instant("Tue 2027-01-19 10:00Z"),
        reason="room",
    )

    assert_due(case, SHARE, "Mon 2027-01-18", "Tue 2027-01-19 00:00Z")


def test_a_step_already_past_at_the_booking_is_late_from_the_booking() -> None:
    case = booked(york(), "Tue 2027-01-12 08:00Z", "Tue 2027-01-12 10:00Z")

    duty = case.duties[SHARE]
    assert duty.due.due_on == day("Mon 2027-01-11")
    assert duty.due.due_at == instant("Tue 2027-01-12 00:00Z")
    assert duty.missed_at == instant("Tue 2027-01-12 08:00Z")
