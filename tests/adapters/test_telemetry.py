"""A worker as a council runs it, watched: its numbers, its traces and its log.

Its case has a name, an address and a reference to be looked for, and it is sent what
anybody who may write to Temporal can send.
"""

from __future__ import annotations

import asyncio
import json
import os
import re
import sys
from asyncio.subprocess import Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, Final

import pytest
import requests
from opentelemetry.sdk.trace import ReadableSpan
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from opentelemetry.trace import SpanContext
from pydantic import ValidationError
from temporalio.api.common.v1 import Header, Payload, WorkflowExecution
from temporalio.api.workflowservice.v1 import SignalWorkflowExecutionRequest
from temporalio.client import Client, WorkflowFailureError, WorkflowUpdateFailedError

from adapters.embedded_server import EmbeddedServer, free_port
from adapters.gauges import SAYS
from adapters.sealing.converter import data_converter
from adapters.settings import Settings
from adapters.trace_headers import TRACER, believed
from adapters.tracing import OnlyCodes, tracing
from adapters.waiting import until
from domain.worklist import Stage
from tests.house.project import ROOT
from tests.workflows.family import SECRETS, an_intake, opening
from workflows import CASE_TYPE, CASES, NAMES, SUBMIT, workflow_id

REF: Final = "QX-4711"
CANARIES: Final = (*SECRETS, REF, "Wilhelmina")
TRACE: Final = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
#: What anybody may put where a trace's numbers belong.
HEADERS: Final = (
    b"\xff{",
    b"[1]",
    b"7",
    b"[" * 900,
    b'{"traceparent": {"Wilhelmina": 1}}',
    b'{"traceparent": "Wilhelmina"}',
    f'{{"traceparent": "{TRACE}", "tracestate": "n=Wilhelmina"}}'.encode(),
)
#: What a number may be of. None of it is a case, an activity or a letter.
LABELS: Final = frozenset(
    {
        *("service_name", "namespace", "task_queue", "operation", "le", "stage"),
        *("workflow_type", "activity_type", "worker_type", "poller_type"),
        *("failure_reason", "status_code", "eager"),
    }
)
PATIENCE: Final = 40.0
CONTEXT: Final = SpanContext(trace_id=1, span_id=1, is_remote=False)


def json_plain(data: bytes) -> Payload:
    return Payload(metadata={"encoding": b"json/plain"}, data=data)


class Watched:
    """What a worker said, wherever it said it."""

    def __init__(self, home: Path, metrics: int, client: Client) -> None:
        self.traces = home / "traces.jsonl"
        self.log = home / "worker.log"
        self.client = client
        self._url = f"http://127.0.0.1:{metrics}/metrics"

    async def page(self) -> str:
        answer = await asyncio.to_thread(requests.get, self._url, timeout=5)
        return answer.text

    def spans(self) -> list[dict[str, Any]]:
        held = self.traces.read_text() if self.traces.exists() else ""
        return [json.loads(line) for line in held.splitlines(keepends=False)]

    async def looked(self) -> str | None:
        """The page, once our own numbers are on it."""
        page = await self.page()
        return page if "cp_looked_at_seconds" in page else None

    async def once(self, name: str) -> list[dict[str, Any]]:
        """Every span of this name, once there is one."""

        async def look() -> list[dict[str, Any]] | None:
            return [span for span in self.spans() if span["name"] == name] or None

        return await until(look, PATIENCE) or []


@asynccontextmanager
async def worker(home: Path) -> AsyncIterator[Watched]:
    """`python worker.py` against a server of its own, until the block is left."""
    server = EmbeddedServer(log=home / "temporal.log")
    async with server:
        metrics = free_port()
        told = {
            "VIGIL_HOME": str(home),
            "VIGIL_TEMPORAL_ADDRESS": server.address,
            "VIGIL_METRICS_ADDRESS": str(metrics),
            "VIGIL_TRACES_FILE": str(home / "traces.jsonl"),
            "VIGIL_SMTP_PORT": str(free_port()),
        }
        settings = Settings(home=home, temporal_address=server.address)
        client = await Client.connect(
            server.address, data_converter=data_converter(settings.custody)
        )
        with (home / "worker.log").open("wb") as log:
            process = await asyncio.create_subprocess_exec(
                *(sys.executable, "worker.py"),
                cwd=ROOT,
                env=os.environ | told,
                stdout=log,
                stderr=log,
            )
        try:
            yield Watched(home, metrics, client)
        finally:
            await ended(process)
            settings.custody.close()


async def ended(process: Process) -> None:
    if process.returncode is None:
        process.terminate()
    await process.wait()


async def live_through(client: Client) -> None:
    """A case begins, is asked well and badly, and is sent what it never asked for."""
    case = await client.start_workflow(
        CASE_TYPE, opening(an_intake(REF)), id=workflow_id(REF), task_queue=CASES
    )
    with pytest.raises(WorkflowFailureError):
        await client.execute_workflow("Wilhelmina", id="other", task_queue=CASES)
    for number, header in enumerate(HEADERS):
        await client.workflow_service.signal_workflow_execution(
            SignalWorkflowExecutionRequest(
                namespace="default",
                workflow_execution=WorkflowExecution(workflow_id=case.id),
                signal_name=f"Wilhelmina-{number}",
                header=Header(fields={TRACER: json_plain(header)}),
                identity="elsewhere",
            )
        )
    with pytest.raises(WorkflowUpdateFailedError):
        await case.execute_update(SUBMIT, {"kind": "Wilhelmina"})


@pytest.mark.server
async def test_what_watches_a_worker_is_told_nothing_of_any_case(
    tmp_path: Path,
) -> None:
    async with worker(tmp_path) as watched:
        await live_through(watched.client)
        recorded = await watched.once("RunActivity:record.append")
        signals = await watched.once("HandleSignal:other")
        refused = await watched.once("HandleUpdate:submit")
        page = await until(watched.looked, PATIENCE) or ""

    # What a stranger calls a workflow stands there and nowhere else: docs/limits.md.
    page = re.sub(r'workflow_type="[^"]*"', 'workflow_type=""', page)
    told = page + watched.traces.read_text() + watched.log.read_text()
    assert [canary for canary in CANARIES if canary in told] == []
    assert "case/" not in told
    assert recorded
    assert signals
    assert [span["status"] for span in refused] == [{"status_code": "ERROR"}]
    assert {key for span in watched.spans() for key in span["attributes"]} == {
        "temporalRunID"
    }
    assert "temporal_workflow_task_execution_latency" in page
    assert "cp_deadline_seconds_to_due{" in page
    assert set(re.findall(r'stage="([^"]*)"', page)) == {*Stage}
    assert set(re.findall(r'[{,]([a-z_]+)="', page)) <= LABELS
    for name in SAYS:
        assert f"\n{name}{{" in page


@pytest.mark.parametrize(
    ("name", "told"),
    [
        (f"RunWorkflow:{CASE_TYPE}", f"RunWorkflow:{CASE_TYPE}"),
        (f"StartWorkflow:{CASE_TYPE}", f"StartWorkflow:{CASE_TYPE}"),
        ("RunWorkflow:JaneSmith", "RunWorkflow:other"),
        ("StartWorkflow:JaneSmith", "StartWorkflow:other"),
        ("HandleSignal:JaneSmith", "HandleSignal:other"),
        ("HandleUpdate:submit", "HandleUpdate:submit"),
        ("RunActivity:record.append", "RunActivity:record.append"),
        ("Jane Smith", "other"),
    ],
)
def test_a_step_is_named_by_our_own_names_and_never_by_what_a_stranger_wrote(
    name: str, told: str
) -> None:
    kept = InMemorySpanExporter()
    OnlyCodes(kept, NAMES).export([ReadableSpan(name, CONTEXT)])

    assert [span.name for span in kept.get_finished_spans()] == [told]


async def test_no_header_that_is_no_trace_is_believed() -> None:
    kept = [believed({TRACER: json_plain(header)}) for header in HEADERS]
    other = {"another": Payload(data=b"x")}

    assert [TRACER in headers for headers in kept] == [False] * 6 + [True]
    assert kept[-1][TRACER].data == f'{{"traceparent": "{TRACE}"}}'.encode()
    assert believed(other) == other


@pytest.mark.parametrize(
    ("given", "heard"),
    [
        ("9464", "127.0.0.1:9464"),
        ("0.0.0.0:9464", "0.0.0.0:9464"),
        ("[::1]:9464", "[::1]:9464"),
    ],
)
def test_numbers_are_served_to_this_machine_unless_another_address_is_named(
    given: str, heard: str
) -> None:
    assert Settings(metrics_address=given).metrics_address == heard


@pytest.mark.parametrize("given", ["worker.example:9464", "9464 ", ":9464", "http://"])
def test_an_address_that_is_none_is_refused(given: str) -> None:
    with pytest.raises(ValidationError, match="write a port"):
        Settings(metrics_address=given)


def test_nothing_is_served_or_traced_unless_asked_for() -> None:
    settings = Settings()

    assert (settings.metrics_address, settings.traces_file) == (None, None)
    with tracing(settings.traces_file, NAMES) as plugins:
        assert plugins == []
