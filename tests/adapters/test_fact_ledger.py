from __future__ import annotations

import asyncio
import sqlite3
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from activities.ports import Conflict, FactLedger, Unavailable
from adapters.fact_ledger import Gap, SqliteFactLedger
from adapters.keys import KEY_BYTES, Keyring, Unopenable
from adapters.sqlite import Database
from domain.recording import Batch, Row

MONDAY = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
CANARY = "Zofia Kowalczyk"


def row(no: int, body: str | None = None) -> Row:
    at = MONDAY + timedelta(days=no)
    words = f'{{"no": {no}, "child": "{CANARY}"}}' if body is None else body
    return Row(no=no, kind="core-group-held", at=at, recorded_at=at, body=words)


def batch(*rows: Row, case: str = "K-1", line: str | None = None) -> Batch:
    last = rows[-1].no if rows else 0
    return Batch(case=case, rows=rows, line=line or f"after {last}, {CANARY}")


@pytest.fixture
def ledger(database: Database, keyring: Keyring) -> SqliteFactLedger:
    return SqliteFactLedger(database, keyring)


def by_hand(store: Path, statement: str, *values: object) -> None:
    """As any other program could: straight into the file."""
    connection = sqlite3.connect(store)
    try:
        with connection:
            connection.execute(statement, values)
    finally:
        connection.close()


async def test_facts_come_back_in_order_as_they_were_given(
    ledger: SqliteFactLedger,
) -> None:
    as_port: FactLedger = ledger

    last = await as_port.append(batch(row(1), row(2)))
    last_of_all = await as_port.append(batch(row(3)))

    assert (last, last_of_all) == (2, 3)
    assert await ledger.facts("K-1") == [row(1), row(2), row(3)]


async def test_the_same_batch_twice_is_recorded_once(ledger: SqliteFactLedger) -> None:
    await ledger.append(batch(row(1), row(2)))

    assert await ledger.append(batch(row(1), row(2))) == 2
    assert await ledger.append(batch(row(2), row(3))) == 3
    assert await ledger.facts("K-1") == [row(1), row(2), row(3)]


@pytest.mark.parametrize(
    "other",
    [
        row(2, "otherwise"),
        row(2).model_copy(update={"kind": "review-held"}),
        row(2).model_copy(update={"at": MONDAY}),
        row(2).model_copy(update={"recorded_at": MONDAY}),
    ],
)
async def test_a_number_that_says_otherwise_is_a_conflict_and_changes_nothing(
    ledger: SqliteFactLedger, other: Row
) -> None:
    await ledger.append(batch(row(1), row(2)))

    with pytest.raises(Conflict, match="case K-1: fact 2"):
        await ledger.append(batch(other, row(3)))

    assert await ledger.facts("K-1") == [row(1), row(2)]
    assert await ledger.lines() == [("K-1", f"after 2, {CANARY}")]


@pytest.mark.parametrize("rows", [(row(2),), (row(1), row(3)), (row(2), row(1))])
async def test_a_fact_before_the_one_it_follows_is_refused_with_its_whole_batch(
    ledger: SqliteFactLedger, rows: tuple[Row, ...]
) -> None:
    with pytest.raises(Gap, match="case K-1"):
        await ledger.append(batch(*rows))

    assert await ledger.facts("K-1") == []
    assert await ledger.lines() == []


async def test_a_conflict_names_the_case_and_number_and_no_content(
    ledger: SqliteFactLedger,
) -> None:
    await ledger.append(batch(row(1)))

    with pytest.raises(Conflict) as alarm:
        await ledger.append(batch(row(1, f"{CANARY} moved")))

    assert str(alarm.value) == "case K-1: fact 1 already says otherwise"


async def test_cases_are_numbered_each_for_itself(ledger: SqliteFactLedger) -> None:
    await ledger.append(batch(row(1), case="K-2"))
    await ledger.append(batch(row(1), case="K-1"))

    assert await ledger.cases() == ["K-1", "K-2"]
    assert await ledger.facts("K-2") == [row(1)]


async def test_the_line_is_that_of_the_latest_batch(ledger: SqliteFactLedger) -> None:
    await ledger.append(batch(row(1), line="one"))
    await ledger.append(batch(row(2), line="two"))

    assert await ledger.lines() == [("K-1", "two")]


async def test_a_batch_that_comes_late_does_not_put_its_line_over_a_newer_one(
    ledger: SqliteFactLedger,
) -> None:
    await ledger.append(batch(row(1), line="one"))
    await ledger.append(batch(row(2), line="two"))

    assert await ledger.append(batch(row(1), line="one")) == 2
    assert await ledger.lines() == [("K-1", "two")]


async def test_a_batch_without_facts_renews_the_line(ledger: SqliteFactLedger) -> None:
    await ledger.append(batch(row(1), line="one"))

    assert await ledger.append(batch(line="one, seen again")) == 1
    assert await ledger.lines() == [("K-1", "one, seen again")]


async def test_two_workers_that_race_record_every_fact_once(
    store: Path, keyring: Keyring
) -> None:
    databases = [Database.open(store) for _ in range(2)]
    ledgers = [SqliteFactLedger(database, keyring) for database in databases]
    rows = [row(no) for no in range(1, 31)]

    async def work(ledger: SqliteFactLedger, case: str) -> None:
        for no in range(0, 30, 3):
            await ledger.append(batch(*rows[no : no + 3], case=case))

    await asyncio.gather(*(work(each, case) for each in ledgers for case in "AB"))
    found = [await ledgers[0].facts(case) for case in "AB"]
    for database in databases:
        database.close()

    assert found == [rows, rows]


async def test_two_workers_that_say_different_things_cannot_both_be_recorded(
    store: Path, keyring: Keyring
) -> None:
    databases = [Database.open(store) for _ in range(2)]
    ledgers = [SqliteFactLedger(database, keyring) for database in databases]

    answers = await asyncio.gather(
        ledgers[0].append(batch(row(1, "this"))),
        ledgers[1].append(batch(row(1, "that"))),
        return_exceptions=True,
    )
    (found,) = await ledgers[0].facts("K-1")
    for database in databases:
        database.close()

    assert sorted(type(answer).__name__ for answer in answers) == ["Conflict", "int"]
    assert found.body in {"this", "that"}


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE facts SET kind = 'review-held'",
        "UPDATE facts SET no = 7 WHERE no = 1",
        "DELETE FROM facts",
        "REPLACE INTO facts SELECT case_ref, 1, 'x', at, at, body FROM facts",
        "INSERT INTO facts SELECT case_ref, 9, kind, at, at, body FROM facts",
        "INSERT INTO facts SELECT 'K-2', 2, kind, at, at, body FROM facts",
        "INSERT INTO facts SELECT 'K-2', 0, kind, at, at, body FROM facts",
    ],
)
async def test_the_database_itself_refuses_to_change_what_was_recorded(
    ledger: SqliteFactLedger, store: Path, statement: str
) -> None:
    await ledger.append(batch(row(1)))

    with pytest.raises(sqlite3.IntegrityError):
        by_hand(store, statement)

    assert await ledger.facts("K-1") == [row(1)]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE facts SET at = '2020-01-01T00:00:00+00:00'",
        "UPDATE facts SET kind = 'review-held'",
        "UPDATE facts SET body = (SELECT body FROM facts WHERE no = 2) WHERE no = 1",
        "UPDATE facts SET body = x'00'",
    ],
)
async def test_a_record_changed_behind_the_triggers_is_an_alarm(
    ledger: SqliteFactLedger, store: Path, statement: str
) -> None:
    await ledger.append(batch(row(1), row(2)))
    by_hand(store, "DROP TRIGGER facts_refuse_update")
    by_hand(store, statement)

    with pytest.raises(Unopenable, match="damaged"):
        await ledger.facts("K-1")
    with pytest.raises(Conflict, match="fact 1"):
        await ledger.append(batch(row(1)))


async def test_a_worker_without_the_key_is_no_alarm_but_may_be_tried_again(
    ledger: SqliteFactLedger, database: Database
) -> None:
    await ledger.append(batch(row(1)))
    keyless = SqliteFactLedger(database, Keyring({"k9": b"9" * KEY_BYTES}))

    with pytest.raises(Unavailable, match="unknown-key"):
        await keyless.append(batch(row(1)))


async def test_facts_sealed_before_a_rotation_are_the_same_facts_after_it(
    database: Database, keyring: Keyring
) -> None:
    before = SqliteFactLedger(database, Keyring({"k1": b"1" * KEY_BYTES}))
    after = SqliteFactLedger(database, keyring)

    await before.append(batch(row(1)))

    assert await after.append(batch(row(1), row(2))) == 2
    assert await after.facts("K-1") == [row(1), row(2)]


async def test_no_name_is_in_any_byte_of_the_store(
    ledger: SqliteFactLedger, store: Path
) -> None:
    await ledger.append(batch(row(1), row(2)))
    await ledger.append(batch(row(3)))

    files = sorted(store.parent.glob("vigil.db*"))
    held = b"".join(file.read_bytes() for file in files)

    assert len(files) > 1
    assert b"core-group-held" in held
    assert not any(name.encode() in held for name in CANARY.split())
