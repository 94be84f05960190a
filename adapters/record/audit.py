"""Who saw, did or tried what of which family: a book that is only ever added to.

Codes and opaque references, never a name or a text. Each case has its own chain; what
is about no one case stands in the chain of the house.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, Row, Select, insert, select
from sqlalchemy.exc import SQLAlchemyError

from activities.ports import Unavailable
from adapters.record.books import AUDIT_BOOK
from adapters.record.chains import as_it_lies, end, walk
from adapters.record.heads import Altered, Head, Heads
from adapters.record.signet import Signet
from adapters.sealing.master import KeysNotReady
from adapters.store.database import Database
from adapters.store.tables import AUDIT, HOUSE
from adapters.store.upgrading import StoreNotUpgraded, StoreTooNew
from domain.evidence.chain import link
from domain.evidence.opaque import CASE, CODE, PERSON, WHAT, expect

_COLUMNS: Final = ("at", "kind", "person", "role", "what", "why")
#: Why an entry was not kept. Any of these, and nobody is shown anything.
UNKEPT: Final = (
    SQLAlchemyError,
    Unavailable,
    Altered,
    KeysNotReady,
    StoreNotUpgraded,
    StoreTooNew,
    OSError,
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the audit.

    `kind`: what was done (read, refused, decoded, exported, verified ...). `person` and
    `role`: the opaque reference and the code of whoever did it. `what`: of what, as a
    code or a reference. `why`: the reason's code, or empty. `case`: None for the house.
    """

    at: datetime
    kind: str
    person: str
    role: str
    what: str
    why: str = ""
    case: str | None = None

    def __post_init__(self) -> None:
        """Raises NotOpaque for what may be a name or a text."""
        expect(CODE, self.kind, "kind")
        expect(PERSON, self.person, "person")
        expect(CODE, self.role, "role")
        expect(WHAT, self.what, "what")
        if self.why:
            expect(CODE, self.why, "why")
        if self.case is not None:
            expect(CASE, self.case, "case")


class SqlAudit:
    """The audit of one store. Every entry is kept before the call returns."""

    def __init__(self, database: Database, signet: Signet) -> None:
        self._database = database
        self._signet = signet
        self._heads = Heads(AUDIT_BOOK, signet)

    async def write(self, entry: Entry) -> None:
        """Raises what is UNKEPT."""
        await self.write_all((entry,))

    async def write_all(self, entries: Sequence[Entry]) -> None:
        """All of them or none. Raises what is UNKEPT."""

        def work(db: Connection) -> None:
            for entry in entries:
                self.add(db, entry)

        await self._database.write(work)

    def add(self, db: Connection, entry: Entry) -> None:
        """The same, within a transaction: kept or lost with the rest of it."""
        chain = entry.case or HOUSE
        head = self._heads.take(db, chain)
        clear = _clear(entry)
        no = head.last_no + 1
        digest = link(head.digest, (no, *clear))
        row = {"chain": chain, "no": no, "digest": digest}
        db.execute(insert(AUDIT), row | dict(zip(_COLUMNS, clear, strict=True)))
        self._heads.move(db, chain, Head(no, digest))

    def expect_whole(self, db: Connection, case: str) -> None:
        """Before what stands in a chain is acted on: that Vigil wrote all of it.

        Raises heads.Altered. A reader of the list is shown it as it is.
        """
        ends = end(db, self._signet, AUDIT_BOOK, case)
        if walk(db, AUDIT_BOOK, case).first_fault(ends) is not None:
            raise Altered(f"{AUDIT_BOOK.name} {case}: it was changed outside Vigil")

    async def of_case(self, case: str | None) -> list[Entry]:
        """Everything about one case, or, with None, about no one case; in order."""
        return await self._held(AUDIT.c.chain == (case or HOUSE), AUDIT.c.no)

    async def of_person(
        self, person: str, amiss: set[str] | None = None
    ) -> list[Entry]:
        """Everything that one person did, the earliest first.

        `amiss`: takes up the chain of an entry that is not as Vigil writes them. Where
        there is none, or it is no case's, raises NotOpaque, or ValueError.
        """
        at, chain, no = AUDIT.c.at, AUDIT.c.chain, AUDIT.c.no
        return await self._held(AUDIT.c.person == person, at, chain, no, amiss=amiss)

    async def _held(
        self,
        which: ColumnElement[bool],
        *order: ColumnElement[Any],
        amiss: set[str] | None = None,
    ) -> list[Entry]:
        wanted = select(AUDIT).where(which).order_by(*order)
        found = list[Entry]()
        for row in await self._database.read(lambda db: _rows(db, wanted)):
            try:
                found.append(_entry(row))
            except ValueError:
                if amiss is None or CASE.fullmatch(row.chain) is None:
                    raise
                amiss.add(row.chain)
        return found


def _rows(db: Connection, wanted: Select[Any]) -> Sequence[Row[Any]]:
    with as_it_lies(db):
        return db.execute(wanted).all()


def _clear(entry: Entry) -> tuple[str, ...]:
    at = entry.at.astimezone(UTC).isoformat()
    return (at, entry.kind, entry.person, entry.role, entry.what, entry.why)


def _entry(row: Row[Any]) -> Entry:
    return Entry(
        at=datetime.fromisoformat(row.at),
        kind=row.kind,
        person=row.person,
        role=row.role,
        what=row.what,
        why=row.why,
        case=None if row.chain == HOUSE else row.chain,
    )
