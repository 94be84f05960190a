"""The twin of a case: its timers, sends, updates and appends, and nothing in them."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from contextlib import suppress
from datetime import datetime, timedelta

from temporalio import workflow
from temporalio.common import RetryPolicy

from bench.script import SCRIPTS, Script, Send, Turn
from rulebook.schema import Frozen
from workflows.case import AT_LEAST, LONG_HISTORY
from workflows.showing import MISSED

CASES, MAIL, RECORD = "bare-cases", "bare-mail", "bare-record"
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


class Reading:
    """How far a twin is in its script, and what it has been asked for since."""

    def __init__(self, script: Script, following: int) -> None:
        self.script = script
        self.following = following
        self.owed: list[Send] = []
        self.unrecorded = self.changed = False

    @property
    def wake(self) -> datetime | None:
        return self.script[self.following - 1].wake

    def take(self) -> None:
        """The next turn."""
        turn = self.script[self.following]
        self.following += 1
        self.learn(turn)
        self.owed.extend(turn.sends)

    def learn(self, told: Turn | Send) -> None:
        learns = told.learns if isinstance(told, Turn) else told.tells
        self.unrecorded = self.unrecorded or learns
        self.changed = self.changed or told.shows

    def pass_time(self, now: datetime) -> None:
        """Every turn of the clock's up to `now`."""
        while (turn := self._coming()) and not turn.asked and now >= turn.at:
            self.take()

    def _coming(self) -> Turn | None:
        ahead = self.following < len(self.script)
        return self.script[self.following] if ahead else None


@workflow.defn
class Bare:
    """A case without decisions: the same loop, driven by a script."""

    @workflow.init
    def __init__(self, place: Place) -> None:
        self._name, self._began = place.script, place.began or workflow.now()
        self._reading = Reading(SCRIPTS[place.script], place.next)
        self._tasks: dict[int, asyncio.Task[None]] = {}
        self._started = 0
        if not place.next:
            self._reading.take()

    @workflow.run
    async def run(self, place: Place) -> None:
        while True:
            self._reading.pass_time(self._now())
            self._match()
            await self._until_attention_is_needed()
            await self._collect()
            if workflow.info().get_current_history_length() >= LONG_HISTORY:
                await self._stop()
                workflow.continue_as_new(self._place())

    @workflow.update
    def submit(self) -> None:
        self._reading.pass_time(self._now())
        self._reading.take()

    @submit.validator
    def refuse(self) -> None:
        """Nothing is refused: every update of a script was accepted."""

    @workflow.query
    def quiet(self) -> bool:
        """True when nothing is owed, on its way or unrecorded."""
        return not (self._tasks or self._reading.owed or self._reading.unrecorded)

    def _place(self) -> Place:
        following = self._reading.following
        return Place(script=self._name, next=following, began=self._began)

    def _now(self) -> datetime:
        """The story's time: the case's clock, counted from its first turn."""
        return workflow.now() - self._began + self._reading.script[0].at

    def _match(self) -> None:
        reading = self._reading
        for owed in reading.owed:
            self._started += 1
            self._tasks[self._started] = _task(self._send(owed))
        reading.owed.clear()
        if self._must_record():
            reading.unrecorded = False
            self._tasks[THE_RECORD] = _task(self._append())
        if reading.changed:
            reading.changed = False
            workflow.upsert_search_attributes([MISSED.value_set(reading.following)])

    def _must_record(self) -> bool:
        return self._reading.unrecorded and THE_RECORD not in self._tasks

    async def _send(self, owed: Send) -> None:
        await workflow.execute_activity(
            "bare.send",
            task_queue=MAIL,
            start_to_close_timeout=ONE_ATTEMPT,
            retry_policy=RETRY,
        )
        self._reading.learn(owed)

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

    async def _until_attention_is_needed(self) -> None:
        wake = self._reading.wake
        timeout = None if wake is None else max(wake - self._now(), AT_LEAST)
        with suppress(asyncio.TimeoutError):
            await workflow.wait_condition(
                lambda: self._needs_attention(wake), timeout=timeout
            )

    def _needs_attention(self, wake: datetime | None) -> bool:
        moved = self._reading.wake != wake
        owed = bool(self._reading.owed)
        return moved or owed or self._must_record() or self._any_done()


def _task(work: Coroutine[None, None, None]) -> asyncio.Task[None]:
    return asyncio.create_task(work)
