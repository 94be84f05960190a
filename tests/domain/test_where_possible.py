"""What is to be done in time "where possible": a miss asks why, and only why."""

from __future__ import annotations

import pytest

from domain.advance import advance
from domain.case import Case
from domain.duties.reckoning import reckon
from domain.duty import Standing, standing
from domain.record.plans import Meeting, Plan
from domain.requests.delays import RecordReasonForLateness
from domain.terms import DELAY_AUTHORITY, NOBODY, Terms, sealed
from tests.dates import day, instant
from tests.domain.builders import a_case, terms, waited
from tests.domain.court import (
    EXPIRES,
    KEY,
    LONGER,
    MADE,
    WEDNESDAY,
    an_order,
    discharged,
    extended,
    made,
)
from tests.domain.delaying import CONFERENCE, discussed
from tests.domain.requesting import WORKER, asked

WHY = "reason-for-lateness/conference-before-order-expires/epo-1/child-1"
TOLD = instant("Tue 2026-12-22 10:00Z")
LONG_AFTER = instant("Thu 2026-12-31 10:00Z")


def why(case: Case) -> set[str]:
    """The keys of the reasons that are open."""
    return {key for key in case.duties if key.startswith("reason-for-lateness/")}


def reason(duty: str) -> RecordReasonForLateness:
    return RecordReasonForLateness(
        id="r", by=WORKER, duty=duty, code="report-late", words="A report was late."
    )


def nobody_may_agree() -> Terms:
    sussex = terms("pan-sussex")
    provisions = {**sussex.provisions, DELAY_AUTHORITY: NOBODY}
    return sealed(sussex.model_copy(update={"provisions": provisions}))


@pytest.mark.rule("SX-26")
def test_a_conference_not_held_before_the_order_expired_asks_for_its_reason() -> None:
    case = an_order(legal_action_planned=True)
    assert why(waited(case, instant("Mon 2026-12-21 15:59Z"))) == set()

    late = waited(case, EXPIRES)

    assert why(late) == {WHY}
    opened = late.duties[WHY]
    assert (opened.child, opened.due.since) == ("child-1", EXPIRES)
    told = asked(late, TOLD, reason(KEY))
    assert standing(told.settled[WHY]) is Standing.MET
    assert standing(told.duties[KEY]) is Standing.MISSED_OPEN


@pytest.mark.rule("SX-26")
def test_where_a_manager_may_agree_the_initial_conference_asks_for_no_reason() -> None:
    late = waited(discussed("pan-sussex"), LONG_AFTER)
    assert late.duties[CONFERENCE].missed
    assert why(late) == set()


def test_the_reason_for_an_order_is_not_the_reason_for_a_conference_of_its_name() -> (
    None
):
    """An enquiry and an order may bear the same reference."""
    case = discussed("pan-sussex", terms=nobody_may_agree())
    order = made(legal_action_planned=True).model_copy(update={"order": "enq-1"})
    late = waited(asked(case, MADE, order), LONG_AFTER)
    of_order = WHY.replace("epo-1", "enq-1")
    of_conference = "reason-for-lateness/enq-1/child-1"
    assert why(late) == {of_conference, of_order}

    told = asked(late, LONG_AFTER, reason(KEY.replace("epo-1", "enq-1")))

    assert why(told) == {of_conference}


def test_a_reason_is_no_longer_asked_for_once_the_order_ran_on_after_all() -> None:
    late = waited(an_order(legal_action_planned=True), EXPIRES)

    prolonged = asked(late, TOLD, extended(WEDNESDAY, LONGER))

    assert prolonged.settled[WHY].lapsed == "no-longer-asked-for"
    assert why(waited(prolonged, LONGER)) == {WHY}


def test_an_order_that_was_discharged_in_time_asks_for_no_reason() -> None:
    case = asked(an_order(legal_action_planned=True), WEDNESDAY, discharged(WEDNESDAY))
    assert why(waited(case, LONG_AFTER)) == set()


def test_in_wales_a_month_without_a_core_group_asks_why_and_six_weeks_ring_alone() -> (
    None
):
    """From Wed 2027-03-31: the month ends on Fri 04-30, the 42 days on Wed 05-12."""
    held = instant("Wed 2027-03-31 10:00Z")
    plan = Plan(
        ref="plan-1",
        child="child-1",
        conference="conf-1",
        began_at=instant("Mon 2027-03-22 10:00Z"),
        core_groups=(Meeting(ref="cg-1", held_at=held),),
    )
    case = a_case("wales+timescales", plans=(plan,))
    case = advance(case, reckon(case, held), held)

    late = waited(case, instant("Thu 2027-05-13 10:00Z"))

    missed = {key for key, duty in late.duties.items() if duty.missed}
    month = {key for key in missed if key.startswith("next-core-group/")}
    assert {late.duties[key].due.due_on for key in month} == {day("Fri 2027-04-30")}
    assert any(key.startswith("next-core-group-at-the-latest/") for key in missed)
    assert why(late) == {f"reason-for-lateness/{key}" for key in month}
