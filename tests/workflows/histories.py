"""Reading what a server itself remembers of a case: its history, event by event."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from temporalio.api.enums.v1 import EventType
from temporalio.api.history.v1 import HistoryEvent

TASKS_DONE = (
    EventType.EVENT_TYPE_WORKFLOW_TASK_COMPLETED,
    EventType.EVENT_TYPE_WORKFLOW_TASK_FAILED,
    EventType.EVENT_TYPE_WORKFLOW_TASK_TIMED_OUT,
)
#: A run that ended so has gone on as another, which has all that is left to do.
HANDED_OVER = EventType.EVENT_TYPE_WORKFLOW_EXECUTION_CONTINUED_AS_NEW
ACTIVITIES_DONE = (
    "activity_task_completed_event_attributes",
    "activity_task_failed_event_attributes",
    "activity_task_timed_out_event_attributes",
    "activity_task_canceled_event_attributes",
)


@dataclass(frozen=True)
class Timer:
    """A durable timer that has neither fired nor been cancelled.

    `wanted_at`: the instant that the case asked for, by its own clock when it asked;
    `fires_at`: when the server lets it fire. Both are the server's time.
    """

    wanted_at: datetime
    fires_at: datetime


def pending_timers(events: Sequence[HistoryEvent]) -> list[Timer]:
    """The timers that wait on the server."""
    by_id = {event.event_id: event for event in events}
    ended = {
        *(e.timer_fired_event_attributes.started_event_id for e in events),
        *(e.timer_canceled_event_attributes.started_event_id for e in events),
    }
    return [
        _timer(event, by_id)
        for event in of(events, EventType.EVENT_TYPE_TIMER_STARTED)
        if event.event_id not in ended
    ]


def _timer(event: HistoryEvent, by_id: dict[int, HistoryEvent]) -> Timer:
    asked = event.timer_started_event_attributes
    lasts = asked.start_to_fire_timeout.ToTimedelta()
    completed = by_id[asked.workflow_task_completed_event_id]
    began = by_id[completed.workflow_task_completed_event_attributes.started_event_id]
    return Timer(wanted_at=at(began) + lasts, fires_at=at(event) + lasts)


def at(event: HistoryEvent) -> datetime:
    return event.event_time.ToDatetime(tzinfo=UTC)


def of(
    events: Iterable[HistoryEvent], kind: EventType.ValueType
) -> Iterator[HistoryEvent]:
    return (event for event in events if event.event_type == kind)


def is_idle(events: Sequence[HistoryEvent]) -> bool:
    """No task of the case waits or runs, and nothing that it asked for is under way."""
    scheduled = [
        e.event_id for e in of(events, EventType.EVENT_TYPE_ACTIVITY_TASK_SCHEDULED)
    ]
    return not _task_is_open(events) and set(scheduled) <= _activities_done(events)


def awaits_only(events: Sequence[HistoryEvent], activities: int) -> bool:
    """As `is_idle`, but so many activities are under way: they are being retried."""
    scheduled = {
        e.event_id for e in of(events, EventType.EVENT_TYPE_ACTIVITY_TASK_SCHEDULED)
    }
    left = len(scheduled - _activities_done(events))
    return not _task_is_open(events) and left == activities


def _task_is_open(events: Sequence[HistoryEvent]) -> bool:
    tasks = [
        event.event_type
        for event in events
        if event.event_type
        in (EventType.EVENT_TYPE_WORKFLOW_TASK_SCHEDULED, *TASKS_DONE)
    ]
    handed_over = events[-1].event_type == HANDED_OVER
    done = tasks[-1:] == [EventType.EVENT_TYPE_WORKFLOW_TASK_COMPLETED]
    return handed_over or not done


def _activities_done(events: Sequence[HistoryEvent]) -> set[int]:
    return {
        getattr(event, name).scheduled_event_id
        for event in events
        for name in ACTIVITIES_DONE
        if event.HasField(name)  # type: ignore[arg-type]
    }
