"""What a real server holds of a case, fetched as it lies and shown to an auditor."""

from __future__ import annotations

import base64
from asyncio import to_thread
from pathlib import Path

import pytest
from temporalio.api.common.v1 import Payload
from temporalio.client import Client

from adapters.codec_server.bodies import written
from adapters.embedded_server import EmbeddedServer
from adapters.sealing.converter import data_converter
from adapters.sealing.custody import Custody
from domain.letters import Line
from tests.adapters.codec_server.conftest import CANARY, Notes, Serve
from tests.adapters.codec_server.office import AUDITOR, NAMESPACE, ask
from workflows import CASE_TYPE, CASES, workflow_id

pytestmark = pytest.mark.server


async def test_a_case_is_shown_to_an_auditor_and_to_nobody_without_a_token(
    serve: Serve, custody: Custody, notes: Notes, tmp_path: Path
) -> None:
    raw = await started(tmp_path, custody)
    async with serve() as port:
        stranger = await to_thread(ask, port, payloads=raw, Authorization=None)
        auditor = await to_thread(ask, port, payloads=raw)

    texts = [base64.b64decode(p["data"]) for p in auditor.json()["payloads"]]
    assert CANARY.encode() not in written(raw)
    assert stranger.status_code == 401
    assert CANARY not in stranger.text
    assert [CANARY.encode() in text for text in texts] == [True]
    assert notes.told == [("decoded", AUDITOR, "CP-1", 1)]


async def started(folder: Path, custody: Custody) -> list[Payload]:
    """What a new case was begun with, read by a client that has no keys."""
    server = EmbeddedServer(log=folder / "temporal.log", namespace=NAMESPACE)
    async with server:
        client = await Client.connect(
            server.address,
            namespace=NAMESPACE,
            data_converter=data_converter(custody),
        )
        case = await client.start_workflow(
            CASE_TYPE,
            Line(code="when", values={"child": CANARY}),
            id=workflow_id("CP-1"),
            task_queue=CASES,
        )
        keyless = await Client.connect(server.address, namespace=NAMESPACE)
        history = await keyless.get_workflow_handle(case.id).fetch_history()
    begun = history.events[0].workflow_execution_started_event_attributes
    return list(begun.input.payloads)
