"""The record of every case: numbered, chained facts, and its line on the worklist."""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Iterable, Sequence
from typing import Any, Final, NamedTuple

from sqlalchemy import Connection, Select, select

from activities.ports import Conflict, Unavailable
from adapters.record.books import FACTS_BOOK
from adapters.record.chains import as_it_lies
from adapters.record.fact_rows import Clear, FactRows
from adapters.record.heads import Head, Heads
from adapters.record.putting import Columns, Written, put
from adapters.record.signet import Signet
from adapters.sealing.columns import CaseColumn
from adapters.sealing.custody import Custody
from adapters.sealing.keyring import Unopenable
from adapters.store.database import Database
from adapters.store.statements import adding
from adapters.store.tables import FACTS, TERMS, WORKLIST
from domain.evidence.chain import link
from domain.recording import Batch, Row

HELD: Final = select(*FACTS_BOOK.clear, FACTS.c.body)
#: The columns of a new fact, in the order in which they come.
_NAMES: Final = (
    "case_ref",
    *(each.name for each in FACTS_BOOK.clear),
    "body",
    "digest",
)


class Gap(Conflict):
    """A fact came before the one that it follows: the record and the case disagree.

    A kind of Conflict, because asking again cannot mend it; a store brought back from
    an old backup looks like this.
    """


class Erased(Conflict):
    """The case's keys were destroyed: nothing is added to it, and nothing compared."""


class Line(NamedTuple):
    """A case's line as it lies in the store, sealed, after the fact of that number."""

    case: str
    last_no: int
    sealed: bytes


class SqlFactLedger:
    """activities.ports.FactLedger on one store. Bodies and lines are sealed."""

    def __init__(self, database: Database, custody: Custody, signet: Signet) -> None:
        self._database = database
        self._custody = custody
        self._heads = Heads(FACTS_BOOK, signet)
        self._rows = FactRows(custody)
        self._lines = CaseColumn(custody, "worklist.line")

    async def append(self, batch: Batch) -> int:
        """Append what is new; all of the batch or none. Returns the last number held.

        Raises Conflict when a number already holds other content, Gap when a number
        is missing, Erased, heads.Altered when the record was changed from outside;
        Unavailable when a key is not given here. And what Database and Custody raise
        when they cannot be reached; all of these may be tried again.
        """
        return await self._database.write(lambda db: self._append(db, batch))

    async def facts(self, case_ref: str, kinds: Collection[str] = ()) -> list[Row]:
        """Every fact of a case, or those of some kinds, in order.

        Raises what is master.NOT_OPENED: for a row that Vigil did not write, too.
        """
        wanted = HELD.where(FACTS.c.case_ref == case_ref).order_by(FACTS.c.no)
        if kinds:
            wanted = wanted.where(FACTS.c.kind.in_(kinds))
        held = await self._database.read(lambda db: _found(db, wanted))
        return [self._rows.opened(case_ref, row) for row in held]

    async def lines(self) -> list[Line]:
        """Every case's line, by reference. Each is opened by itself."""
        wanted = select(WORKLIST)
        held = await self._database.read(lambda db: _found(db, wanted))
        return sorted(Line(*row) for row in held)

    def opened(self, line: Line) -> str:
        """What a line says. Raises what is master.NOT_OPENED, as `erased`."""
        case, last_no, sealed = line
        return self._lines.unseal(case, sealed, case, last_no).decode()

    async def cases(self) -> list[str]:
        """The reference of every case that has a fact, sorted."""
        wanted = select(FACTS.c.case_ref).distinct()
        held = await self._database.read(lambda db: _found(db, wanted))
        return sorted(case for (case,) in held)

    async def readable(self) -> list[str]:
        """As `cases`, without those that were erased: of them there are no words."""
        erased = await asyncio.to_thread(self._custody.erased)
        return [case for case in await self.cases() if case not in erased]

    def _append(self, db: Connection, batch: Batch) -> int:
        head = self._heads.take(db, batch.case)
        known, new = _parted(batch, head.last_no)
        try:
            self._expect_same(db, batch.case, known)
            last = new[-1].no if new else head.last_no
            facts, end = self._chained(batch.case, head, new)
            line = self._line(batch, batch.rows[-1].no if batch.rows else last)
        except Unopenable as why:
            if why.code == "erased":
                raise Erased(f"case {batch.case}: it was erased") from None
            raise Unavailable(why.code) from None
        self._keep_terms(db, new)
        put(db, Written(facts, self._heads.marked(batch.case, end), line))
        return last

    def _chained(
        self, case: str, head: Head, new: Sequence[Row]
    ) -> tuple[list[Columns], Head]:
        """New facts as they are to lie in the store, and where the chain then ends."""
        facts, digest = list[Columns](), head.digest
        for row in new:
            clear, body = self._rows.sealed(case, row)
            digest = link(digest, clear, body)
            facts.append(_columns(case, clear, body, digest))
        return facts, Head(head.last_no + len(new), digest)

    def _keep_terms(self, db: Connection, new: Iterable[Row]) -> None:
        """What a fact only names is kept with it, once for all cases."""
        for terms in (row.terms for row in new if row.terms is not None):
            values = {"digest": terms.digest, "body": terms.model_dump_json()}
            db.execute(adding(db, TERMS).on_conflict_do_nothing(), values)

    def _expect_same(self, db: Connection, case: str, known: Sequence[Row]) -> None:
        if not known:
            return
        of = (FACTS.c.case_ref == case, FACTS.c.no.in_([row.no for row in known]))
        held = {found[0]: found for found in _found(db, HELD.where(*of))}
        for row in known:
            if row.no not in held or not self._rows.same(case, held[row.no], row):
                raise Conflict(f"case {case}: fact {row.no} already says otherwise")

    def _line(self, batch: Batch, last_no: int) -> Columns:
        line = self._lines.seal(batch.case, batch.line.encode(), batch.case, last_no)
        return {"case_ref": batch.case, "last_no": last_no, "line": line}


def _found(db: Connection, wanted: Select[Any]) -> list[tuple[Any, ...]]:
    with as_it_lies(db):
        return [tuple(row) for row in db.execute(wanted)]


def _columns(case: str, clear: Clear, body: bytes, digest: str) -> Columns:
    return dict(zip(_NAMES, (case, *clear, body, digest), strict=True))


def _parted(batch: Batch, last: int) -> tuple[list[Row], list[Row]]:
    """What the record has, and what it has not. Raises Gap."""
    known: list[Row] = []
    new: list[Row] = []
    for row in batch.rows:
        if row.no > last + 1:
            raise Gap(f"case {batch.case}: fact {row.no} came after fact {last}")
        (new if row.no > last else known).append(row)
        last = max(last, row.no)
    return known, new
