"""Events in the history of a two-year case, against those of its bare twin.

Both run on one server whose time is wound on, the same distance before each request.
"""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Final

from temporalio.client import Client, WorkflowHandle
from temporalio.service import RPCError, RPCStatusCode
from temporalio.testing import TimeSkipper, TimeSkippingConfig

from adapters.clock import SystemClock
from adapters.embedded_server import EmbeddedServer
from adapters.sealing.converter import data_converter
from adapters.sealing.custody import Custody
from adapters.sealing.keyring import Keyring
from adapters.waiting import until
from bench.bare import CASES as BARE_CASES
from bench.bare import Bare, Place
from bench.bare_worker import bare_ledger, bare_working
from bench.script import SCRIPTS, Script, script_of
from bench.story import two_years
from bench.tables import Table, met
from commands.rehearsal.paper import paper_in_memory
from commands.rehearsal.ports import FactsInMemory, NoPost, SendsInMemory
from commands.rehearsal.shifted import ShiftedRunner, Watched
from commands.rehearsal.skipping import (
    JUST_AFTER,
    MOST_SKIPS,
    SERVER,
    NotSettled,
    Rehearsal,
)
from commands.rehearsal.story import Story
from worker import Parts, sandbox, working
from workflows import CASE_TYPE, CASES, workflow_id

AT_MOST: Final = 1.15
WITHIN: Final = 110.0
SETTLED_WITHIN: Final = 30.0
NAME: Final = "two-years"

#: Told after each request that was put to either of the two.
Progress = Callable[[], None]


async def history(progress: Progress = lambda: None) -> Table:
    """Raises `TimeoutError` when the two have not been played in time."""
    story = two_years()
    script = SCRIPTS[NAME] = script_of(story)
    with tempfile.TemporaryDirectory(prefix="vigil-bench-") as folder:
        async with (
            asyncio.timeout(WITHIN),
            EmbeddedServer(log=Path(folder) / "server.log", dynamic=SERVER) as server,
        ):
            keys = Custody.open(Path(folder) / "keys.db", Keyring.development())
            client = await Client.connect(
                server.address, data_converter=data_converter(keys)
            )
            real = await _real(client, story, progress)
            bare = await _bare(client, script, Path(folder) / "bare.db", progress)
    return _table(real, bare)


def steps(story: Story) -> int:
    """How often `progress` is told."""
    return 2 * len(story.askings)


async def _real(client: Client, story: Story, progress: Progress) -> int:
    watched, facts = Watched(story.starts_at, story.starts_at), FactsInMemory()
    parts = Parts(
        post=NoPost(),
        sends=SendsInMemory(),
        facts=facts,
        clock=SystemClock(),
        paper=paper_in_memory(facts),
    )
    async with working(client, parts, ShiftedRunner(sandbox(), watched)):
        handle = await client.start_workflow(
            CASE_TYPE,
            story.opening,
            id=workflow_id(story.opening.ref),
            task_queue=CASES,
        )
        rehearsal = Rehearsal(handle, _clock(client), watched, facts)
        await rehearsal.settle()
        for asking in story.askings:
            await rehearsal.wind_to(asking.at)
            await rehearsal.ask(asking)
            progress()
        return await _events(client, handle.id)


async def _bare(client: Client, script: Script, path: Path, progress: Progress) -> int:
    with bare_ledger(path, lambda workflow: None) as ledger:
        async with bare_working(client, ledger):
            return await _played(client, script, progress)


async def _played(client: Client, script: Script, progress: Progress) -> int:
    handle = await client.start_workflow(
        Bare.run, Place(script=NAME), id="bare", task_queue=BARE_CASES
    )
    clock = _clock(client)
    began = (await handle.describe()).start_time
    for turn in script:
        if turn.asked:
            await _wind(clock, handle, began + (turn.at - script[0].at))
            await handle.execute_update("submit")
            await _settle(handle)
            progress()
    return await _events(client, handle.id)


def _clock(client: Client) -> TimeSkipper:
    skipping = TimeSkippingConfig(max_session_skip_count=MOST_SKIPS)
    return TimeSkipper(client, config=skipping)


async def _wind(
    clock: TimeSkipper, handle: WorkflowHandle[Any, Any], at: datetime
) -> None:
    await _settle(handle)
    left = at + JUST_AFTER - await clock.get_current_time(handle)
    if left > timedelta(0):
        await clock.fast_forward(handle, left)
        await _settle(handle)


async def _settle(handle: WorkflowHandle[Any, Any]) -> None:
    async def quiet() -> bool | None:
        try:
            return await handle.query("quiet", result_type=bool) or None
        except RPCError as error:
            # A new run of it has begun, and its first task is not scheduled yet.
            if error.status is not RPCStatusCode.FAILED_PRECONDITION:
                raise
            return None

    if await until(quiet, SETTLED_WITHIN, every=0.01) is None:
        raise NotSettled


async def _events(client: Client, workflow: str) -> int:
    """Events of every run of a case, from the last back to the first."""
    total, run = 0, ""
    while True:
        handle = client.get_workflow_handle(workflow, run_id=run or None)
        events = (await handle.fetch_history()).events
        total += len(events)
        started = events[0].workflow_execution_started_event_attributes
        run = started.continued_execution_run_id
        if not run:
            return total


def _table(real: int, bare: int) -> Table:
    ratio = real / bare
    return Table(
        title="History events of a standard two-year case",
        columns=("", "events", "against the twin", f"at most {AT_MOST}"),
        rows=(
            ("the case", str(real), f"{ratio:.2f}", met(ratio <= AT_MOST)),
            ("its bare twin", str(bare), "1.00", ""),
        ),
        means=(
            "Every run of the case is counted. The twin issues the same timers, sends, "
            "updates and appends with empty payloads, so what is more than 1.00 is "
            "what our own loop costs the server."
        ),
    )
