"""Temporal says whose a payload is, in every place where it keeps or carries one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import pytest
from google.protobuf.message import Message
from temporalio.api.common.v1 import Payload, Payloads, WorkflowExecution
from temporalio.api.enums.v1 import EventType
from temporalio.api.history.v1 import HistoryEvent
from temporalio.api.query.v1 import WorkflowQuery
from temporalio.api.workflowservice.v1 import (
    QueryWorkflowRequest,
    QueryWorkflowResponse,
)
from temporalio.client import (
    Client,
    WorkflowFailureError,
    WorkflowHandle,
    WorkflowUpdateFailedError,
)
from temporalio.converter import WorkflowSerializationContext

from adapters.embedded_server import EmbeddedServer
from adapters.sealing.binding import Binding
from adapters.sealing.custody import Custody
from tests.adapters.sealing.listener import CANARY, QUEUE, Listener, client_of, working
from tests.workflows.stage import until

pytestmark = pytest.mark.server

Handle = WorkflowHandle[Any, Any]
CASE: Final = "case/CP-1"
OWN: Final = Binding("default", CASE, "workflow")
ACTIVITYS: Final = Binding("default", CASE, "activity")

#: Every place of a history in which words of a family can lie.
PLACES: Final = {
    ("workflow_execution_started", "input", OWN),
    ("workflow_execution_started", "memo", OWN),
    ("workflow_execution_started", "summary", OWN),
    ("workflow_execution_started", "details", OWN),
    ("workflow_properties_modified", "upserted_memo", OWN),
    ("timer_started", "summary", OWN),
    ("workflow_execution_signaled", "input", OWN),
    ("workflow_execution_update_accepted", "args", OWN),
    ("workflow_execution_update_completed", "success", OWN),
    ("workflow_execution_update_completed", "details", OWN),
    ("workflow_execution_update_completed", "encoded_attributes", OWN),
    ("activity_task_scheduled", "input", ACTIVITYS),
    ("activity_task_scheduled", "summary", OWN),
    ("activity_task_completed", "result", ACTIVITYS),
    ("activity_task_failed", "details", ACTIVITYS),
    ("activity_task_failed", "encoded_attributes", ACTIVITYS),
    ("workflow_execution_continued_as_new", "input", OWN),
    ("workflow_execution_continued_as_new", "memo", OWN),
    ("workflow_execution_completed", "result", OWN),
    ("workflow_execution_failed", "details", OWN),
    ("workflow_execution_failed", "encoded_attributes", OWN),
}


def payloads(message: Message, field: str = "") -> Iterator[tuple[str, Payload]]:
    """Every payload, and the field that holds it."""
    if isinstance(message, Payload):
        yield field, message
        return
    for inner, value in message.ListFields():
        holds_them = inner.name in {"payloads", "fields"}
        for each in _messages(value):
            yield from payloads(each, field if holds_them else inner.name)


def _messages(value: object) -> list[Message]:
    if isinstance(value, Mapping):
        value = list(value.values())
    held = value if isinstance(value, Sequence) else [value]
    return [each for each in held if isinstance(each, Message)]


def placed(events: Iterable[HistoryEvent]) -> set[tuple[str, str, Binding | None]]:
    """Where there are payloads, and whose each says that it is."""
    return {
        (place_of(event), field, Binding.carried(payload))
        for event in events
        for field, payload in payloads(event)
    }


def place_of(event: HistoryEvent) -> str:
    return EventType.Name(event.event_type).removeprefix("EVENT_TYPE_").lower()


async def asked(client: Client, name: str, argument: Payload) -> QueryWorkflowResponse:
    """A query as it goes over the wire, with nothing of ours between."""
    return await client.workflow_service.query_workflow(
        QueryWorkflowRequest(
            namespace=client.namespace,
            execution=WorkflowExecution(workflow_id=CASE),
            query=WorkflowQuery(
                query_type=name, query_args=Payloads(payloads=[argument])
            ),
        )
    )


async def other_run(case: Handle, first: str | None) -> str | None:
    """The id of the case's run, once it is another."""
    run = (await case.describe()).run_id
    return run if run != first else None


async def live(client: Client) -> list[str]:
    """A case that does everything, is continued, ends; and one begun anew that fails.

    The ids of its runs.
    """
    case = await client.start_workflow(
        "Listener",
        CANARY,
        id=CASE,
        task_queue=QUEUE,
        memo={"first": CANARY},
        static_summary=CANARY,
        static_details=CANARY,
    )
    await case.execute_update("ask", CANARY)
    with pytest.raises(WorkflowUpdateFailedError):
        await case.execute_update("ask", "refuse")
    for named in ("deliver", "refuse"):
        await case.execute_update(Listener.act, args=[named, QUEUE, CANARY])
    latest = client.get_workflow_handle(CASE)
    await latest.signal("again", CANARY)
    continued = await until(lambda: other_run(latest, case.first_execution_run_id))
    await latest.signal("last", CANARY)
    await case.result()
    failing = await client.start_workflow("Listener", CANARY, id=CASE, task_queue=QUEUE)
    await failing.signal("fail", CANARY)
    with pytest.raises(WorkflowFailureError):
        await failing.result()
    runs = (case.first_execution_run_id, continued, failing.first_execution_run_id)
    return [run for run in runs if run]


async def test_every_payload_of_a_case_is_bound_to_it(
    tmp_path: Path, custody: Custody
) -> None:
    log, database = tmp_path / "temporal.log", tmp_path / "temporal.db"
    async with EmbeddedServer(log=log, database=database) as server:
        client = await client_of(server.address, custody)
        async with working(client):
            runs = await live(client)
            handles = [client.get_workflow_handle(CASE, run_id=run) for run in runs]
            histories = [await each.fetch_history() for each in handles]
            described = [await each.describe() for each in handles]
            memo = await described[1].memo()
            (words,) = await client.data_converter.with_context(
                WorkflowSerializationContext("default", CASE)
            ).encode([CANARY])
            answer = await asked(client, "so_far", words)
            details = await asked(client, "__temporal_workflow_metadata", words)

    found = {place for history in histories for place in placed(history.events)}
    kept = [each.raw_description.workflow_execution_info.memo for each in described]
    carried = [*kept, answer.query_result, details.query_result]
    assert len(runs) == 3
    assert found == PLACES
    assert {
        Binding.carried(payload) for each in carried for _, payload in payloads(each)
    } == {OWN}
    assert memo == {"first": CANARY, "later": CANARY}
