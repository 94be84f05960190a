"""Texts to translate are kept sealed, by their fingerprints, once and for good."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from sqlalchemy import text as sql
from sqlalchemy.exc import IntegrityError

from activities.ports import Texts, Unavailable
from adapters.sealing.custody import Custody
from adapters.sealing.keyring import KEY_BYTES, Keyring
from adapters.sealing.master import MasterKeyMissing
from adapters.store.database import Database
from adapters.texts import SqlTexts
from tests.activities.fakes import FakeClock
from tests.adapters.conftest import ON_A_FILE

CANARY = "Home is calm at bedtime."
ONE, OTHER = "1" * 64, "2" * 64


@pytest.fixture
def texts(database: Database, custody: Custody) -> SqlTexts:
    return SqlTexts(database, custody, FakeClock())


def test_it_is_the_port_that_the_activities_hold(texts: SqlTexts) -> None:
    port: Texts = texts
    assert port is texts


async def test_a_text_is_found_by_its_case_and_its_fingerprint(
    texts: SqlTexts,
) -> None:
    await texts.put("T-1", ONE, CANARY)

    assert await texts.get("T-1", ONE) == CANARY
    for case, fingerprint in (("T-2", ONE), ("T-1", OTHER)):
        with pytest.raises(Unavailable, match="text-not-there"):
            await texts.get(case, fingerprint)


async def test_what_was_kept_first_stays_whatever_comes_under_its_fingerprint(
    texts: SqlTexts,
) -> None:
    for text in (CANARY, CANARY, "Another wording."):
        await texts.put("T-1", ONE, text)

    assert await texts.get("T-1", ONE) == CANARY


@ON_A_FILE
async def test_nothing_of_a_text_can_be_read_in_the_store(
    texts: SqlTexts, database: Database, store: Path
) -> None:
    await texts.put("T-1", ONE, CANARY)
    database.close()

    held = b"".join(file.read_bytes() for file in store.parent.glob("vigil.db*"))
    assert CANARY.encode() not in held


async def test_of_workers_that_put_a_text_at_once_the_first_is_kept(
    where: Path | str, custody: Custody
) -> None:
    databases = [Database.open(where) for _ in range(4)]
    texts = [SqlTexts(database, custody, FakeClock()) for database in databases]

    for number in range(10):
        puts = (
            each.put("T-1", str(number), f"{number} of {worker}")
            for worker, each in enumerate(texts)
        )
        await asyncio.gather(*puts)

    found = [await texts[0].get("T-1", str(number)) for number in range(10)]
    for database in databases:
        database.close()
    assert [each.partition(" of ")[0] for each in found] == list("0123456789")


async def test_a_text_moved_to_another_case_no_longer_opens(
    texts: SqlTexts, database: Database
) -> None:
    await texts.put("T-1", ONE, CANARY)
    await texts.put("T-2", OTHER, "It has keys of its own.")
    copied = (
        "INSERT INTO texts (case_ref, fingerprint, kept_at, body) "
        "SELECT 'T-2', fingerprint, kept_at, body FROM texts WHERE case_ref = 'T-1'"
    )
    await database.write(lambda db: db.execute(sql(copied)) and None)

    with pytest.raises(Unavailable, match="damaged"):
        await texts.get("T-2", ONE)


async def test_a_text_sealed_with_a_key_not_given_is_not_there_for_now(
    texts: SqlTexts, database: Database, tmp_path: Path
) -> None:
    await texts.put("T-1", ONE, CANARY)
    keyless = Keyring({"k3": b"3" * KEY_BYTES})
    custody = Custody.open(tmp_path / "case-keys.db", keyless)

    with pytest.raises(MasterKeyMissing):
        await SqlTexts(database, custody, FakeClock()).get("T-1", ONE)


async def test_a_text_of_a_case_that_was_erased_cannot_be_read_nor_another_kept(
    texts: SqlTexts, custody: Custody
) -> None:
    await texts.put("T-1", ONE, CANARY)
    custody.destroy("T-1", FakeClock().now())

    with pytest.raises(Unavailable, match="erased"):
        await texts.get("T-1", ONE)
    with pytest.raises(Unavailable, match="erased"):
        await texts.put("T-1", OTHER, CANARY)


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM texts",
        "UPDATE texts SET fingerprint = 'x'",
        "INSERT INTO texts SELECT * FROM texts",
    ],
)
async def test_a_text_cannot_be_taken_away_or_changed(
    texts: SqlTexts, database: Database, statement: str
) -> None:
    await texts.put("T-1", ONE, CANARY)

    with pytest.raises(IntegrityError):
        await database.write(lambda db: db.execute(sql(statement)) and None)
    assert await texts.get("T-1", ONE) == CANARY


@ON_A_FILE
async def test_nothing_is_put_in_the_place_of_a_text(
    texts: SqlTexts, database: Database
) -> None:
    await texts.put("T-1", ONE, CANARY)
    other = f"INSERT OR REPLACE INTO texts VALUES ('T-1', '{ONE}', 'then', x'00')"

    with pytest.raises(IntegrityError, match="kept once"):
        await database.write(lambda db: db.execute(sql(other)) and None)
    assert await texts.get("T-1", ONE) == CANARY
