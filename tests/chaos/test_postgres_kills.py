"""PostgreSQL is killed outright twenty times while many write to the record.

Two writers tell each case the same facts, so that whatever one of them has in doubt
the other may have put there. What either was told is kept must be there afterwards.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import make_url
from sqlalchemy.exc import SQLAlchemyError

from adapters.record.fact_ledger import SqlFactLedger
from adapters.record.seals import seal
from adapters.record.signet import Signet
from adapters.record.verifying import Verifier
from adapters.sealing.custody import Custody
from adapters.sealing.keyring import Keyring
from adapters.store.database import Database
from adapters.store.upgrading import upgrade_store
from domain.recording import Batch, Row
from tests.ledgers import lines_of
from tests.postgres import Postgres, serving

pytestmark = [pytest.mark.chaos, pytest.mark.slow]

KILLS = 20
CASES = ("P-1", "P-2", "P-3", "P-4")
WRITERS_OF_EACH = 2
#: So many appends are acknowledged between two kills.
BETWEEN = 60
SOON = 0.02
MONDAY = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)


@dataclass
class Load:
    """Writers, and what each was told is on record."""

    ledger: SqlFactLedger
    acknowledged: dict[str, int] = field(
        default_factory=lambda: dict.fromkeys(CASES, 0)
    )
    appends: int = 0
    seals: int = 0
    refused: int = 0
    over: bool = False

    async def write(self, case: str, at_once: int) -> None:
        """Facts in order, each batch again and again until it is acknowledged."""
        last = 0
        while not self.over:
            some = batch(case, last, at_once)
            last = await self._until_acknowledged(some)
            self.acknowledged[case] = max(self.acknowledged[case], last)

    async def _until_acknowledged(self, some: Batch) -> int:
        while True:
            try:
                await self.ledger.append(some)
            except SQLAlchemyError:
                self.refused += 1
                await asyncio.sleep(SOON)
            else:
                self.appends += 1
                return some.rows[-1].no

    async def keep_sealing(self, database: Database, signet: Signet) -> None:
        """A seal after each short while, as often as the server lets us."""
        while not self.over:
            try:
                await seal(database, signet, MONDAY)
                self.seals += 1
            except SQLAlchemyError:
                self.refused += 1
            await asyncio.sleep(SOON)

    async def some_more(self) -> None:
        enough, seals = self.appends + BETWEEN, self.seals
        while self.appends < enough or self.seals == seals:
            await asyncio.sleep(SOON)


def row(case: str, no: int) -> Row:
    at = MONDAY + timedelta(minutes=no)
    return Row(no=no, kind="told", at=at, recorded_at=at, body=f"{case} says {no}")


def batch(case: str, after: int, many: int) -> Batch:
    rows = tuple(row(case, no) for no in range(after + 1, after + 1 + many))
    return Batch(case=case, rows=rows, line=f"{after + many}")


async def kill_again_and_again(server: Postgres, load: Load) -> None:
    for _ in range(KILLS):
        await load.some_more()
        await asyncio.to_thread(server.kill)
        await asyncio.to_thread(server.start)
    await load.some_more()
    load.over = True


async def test_no_acknowledged_fact_is_lost_and_none_is_there_twice_after_kills(
    tmp_path: Path,
) -> None:
    signet, keyring = Signet(Keyring.development()), Keyring.development()
    custody = Custody.open(tmp_path / "case-keys.db", keyring)
    with serving() as server:
        where = make_url(server.url())
        upgrade_store(where)
        database = Database.open(where)
        load = Load(SqlFactLedger(database, custody, signet))
        async with asyncio.TaskGroup() as group:
            for case in CASES:
                for step in range(1, 1 + WRITERS_OF_EACH):
                    group.create_task(load.write(case, step))
            group.create_task(load.keep_sealing(database, signet))
            group.create_task(kill_again_and_again(server, load))
        await seal(database, signet, MONDAY)
        held = {case: await load.ledger.facts(case) for case in CASES}
        lines = await lines_of(load.ledger)
        verified = await Verifier(database, signet, custody).verify()
        database.close()
    custody.close()

    assert load.refused > 0
    for case, rows in held.items():
        assert len(rows) >= load.acknowledged[case] > 0
        assert rows == [row(case, no) for no in range(1, len(rows) + 1)]
        assert lines[case] == str(len(rows))
    assert verified.findings == []
    assert verified.rows["facts"] == sum(len(rows) for rows in held.values())
    assert verified.seals > KILLS
    assert verified.unsealed is not None
    assert verified.unsealed.chains == 0
