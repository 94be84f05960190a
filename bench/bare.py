"""The twin of a case: its timers, sends, updates and appends, and nothing in them."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Callable, Coroutine, Iterator
from contextlib import (
    AsyncExitStack,
    asynccontextmanager,
    contextmanager,
    suppress,
)
from datetime import datetime, timedelta
from pathlib import Path
from threading import Lock

from temporalio import activity, workflow
from temporalio.client import Client
from temporalio.common import RetryPolicy
from temporalio.worker import Worker
from temporalio.worker.workflow_sandbox import (
    SandboxedWorkflowRunner,
    SandboxRestrictions,
)

from bench.script import SCRIPTS, Turn
from rulebook.schema import Frozen
from workflows.case import AT_LEAST, LONG_HISTORY
from workflows.showing import MISSED

CASES, MAIL, RECORD = "bare-cases", "bare-mail", "bare-record"
#: What the real worker shares with its sandboxes, and the scripts: handed over in
#: memory, because a payload would not be empty.
PURE = ("domain", "rulebook", "activities", "pydantic_core", "dateutil")
SCRIPTS_TOO = ("bench.script", "commands", "adapters")
ONE_ATTEMPT = timedelta(minutes=1)
RETRY = RetryPolicy(
    initial_interval=timedelta(seconds=30), maximum_interval=timedelta(minutes=15)
)
THE_RECORD = -1


class Place(Frozen):
    """Where a run begins: which script, at which turn, and when the first run began."""

    script: str
    next: int = 0
    began: datetime | None = None


@workflow.defn
class Bare:
    """A case without decisions: the same loop, driven by a script."""

    @workflow.init
    def __init__(self, place: Place) -> None:
        self._script = SCRIPTS[place.script]
        self._name, self._next = place.script, place.next
        self._began = place.began or workflow.now()
        self._tasks: dict[int, asyncio.Task[None]] = {}
        self._owed: list[tuple[bool, bool]] = []
        self._started = 0
        self._unrecorded = self._changed = False
        if not self._next:
            self._take()

    @workflow.run
    async def run(self, place: Place) -> None:
        while True:
            self._pass_time()
            self._match()
            await self._until_attention_is_needed()
            await self._collect()
            if workflow.info().get_current_history_length() >= LONG_HISTORY:
                await self._stop()
                workflow.continue_as_new(
                    Place(script=self._name, next=self._next, began=self._began)
                )

    @workflow.update
    def submit(self) -> None:
        self._pass_time()
        self._take()

    @submit.validator
    def refuse(self) -> None:
        """Nothing is refused: every update of a script was accepted."""

    @workflow.query
    def quiet(self) -> bool:
        """True when nothing is owed, on its way or unrecorded."""
        return not (self._tasks or self._owed or self._unrecorded)

    def _take(self) -> None:
        turn = self._script[self._next]
        self._next += 1
        self._learn(turn.learns, turn.shows)
        self._owed.extend((send.tells, send.shows) for send in turn.sends)

    def _learn(self, learns: bool, shows: bool) -> None:
        self._unrecorded = self._unrecorded or learns
        self._changed = self._changed or shows

    def _pass_time(self) -> None:
        while (turn := self._coming()) and not turn.asked and self._now() >= turn.at:
            self._take()

    def _coming(self) -> Turn | None:
        return self._script[self._next] if self._next < len(self._script) else None

    def _now(self) -> datetime:
        """The story's time: the case's clock, counted from its first turn."""
        return workflow.now() - self._began + self._script[0].at

    def _match(self) -> None:
        for tells, shows in self._owed:
            self._started += 1
            self._tasks[self._started] = _task(self._send(tells, shows))
        self._owed.clear()
        if self._unrecorded and THE_RECORD not in self._tasks:
            self._unrecorded = False
            self._tasks[THE_RECORD] = _task(self._append())
        if self._changed:
            self._changed = False
            workflow.upsert_search_attributes([MISSED.value_set(self._next)])

    async def _send(self, tells: bool, shows: bool) -> None:
        await workflow.execute_activity(
            "bare.send",
            task_queue=MAIL,
            start_to_close_timeout=ONE_ATTEMPT,
            retry_policy=RETRY,
        )
        self._learn(tells, shows)

    async def _append(self) -> None:
        await workflow.execute_activity(
            "bare.append",
            task_queue=RECORD,
            start_to_close_timeout=ONE_ATTEMPT,
            retry_policy=RETRY,
        )

    def _any_done(self) -> bool:
        return any(task.done() for task in self._tasks.values())

    async def _collect(self) -> None:
        for key in [key for key, task in self._tasks.items() if task.done()]:
            await self._tasks.pop(key)

    async def _stop(self) -> None:
        while self._tasks:
            await workflow.wait_condition(self._any_done)
            await self._collect()

    def _wake(self) -> datetime | None:
        return self._script[self._next - 1].wake

    async def _until_attention_is_needed(self) -> None:
        wake = self._wake()
        timeout = None if wake is None else max(wake - self._now(), AT_LEAST)
        with suppress(asyncio.TimeoutError):
            await workflow.wait_condition(
                lambda: self._needs_attention(wake), timeout=timeout
            )

    def _needs_attention(self, wake: datetime | None) -> bool:
        must_record = self._unrecorded and THE_RECORD not in self._tasks
        return bool(self._owed) or must_record or self._any_done() or self._moved(wake)

    def _moved(self, wake: datetime | None) -> bool:
        return self._wake() != wake


def _task(work: Coroutine[None, None, None]) -> asyncio.Task[None]:
    return asyncio.create_task(work)


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
