"""Dates beside the one that counts, the earliest that counts, and what to look at."""

from __future__ import annotations

import pytest

from domain.case import Case
from domain.cautions import EXPLAINED_LATE, NOT_CONSIDERED, Caution, cautions
from domain.record.conferences import Decided, Kind
from domain.requests.children import RecordDeath
from domain.shown import shown_dates
from domain.views import case_view
from tests.dates import day, instant
from tests.domain.conferring import (
    A_PLAN,
    BOTH,
    DUE,
    EVENING,
    JANUARY,
    NO_PLAN,
    OF,
    ONE,
    STARTS,
    TWO,
    book,
    booked,
    conclude,
    decide_on,
    discussion,
    enquired,
    explained,
    held,
    outcome,
    planned,
)
from tests.domain.court import made
from tests.domain.requesting import asked

WEDNESDAY = instant("Wed 2026-12-16 10:00Z")
FRIDAY = instant("Fri 2026-12-18 10:00Z")


@pytest.mark.rule("CS-04")
def test_in_wales_the_overlay_s_earlier_date_is_shown_and_not_enforced() -> None:
    second = discussion(discussion="sd-2", held_at=WEDNESDAY)
    case = asked(enquired("wales", "csa-pathway"), EVENING, second)

    shown = {date.child: date for date in shown_dates(case)}
    assert set(shown) == set(BOTH)
    assert (shown[ONE].due_on, shown[ONE].book) == (DUE, "csa-pathway")
    assert shown[ONE].ids == ("CS-04",)
    assert {d.due.due_on for d in case.duties.values()} == {day("Mon 2027-01-11")}


@pytest.mark.parametrize("rulebook", ["pan-sussex", "york", "wales", "guernsey"])
def test_without_an_overlay_no_other_date_is_shown(rulebook: str) -> None:
    assert shown_dates(enquired(rulebook)) == ()


@pytest.mark.rule("CS-04")
def test_where_the_base_is_silent_the_overlay_s_date_counts_and_is_not_only_shown() -> (
    None
):
    case = enquired("guernsey", "csa-pathway")
    assert shown_dates(case) == ()
    assert {duty.due.due_on for duty in case.duties.values()} == {DUE}


def due_of(case: Case) -> dict[str, object]:
    view = case_view(case, EVENING)
    return {child.ref: child.conference_due for child in view.children}


@pytest.mark.rule("SX-24", "SX-26")
def test_a_conference_is_due_by_the_earlier_of_the_order_and_the_enquiry() -> None:
    order = made(legal_action_planned=True, children=(ONE,))
    case = asked(enquired(), FRIDAY, order)
    assert due_of(case) == {ONE: day("Mon 2026-12-21"), TWO: DUE}


@pytest.mark.rule("SX-24")
def test_an_order_that_expires_after_the_enquiry_s_date_puts_nothing_off() -> None:
    order = made(legal_action_planned=True, expires_at=instant("Mon 2027-01-11 10:00Z"))
    assert due_of(asked(enquired(), FRIDAY, order)) == {ONE: DUE, TWO: DUE}


def test_a_child_whom_a_conference_decided_is_due_for_none() -> None:
    case = asked(booked(), EVENING, held(A_PLAN))
    assert due_of(case) == {ONE: None, TWO: DUE}


def deciding(decided: str, starts: str) -> Case:
    """Decided then for a conference that soon: by Guernsey's timetable."""
    at = instant(decided)
    case = asked(enquired("guernsey"), at, conclude(at), decide_on(at))
    return asked(case, at, book(booked_at=at, starts_at=instant(starts)))


@pytest.mark.rule("T4-19", "T4-22")
def test_explaining_after_the_report_is_shared_is_pointed_out_and_both_stand() -> None:
    near = deciding("Mon 2026-12-14 10:00Z", "Mon 2026-12-21 10:00Z")

    assert near.duties["explain-process/dec-1/mother"].due.due_on == day(
        "Mon 2026-12-21"
    )
    assert near.duties["share-report/conf-1/mother"].due.due_on == day("Thu 2026-12-17")
    (caution,) = cautions(near)
    assert (caution.code, caution.about) == (EXPLAINED_LATE, "conf-1")
    assert {"T4-19", "T4-22"} <= set(caution.ids)
    assert case_view(near, EVENING).cautions == (caution,)


@pytest.mark.parametrize("starts", ["Wed 2026-12-23 10:00Z", "Thu 2026-12-24 10:00Z"])
def test_a_conference_far_enough_off_is_not_pointed_out(starts: str) -> None:
    assert cautions(deciding("Mon 2026-12-14 10:00Z", starts)) == ()


def test_what_was_explained_or_held_is_no_longer_pointed_out() -> None:
    near = deciding("Mon 2026-12-14 10:00Z", "Mon 2026-12-21 10:00Z")
    assert cautions(asked(near, EVENING, explained())) == ()
    assert cautions(asked(near, EVENING, held(A_PLAN, NO_PLAN))) == ()


@pytest.mark.rule("SX-15", "T4-04")
@pytest.mark.parametrize("rulebook", ["pan-sussex", "guernsey"])
def test_a_child_of_the_household_whom_no_conference_considers_is_pointed_out(
    rulebook: str,
) -> None:
    left_out = Caution(code=NOT_CONSIDERED, about=TWO)
    case = booked(rulebook, children=(ONE,))
    assert cautions(case) == (left_out,)

    other = book(
        conference="conf-2", booked_at=EVENING, starts_at=JANUARY, children=(TWO,)
    )
    assert cautions(asked(case, EVENING, other)) == ()
    assert cautions(asked(booked(rulebook), EVENING, held(A_PLAN))) == (left_out,)
    considered = held(A_PLAN, outcome(TWO, Decided.CONSIDERED))
    assert cautions(asked(booked(rulebook), EVENING, considered)) == ()


@pytest.mark.parametrize("rulebook", ["york", "wales"])
def test_where_not_all_must_be_considered_nobody_is_pointed_out(rulebook: str) -> None:
    assert cautions(booked(rulebook, children=(ONE,))) == ()


def test_before_any_initial_conference_nobody_is_pointed_out() -> None:
    assert cautions(enquired()) == ()
    review = book(meeting=Kind.REVIEW, children=(ONE,))
    assert cautions(asked(enquired(), EVENING, review)) == ()


def test_a_child_who_is_no_longer_in_the_household_is_not_pointed_out() -> None:
    died = RecordDeath(**OF, who=TWO, died_at=STARTS)
    case = asked(booked(children=(ONE,)), EVENING, died)
    assert cautions(case) == ()
    assert cautions(planned("pan-sussex")) == ()
