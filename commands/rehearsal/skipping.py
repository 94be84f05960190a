"""A story on a real Temporal server whose time is wound on: the whole of Vigil runs.

Only three things differ from a case in earnest: the story's time (`shifted`), a world
that takes every letter at once (`ports`), and somebody who winds the clock.
"""

from __future__ import annotations

import tempfile
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Final

from pydantic import TypeAdapter
from temporalio.client import (
    Client,
    WorkflowHandle,
    WorkflowUpdateFailedError,
)
from temporalio.exceptions import ApplicationError
from temporalio.testing import TimeSkipper, TimeSkippingConfig

from adapters.clock import SystemClock
from adapters.embedded_server import EmbeddedServer
from adapters.record_words import Ledger
from adapters.sealing.converter import data_converter
from adapters.sealing.custody import Custody
from adapters.sealing.keyring import Keyring
from adapters.waiting import until as waited
from commands.rehearsal.paper import paper_in_memory
from commands.rehearsal.ports import FactsInMemory, NoPost, SendsInMemory, World
from commands.rehearsal.rehearsed import RefusalTold, Rehearsed, rehearsed
from commands.rehearsal.shifted import ShiftedRunner, Watched
from commands.rehearsal.story import Asking, Story
from domain.lack import Lack
from domain.views import CaseView
from worker import IDENTITY, Parts, sandbox, working
from workflows import ASK_CASE, CASE_TYPE, CASES, SUBMIT, case_of, workflow_id

#: The server may wind a workflow's time. It looks at its timers at once instead of up
#: to a second later, and as often as it has to: a wake takes 50 ms instead of 1 s.
SERVER: Final = {
    "frontend.WorkflowTimeSkippingEnabled": "true",
    "history.timerProcessorMaxTimeShift": '"1ms"',
    "history.timerProcessorMaxPollRPS": "1000",
    "history.timerProcessorMaxPollHostRPS": "1000",
    "history.transferProcessorMaxPollRPS": "1000",
    "history.transferProcessorMaxPollHostRPS": "1000",
}
#: Winding stops so long after a whole minute, when the timers of it have fired.
JUST_AFTER: Final = timedelta(seconds=2)
MOST_SKIPS: Final = 100_000
ANSWER: Final = timedelta(seconds=20)
SETTLED_WITHIN: Final = 30.0
LOOK_EVERY: Final = 0.01
LACKS: Final = TypeAdapter(tuple[Lack, ...])

#: Told how many events have been played, the intake among them.
Progress = Callable[[int], None]


class NotSettled(Exception):
    """Letters or facts were still on their way when the time for them was up."""


async def skip_through(
    story: Story,
    until: datetime | None = None,
    progress: Progress = lambda played: None,
) -> Rehearsed:
    """The whole story, then on to `until` (the last event's time if that is later).

    Raises `ServerUnavailable` without a server, `NotSettled` when one is too slow.
    """
    async with _in_memory() as world, rehearsing(story, world) as case:
        return await case.through(story, until, progress)


class Rehearsal:
    """One running case, and whoever winds its clock."""

    def __init__(
        self,
        handle: WorkflowHandle[Any, Any],
        clock: TimeSkipper,
        watched: Watched,
        facts: Ledger,
    ) -> None:
        self._handle = handle
        self._clock = clock
        self._watched = watched
        self._facts = facts
        self._refusals: list[RefusalTold] = []

    async def through(
        self,
        story: Story,
        until: datetime | None = None,
        progress: Progress = lambda played: None,
    ) -> Rehearsed:
        """As `skip_through`; the case goes on afterwards, and answers."""
        await self.settle()
        progress(1)
        for played, asking in enumerate(story.askings, start=2):
            await self.wind_to(asking.at)
            await self.ask(asking)
            progress(played)
        await self.wind_to(max(story.ends_at, until or story.ends_at))
        return await self.rehearsed()

    async def wind_to(self, at: datetime) -> None:
        """Let the story's time pass, from one of the case's own wakes to the next."""
        while (wake := self._watched.wakes_at()) is not None and wake <= at:
            await self._pass_to(wake)
        await self._pass_to(at)

    async def _pass_to(self, at: datetime) -> None:
        passed = await self._clock.get_current_time(self._handle) + self._shift()
        left = at + JUST_AFTER - passed
        if left > timedelta(0) and not self._watched.over:
            await self._clock.fast_forward(self._handle, left)
        self._watched.asked_at = at
        await self.settle()

    async def ask(self, asking: Asking) -> None:
        """Send one request as an update; a refusal is told, and changes nothing."""
        try:
            await self._handle.execute_update(
                SUBMIT, asking.request, rpc_timeout=ANSWER
            )
        except WorkflowUpdateFailedError as failed:
            self._refusals.append(_refusal(asking.request.kind, failed))
        await self.settle()

    async def settle(self) -> None:
        """Until no wake is late, every letter ended and every fact is on the record."""
        if await waited(self._is_settled, SETTLED_WITHIN, LOOK_EVERY) is None:
            raise NotSettled

    async def _is_settled(self) -> bool | None:
        return self._watched.settled or None

    async def rehearsed(self) -> Rehearsed:
        view: CaseView = await self._handle.query(
            ASK_CASE, result_type=CaseView, rpc_timeout=ANSWER
        )
        rows = await self._facts.facts(case_of(self._handle.id))
        if view.facts != len(rows):
            raise NotSettled
        return rehearsed(view, rows, self._watched.effects.values(), self._refusals)

    def _shift(self) -> timedelta:
        shift = self._watched.shift
        if shift is None:
            raise NotSettled
        return shift


def _refusal(asked: str, failed: WorkflowUpdateFailedError) -> RefusalTold:
    cause = failed.cause
    if not isinstance(cause, ApplicationError) or len(cause.details) < 3:
        raise failed
    code, where, rules, *missing = cause.details
    return RefusalTold(
        request=asked,
        code=code,
        where=where,
        message=cause.message,
        rules=tuple(rules),
        lacks=LACKS.validate_python(missing[0]) if missing else (),
    )


@asynccontextmanager
async def _in_memory() -> AsyncIterator[World]:
    """A server of its own that keeps nothing, and a world that takes everything."""
    with tempfile.TemporaryDirectory(prefix="vigil-rehearsal-") as folder:
        log = Path(folder) / "server.log"
        async with EmbeddedServer(log=log, dynamic=SERVER) as server:
            custody = Custody.open(Path(folder) / "case-keys.db", Keyring.development())
            converter = data_converter(custody)
            client = await Client.connect(
                server.address, data_converter=converter, identity=IDENTITY
            )
            facts = FactsInMemory()
            yield World(client, _parts(facts), facts)


@asynccontextmanager
async def rehearsing(story: Story, world: World) -> AsyncIterator[Rehearsal]:
    """A worker, and the case from the story's first instant on, while the block runs.

    Whatever world it is: its carrier must answer as `NoPost` does for the story to
    come out as the domain tells it.
    """
    watched = Watched(story.starts_at, story.starts_at)
    async with working(world.client, world.parts, _runner(watched)):
        handle = await _started(world.client, story)
        skipping = TimeSkippingConfig(max_session_skip_count=MOST_SKIPS)
        clock = TimeSkipper(world.client, config=skipping)
        yield Rehearsal(handle, clock, watched, world.ledger)


def _parts(facts: FactsInMemory) -> Parts:
    return Parts(
        post=NoPost(),
        sends=SendsInMemory(),
        facts=facts,
        clock=SystemClock(),
        paper=paper_in_memory(facts),
    )


def _runner(watched: Watched) -> ShiftedRunner:
    return ShiftedRunner(sandbox(), watched)


async def _started(client: Client, story: Story) -> WorkflowHandle[Any, Any]:
    """Started by the plain client: its time passes by itself until it is wound."""
    ref = story.opening.ref
    return await client.start_workflow(
        CASE_TYPE,
        story.opening,
        id=workflow_id(ref),
        task_queue=CASES,
        rpc_timeout=ANSWER,
    )
