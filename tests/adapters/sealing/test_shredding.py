"""Once a closed case's keys are destroyed nothing of it can be read, in no copy."""

from __future__ import annotations

import shutil
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Final

import pytest
from temporalio.client import Client

from activities.ports import Kept, Unavailable
from adapters.clock import SystemClock
from adapters.embedded_server import EmbeddedServer
from adapters.letters import SqlLetters
from adapters.record.fact_ledger import SqlFactLedger
from adapters.record.signet import Signet
from adapters.sealing.codec import undecodable
from adapters.sealing.converter import data_converter
from adapters.sealing.custody import Custody
from adapters.sealing.keyring import Keyring, Unopenable
from adapters.store.database import Database
from adapters.texts import SqlTexts
from domain.letters import Letter
from tests.adapters.sealing.test_contexts import payloads
from tests.dates import instant
from tests.workflows.family import SENT, an_intake, first_edition, note
from tests.workflows.stage import stage
from workflows import workflow_id

pytestmark = pytest.mark.server

CASE: Final = "CP-1"
NAME: Final = b"Leilani Quillfeather"
ERASED_AT: Final = instant("Mon 2036-11-24 09:00Z")
LETTER: Final = Letter(
    key=f"{CASE}/plan/mother-1/mail",
    case=CASE,
    kind="plan-copy",
    to="mother",
    name="Marguerite Quillfeather",
    address="marguerite@family.example",
)


class Copy:
    """A ledger as it lies in a folder, read with the keys that there are today."""

    def __init__(self, folder: Path, custody: Custody) -> None:
        self.database = Database.open(folder / "vigil.db")
        clock, signet = SystemClock(), Signet(custody.keyring)
        self.facts = SqlFactLedger(self.database, custody, signet)
        self.letters = SqlLetters(self.database, custody, clock)
        self.texts = SqlTexts(self.database, custody, clock)

    async def read(self) -> list[str]:
        """What became of each thing that is kept of the case."""
        asked: dict[str, Callable[[], Awaitable[object]]] = {
            "facts": lambda: self.facts.facts(CASE),
            "letters": lambda: self.letters.list(CASE),
            "letter": lambda: self.letters.get(LETTER),
            "text": lambda: self.texts.get(CASE, "f1"),
        }
        return [f"{name} {await _told(ask)}" for name, ask in asked.items()]


async def _told(ask: Callable[[], Awaitable[object]]) -> str:
    try:
        return "readable" if await ask() else "nothing"
    except Unopenable as why:
        return why.code
    except Unavailable as why:
        return str(why)


async def live(folder: Path) -> None:
    """A case that was worked on, with a letter and a text kept, until it ends."""
    async with stage(folder, SENT) as staged:
        case = await staged.start(first_edition(an_intake()))
        await staged.submit(case, note(1, SENT))
        await staged.idle(case)
        await case.terminate()
        ours = Copy(folder, staged.custody)
        await ours.letters.keep(LETTER, Kept(documents=()))
        await ours.texts.put(CASE, "f1", "What the reviewer wrote.")
        ours.database.close()


async def in_temporal(folder: Path, custody: Custody) -> list[str]:
    """What became of each payload in the history that a server's file holds."""
    log, database = folder / "temporal.log", folder / "temporal.db"
    async with EmbeddedServer(log=log, database=database) as server:
        client = await Client.connect(
            server.address, data_converter=data_converter(custody)
        )
        case = client.get_workflow_handle(workflow_id(CASE))
        held = [
            payload
            for event in (await case.fetch_history()).events
            for field, payload in payloads(event)
            if field not in {"search_attributes", "indexed_fields"}
        ]
        codec = client.data_converter.payload_codec
        assert codec is not None
        return [undecodable(each) or "readable" for each in await codec.decode(held)]


async def test_an_erased_case_is_unreadable_in_history_ledger_and_every_backup(
    tmp_path: Path,
) -> None:
    now, backup = tmp_path / "now", tmp_path / "backup"
    now.mkdir()
    await live(now)
    custody = Custody.open(now / "case-keys.db", Keyring.development())
    shutil.copytree(now, backup, ignore=shutil.ignore_patterns("case-keys.db"))
    copies = [Copy(now, custody), Copy(backup, custody)]
    before = [await each.read() for each in copies]

    destroyed = custody.destroy(CASE, ERASED_AT)

    after = [await each.read() for each in copies]
    for each in copies:
        each.database.close()
    in_history = await in_temporal(backup, custody)
    files = [file for file in tmp_path.rglob("*") if file.is_file()]
    kept = ["facts", "letters", "letter", "text"]
    assert before == [[f"{each} readable" for each in kept]] * 2
    assert destroyed == 1
    assert after == [[f"{each} erased" for each in kept]] * 2
    assert len(in_history) > 8
    assert set(in_history) == {"erased"}
    assert [file.name for file in files if NAME in file.read_bytes()] == []
    custody.close()
