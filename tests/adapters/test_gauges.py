"""The numbers that wake somebody: each is what it says, on a real server and store."""

from __future__ import annotations

import re
from asyncio import to_thread
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import requests
from sqlalchemy import Connection, insert
from temporalio import workflow
from temporalio.client import Client
from temporalio.common import SearchAttributePair, TypedSearchAttributes
from temporalio.worker import UnsandboxedWorkflowRunner, Worker

from adapters.embedded_server import EmbeddedServer, free_port
from adapters.gauges import FAR_AHEAD, Gauges, first_day
from adapters.search_attributes import ensure_search_attributes
from adapters.store.database import Database
from adapters.store.tables import INBOX, SENDS
from adapters.telemetry import runtime
from adapters.waiting import until
from domain.worklist import Stage
from tests.activities.fakes import NOW, FakeClock
from tests.dates import instant
from workflows.showing import ATTRIBUTES, NEXT_DUE, STAGE

#: The server says of a case that it is stuck once two of its tasks have failed.
AT_TWO = {"system.numConsecutiveWorkflowTaskProblemsToTriggerSearchAttribute": "2"}
PATIENCE = 40.0
#: It is Mon 2027-01-04 08:00Z.
TODAY = instant("Mon 2027-01-04 00:00Z")
BEFORE = NOW - timedelta(hours=2)


@workflow.defn
class Faulty:
    @workflow.run
    async def run(self) -> None:
        raise RuntimeError("a fault of the program")


@workflow.defn
class Waiting:
    @workflow.run
    async def run(self) -> None:
        await workflow.wait_condition(lambda: False)


def shown(port: int) -> dict[str, float]:
    """Our own numbers on the page, by name, and by stage where they have one."""
    page = requests.get(f"http://127.0.0.1:{port}/metrics", timeout=5).text
    said = re.findall(r"^(cp_[a-z_]+)\{([^}]*)\} (\S+)$", page, re.MULTILINE)
    stages = [re.search(r'stage="([^"]*)"', labels) for _, labels, _ in said]
    return {
        f"{name} {stage[1]}" if stage else name: float(value)
        for (name, _, value), stage in zip(said, stages, strict=True)
    }


def fill(db: Connection) -> None:
    """A referral that waits, letters begun long ago and just now, and one finished."""
    event = {"source": "council", "digest": "d", "state": "received"}
    rows = [("e-1", BEFORE), ("e-2", NOW)]
    for id, at in rows:
        row = {"id": id, "case_ref": id, "received_at": at.isoformat()}
        db.execute(insert(INBOX), event | row)
    letters = (("a", BEFORE, None), ("b", BEFORE, NOW), ("c", NOW, None))
    for key, begun, ended in letters:
        row = {"key": key, "begun_at": begun.isoformat(), "attempts": "1"}
        done = {"finished_at": ended.isoformat(), "carried": "sent"} if ended else {}
        db.execute(insert(SENDS), row | done)


async def begin(client: Client, id: str, stage: Stage, due: datetime) -> None:
    shows: list[SearchAttributePair[Any]] = [
        SearchAttributePair(STAGE, stage),
        SearchAttributePair(NEXT_DUE, due),
    ]
    await client.start_workflow(
        Waiting.run,
        id=id,
        task_queue="nobody",
        search_attributes=TypedSearchAttributes(shows),
    )


@pytest.mark.server
async def test_each_number_is_what_it_says(tmp_path: Path) -> None:
    port, database = free_port(), Database.open(tmp_path / "vigil.db")
    await database.write(fill)
    server = EmbeddedServer(log=tmp_path / "temporal.log", dynamic=AT_TWO)
    async with server:
        client = await Client.connect(server.address, identity="vigil-test")
        await ensure_search_attributes(client, ATTRIBUTES)
        await begin(client, "case/CP-1", Stage.ENQUIRY, TODAY + timedelta(days=3))
        await begin(client, "case/CP-2", Stage.ENQUIRY, TODAY + timedelta(days=9))
        await begin(client, "case/CP-3", Stage.PLAN, TODAY)
        await begin(client, "case/CP-5", Stage.PLAN, TODAY - timedelta(days=2))
        await client.start_workflow(Faulty.run, id="case/CP-4", task_queue="faulty")
        engine = runtime(f"127.0.0.1:{port}")
        gauges = Gauges(engine.metric_meter, client, database, FakeClock(), Stage)

        async def found() -> dict[str, float] | None:
            await gauges.look()
            numbers = await to_thread(shown, port)
            return numbers if numbers["cp_case_stuck_total"] else None

        async with Worker(
            client,
            task_queue="faulty",
            workflows=[Faulty],
            workflow_runner=UnsandboxedWorkflowRunner(),
        ):
            numbers = await until(found, PATIENCE)
    database.close()

    due, day, hour = "cp_deadline_seconds_to_due", 86_400.0, 3_600.0
    nothing = 400 * day - 8 * hour
    assert numbers == {
        f"{due} enquiry": 3 * day - 8 * hour,
        f"{due} conference booked": nothing,
        f"{due} plan": 0.0,
        f"{due} no plan": nothing,
        f"{due} closed": nothing,
        "cp_case_stuck_total": 1.0,
        "cp_clock_stopped_total": 1.0,
        "cp_inbox_oldest_seconds": 2 * hour,
        "cp_send_in_doubt": 1.0,
        "cp_record_unsealed_seconds": 0.0,
        "cp_looked_at_seconds": NOW.timestamp(),
    }


@pytest.mark.parametrize("days", [0, 1, 200, 399])
async def test_the_nearest_date_is_found_by_halving(days: int) -> None:
    today = instant("Mon 2026-11-23 00:00Z")
    due, asked = today + timedelta(days=days), list[datetime]()

    async def count(day: datetime) -> int:
        asked.append(day)
        return int(due <= day)

    found = await first_day(count, today, today + FAR_AHEAD)

    assert found == due
    assert len(asked) <= 9


async def test_where_nothing_is_due_the_far_end_is_said() -> None:
    today = instant("Mon 2026-11-23 00:00Z")

    async def none(day: datetime) -> int:
        return 0

    assert await first_day(none, today, today + FAR_AHEAD) == (today + FAR_AHEAD)
