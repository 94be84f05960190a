"""A clock that has stopped is found, and so is a case that a fault holds up."""

from __future__ import annotations

import pytest
from temporalio.api.enums.v1 import EventType
from temporalio.api.history.v1 import (
    HistoryEvent,
    TimerCanceledEventAttributes,
    TimerFiredEventAttributes,
)

from activities.ledger import APPEND, Record
from commands.checkup import Pulse, follow, of_pulses
from commands.findings import Grade

WELL = Pulse("T-1", failing=False, ticking=True, unrecorded=False)
STARTED = HistoryEvent(event_id=5, event_type=EventType.EVENT_TYPE_TIMER_STARTED)
FIRED = HistoryEvent(
    event_id=9,
    event_type=EventType.EVENT_TYPE_TIMER_FIRED,
    timer_fired_event_attributes=TimerFiredEventAttributes(started_event_id=5),
)
CANCELLED = HistoryEvent(
    event_id=9,
    event_type=EventType.EVENT_TYPE_TIMER_CANCELED,
    timer_canceled_event_attributes=TimerCanceledEventAttributes(started_event_id=5),
)
AGAIN = HistoryEvent(event_id=10, event_type=EventType.EVENT_TYPE_TIMER_STARTED)


@pytest.mark.parametrize(
    ("events", "left"),
    [
        ([], set()),
        ([STARTED], {5}),
        ([STARTED, FIRED], set()),
        ([STARTED, CANCELLED], set()),
        ([STARTED, CANCELLED, AGAIN], {10}),
    ],
)
def test_a_timer_is_pending_until_it_fires_or_is_cancelled(
    events: list[HistoryEvent], left: set[int]
) -> None:
    pending: set[int] = set()

    for event in events:
        follow(pending, event)

    assert pending == left


@pytest.mark.parametrize(
    ("ill", "about"),
    [
        (WELL._replace(case="T-2", ticking=False), "clocks"),
        (WELL._replace(case="T-2", failing=True), "cases"),
        (WELL._replace(case="T-2", unrecorded=True), "put on record"),
    ],
)
def test_what_ails_a_case_is_found_with_its_reference(ill: Pulse, about: str) -> None:
    wrong = [f for f in of_pulses([WELL, ill]) if f.grade is Grade.WRONG]

    assert [(found.about, found.cases) for found in wrong] == [(about, ("T-2",))]


def test_putting_on_record_is_known_by_its_name_on_the_server() -> None:
    defined = vars(Record.append)["__temporal_activity_definition"]

    assert defined.name == APPEND


def test_cases_that_are_well_leave_nothing_wrong() -> None:
    assert {found.grade for found in of_pulses([WELL])} == {Grade.GOOD}
