"""A workflow in which payloads go through Temporal in every way that there is."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Any, Final

from temporalio import activity, workflow
from temporalio.client import Client
from temporalio.common import RawValue, RetryPolicy
from temporalio.exceptions import ActivityError, ApplicationError
from temporalio.worker import UnsandboxedWorkflowRunner, Worker

from adapters.sealing.codec import undecodable
from adapters.sealing.converter import data_converter
from adapters.sealing.custody import Custody

CANARY: Final = "Zofia-Kowalczyk"
QUEUE: Final = "cases"
#: Where a test may set up an activity that is not ours.
ELSEWHERE: Final = "elsewhere"
ENDINGS: Final = frozenset({"last", "again", "fail"})
#: What the update `ask` refuses, as JSON.
REFUSED: Final = b'"refuse"'
ONCE: Final = RetryPolicy(maximum_attempts=1)


def mark(given: RawValue) -> str:
    """What became of a payload on its way to its reader."""
    return undecodable(given.payload) or "readable"


@activity.defn
async def deliver(given: RawValue) -> str:
    activity.heartbeat(CANARY)
    return f"deliver {mark(given)} {CANARY}"


@activity.defn
async def refuse(given: RawValue) -> None:
    raise ApplicationError(f"no such person as {CANARY}", CANARY)


@workflow.defn
class Listener:
    """Hears everything as bytes, until it hears one of ENDINGS."""

    def __init__(self) -> None:
        self.heard: list[str] = []

    @workflow.run
    async def run(self, given: RawValue) -> str:
        self.heard.append(f"start {mark(given)}")
        workflow.set_current_details(f"details about {CANARY}")
        workflow.upsert_memo({"later": CANARY})
        await workflow.sleep(timedelta(milliseconds=1), summary=f"a timer {CANARY}")
        await workflow.wait_condition(lambda: not ENDINGS.isdisjoint(self.heard))
        if "again" in self.heard:
            workflow.continue_as_new(CANARY)
        if "fail" in self.heard:
            raise ApplicationError(f"no such child as {CANARY}", CANARY)
        return CANARY

    @workflow.signal(dynamic=True)
    def hear(self, name: str, given: Sequence[RawValue]) -> None:
        self.heard += [*map(mark, given), name]

    @workflow.update
    async def ask(self, given: RawValue) -> str:
        self.heard.append(f"ask {mark(given)}")
        if given.payload.data == REFUSED:
            raise ApplicationError(f"no such child as {CANARY}", CANARY)
        return CANARY

    @workflow.update
    async def act(self, named: str, queue: str, given: str) -> str:
        """What came back of an activity."""
        try:
            result = await workflow.execute_activity(
                named,
                given,
                task_queue=queue,
                result_type=RawValue,
                retry_policy=ONCE,
                start_to_close_timeout=timedelta(seconds=10),
                summary=f"a letter about {CANARY}",
            )
        except ActivityError as failed:
            return f"failed: {failed.cause}"
        return f"result {mark(result)}"

    @workflow.query
    def so_far(self, given: RawValue) -> list[str]:
        return [*self.heard, f"query {mark(given)}"]


async def client_of(address: str, custody: Custody) -> Client:
    return await Client.connect(address, data_converter=data_converter(custody))


@asynccontextmanager
async def working(
    client: Client, queue: str = QUEUE, **parts: Any
) -> AsyncIterator[None]:
    """Ours, unless a test has other workflows and activities."""
    ours = {"workflows": [Listener], "activities": [deliver, refuse]}
    runner = UnsandboxedWorkflowRunner()
    async with Worker(
        client, task_queue=queue, workflow_runner=runner, **(parts or ours)
    ):
        yield
