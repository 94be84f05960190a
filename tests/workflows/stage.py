"""A real server, a real worker and a fake carrier, for cases that live in a test."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar

from temporalio.api.history.v1 import HistoryEvent
from temporalio.client import Client, WorkflowHandle
from temporalio.testing import TimeSkipper, TimeSkippingConfig
from temporalio.worker import WorkflowRunner

import worker
from activities.ports import Refusal, Unavailable
from adapters.clock import SystemClock
from adapters.embedded_server import EmbeddedServer
from adapters.record.fact_ledger import SqlFactLedger
from adapters.sealing.converter import data_converter
from adapters.sealing.custody import Custody
from adapters.sealing.keyring import Keyring
from adapters.send_ledger import SqlSendLedger
from adapters.store.database import Database
from commands.rehearsal.paper import paper_in_memory
from domain.intake import Opening
from domain.letters import Message, Standing
from domain.recording import Row
from domain.requests import Request
from tests.ledgers import facts_of
from tests.workflows.histories import is_idle
from tests.workflows.runners import at_another_time
from workflows import CASE_TYPE, CASES, SUBMIT, case_of, workflow_id

T = TypeVar("T")
Case = WorkflowHandle[Any, Any]
#: The parts of a test's worker, on the store that they are given.
Outfit = Callable[[Database], worker.Parts]

#: The server's leave to wind one case's clock on; its name belongs to this server.
SKIPPING = {"frontend.WorkflowTimeSkippingEnabled": "true"}
#: The server asks for a new run after so many events.
SHORT_RUNS = {"limit.historyCount.suggestContinueAsNew": "25"}
A_MOMENT = timedelta(seconds=2)
PATIENCE = 60.0


async def until(ask: Callable[[], Awaitable[T]], within: float = PATIENCE) -> T:
    """What `ask` answers, once that is true. Raises TimeoutError after `within` s."""
    async with asyncio.timeout(within):
        while not (found := await ask()):
            await asyncio.sleep(0.05)
    return found


@dataclass
class Letterbox:
    """A carrier that keeps what it was given. `shut`: to whom it cannot be given now.

    `unknown`: whom it will never find. `slow`: whose letters wait until it is `open`.
    `tries` counts attempts by key; `says` is what it knows of all that it has.
    """

    shut: set[str] = field(default_factory=set)
    unknown: set[str] = field(default_factory=set)
    slow: set[str] = field(default_factory=set)
    taken: list[Message] = field(default_factory=list)
    tries: Counter[str] = field(default_factory=Counter)
    open: asyncio.Event = field(default_factory=asyncio.Event)
    says: Standing = Standing.DELIVERED

    async def send(self, message: Message) -> Standing:
        self.tries[message.key] += 1
        if message.address in self.slow:
            await self.open.wait()
        if message.address in self.shut:
            raise Unavailable("carrier-unreachable")
        if message.address in self.unknown:
            raise Refusal("mailbox-refused")
        self.taken.append(message)
        return self.says

    async def has_sent(self, key: str) -> bool:
        return any(message.key == key for message in self.taken)

    async def standing(self, key: str) -> Standing | None:
        return self.says if await self.has_sent(key) else None

    async def recall(self, key: str) -> bool:
        return False

    def to(self, address: str) -> list[Message]:
        return [message for message in self.taken if message.address == address]


@dataclass(frozen=True)
class Stage:
    """What a test acts on. Its cases live `shift` later than the server."""

    server: EmbeddedServer
    custody: Custody
    client: Client
    skipper: TimeSkipper
    parts: worker.Parts
    facts: SqlFactLedger
    mail: Letterbox
    shift: timedelta

    def runner(self, inner: WorkflowRunner | None = None) -> WorkflowRunner:
        """The worker's runner, or another, at the time of these cases."""
        return at_another_time(inner or worker.sandbox(), self.shift)

    async def start(self, opening: Opening) -> Case:
        """The case, once the server has its first task."""
        return await self.client.start_workflow(
            CASE_TYPE,
            opening,
            id=workflow_id(opening.ref),
            task_queue=CASES,
        )

    async def submit(self, case: Case, request: Request) -> dict[str, Any]:
        """The receipt. Raises WorkflowUpdateFailedError for what is refused."""
        receipt: dict[str, Any] = await case.execute_update(SUBMIT, request)
        return receipt

    async def events(self, case: Case) -> list[HistoryEvent]:
        """The history of the case's latest run."""
        latest = self.client.get_workflow_handle(case.id)
        return list((await latest.fetch_history()).events)

    async def idle(self, case: Case, within: float = PATIENCE) -> list[HistoryEvent]:
        """The history once there is nothing left to do until the clock next rings."""

        async def ask() -> list[HistoryEvent]:
            events = await self.events(case)
            return events if is_idle(events) else []

        return await until(ask, within)

    async def wind(self, case: Case, to: datetime) -> None:
        """Wind the case's clock to just after `to`."""
        latest = self.client.get_workflow_handle(case.id)
        now = await self.skipper.get_current_time(latest) + self.shift
        async with asyncio.timeout(PATIENCE):
            await self.skipper.fast_forward(latest, to + A_MOMENT - now)

    async def record(self, case: Case) -> list[Row]:
        """Every fact that the ledger holds of the case."""
        return await self.facts.facts(case_of(case.id))

    async def fact(self, case: Case, kind: str, count: int = 1) -> list[Row]:
        """The facts of a kind, once the ledger holds at least so many."""

        async def ask() -> list[Row]:
            found = [row for row in await self.record(case) if row.kind == kind]
            return found if len(found) >= count else []

        return await until(ask)


@asynccontextmanager
async def setting(
    folder: Path,
    begins: datetime,
    dynamic: Mapping[str, str] | None = None,
    outfit: Outfit | None = None,
) -> AsyncIterator[Stage]:
    """A server and a store, no worker yet. It is `begins` there when it comes up."""
    clock, keyring = SystemClock(), Keyring.development()
    database = Database.open(folder / "vigil.db")
    facts, mail = facts_of(database), Letterbox()
    sends = SqlSendLedger(database, clock)
    custody = Custody.open(folder / "case-keys.db", keyring)
    server = EmbeddedServer(
        log=folder / "temporal.log",
        database=folder / "temporal.db",
        dynamic=SKIPPING | dict(dynamic or {}),
    )
    async with server:
        client = await Client.connect(
            server.address,
            data_converter=data_converter(custody),
            identity=worker.IDENTITY,
        )
        skipper = TimeSkipper(
            client, config=TimeSkippingConfig(max_session_skip_count=1000)
        )
        in_memory = worker.Parts(mail, sends, facts, clock, paper_in_memory(facts))
        parts = outfit(database) if outfit else in_memory
        shift = begins - clock.now()
        yield Stage(server, custody, client, skipper, parts, facts, mail, shift)
    database.close()


@asynccontextmanager
async def stage(
    folder: Path,
    begins: datetime,
    dynamic: Mapping[str, str] | None = None,
    inner: WorkflowRunner | None = None,
    outfit: Outfit | None = None,
) -> AsyncIterator[Stage]:
    """A server, a store and a worker."""
    async with (
        setting(folder, begins, dynamic, outfit) as found,
        worker.working(found.client, found.parts, found.runner(inner)),
    ):
        yield found
