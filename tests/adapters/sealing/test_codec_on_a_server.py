"""Keys that are rotated, renewed, missing or out of reach while a case lives."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from temporalio.api.enums.v1 import EventType
from temporalio.client import Client, WorkflowFailureError, WorkflowHandle

from adapters.embedded_server import EmbeddedServer
from adapters.sealing.case_keys import CaseKeys, Generation
from adapters.sealing.custody import Custody
from adapters.sealing.keyring import KEY_BYTES, Keyring
from adapters.sealing.master import KeysOutOfReach
from tests.adapters.sealing.conftest import KEYRING, Opens
from tests.adapters.sealing.listener import CANARY, QUEUE, Listener, client_of, working
from tests.workflows.stage import until

pytestmark = pytest.mark.server

CASE = "case/CP-1"
ONE, TWO = b"1" * KEY_BYTES, b"2" * KEY_BYTES


@asynccontextmanager
async def serving(folder: Path) -> AsyncIterator[str]:
    log, database = folder / "temporal.log", folder / "temporal.db"
    async with EmbeddedServer(log=log, database=database) as server:
        yield server.address


async def started(client: Client) -> WorkflowHandle[Any, Any]:
    """The case, once it has heard how it was started."""
    case = await client.start_workflow(
        "Listener", CANARY, id=CASE, task_queue=QUEUE, memo={"line": CANARY}
    )
    await heard(client)
    return case


async def heard(client: Client) -> list[str]:
    """What the case could read so far, and the names it was told with it."""
    case = client.get_workflow_handle(CASE)
    found: list[str] = await case.query("so_far", CANARY, result_type=list[str])
    return found


async def test_a_signal_that_no_key_opens_is_heard_as_such_and_wedges_nothing(
    tmp_path: Path, custody: Custody
) -> None:
    other_keys = Custody.open(tmp_path / "other.db", KEYRING)
    async with serving(tmp_path) as address:
        ours = await client_of(address, custody)
        stranger = await client_of(address, other_keys)
        typed = await Client.connect(address)
        async with working(ours):
            await started(ours)
            for client, name in (
                (stranger, "strange"),
                (typed, "typed"),
                (ours, "ours"),
            ):
                await client.get_workflow_handle(CASE).signal(name, "words")
            found = await heard(ours)

    assert found == [
        "start readable",
        *("damaged", "strange"),
        *("readable", "typed"),
        *("readable", "ours"),
        "query readable",
    ]


async def test_no_name_is_in_any_byte_that_the_server_keeps(
    tmp_path: Path, custody: Custody
) -> None:
    async with serving(tmp_path) as address:
        ours = await client_of(address, custody)
        async with working(ours):
            case = await started(ours)
            for named in ("deliver", "refuse"):
                await case.execute_update(Listener.act, args=[named, QUEUE, CANARY])
            await case.signal("fail", CANARY)
            with pytest.raises(WorkflowFailureError) as failed:
                await case.result()

    files = [file for file in tmp_path.iterdir() if file.is_file()]
    held = b"".join(file.read_bytes() for file in files)

    assert CANARY in str(failed.value.cause)
    assert CASE.encode() in held
    assert CANARY.encode() not in held


async def test_master_and_case_keys_are_rotated_renewed_and_retired_under_a_live_case(
    tmp_path: Path, opens: Opens
) -> None:
    before, both = Keyring({"k1": ONE}), Keyring({"k2": TWO, "k1": ONE})
    async with serving(tmp_path) as address:
        old = await client_of(address, opens(before))
        async with working(old):
            case = await started(old)
            await case.signal("before", CANARY)
        rotating = opens(both)
        new = await client_of(address, rotating)
        async with working(new):
            await case.signal("rotated", CANARY)
            rotating.renew("CP-1")
            await new.get_workflow_handle(CASE).signal("renewed", CANARY)
            rewrapped = rotating.rewrap().moved
        after = await client_of(address, opens(Keyring({"k2": TWO})))
        async with working(after):
            await after.get_workflow_handle(CASE).signal("retired", CANARY)
            found = await heard(after)

    assert rewrapped == 1
    assert found == [
        "start readable",
        *("readable", "before"),
        *("readable", "rotated"),
        *("readable", "renewed"),
        *("readable", "retired"),
        "query readable",
    ]


class Outage(CaseKeys):
    """A store of keys that is out of reach for as long as `down` says."""

    down = False

    def of(self, case_ref: str) -> tuple[Generation, ...]:
        if self.down:
            raise KeysOutOfReach
        return super().of(case_ref)


async def test_a_case_whose_keys_are_out_of_reach_waits_and_loses_nothing(
    tmp_path: Path, custody: Custody, key_file: Path
) -> None:
    keys = Outage.open(key_file)
    assert isinstance(keys, Outage)
    forgetful = Custody(keys, KEYRING, ticks=iter(range(0, 10**9, 100)).__next__)
    async with serving(tmp_path) as address:
        sender = await client_of(address, custody)
        worker = await client_of(address, forgetful)
        async with working(worker):
            case = await started(sender)
            await case.signal("before", CANARY)
            await heard(sender)
            keys.down = True
            await case.signal("during", CANARY)
            await until(lambda: task_failed(case))
            keys.down = False
            found = await heard(sender)

    assert found == [
        "start readable",
        *("readable", "before"),
        *("readable", "during"),
        "query readable",
    ]


async def task_failed(case: WorkflowHandle[Any, Any]) -> bool:
    events = (await case.fetch_history()).events
    failed = EventType.EVENT_TYPE_WORKFLOW_TASK_FAILED
    return any(event.event_type == failed for event in events)
