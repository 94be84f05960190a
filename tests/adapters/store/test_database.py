"""Work is one transaction, kept whole or not at all, on both databases."""

from __future__ import annotations

import asyncio
import sqlite3
import stat
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import Connection, insert, select, text, update
from sqlalchemy.exc import DatabaseError, DBAPIError, IntegrityError, OperationalError

from adapters.store.database import Database
from adapters.store.tables import SENDS, WORKLIST
from adapters.store.upgrading import NEWEST, release_of
from tests.adapters.conftest import ON_A_FILE, ON_A_SERVER
from tests.postgres import Postgres

CANARY = "Zofia Kowalczyk"


async def mark(database: Database, key: str) -> None:
    row = {"key": key, "begun_at": "then", "attempts": 1}
    await database.write(lambda db: db.execute(insert(SENDS), row) and None)


async def kept(database: Database) -> Sequence[str]:
    keys = select(SENDS.c.key).order_by(SENDS.c.key)
    return await database.read(lambda db: db.scalars(keys).all())


def said(db: Connection, question: str) -> object:
    return db.scalar(text(question))


@ON_A_FILE
async def test_an_acknowledged_write_is_on_the_disk(database: Database) -> None:
    assert await database.read(lambda db: said(db, "PRAGMA journal_mode")) == "wal"
    assert await database.write(lambda db: said(db, "PRAGMA synchronous")) == 2


@ON_A_SERVER
async def test_a_server_acknowledges_what_is_on_its_disk(database: Database) -> None:
    assert await database.write(lambda db: said(db, "SHOW synchronous_commit")) == "on"


async def test_work_that_fails_leaves_nothing_behind(database: Database) -> None:
    def work(db: Connection) -> None:
        db.execute(insert(SENDS), {"key": "half", "begun_at": "then", "attempts": 1})
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await database.write(work)

    assert await kept(database) == []


async def test_work_at_the_same_moment_is_done_whole(
    database: Database, where: Path | str
) -> None:
    other = Database.open(where)

    await asyncio.gather(
        *(mark(database, f"a{number}") for number in range(20)),
        *(mark(other, f"b{number}") for number in range(20)),
    )
    other.close()

    assert len(await kept(database)) == 40


async def test_those_who_take_a_turn_come_one_after_the_other(
    where: Path | str,
) -> None:
    """Each adds one to what it read: none reads before the one before it is done."""
    databases = [Database.open(where) for _ in range(4)]
    row = {"case_ref": "K-1", "last_no": 0, "line": b""}
    await databases[0].write(lambda db: db.execute(insert(WORKLIST), row) and None)

    def count(db: Connection) -> None:
        Database.turn(db, "counting")
        held = int(db.scalar(select(WORKLIST.c.last_no)) or 0)
        db.execute(update(WORKLIST).values(last_no=held + 1))

    await asyncio.gather(*(each.write(count) for each in databases * 10))
    counted = await databases[0].read(lambda db: db.scalar(select(WORKLIST.c.last_no)))
    for each in databases:
        each.close()

    assert counted == 40


@ON_A_SERVER
async def test_turns_under_different_names_do_not_wait_for_each_other(
    database: Database, where: Path | str
) -> None:
    other = Database.open(where)

    def outer(db: Connection) -> None:
        Database.turn(db, "one")
        asyncio.run(asyncio.wait_for(other.write(inner), timeout=5))

    def inner(db: Connection) -> None:
        Database.turn(db, "another")

    await database.write(outer)
    other.close()


async def test_a_reader_waits_for_no_writer(
    database: Database, where: Path | str
) -> None:
    other = Database.open(where)

    def work(db: Connection) -> Sequence[str]:
        db.execute(insert(SENDS), {"key": "not yet", "begun_at": "then", "attempts": 1})
        return asyncio.run(asyncio.wait_for(kept(other), timeout=5))

    seen = await database.write(work)
    other.close()

    assert seen == []


async def test_a_reader_sees_one_moment(database: Database, where: Path | str) -> None:
    other = Database.open(where)
    keys = select(SENDS.c.key)

    def work(db: Connection) -> tuple[Sequence[str], Sequence[str]]:
        before = db.scalars(keys).all()
        asyncio.run(mark(other, "in between"))
        return before, db.scalars(keys).all()

    seen = await database.read(work)
    other.close()

    assert seen == ([], [])
    assert await kept(database) == ["in between"]


@ON_A_SERVER
async def test_work_that_only_reads_cannot_change_anything(database: Database) -> None:
    row = {"key": "k", "begun_at": "then", "attempts": 1}

    with pytest.raises(DBAPIError, match="read-only transaction"):
        await database.read(lambda db: db.execute(insert(SENDS), row) and None)


def test_a_store_opened_again_holds_what_it_held(where: Path | str) -> None:
    first = Database.open(where)
    asyncio.run(mark(first, "kept"))
    first.close()

    again = Database.open(where)
    found = asyncio.run(kept(again))
    again.close()

    assert found == ["kept"]


async def test_closing_waits_for_the_work_in_hand(where: Path | str) -> None:
    first, second = Database.open(where), Database.open(where)
    begun = asyncio.Event()
    loop = asyncio.get_running_loop()

    def slowly(db: Connection) -> None:
        loop.call_soon_threadsafe(begun.set)
        time.sleep(0.2)
        db.execute(insert(SENDS), {"key": "slow", "begun_at": "then", "attempts": 1})

    in_hand = asyncio.create_task(first.write(slowly))
    await begun.wait()
    await asyncio.to_thread(first.close)
    await in_hand

    assert await kept(second) == ["slow"]
    second.close()


def test_programs_that_start_together_make_one_store(store: Path) -> None:
    with ThreadPoolExecutor(8) as programs:
        opened = list(programs.map(Database.open, [store] * 8))

    releases = [asyncio.run(each.read(release_of)) for each in opened]
    for each in opened:
        each.close()

    assert releases == [NEWEST] * 8


def test_a_file_that_is_no_store_is_refused(tmp_path: Path) -> None:
    store = tmp_path / "letter.db"
    store.write_bytes(b"a letter, perhaps" * 100)

    with pytest.raises(DatabaseError):
        Database.open(store)


def test_a_file_that_another_program_has_locked_for_good_is_not_waited_for_for_ever(
    store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("adapters.store.engines.BUSY_SECONDS", 0.1)
    Database.open(store).close()
    holder = sqlite3.connect(store, isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    database = Database.open(store)

    with pytest.raises(OperationalError, match="locked"):
        asyncio.run(mark(database, "k"))
    holder.close()
    asyncio.run(mark(database, "k"))
    database.close()


def test_nobody_else_on_the_machine_may_read_the_store(tmp_path: Path) -> None:
    home = tmp_path / "home"
    Database.open(home / "vigil.db").close()

    assert stat.S_IMODE(home.stat().st_mode) == 0o700
    assert stat.S_IMODE((home / "vigil.db").stat().st_mode) == 0o600


async def test_no_value_of_a_row_is_in_an_error(database: Database) -> None:
    row = {"key": "k", "begun_at": CANARY, "attempts": 1}
    await database.write(lambda db: db.execute(insert(SENDS), row) and None)

    with pytest.raises(IntegrityError) as twice:
        await database.write(lambda db: db.execute(insert(SENDS), row) and None)

    assert CANARY not in str(twice.value)


async def test_work_goes_on_when_the_server_was_killed_and_comes_back(
    own_server: Postgres,
) -> None:
    """What was acknowledged is there; what failed is tried again, as activities do."""
    database = Database.open(own_server.store())
    acknowledged = []
    for number in range(30):
        if number % 10 == 5:
            own_server.kill()
            with pytest.raises(OperationalError):
                await mark(database, f"never {number}")
            own_server.start()
        await mark(database, f"{number:02}")
        acknowledged.append(f"{number:02}")

    assert await kept(database) == acknowledged
    database.close()


async def test_a_server_killed_in_the_middle_of_work_keeps_none_of_it(
    own_server: Postgres,
) -> None:
    database = Database.open(own_server.store())

    def work(db: Connection) -> None:
        db.execute(insert(SENDS), {"key": "half", "begun_at": "then", "attempts": 1})
        own_server.kill()

    with pytest.raises(OperationalError):
        await database.write(work)
    own_server.start()

    assert await kept(database) == []
    database.close()


async def test_a_lock_that_is_never_let_go_of_is_not_waited_for_for_ever(
    postgres: Postgres, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("adapters.store.engines.LIMITS", "-c lock_timeout=100ms")
    where = postgres.store()
    database, other = Database.open(where), Database.open(where)

    def holding(db: Connection) -> None:
        Database.turn(db, "held")
        asyncio.run(other.write(lambda db: Database.turn(db, "held")))

    with pytest.raises(OperationalError, match="lock timeout"):
        await database.write(holding)
    for each in (database, other):
        each.close()


async def test_a_connection_left_alone_while_the_server_was_away_is_not_used_again(
    own_server: Postgres, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody's work fails for it."""
    monkeypatch.setattr("adapters.store.engines.LATELY_SECONDS", 0.0)
    database = Database.open(own_server.store())
    await asyncio.gather(*(mark(database, f"before {number}") for number in range(8)))
    own_server.kill()
    own_server.start()

    await asyncio.gather(*(mark(database, f"after {number}") for number in range(8)))

    assert len(await kept(database)) == 16
    database.close()
