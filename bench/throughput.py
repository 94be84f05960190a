"""Cases started and updates a second, against the bare twin on the same server.

Rounds alternate, so that whatever else the machine does falls on both alike.
"""

from __future__ import annotations

import asyncio
import tempfile
from collections import defaultdict
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Iterator
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager
from dataclasses import dataclass
from datetime import datetime
from itertools import count
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any, Final

from temporalio.client import Client, WorkflowHandle

from activities.ports import FactLedger
from adapters.clock import SystemClock
from adapters.embedded_server import EmbeddedServer
from adapters.record.fact_ledger import SqlFactLedger
from adapters.record.signet import Signet
from adapters.sealing.converter import data_converter
from adapters.sealing.custody import Custody
from adapters.sealing.keyring import Keyring
from adapters.store.database import Database
from bench.bare import CASES as BARE_CASES
from bench.bare import Bare, Place
from bench.bare_worker import bare_ledger, bare_working
from bench.script import SCRIPTS, told_at
from bench.story import as_case, told_today
from bench.tables import Table, met
from commands.rehearsal.paper import paper_in_memory
from commands.rehearsal.ports import NoPost, SendsInMemory
from commands.rehearsal.story import Story
from domain.recording import Batch
from domain.requests import Request
from worker import Parts, working
from workflows import CASE_TYPE, CASES, SUBMIT, workflow_id

AT_LEAST: Final = 0.7
WITHIN: Final = 115.0
ROUNDS: Final = 5
STARTED: Final = 30
UPDATED: Final = 10
AT_ONCE: Final = 10
NAME: Final = "today"

Handle = WorkflowHandle[Any, Any]
Progress = Callable[[], None]


@dataclass(frozen=True)
class Side:
    """One of the two: how a case is started, and what it is told afterwards."""

    start: Callable[[str], Awaitable[Handle]]
    updates: tuple[Callable[[Handle], Awaitable[object]], ...]


@dataclass(frozen=True)
class Rates:
    """What one round did a second."""

    starts: float
    updates: float


async def throughput(progress: Progress = lambda: None) -> Table:
    """Raises `TimeoutError` when the rounds have not been played in time."""
    now = SystemClock().now()
    async with asyncio.timeout(WITHIN), _both(now) as (real, bare, updates):
        rounds: list[tuple[Rates, Rates]] = []
        names = (f"bench-{number}" for number in count(1))
        for _ in range(ROUNDS):
            rounds.append((await _round(real, names), await _round(bare, names)))
            progress()
    return _table(rounds, updates)


@asynccontextmanager
async def _both(now: datetime) -> AsyncIterator[tuple[Side, Side, int]]:
    """One server on a file; the case with its record in SQLite, and its twin."""
    story = told_today(now)
    script = SCRIPTS[NAME] = told_at(story, now)
    asked = sum(turn.asked for turn in script)
    async with AsyncExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="vigil-bench-"))
        home = Path(folder)
        server = EmbeddedServer(log=home / "server.log", database=home / "server.db")
        await stack.enter_async_context(server)
        keys = Custody.open(home / "keys.db", Keyring.development())
        client = await Client.connect(
            server.address, data_converter=data_converter(keys)
        )
        kept = Kept()
        parts = stack.enter_context(_parts(home, keys, kept))
        await stack.enter_async_context(working(client, parts))
        ledger = stack.enter_context(bare_ledger(home / "bare.db", kept.note))
        await stack.enter_async_context(bare_working(client, ledger))
        yield _real(client, story, kept), _bare(client, asked, kept), asked


class Kept:
    """Which cases have their opening on the record."""

    def __init__(self) -> None:
        self._known: defaultdict[str, asyncio.Event] = defaultdict(asyncio.Event)

    def note(self, workflow: str) -> None:
        self._known[workflow].set()

    async def opening_of(self, workflow: str) -> None:
        await self._known[workflow].wait()


class NotingLedger:
    """activities.ports.FactLedger that also notes whose facts it was given."""

    def __init__(self, ledger: FactLedger, kept: Kept) -> None:
        self._ledger = ledger
        self._kept = kept

    async def append(self, batch: Batch) -> int:
        last = await self._ledger.append(batch)
        self._kept.note(workflow_id(batch.case))
        return last


@contextmanager
def _parts(home: Path, keys: Custody, kept: Kept) -> Iterator[Parts]:
    database = Database.open(home / "vigil.db")
    ledger = SqlFactLedger(database, keys, Signet(keys.keyring))
    try:
        yield Parts(
            post=NoPost(),
            sends=SendsInMemory(),
            facts=NotingLedger(ledger, kept),
            clock=SystemClock(),
            paper=paper_in_memory(ledger),
        )
    finally:
        database.close()


def _real(client: Client, story: Story, kept: Kept) -> Side:
    async def start(name: str) -> Handle:
        handle = await client.start_workflow(
            CASE_TYPE,
            as_case(story.opening, name),
            id=workflow_id(name),
            task_queue=CASES,
        )
        await kept.opening_of(handle.id)
        return handle

    updates = tuple(_asking(asking.request) for asking in story.askings)
    return Side(start, updates)


def _asking(request: Request) -> Callable[[Handle], Awaitable[object]]:
    async def ask(handle: Handle) -> object:
        return await handle.execute_update(SUBMIT, request)

    return ask


def _bare(client: Client, asked: int, kept: Kept) -> Side:
    async def start(name: str) -> Handle:
        handle = await client.start_workflow(
            Bare.run, Place(script=NAME), id=name, task_queue=BARE_CASES
        )
        await kept.opening_of(handle.id)
        return handle

    async def ask(handle: Handle) -> object:
        return await handle.execute_update("submit")

    return Side(start, (ask,) * asked)


async def _round(side: Side, names: Iterable[str]) -> Rates:
    """Cases are started and on the record; then some are told the whole story."""
    handles: list[Handle] = []

    async def begin(name: str) -> None:
        handles.append(await side.start(name))

    async def tell(handle: Handle) -> None:
        for update in side.updates:
            await update(handle)

    wanted = [name for name, _ in zip(names, range(STARTED), strict=False)]
    starting = await _timed(begin(name) for name in wanted)
    updating = await _timed(tell(handle) for handle in handles[:UPDATED])
    return Rates(STARTED / starting, UPDATED * len(side.updates) / updating)


async def _timed(work: Iterable[Awaitable[None]]) -> float:
    """Seconds until all of it is done, so many at once."""
    turn = asyncio.Semaphore(AT_ONCE)

    async def one(each: Awaitable[None]) -> None:
        async with turn:
            await each

    began = perf_counter()
    async with asyncio.TaskGroup() as group:
        for each in work:
            group.create_task(one(each))
    return perf_counter() - began


def _table(rounds: list[tuple[Rates, Rates]], updates: int) -> Table:
    rows = (
        _row("cases started", [(r.starts, b.starts) for r, b in rounds]),
        _row("updates", [(r.updates, b.updates) for r, b in rounds]),
    )
    return Table(
        title="Cases started and updates a second",
        columns=("", "the case", "its bare twin", "ratio", f"at least {AT_LEAST}"),
        rows=rows,
        means=(
            f"Medians of {len(rounds)} rounds, the case and its twin in turn, "
            f"{AT_ONCE} clients at once: {STARTED} cases started, each until its "
            f"opening is on the record, then {UPDATED} of them told {updates} requests "
            "one after another. The server and both ledgers write through to the disk; "
            "mail is in memory. The ratio is the median of the rounds' own ratios."
        ),
    )


def _row(name: str, pairs: list[tuple[float, float]]) -> tuple[str, ...]:
    ratio = median(real / bare for real, bare in pairs)
    real, bare = (f"{median(side):.0f}" for side in zip(*pairs, strict=True))
    return name, real, bare, f"{ratio:.2f}", met(ratio >= AT_LEAST)
