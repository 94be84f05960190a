"""The twin's workers: activities that return at once, and a ledger of bare inserts."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager
from pathlib import Path
from threading import Lock

from temporalio import activity
from temporalio.client import Client
from temporalio.worker import Worker
from temporalio.worker.workflow_sandbox import (
    SandboxedWorkflowRunner,
    SandboxRestrictions,
)

from bench.bare import CASES, MAIL, RECORD, Bare
from worker import PURE

#: Scripts are handed over in memory, because a payload would not be empty.
SCRIPTS_TOO = ("bench.script", "commands", "adapters")


@activity.defn(name="bare.send")
async def send() -> None:
    """Nothing goes anywhere."""


class Ledger:
    """One insert for each append, into a file of its own; `note` is told for whom."""

    def __init__(self, path: Path, note: Callable[[str], None]) -> None:
        self._note = note
        self._turn = Lock()
        self._connection = sqlite3.connect(
            path, isolation_level=None, check_same_thread=False
        )
        self._connection.execute("PRAGMA journal_mode = WAL")
        self._connection.execute("PRAGMA synchronous = FULL")
        self._connection.execute("CREATE TABLE turns (no INTEGER PRIMARY KEY)")

    @activity.defn(name="bare.append")
    async def append(self) -> None:
        await asyncio.to_thread(self._insert)
        self._note(activity.info().workflow_id or "")

    def _insert(self) -> None:
        with self._turn:
            self._connection.execute("INSERT INTO turns DEFAULT VALUES")

    def close(self) -> None:
        with self._turn:
            self._connection.close()


@contextmanager
def bare_ledger(path: Path, note: Callable[[str], None]) -> Iterator[Ledger]:
    """A ledger on a new file, closed afterwards."""
    ledger = Ledger(path, note)
    try:
        yield ledger
    finally:
        ledger.close()


@asynccontextmanager
async def bare_working(client: Client, ledger: Ledger) -> AsyncIterator[None]:
    """Poll as the real workers do: one for each kind of work, in the same sandbox."""
    passed = SandboxRestrictions.default.with_passthrough_modules(*PURE, *SCRIPTS_TOO)
    runner = SandboxedWorkflowRunner(restrictions=passed)
    kinds = (
        Worker(client, task_queue=CASES, workflows=[Bare], workflow_runner=runner),
        Worker(client, task_queue=MAIL, activities=[send]),
        Worker(client, task_queue=RECORD, activities=[ledger.append]),
    )
    async with AsyncExitStack() as stack:
        for worker in kinds:
            await stack.enter_async_context(worker)
        yield
