from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import select

from activities.ports import SendLedger
from adapters.send_ledger import AlreadyFinished, SqlSendLedger
from adapters.store.database import Database
from adapters.store.tables import SENDS

MONDAY = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
TUESDAY = datetime(2026, 3, 3, 9, 30, tzinfo=UTC)


@dataclass
class SetClock:
    at: datetime = MONDAY

    def now(self) -> datetime:
        return self.at


@pytest.fixture
def ledger(database: Database) -> SqlSendLedger:
    return SqlSendLedger(database, SetClock())


async def test_a_letter_begun_for_the_first_time_is_not_in_doubt(
    ledger: SqlSendLedger,
) -> None:
    as_port: SendLedger = ledger

    assert await as_port.begin("K-1/invite/1") is False
    assert await as_port.finished("K-1/invite/1") is None


async def test_a_letter_begun_and_never_finished_is_in_doubt(
    ledger: SqlSendLedger, database: Database
) -> None:
    await ledger.begin("K-1/invite/1")
    after_a_crash = SqlSendLedger(database, SetClock(TUESDAY))

    assert await after_a_crash.begin("K-1/invite/1") is True
    assert await after_a_crash.begin("K-1/invite/1") is True
    assert await after_a_crash.begin("K-1/invite/2") is False


async def test_a_finished_letter_says_how_it_was_carried(
    ledger: SqlSendLedger,
) -> None:
    await ledger.begin("K-1/invite/1")
    await ledger.finish("K-1/invite/1", "sent", MONDAY)

    assert await ledger.finished("K-1/invite/1") == "sent"


async def test_a_letter_that_was_taken_back_may_be_sent_anew(
    ledger: SqlSendLedger,
) -> None:
    await ledger.begin("K-1/invite/1")
    await ledger.finish("K-1/invite/1", "sent", MONDAY)

    await ledger.take_back("K-1/invite/1")

    assert await ledger.finished("K-1/invite/1") is None
    assert await ledger.begin("K-1/invite/1") is False
    assert await ledger.unfinished() == [("K-1/invite/1", MONDAY)]


async def test_a_finished_letter_cannot_be_begun_again(
    ledger: SqlSendLedger,
) -> None:
    await ledger.begin("K-1/invite/1")
    await ledger.finish("K-1/invite/1", "sent", MONDAY)

    with pytest.raises(AlreadyFinished):
        await ledger.begin("K-1/invite/1")


async def test_the_first_answer_stands(ledger: SqlSendLedger) -> None:
    await ledger.begin("K-1/invite/1")
    await ledger.finish("K-1/invite/1", "sent", MONDAY)
    await ledger.finish("K-1/invite/1", "sent-again-in-doubt", TUESDAY)

    assert await ledger.finished("K-1/invite/1") == "sent"


async def test_a_letter_that_arrived_is_written_even_if_its_beginning_was_lost(
    ledger: SqlSendLedger,
) -> None:
    await ledger.finish("K-1/invite/1", "found", TUESDAY)

    assert await ledger.finished("K-1/invite/1") == "found"


async def test_of_two_workers_that_begin_together_one_is_told_to_doubt(
    where: Path | str,
) -> None:
    databases = [Database.open(where) for _ in range(4)]

    ledgers = [SqlSendLedger(each, SetClock()) for each in databases]
    told = [
        await asyncio.gather(*(each.begin(f"K-1/invite/{no}") for each in ledgers))
        for no in range(20)
    ]
    for database in databases:
        database.close()

    assert [sorted(each) for each in told] == [[False, True, True, True]] * 20


async def test_a_letter_is_never_begun_while_another_worker_finishes_it(
    where: Path | str,
) -> None:
    """Either it was begun before, and is in doubt, or it is finished, and stays so."""
    databases = [Database.open(where) for _ in range(2)]
    one, other = (SqlSendLedger(each, SetClock()) for each in databases)

    for number in range(20):
        key = f"K-1/invite/{number}"
        await one.begin(key)
        told = await asyncio.gather(
            one.finish(key, "sent", MONDAY), other.begin(key), return_exceptions=True
        )
        assert told[0] is None
        assert told[1] is True or isinstance(told[1], AlreadyFinished)
        assert await one.finished(key) == "sent"
    for database in databases:
        database.close()


async def test_the_attempts_and_the_times_are_kept(
    ledger: SqlSendLedger, database: Database
) -> None:
    await ledger.begin("K-1/invite/1")
    await SqlSendLedger(database, SetClock(TUESDAY)).begin("K-1/invite/1")
    await ledger.finish("K-1/invite/1", "sent", TUESDAY)

    held = await database.read(lambda db: db.execute(select(SENDS)).all())

    assert held == [
        ("K-1/invite/1", MONDAY.isoformat(), 2, TUESDAY.isoformat(), "sent")
    ]
