"""Texts to translate are kept sealed, by their fingerprints, once and for good."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from activities.ports import Texts, Unavailable
from adapters.keys import KEY_BYTES, Keyring
from adapters.sqlite import Database
from adapters.texts import SqliteTexts
from tests.activities.fakes import FakeClock

CANARY = "Home is calm at bedtime."
ONE, OTHER = "1" * 64, "2" * 64


@pytest.fixture
def texts(database: Database, keyring: Keyring) -> SqliteTexts:
    return SqliteTexts(database, keyring, FakeClock())


def test_it_is_the_port_that_the_activities_hold(texts: SqliteTexts) -> None:
    port: Texts = texts
    assert port is texts


async def test_a_text_is_found_by_its_case_and_its_fingerprint(
    texts: SqliteTexts,
) -> None:
    await texts.put("T-1", ONE, CANARY)

    assert await texts.get("T-1", ONE) == CANARY
    for case, fingerprint in (("T-2", ONE), ("T-1", OTHER)):
        with pytest.raises(Unavailable, match="text-not-there"):
            await texts.get(case, fingerprint)


async def test_what_was_kept_first_stays_whatever_comes_under_its_fingerprint(
    texts: SqliteTexts,
) -> None:
    for text in (CANARY, CANARY, "Another wording."):
        await texts.put("T-1", ONE, text)

    assert await texts.get("T-1", ONE) == CANARY


async def test_nothing_of_a_text_can_be_read_in_the_store(
    texts: SqliteTexts, database: Database, store: Path
) -> None:
    await texts.put("T-1", ONE, CANARY)
    database.close()

    held = b"".join(file.read_bytes() for file in store.parent.glob("vigil.db*"))
    assert CANARY.encode() not in held


async def test_a_text_moved_to_another_case_no_longer_opens(
    texts: SqliteTexts, database: Database
) -> None:
    await texts.put("T-1", ONE, CANARY)
    copied = (
        "INSERT INTO texts (case_ref, fingerprint, kept_at, body) "
        "SELECT 'T-2', fingerprint, kept_at, body FROM texts"
    )
    await database.write(lambda db: db.execute(copied) and None)

    with pytest.raises(Unavailable, match="damaged"):
        await texts.get("T-2", ONE)


async def test_a_text_sealed_with_a_key_not_given_is_not_there_for_now(
    texts: SqliteTexts, database: Database
) -> None:
    await texts.put("T-1", ONE, CANARY)
    others = SqliteTexts(database, Keyring({"k3": b"3" * KEY_BYTES}), FakeClock())

    with pytest.raises(Unavailable, match="unknown-key"):
        await others.get("T-1", ONE)


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM texts",
        "UPDATE texts SET fingerprint = 'x'",
        f"INSERT OR REPLACE INTO texts VALUES ('T-1', '{ONE}', 'then', x'00')",
    ],
)
async def test_a_text_cannot_be_taken_away_or_changed(
    texts: SqliteTexts, database: Database, statement: str
) -> None:
    await texts.put("T-1", ONE, CANARY)

    with pytest.raises(sqlite3.IntegrityError):
        await database.write(lambda db: db.execute(statement) and None)
    assert await texts.get("T-1", ONE) == CANARY
