"""The codec between a client, a real server and a worker."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from temporalio import activity, workflow
from temporalio.client import Client, WorkflowFailureError
from temporalio.common import RawValue, RetryPolicy
from temporalio.exceptions import ApplicationError
from temporalio.worker import UnsandboxedWorkflowRunner, Worker

from adapters.codec import undecodable
from adapters.converter import data_converter
from adapters.embedded_server import EmbeddedServer
from adapters.keys import KEY_BYTES, Keyring
from domain.letters import Line

pytestmark = pytest.mark.server

CANARY = "Zofia-Kowalczyk"
LINE = Line(code="when", values={"child": CANARY})
QUEUE = "cases"


@activity.defn
async def deliver(line: Line) -> None:
    raise ApplicationError(f"no such person as {line.values['child']}", line)


@workflow.defn
class Listener:
    """Hears signals as bytes until one is called `last`, then fails with a name."""

    def __init__(self) -> None:
        self.heard: list[str] = []

    @workflow.run
    async def run(self, line: Line) -> None:
        await workflow.wait_condition(lambda: "last" in self.heard)
        await workflow.execute_activity(
            deliver,
            line,
            start_to_close_timeout=timedelta(seconds=10),
            retry_policy=RetryPolicy(maximum_attempts=1),
            summary=f"a letter about {CANARY}",
        )

    @workflow.signal(dynamic=True)
    def hear(self, name: str, given: Sequence[RawValue]) -> None:
        marks = [undecodable(each.payload) or "readable" for each in given]
        self.heard += [*marks, name]

    @workflow.query
    def so_far(self) -> list[str]:
        return self.heard


@asynccontextmanager
async def listening(folder: Path, keyring: Keyring) -> AsyncIterator[Client]:
    log, database = folder / "temporal.log", folder / "temporal.db"
    async with EmbeddedServer(log=log, database=database) as server:
        client = await Client.connect(
            server.address, data_converter=data_converter(keyring)
        )
        async with Worker(
            client,
            task_queue=QUEUE,
            workflows=[Listener],
            activities=[deliver],
            workflow_runner=UnsandboxedWorkflowRunner(),
        ):
            yield client


async def test_a_signal_that_no_key_opens_is_heard_as_such_and_wedges_nothing(
    tmp_path: Path, keyring: Keyring
) -> None:
    async with listening(tmp_path, keyring) as client:
        case = await client.start_workflow(
            Listener.run, LINE, id="case/K-1", task_queue=QUEUE
        )
        stranger = await Client.connect(
            client.service_client.config.target_host,
            data_converter=data_converter(Keyring({"k9": b"9" * KEY_BYTES})),
        )
        typed = await Client.connect(client.service_client.config.target_host)
        for sender, name in ((stranger, "strange"), (typed, "typed"), (client, "ours")):
            await sender.get_workflow_handle("case/K-1").signal(name, "words")

        heard = await case.query(Listener.so_far)

    assert heard == [
        *("unknown-key", "strange"),
        *("readable", "typed"),
        *("readable", "ours"),
    ]


async def test_no_name_is_in_any_byte_that_the_server_keeps(
    tmp_path: Path, keyring: Keyring
) -> None:
    async with listening(tmp_path, keyring) as client:
        case = await client.start_workflow(
            Listener.run, LINE, id="case/K-1", task_queue=QUEUE, memo={"line": CANARY}
        )
        await case.signal("last", LINE)
        with pytest.raises(WorkflowFailureError) as failed:
            await case.result()

    files = [file for file in tmp_path.iterdir() if file.is_file()]
    held = b"".join(file.read_bytes() for file in files)

    assert CANARY in str(failed.value.cause.__cause__)
    assert b"case/K-1" in held
    assert CANARY.encode() not in held
