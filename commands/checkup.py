"""The checks of what runs: the server, its workers, and the clock of every case."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from datetime import UTC, timedelta
from typing import Final, NamedTuple

from temporalio.api.enums.v1 import EventType, TaskQueueType
from temporalio.api.history.v1 import HistoryEvent
from temporalio.api.operatorservice.v1 import ListSearchAttributesRequest
from temporalio.api.taskqueue.v1 import TaskQueue
from temporalio.api.workflowservice.v1 import (
    DescribeTaskQueueRequest,
    GetSystemInfoRequest,
)
from temporalio.client import Client, WorkflowExecutionDescription
from temporalio.service import RPCError, RPCStatusCode

from activities.ledger import APPEND
from commands.findings import Finding, Grade
from commands.service import now
from workflows import CASE_TYPE, CASES, MAIL, RECORD, case_of
from workflows.showing import ATTRIBUTES

ASK: Final = timedelta(seconds=10)
RECENT: Final = timedelta(minutes=2)
AT_ONCE: Final = 8
RUNNING: Final = f"WorkflowType = '{CASE_TYPE}' AND ExecutionStatus = 'Running'"
QUEUES: Final[tuple[tuple[str, TaskQueueType.ValueType, str], ...]] = (
    (CASES, TaskQueueType.TASK_QUEUE_TYPE_WORKFLOW, "cases"),
    (MAIL, TaskQueueType.TASK_QUEUE_TYPE_ACTIVITY, "mail"),
    (RECORD, TaskQueueType.TASK_QUEUE_TYPE_ACTIVITY, "record"),
)
STARTED: Final = EventType.EVENT_TYPE_TIMER_STARTED
OVER: Final = frozenset(
    {EventType.EVENT_TYPE_TIMER_FIRED, EventType.EVENT_TYPE_TIMER_CANCELED}
)


class Pulse(NamedTuple):
    """Of one case: whether a task of it fails, a timer is pending, a record waits."""

    case: str
    failing: bool
    ticking: bool
    unrecorded: bool


async def server(client: Client) -> list[Finding]:
    """Everything that the server can tell. One finding when it cannot."""
    try:
        return [
            await _version(client),
            await _attributes(client),
            *[await _queue(client, *queue) for queue in QUEUES],
            *of_pulses(await pulses(client)),
        ]
    except RPCError as error:
        says = f"it stopped answering ({error.status.name.lower()})"
        return [Finding(about="temporal", grade=Grade.AWAY, says=says)]


async def pulses(client: Client) -> list[Pulse]:
    """The pulse of every case that runs, a few at a time."""
    gate = asyncio.Semaphore(AT_ONCE)

    async def one(id: str, run: str) -> Pulse | None:
        async with gate:
            return await _pulse(client, id, run)

    running = [
        (found.id, found.run_id) async for found in client.list_workflows(RUNNING)
    ]
    taken = await asyncio.gather(*(one(id, run) for id, run in running))
    return [pulse for pulse in taken if pulse is not None]


async def _pulse(client: Client, id: str, run: str) -> Pulse | None:
    """None for a case that ended, or went on in another run, while we looked."""
    handle = client.get_workflow_handle(id, run_id=run)
    try:
        described = await handle.describe(rpc_timeout=ASK)
        pending: set[int] = set()
        async for event in handle.fetch_history_events(rpc_timeout=ASK):
            follow(pending, event)
    except RPCError as error:
        if error.status is RPCStatusCode.NOT_FOUND:
            return None
        raise
    if described.close_time is not None:
        return None
    return Pulse(
        case=case_of(id),
        failing=described.raw_description.pending_workflow_task.attempt > 1,
        ticking=bool(pending),
        unrecorded=_is_unrecorded(described),
    )


def follow(pending: set[int], event: HistoryEvent) -> None:
    """Timers by the event that started them, until they fire or are cancelled."""
    if event.event_type == STARTED:
        pending.add(event.event_id)
    elif event.event_type in OVER:
        over = (
            event.timer_fired_event_attributes
            if event.HasField("timer_fired_event_attributes")
            else event.timer_canceled_event_attributes
        )
        pending.discard(over.started_event_id)


def _is_unrecorded(described: WorkflowExecutionDescription) -> bool:
    """Whether putting its latest on record has been tried in vain."""
    pending = described.raw_description.pending_activities
    return any(a.activity_type.name == APPEND and a.attempt > 1 for a in pending)


async def _version(client: Client) -> Finding:
    info = await client.workflow_service.get_system_info(
        GetSystemInfoRequest(), timeout=ASK
    )
    says = f"it answers; version {info.server_version}"
    return Finding(about="temporal", grade=Grade.GOOD, says=says)


async def _attributes(client: Client) -> Finding:
    known = await client.operator_service.list_search_attributes(
        ListSearchAttributesRequest(namespace=client.namespace), timeout=ASK
    )
    missing = [k.name for k in ATTRIBUTES if k.name not in known.custom_attributes]
    if not missing:
        return Finding(about="search attributes", grade=Grade.GOOD, says="all there")
    return Finding(
        about="search attributes",
        grade=Grade.WRONG,
        says=f"missing: {', '.join(missing)}; starting a worker adds them",
    )


async def _queue(
    client: Client, name: str, kind: TaskQueueType.ValueType, what: str
) -> Finding:
    told = await client.workflow_service.describe_task_queue(
        DescribeTaskQueueRequest(
            namespace=client.namespace,
            task_queue=TaskQueue(name=name),
            task_queue_type=kind,
        ),
        timeout=ASK,
    )
    since = now() - RECENT
    polled = [p.last_access_time.ToDatetime(UTC) for p in told.pollers]
    if any(at > since for at in polled):
        return Finding(about=f"worker: {what}", grade=Grade.GOOD, says="it polls")
    return Finding(
        about=f"worker: {what}",
        grade=Grade.AWAY,
        says="nobody polls: start Vigil, or a worker ('python worker.py')",
    )


def of_pulses(taken: list[Pulse]) -> Iterator[Finding]:
    """What the pulses of all cases come to: each ill that there is, with its cases."""
    yield _cases(
        "clocks",
        tuple(p.case for p in taken if not p.ticking),
        f"{len(taken)} cases run, each with a timer pending",
        "these have no timer pending, so nothing would wake them: restart the worker, "
        "and tell the system operator at once",
    )
    yield _cases(
        "cases",
        tuple(p.case for p in taken if p.failing),
        "no case is held up by a fault",
        "a fault of the program holds these up: their clocks stand still until it is "
        "mended. Nothing is lost",
    )
    yield _cases(
        "put on record",
        tuple(p.case for p in taken if p.unrecorded),
        "everything is on record",
        "what happened in these is not on record yet, and is being tried again",
    )


def _cases(about: str, cases: tuple[str, ...], well: str, ill: str) -> Finding:
    if not cases:
        return Finding(about=about, grade=Grade.GOOD, says=well)
    return Finding(about=about, grade=Grade.WRONG, says=ill, cases=cases)
