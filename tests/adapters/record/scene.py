"""A small record to tamper with, on either database: what it holds, and its owner."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import psycopg
from sqlalchemy import URL

from adapters.record.adopting import adopt
from adapters.record.audit import Entry, SqlAudit
from adapters.record.books import FACTS_BOOK
from adapters.record.fact_ledger import SqlFactLedger
from adapters.record.seals import Made, seal
from adapters.record.seals_checked import Finding
from adapters.record.signet import Signet
from adapters.record.verifying import Verified, Verifier
from adapters.sealing.custody import Custody
from adapters.sealing.keyring import KEY_BYTES, Keyring
from adapters.store.database import Database
from domain.evidence.chain import beginning, link
from domain.recording import Batch, Row

MONDAY = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
KEYRING = Keyring({"k2": b"2" * KEY_BYTES, "k1": b"1" * KEY_BYTES})
CANARY = "Zofia Kowalczyk"


class Clock:
    def now(self) -> datetime:
        return MONDAY


def row(no: int, body: str | None = None) -> Row:
    at = MONDAY + timedelta(days=no)
    words = json.dumps({"no": no, "child": CANARY}) if body is None else body
    return Row(no=no, kind="core-group-held", at=at, recorded_at=at, body=words)


def batch(case: str, *numbers: int) -> Batch:
    rows = tuple(row(no) for no in numbers)
    return Batch(case=case, rows=rows, line=f"after {max(numbers)}, {CANARY}")


def entry(case: str | None, minute: int = 0) -> Entry:
    at = MONDAY + timedelta(minutes=minute)
    return Entry(at, "read", "ppt-7", "auditor", "case", "audit-visit", case)


@dataclass
class Scene:
    """One store, the keys to it, and what its owner can do to it."""

    database: Database
    custody: Custody
    signet: Signet

    @property
    def ledger(self) -> SqlFactLedger:
        return SqlFactLedger(self.database, self.custody, self.signet)

    @property
    def audit(self) -> SqlAudit:
        return SqlAudit(self.database, self.signet)

    @property
    def is_sqlite(self) -> bool:
        return self.database.engine.dialect.name == "sqlite"

    async def seal(self, minute: int) -> Made:
        now = MONDAY + timedelta(minutes=minute)
        return await seal(self.database, self.signet, now)

    async def verified(self, case: str | None = None, *, opening: bool = False) -> Any:
        custody = self.custody if opening else None
        return await Verifier(self.database, self.signet, custody).verify(case)

    async def found(self, case: str | None = None) -> list[Finding]:
        verified: Verified = await self.verified(case)
        return verified.findings

    def close(self) -> None:
        self.database.close()
        self.custody.close()

    def by_hand(self, *statements: str) -> list[list[tuple[Any, ...]]]:
        """As the owner, with every trigger dropped; what each statement answered."""
        url = self.database.engine.url
        if self.is_sqlite:
            return _to_a_file(str(url.database), statements)
        return to_a_server(url, statements)


def opened(where: str | Path, keys: Path) -> Scene:
    database = Database.open(where)
    return Scene(database, Custody.open(keys, KEYRING), Signet(KEYRING))


def _to_a_file(name: str, statements: Iterable[str]) -> list[list[tuple[Any, ...]]]:
    every = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    with closing(sqlite3.connect(name)) as store, store:
        for (trigger,) in store.execute(every).fetchall():
            store.execute(f"DROP TRIGGER {trigger}")
        return [store.execute(each).fetchall() for each in statements]


def to_a_server(url: URL, statements: Iterable[str]) -> list[list[tuple[Any, ...]]]:
    """As the owner of the database; what each statement answered."""
    every = (
        "SELECT tgname, tgrelid::regclass::text FROM pg_trigger WHERE NOT tgisinternal"
    )
    host, user = str(url.query["host"]), url.username
    with psycopg.connect(host=host, user=user, dbname=url.database) as store:
        # Foreign keys are triggers too, which cannot be dropped by themselves.
        store.execute("SET session_replication_role = replica")
        for trigger, table in store.execute(every).fetchall():
            store.execute(f"DROP TRIGGER {trigger} ON {table}".encode())
        return [_answer(store.execute(each.encode())) for each in statements]


def _answer(cursor: psycopg.Cursor[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    return cursor.fetchall() if cursor.description else []


def relinked(scene: Scene, case: str, after: int) -> Sequence[str]:
    """Statements that make every link after a row fit what now stands in the rows."""
    columns = ", ".join(["digest", *(c.name for c in FACTS_BOOK.clear), "body"])
    of = f"FROM facts WHERE case_ref = '{case}' ORDER BY no"
    (held,) = scene.by_hand(f"SELECT {columns} {of}")
    digest, statements = beginning("facts", case), []
    for found, *clear, body in held:
        if clear[0] <= after:
            digest = found
            continue
        digest = link(digest, tuple(clear), bytes(body))
        statements.append(
            f"UPDATE facts SET digest = '{digest}' "
            f"WHERE case_ref = '{case}' AND no = {clear[0]}"
        )
    end = f"WHERE book = 'facts' AND chain = '{case}'"
    return [*statements, f"UPDATE heads SET digest = '{digest}' {end}"]


async def tell(scene: Scene) -> None:
    """Three families: K-1 has 6 facts, K-2 4, K-3 1; three seals, the last unsealed."""
    ledger, audit = scene.ledger, scene.audit
    await adopt(scene.database, scene.custody, MONDAY)
    await _append(ledger, batch("K-1", 1, 2), batch("K-1", 3, 4), batch("K-2", 1, 2))
    await _write(audit, entry("K-1", 1), entry("K-1", 2), entry(None, 3))
    await scene.seal(1)
    await _append(ledger, batch("K-1", 5), batch("K-3", 1))
    await audit.write(entry("K-1", 4))
    await scene.seal(2)
    await _append(ledger, batch("K-2", 3, 4))
    await scene.seal(3)
    await _append(ledger, batch("K-1", 6))


async def _append(ledger: SqlFactLedger, *batches: Batch) -> None:
    for each in batches:
        await ledger.append(each)


async def _write(audit: SqlAudit, *entries: Entry) -> None:
    for each in entries:
        await audit.write(each)


def named(findings: Iterable[Finding]) -> list[tuple[str, str, str, int]]:
    """Book, chain, what, number: what a test expects of each finding."""
    return [(f.book, f.chain, f.fault.what.value, f.fault.no) for f in findings]
