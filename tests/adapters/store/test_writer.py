"""On PostgreSQL the program's own login can add to the record, and do it no harm."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from psycopg.errors import InsufficientPrivilege
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, IntegrityError

from activities.ports import DigestEnded, DigestPart, Lead, Wait
from adapters.carriers.digests import LAST_CALL, SqlDigests
from adapters.carriers.handovers import CarrierName, Handovers
from adapters.carriers.message_ids import reference
from adapters.census import census
from adapters.inbox import Admission, SqlInbox
from adapters.letters import SqlLetters
from adapters.quarantine import SqlQuarantine
from adapters.record.audit import Entry, SqlAudit
from adapters.record.fact_ledger import SqlFactLedger
from adapters.record.seals import seal
from adapters.record.signet import Signet
from adapters.sealing.custody import Custody
from adapters.send_ledger import SqlSendLedger
from adapters.store.addresses import address_of
from adapters.store.database import Database
from adapters.store.engines import engine_of, transact, writing
from adapters.store.upgrading import upgrade
from adapters.texts import SqlTexts
from domain.letters import Channel, Standing
from domain.recording import Batch, Row
from tests.activities.fakes import NOW, FakeClock
from tests.adapters.test_letters import kept, letter
from tests.postgres import Postgres

LOGIN = "vigil_worker"


@pytest.fixture(scope="module")
def address(postgres: Postgres) -> str:
    """A store that its owner has upgraded, as the program's own login reaches it."""
    owned = address_of(postgres.store())
    postgres.execute(f"CREATE ROLE {LOGIN} LOGIN IN ROLE vigil_writer")
    return postgres.address(str(owned.database), LOGIN)


@pytest.fixture
def database(address: str) -> Iterator[Database]:
    database = Database.open(address)
    yield database
    database.close()


async def test_it_keeps_facts_and_audit_and_seals_them(
    database: Database, custody: Custody
) -> None:
    signet = Signet(custody.keyring)
    facts, audit = SqlFactLedger(database, custody, signet), SqlAudit(database, signet)
    row = Row(no=1, kind="case-opened", at=NOW, recorded_at=NOW, body="{}")

    await facts.append(Batch(case="F-1", rows=(row,), line="{}"))
    await facts.append(Batch(case="F-1", rows=(row,), line="{}"))
    await audit.write(Entry(NOW, "read", "p-1", "auditor", "case", case="F-1"))
    made = await seal(database, signet, NOW)

    assert await facts.facts("F-1") == [row]
    assert made.sealed >= 2


async def test_it_admits_events_and_settles_them(
    database: Database, custody: Custody
) -> None:
    inbox = SqlInbox(database, custody)

    told = await inbox.admit("mash", "e-1", "d", "I-1", NOW, b"event")
    await inbox.mark_started("mash", "e-1")
    await inbox.quarantine("not-json", "d", b"refused", NOW)

    assert told is Admission.NEW
    kept = await SqlQuarantine(database, custody).kept()
    assert [each.body for each in kept] == [b"refused"]


async def test_it_carries_letters_and_takes_them_back(
    database: Database, custody: Custody
) -> None:
    sends, handovers = SqlSendLedger(database, FakeClock()), Handovers(database)
    letters = SqlLetters(database, custody, FakeClock())

    await letters.keep(letter(), kept())
    await sends.begin("k")
    await handovers.expect("k", Channel.EMAIL, CarrierName.SMTP)
    await handovers.stands("k", Standing.SENT, NOW)
    await handovers.hint(reference("k"), Standing.DELIVERED, NOW)
    await sends.finish("k", "sent", NOW)

    assert await letters.get(letter()) == kept()
    await handovers.forget("k")
    await sends.take_back("k")
    assert (await census(database)).sound


async def test_it_gathers_digests_and_keeps_texts(
    database: Database, custody: Custody
) -> None:
    digests = SqlDigests(database, custody, timedelta(minutes=5))
    part = DigestPart(letter(), NOW.date())
    texts = SqlTexts(database, custody, FakeClock())

    at = NOW
    while isinstance(turn := await digests.put(part, at), Wait):
        at = turn.until
    await texts.put("T-1", "f", "A text.")

    assert isinstance(turn, Lead)
    assert at == NOW + timedelta(minutes=5) + LAST_CALL
    assert await digests.end(turn.digest, DigestEnded(at, "")) == DigestEnded(at, "")
    assert await texts.get("T-1", "f") == "A text."


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE facts SET kind = 'x'",
        "DELETE FROM audit",
        "TRUNCATE letters",
        "DROP TABLE facts",
        "DROP TRIGGER facts_refuse_update ON facts",
        "ALTER TABLE facts DISABLE TRIGGER ALL",
        "SET session_replication_role = 'replica'",
        "CREATE OR REPLACE FUNCTION vigil_is_kept() RETURNS trigger "
        "LANGUAGE plpgsql AS 'BEGIN RETURN new; END'",
        "UPDATE inbox SET digest = 'x'",
        "UPDATE inbox SET case_ref = 'x'",
        "DELETE FROM inbox",
        "DELETE FROM heads",
        "DELETE FROM digests",
        "UPDATE alembic_version SET version_num = '0001'",
        "ALTER ROLE vigil_writer SUPERUSER",
        "CREATE TABLE public.mine (no integer)",
    ],
)
async def test_it_can_do_nothing_else(database: Database, statement: str) -> None:
    with pytest.raises(DBAPIError) as told:
        await database.write(lambda db: db.execute(text(statement)) and None)

    assert isinstance(told.value.orig, InsufficientPrivilege)


async def test_it_adds_no_fact_out_of_its_order(database: Database) -> None:
    gap = (
        "INSERT INTO facts (case_ref, no, kind, at, recorded_at, body, commitment, "
        "digest) VALUES ('G-1', 2, 'k', 't', 't', '', '', '')"
    )

    with pytest.raises(IntegrityError, match="added in order"):
        await database.write(lambda db: db.execute(text(gap)) and None)


async def test_it_sees_that_its_store_is_of_this_release_and_cannot_upgrade_one(
    postgres: Postgres,
) -> None:
    fresh = address_of(postgres.url())
    postgres.execute(f"GRANT CONNECT ON DATABASE {fresh.database} TO {LOGIN}")
    engine = engine_of(address_of(postgres.address(str(fresh.database), LOGIN)))

    with pytest.raises(DBAPIError, match="permission denied"):
        transact(writing(engine), upgrade)
    engine.dispose()
