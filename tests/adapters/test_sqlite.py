from __future__ import annotations

import asyncio
import sqlite3
import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from adapters.sqlite import Database, StoreTooNew
from adapters.sqlite_schema import VERSIONS

MARK = "INSERT INTO sends (key, begun_at, attempts) VALUES (?, 'then', 1)"


def pragma(database: sqlite3.Connection, name: str) -> object:
    (value,) = database.execute(f"PRAGMA {name}").fetchone()
    return value


async def mark(database: Database, key: str) -> None:
    await database.write(lambda db: db.execute(MARK, (key,)))


async def kept(database: Database) -> list[str]:
    def work(db: sqlite3.Connection) -> list[str]:
        return [key for (key,) in db.execute("SELECT key FROM sends ORDER BY key")]

    return await database.read(work)


async def test_an_acknowledged_write_is_on_the_disk(database: Database) -> None:
    assert await database.read(lambda db: pragma(db, "journal_mode")) == "wal"
    assert await database.read(lambda db: pragma(db, "synchronous")) == 2


async def test_work_that_fails_leaves_nothing_behind(database: Database) -> None:
    def work(db: sqlite3.Connection) -> None:
        db.execute(MARK, ("half",))
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await database.write(work)

    assert await kept(database) == []


async def test_work_at_the_same_moment_is_done_one_after_the_other(
    database: Database, store: Path
) -> None:
    other = Database.open(store)

    await asyncio.gather(
        *(mark(database, f"a{number}") for number in range(20)),
        *(mark(other, f"b{number}") for number in range(20)),
    )
    other.close()

    assert len(await kept(database)) == 40


async def test_a_reader_waits_for_no_writer(database: Database, store: Path) -> None:
    writer = sqlite3.connect(store, isolation_level=None)
    writer.execute("BEGIN IMMEDIATE")
    writer.execute(MARK, ("not yet",))

    seen = await asyncio.wait_for(kept(database), timeout=5)
    writer.execute("ROLLBACK")
    writer.close()

    assert seen == []


def test_a_store_opened_again_holds_what_it_held(store: Path) -> None:
    first = Database.open(store)
    asyncio.run(mark(first, "kept"))
    first.close()

    again = Database.open(store)
    found = asyncio.run(kept(again))
    again.close()

    assert found == ["kept"]


def test_programs_that_start_together_make_one_store(store: Path) -> None:
    with ThreadPoolExecutor(8) as programs:
        opened = list(programs.map(Database.open, [store] * 8))

    versions = [
        asyncio.run(each.read(lambda db: pragma(db, "user_version"))) for each in opened
    ]
    for each in opened:
        each.close()

    assert versions == [len(VERSIONS)] * 8


def test_a_store_of_a_newer_program_is_left_alone(store: Path) -> None:
    Database.open(store).close()
    newer = sqlite3.connect(store)
    newer.execute("PRAGMA user_version = 99")
    newer.close()

    with pytest.raises(StoreTooNew, match="version 99"):
        Database.open(store)


def test_a_file_that_is_no_store_is_refused(store: Path) -> None:
    store.write_bytes(b"a letter, perhaps" * 100)

    with pytest.raises(sqlite3.DatabaseError):
        Database.open(store)


def test_nobody_else_on_the_machine_may_read_the_store(tmp_path: Path) -> None:
    home = tmp_path / "home"
    Database.open(home / "vigil.db").close()

    assert stat.S_IMODE(home.stat().st_mode) == 0o700
    assert stat.S_IMODE((home / "vigil.db").stat().st_mode) == 0o600
