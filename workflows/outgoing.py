"""What is on its way out of one case: letters, and facts for the record."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Iterable, Iterator
from datetime import datetime

from temporalio import workflow
from temporalio.exceptions import ActivityError

from domain.case import Case
from domain.correspondence import NoLetter
from domain.effects import Effect
from domain.following.endings import Said
from domain.recording import Batch
from domain.worklist import line_of
from workflows import delivery

#: What a delivery ended with: its key, the code of a refusal if there was one, and what
#: was answered.
Ended = Callable[[str, str | None, Said], None]
Recorded = Callable[[int], None]
THE_RECORD = "the record"


class Outgoing:
    """The tasks in flight, by key. Holds nothing that the case does not also hold."""

    def __init__(self, ended: Ended, recorded: Recorded) -> None:
        self._ended = ended
        self._recorded = recorded
        self._tasks: dict[str, asyncio.Task[None]] = {}

    def lacks(self, wanted: Iterable[str]) -> bool:
        """True when something wanted is not on its way."""
        return any(key not in self._tasks for key in wanted)

    def has_strays(self, wanted: Iterable[str]) -> bool:
        """True when something is on its way that nobody wants any more."""
        return any(self._strays(wanted))

    def _strays(self, wanted: Iterable[str]) -> Iterator[asyncio.Task[None]]:
        kept = {*wanted, THE_RECORD}
        return (
            task
            for key, task in self._tasks.items()
            if key not in kept and not task.cancelling()
        )

    def must_record(self, case: Case) -> bool:
        return bool(case.unrecorded) and THE_RECORD not in self._tasks

    def any_done(self) -> bool:
        return any(task.done() for task in self._tasks.values())

    def match(self, case: Case, wanted: tuple[Effect, ...], now: datetime) -> None:
        """Start what is wanted and not on its way; stop what is no longer wanted."""
        for task in self._strays(effect.key for effect in wanted):
            task.cancel()
        for effect in wanted:
            if effect.key not in self._tasks:
                self._start(effect.key, self._send(case, effect, now))
        if self.must_record(case):
            self._start(THE_RECORD, self._append(case))

    def _start(self, key: str, work: Coroutine[None, None, None]) -> None:
        self._tasks[key] = asyncio.create_task(work)

    async def collect(self) -> None:
        """Await what has ended, so that a bug in it fails the workflow task."""
        for key in [key for key, task in self._tasks.items() if task.done()]:
            await _finished(self._tasks.pop(key))

    async def stop(self) -> None:
        """Cancel everything and wait for it: at most one attempt goes on meanwhile."""
        for task in self._tasks.values():
            task.cancel()
        while self._tasks:
            await workflow.wait_condition(self.any_done)
            await self.collect()

    async def _send(self, case: Case, effect: Effect, now: datetime) -> None:
        try:
            said = await delivery.carry(case, effect, now)
        except NoLetter as unwritable:
            self._ended(effect.key, unwritable.code, None)
        except ActivityError as failure:
            if not delivery.was_cancelled(failure):
                self._ended(effect.key, delivery.refusal_code(failure), None)
        else:
            self._ended(effect.key, None, said)

    async def _append(self, case: Case) -> None:
        batch = Batch.model_construct(
            case=case.ref, rows=case.unrecorded, line=line_of(case)
        )
        try:
            self._recorded(await delivery.append(batch))
        except ActivityError as failure:
            if not delivery.was_cancelled(failure):
                raise LedgerUnusable from failure


class LedgerUnusable(RuntimeError):
    """The ledger's activity ended, which it never should: a bug, so the case pauses."""


async def _finished(task: asyncio.Task[None]) -> None:
    if not task.cancelled():
        await task
