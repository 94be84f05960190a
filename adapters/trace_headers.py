"""Which headers of a message are believed: a trace's numbers, and only if they are so.

Anyone who may write to Temporal may put anything there, and the plugin that reads it
raises at what it does not understand: a signal with such a header would fail the case's
every task, and its clock would stand still.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any, Final

from temporalio import client, worker
from temporalio.api.common.v1 import Payload
from temporalio.worker import (
    ActivityInboundInterceptor,
    ExecuteActivityInput,
    ExecuteWorkflowInput,
    HandleQueryInput,
    HandleSignalInput,
    HandleUpdateInput,
    WorkflowInboundInterceptor,
    WorkflowInterceptorClassInput,
)

TRACER: Final = "_tracer-data"
PARENT: Final = "traceparent"
TRACE_PARENT: Final = re.compile(r"[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}")
MOST_BYTES: Final = 1024


def believed(headers: Mapping[str, Payload]) -> dict[str, Payload]:
    """The headers, the trace's one left out unless it is a W3C trace parent."""
    kept = dict(headers)
    given = kept.pop(TRACER, None)
    parent = _parent(given) if given is not None else None
    if parent is not None:
        kept[TRACER] = Payload(
            metadata={"encoding": b"json/plain"},
            data=json.dumps({PARENT: parent}).encode(),
        )
    return kept


def _parent(payload: Payload) -> str | None:
    if len(payload.data) > MOST_BYTES:
        return None
    try:
        said = json.loads(payload.data)
    except (ValueError, RecursionError):
        return None
    parent = said.get(PARENT) if isinstance(said, dict) else None
    is_one = isinstance(parent, str) and TRACE_PARENT.fullmatch(parent)
    return parent if is_one else None


class OnlyTraceParents(client.Interceptor, worker.Interceptor):
    """Stands before the plugin of traces, in cases and in activities.

    It changes nothing that a client sends. It is a client's all the same, because a
    worker puts those first that are both, as the plugin's is.
    """

    def intercept_activity(
        self, next: ActivityInboundInterceptor
    ) -> ActivityInboundInterceptor:
        return _Activity(super().intercept_activity(next))

    def workflow_interceptor_class(
        self, input: WorkflowInterceptorClassInput
    ) -> type[WorkflowInboundInterceptor]:
        return _Workflow


class _Activity(ActivityInboundInterceptor):
    async def execute_activity(self, input: ExecuteActivityInput) -> Any:
        input.headers = believed(input.headers)
        return await super().execute_activity(input)


class _Workflow(WorkflowInboundInterceptor):
    async def execute_workflow(self, input: ExecuteWorkflowInput) -> Any:
        input.headers = believed(input.headers)
        return await super().execute_workflow(input)

    async def handle_signal(self, input: HandleSignalInput) -> None:
        input.headers = believed(input.headers)
        await super().handle_signal(input)

    async def handle_query(self, input: HandleQueryInput) -> Any:
        input.headers = believed(input.headers)
        return await super().handle_query(input)

    def handle_update_validator(self, input: HandleUpdateInput) -> None:
        input.headers = believed(input.headers)
        super().handle_update_validator(input)

    async def handle_update_handler(self, input: HandleUpdateInput) -> Any:
        input.headers = believed(input.headers)
        return await super().handle_update_handler(input)
