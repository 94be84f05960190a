"""The record of every case: numbered facts, and the case's line on the worklist."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from sqlite3 import Connection
from typing import Final, TypeAlias

from activities.ports import Conflict, Unavailable
from adapters.keys import Keyring, Unopenable
from adapters.sealed_column import SealedColumn
from adapters.sqlite import Database
from domain.recording import Batch, Row

HELD: Final = "SELECT no, kind, at, recorded_at, body FROM facts WHERE case_ref = ?"

Held: TypeAlias = tuple[int, str, str, str, bytes]


class Gap(Conflict):
    """A fact came before the one that it follows: the record and the case disagree.

    A kind of Conflict, because asking again cannot mend it; a store brought back from
    an old backup looks like this.
    """


class SqliteFactLedger:
    """activities.ports.FactLedger on one SQLite file. Bodies and lines are sealed."""

    def __init__(self, database: Database, keyring: Keyring) -> None:
        self._database = database
        self._bodies = SealedColumn(keyring, "facts.body")
        self._lines = SealedColumn(keyring, "worklist.line")

    async def append(self, batch: Batch) -> int:
        """Append what is new; all of the batch or none. Returns the last number held.

        Raises Conflict when a number already holds other content, Gap when a number
        is missing, Unavailable when what is held was sealed with a key not given.
        """
        return await self._database.write(lambda db: self._append(db, batch))

    async def facts(self, case_ref: str, kinds: Collection[str] = ()) -> list[Row]:
        """Every fact of a case, or those of some kinds, in order.

        Raises keys.Unopenable.
        """
        some = f"AND kind IN ({', '.join('?' * len(kinds))})" if kinds else ""

        def work(db: Connection) -> list[Row]:
            held = db.execute(f"{HELD} {some} ORDER BY no", (case_ref, *kinds))
            return [self._row(case_ref, row) for row in held]

        return await self._database.read(work)

    async def lines(self) -> list[tuple[str, str]]:
        """Every case's reference and line, by reference. Raises keys.Unopenable."""

        def work(db: Connection) -> list[tuple[str, str]]:
            held = db.execute("SELECT case_ref, last_no, line FROM worklist ORDER BY 1")
            return [
                (case_ref, self._lines.unseal(line, case_ref, last_no).decode())
                for case_ref, last_no, line in held
            ]

        return await self._database.read(work)

    async def cases(self) -> list[str]:
        """The reference of every case that has a fact, sorted."""

        def work(db: Connection) -> list[str]:
            held = db.execute("SELECT DISTINCT case_ref FROM facts ORDER BY 1")
            return [case_ref for (case_ref,) in held]

        return await self._database.read(work)

    def _append(self, db: Connection, batch: Batch) -> int:
        last = _last_no(db, batch.case)
        for row in batch.rows:
            if row.no <= last:
                self._expect_same(db, batch.case, row)
            elif row.no == last + 1:
                self._insert(db, batch.case, row)
                last = row.no
            else:
                raise Gap(f"case {batch.case}: fact {row.no} came after fact {last}")
        self._show(db, batch, batch.rows[-1].no if batch.rows else last)
        return last

    def _insert(self, db: Connection, case_ref: str, row: Row) -> None:
        clear = _clear(row)
        body = self._bodies.seal(row.body.encode(), case_ref, *clear)
        db.execute(
            "INSERT INTO facts (case_ref, no, kind, at, recorded_at, body) "
            "VALUES (?, ?, ?, ?, ?, ?)",
            (case_ref, *clear, body),
        )

    def _expect_same(self, db: Connection, case_ref: str, row: Row) -> None:
        held = db.execute(f"{HELD} AND no = ?", (case_ref, row.no)).fetchone()
        try:
            same = self._row(case_ref, held) == row
        except Unopenable as why:
            if why.code == "unknown-key":
                raise Unavailable(why.code) from None
            same = False
        if not same:
            raise Conflict(f"case {case_ref}: fact {row.no} already says otherwise")

    def _row(self, case_ref: str, held: Held) -> Row:
        no, kind, at, recorded_at, body = held
        clear = (no, kind, at, recorded_at)
        return Row(
            no=no,
            kind=kind,
            at=datetime.fromisoformat(at),
            recorded_at=datetime.fromisoformat(recorded_at),
            body=self._bodies.unseal(body, case_ref, *clear).decode(),
        )

    def _show(self, db: Connection, batch: Batch, last_no: int) -> None:
        """A batch that comes late must not put an older line over a newer one."""
        line = self._lines.seal(batch.line.encode(), batch.case, last_no)
        db.execute(
            "INSERT INTO worklist (case_ref, last_no, line) VALUES (?, ?, ?) "
            "ON CONFLICT (case_ref) DO UPDATE "
            "SET last_no = excluded.last_no, line = excluded.line "
            "WHERE excluded.last_no >= last_no",
            (batch.case, last_no, line),
        )


def _clear(row: Row) -> tuple[int, str, str, str]:
    return row.no, row.kind, row.at.isoformat(), row.recorded_at.isoformat()


def _last_no(db: Connection, case_ref: str) -> int:
    found = db.execute("SELECT max(no) FROM facts WHERE case_ref = ?", (case_ref,))
    (last,) = found.fetchone()
    return int(last or 0)
