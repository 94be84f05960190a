"""The worker and the server are killed outright while cases wait and mail is sent.

Half of the cases write through a carrier that can be asked what it has: none of their
letters comes twice. The other half's cannot: a letter may come once more for each kill
of the worker, under the same Message-ID, and the send ledger says that it was in doubt.
"""

from __future__ import annotations

import asyncio
import os
import signal
import sqlite3
import sys
from asyncio.subprocess import Process
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass
from datetime import datetime, timedelta
from email import message_from_bytes
from pathlib import Path
from typing import Any

import pytest
from temporalio.api.enums.v1 import EventType
from temporalio.client import Client, WorkflowHandle

from adapters.carriers.message_ids import file_stem, message_id
from adapters.clock import SystemClock
from adapters.embedded_server import EmbeddedServer
from adapters.letters import KeptLetter
from adapters.mail_sink import MailSink
from adapters.record.fact_ledger import SqlFactLedger
from adapters.sealing.converter import data_converter
from adapters.store.database import Database
from domain.recording import Row
from tests.chaos.driver import UNASKABLE, Orders, custody_in
from tests.chaos.kept import enclosed, kept_letters
from tests.dates import instant
from tests.ledgers import facts_of
from tests.workflows.family import MISSED, an_intake, booking, first_edition
from tests.workflows.histories import at, of, pending_timers
from tests.workflows.offices import DOMAIN
from tests.workflows.stage import until
from workflows import CASES, SUBMIT, workflow_id

pytestmark = [pytest.mark.server, pytest.mark.chaos, pytest.mark.slow]

ROOT = Path(__file__).parents[2]
#: The conference's last day ends this long after the cases are opened.
LEFT = timedelta(seconds=25)
STARTS = instant("Fri 2027-01-29 10:00Z")
ASKABLE = "L-"
REFS = [f"{c}{n:02}" for c in (ASKABLE, UNASKABLE) for n in range(1, 11)]
LETTERS = 2 * len(REFS)
WORKER_KILLS = 1


@dataclass
class Scene:
    """The processes of one test, and where they keep what they know."""

    orders: Orders
    server: EmbeddedServer
    client: Client
    facts: SqlFactLedger

    def mail(self) -> list[Path]:
        return sorted(self.orders.mail.glob("*.eml"))

    async def some_mail(self, at_least: int) -> None:
        async def enough() -> bool:
            return len(self.mail()) >= at_least

        await until(enough)

    async def kill_server_and_restart(self) -> None:
        """The same port and the same file, as after a crash of the machine."""
        os.kill(self.server.pid, signal.SIGKILL)
        await self.server.stop()
        await self.server.__aenter__()


@asynccontextmanager
async def scene(folder: Path) -> AsyncIterator[Scene]:
    """A server on a file and a mail sink; it is nearly the end of the last day."""
    database = Database.open(folder / "vigil.db")
    server = EmbeddedServer(
        log=folder / "temporal.log", database=folder / "temporal.db"
    )
    async with server, MailSink(folder / "mail") as sink:
        client = await Client.connect(
            server.address, data_converter=data_converter(custody_in(folder))
        )
        shift = MISSED - LEFT - SystemClock().now()
        orders = Orders(
            temporal=server.address,
            home=folder,
            smtp_port=sink.port,
            shift=shift.total_seconds(),
        )
        facts = facts_of(database)
        yield Scene(orders, server, client, facts)
    database.close()


async def start_driver(orders: Orders) -> Process:
    with (orders.home / "driver.log").open("ab") as log:
        return await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "tests.chaos.driver", orders.model_dump_json()),
            cwd=ROOT,
            stdout=log,
            stderr=log,
        )


async def kill(process: Process) -> None:
    process.kill()
    await process.wait()


@asynccontextmanager
async def driver(orders: Orders) -> AsyncIterator[Process]:
    """A worker that is killed at the end, if it has not been before."""
    process = await start_driver(orders)
    try:
        yield process
    finally:
        if process.returncode is None:
            await kill(process)


async def open_and_book(on: Scene, ref: str) -> WorkflowHandle[Any, Any]:
    """A case with two letters to send and a date about to be missed."""
    now = MISSED - timedelta(minutes=2)
    case = await on.client.start_workflow(
        "ChildProtectionCase",
        first_edition(an_intake(ref), now),
        id=workflow_id(ref),
        task_queue=CASES,
    )
    await case.execute_update(SUBMIT, booking(1, now, STARTS))
    return case


async def missed_everywhere(on: Scene) -> bool:
    records = [await on.facts.facts(ref) for ref in REFS]
    return all(misses(rows) for rows in records)


def misses(rows: list[Row]) -> list[Row]:
    return [r for r in rows if r.kind == "deadline-missed" and r.at == MISSED]


async def test_nothing_is_lost_nothing_is_early_and_doubt_is_owned_after_kills(
    tmp_path: Path,
) -> None:
    async with scene(tmp_path) as on:
        held_back = on.orders.held_back
        held_back.touch()
        async with driver(on.orders) as first:
            cases = await asyncio.gather(*(open_and_book(on, ref) for ref in REFS))
            await until(lambda: some_in_doubt(on))
            await kill(first)
        drawn_up = await kept_letters(on.orders.store, REFS)
        held_back.unlink()
        async with driver(on.orders):
            await on.some_mail(LETTERS - 1)
            await on.kill_server_and_restart()
            await until(lambda: missed_everywhere(on), within=80)
            await until(lambda: all_finished(on), within=80)
            fired = [each for case in cases for each in await alarms_of(case, on)]
            timers = [await timers_of(case) for case in cases]
        records = [await on.facts.facts(ref) for ref in REFS]
        kept = await kept_letters(on.orders.store, REFS)

    assert fired == [] or min(fired) >= MISSED
    assert timers == [1] * len(REFS)
    for rows in records:
        assert [row.no for row in rows] == list(range(1, len(rows) + 1))
        (missed,) = misses(rows)
        assert missed.recorded_at >= MISSED
    copies_are_right(on)
    say_what_they_said(on, drawn_up, kept)


def say_what_they_said(
    on: Scene, drawn_up: dict[str, KeptLetter], kept: dict[str, KeptLetter]
) -> None:
    """A letter drawn up before the kill goes as it was; each copy is the same."""
    assert drawn_up
    assert {key: kept[key] for key in drawn_up} == drawn_up
    assert set(carried(on)) == set(kept)
    files = enclosed(on.mail())
    for key in (key for key in kept if "/invitation/" in key):
        first, *others = files[file_stem(message_id(key, DOMAIN))]
        assert first.startswith(b"%PDF")
        assert all(other == first for other in others)


def carried(on: Scene) -> dict[str, str | None]:
    """How the send ledger says that each letter was carried; None: not finished."""
    with closing(sqlite3.connect(on.orders.store)) as store:
        return dict(store.execute("SELECT key, carried FROM sends"))


async def some_in_doubt(on: Scene) -> bool:
    """Both carriers have letters that the driver does not know to have arrived."""
    arrived = {file_stem(identity(file)) for file in on.mail()}
    begun = {key for key, how in carried(on).items() if how is None}
    found = {k[:2] for k in begun if file_stem(message_id(k, DOMAIN)) in arrived}
    return found == {ASKABLE, UNASKABLE}


async def all_finished(on: Scene) -> bool:
    known = carried(on)
    return len(known) >= LETTERS and all(known.values())


def copies_are_right(on: Scene) -> None:
    """Every letter arrived, and more than once only where that may be."""
    known = carried(on)
    stems = {file_stem(message_id(key, DOMAIN)): key for key in known}
    copies = Counter(stems[file_stem(identity(file))] for file in on.mail())
    assert set(copies) == set(known)
    twice = {key for key, count in copies.items() if count > 1}
    assert max(copies.values()) <= 1 + WORKER_KILLS
    assert twice
    assert all(key.startswith(UNASKABLE) for key in twice)
    assert all(known[key] == "sent-again-in-doubt" for key in twice)


def identity(file: Path) -> str:
    return str(message_from_bytes(file.read_bytes())["Message-ID"])


async def alarms_of(case: WorkflowHandle[Any, Any], on: Scene) -> list[datetime]:
    """When its timers fired, by the server, in the case's time.

    None did where a letter's end woke the case after the last day: it looked then.
    """
    history = await case.fetch_history()
    fired = of(history.events, EventType.EVENT_TYPE_TIMER_FIRED)
    return [at(event) + timedelta(seconds=on.orders.shift) for event in fired]


async def timers_of(case: WorkflowHandle[Any, Any]) -> int:
    return len(pending_timers(list((await case.fetch_history()).events)))
