"""Every intake event, written down before anything is started, and kept for ever.

Temporal forgets a closed case's id when its retention ends; this store does not, so an
event can start a case once in the life of the store, and a case is begun by one event.
"""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from sqlite3 import Connection
from typing import Final, TypeAlias

from adapters.keys import Keyring
from adapters.sealed_column import SealedColumn
from adapters.sqlite import Database
from domain.ids import CaseRef
from rulebook.schema import Code, Frozen

ADMIT: Final = """
INSERT INTO inbox (source, id, digest, case_ref, received_at, state, body)
VALUES (?, ?, ?, ?, ?, 'received', ?)
"""

#: Two families under one reference would be one record: it is never given out twice.
BEGUN_BY_ANOTHER: Final = """
SELECT EXISTS (
    SELECT 1 FROM inbox
    WHERE case_ref = ? AND state = 'started' AND NOT (source = ? AND id = ?)
)
"""
ON_RECORD: Final = "SELECT EXISTS (SELECT 1 FROM facts WHERE case_ref = ?)"

Arrival: TypeAlias = tuple[str, str, str, str, str, bytes | None]


class Admission(StrEnum):
    """Whether an event was seen before, and if so whether it said the same.

    `CASE_BEGUN`: it asks for a case that another event began, however long ago.
    """

    NEW = "new"
    KNOWN_SAME = "known-same"
    KNOWN_OTHER = "known-other"
    CASE_BEGUN = "case-begun"


class State(StrEnum):
    """How far an admitted event has come."""

    RECEIVED = "received"
    STARTED = "started"
    REFUSED = "refused"


class Unstarted(Frozen):
    """An event that was admitted and never settled; `body` is it, as it came."""

    source: str
    id: str
    digest: str
    case_ref: CaseRef
    received_at: datetime
    body: bytes | None


class Quarantined(Frozen):
    """An event that was refused: when, why, and what it said."""

    at: datetime
    code: Code
    digest: str
    body: bytes


class SqliteInbox:
    """Intake events by source and id, on one SQLite file. Bodies are sealed."""

    def __init__(self, database: Database, keyring: Keyring) -> None:
        self._database = database
        self._bodies = SealedColumn(keyring, "inbox.body")
        self._refused = SealedColumn(keyring, "quarantine.body")

    async def admit(
        self,
        source: str,
        id: str,
        digest: str,
        case_ref: str,
        at: datetime,
        body: bytes | None = None,
    ) -> Admission:
        """Write the event down before starting its case.

        An event that is new and asks for a case that is begun is not written down.
        `digest` is of its content: it tells a repetition from another event under the
        same name. `body`, if given, lets the start be made good after a crash.
        """
        about = (source, id, digest)
        sealed = None if body is None else self._bodies.seal(body, *about)
        row = (*about, case_ref, at.isoformat(), sealed)
        return await self._database.write(lambda db: _admit(db, row))

    async def case_begun(self, source: str, id: str, case_ref: str) -> bool:
        """Whether another event began the case, also when Temporal has forgotten it."""
        about = (case_ref, source, id)
        return await self._database.read(lambda db: _true(db, BEGUN_BY_ANOTHER, *about))

    async def mark_started(self, source: str, id: str) -> None:
        """Its case runs. The body goes: the case holds it now. Raises LookupError."""
        await self._settle(source, id, State.STARTED)

    async def mark_refused(self, source: str, id: str) -> None:
        """It will never start a case; somebody was told. Raises LookupError."""
        await self._settle(source, id, State.REFUSED)

    async def state_of(self, source: str, id: str) -> State | None:
        """How far it has come; None when it was never admitted."""

        def work(db: Connection) -> State | None:
            found = db.execute(
                "SELECT state FROM inbox WHERE source = ? AND id = ?", (source, id)
            ).fetchone()
            return State(found[0]) if found else None

        return await self._database.read(work)

    async def unstarted(self) -> list[Unstarted]:
        """What a crash may have left, the longest waiting first."""

        def work(db: Connection) -> list[Unstarted]:
            held = db.execute(
                "SELECT source, id, digest, case_ref, received_at, body FROM inbox "
                "WHERE state = 'received' ORDER BY received_at, source, id"
            )
            return [self._unstarted(*row) for row in held]

        return await self._database.read(work)

    async def quarantine(
        self, code: str, digest: str, body: bytes, at: datetime
    ) -> None:
        """Keep what was refused, sealed; `code` says why, in a fixed word."""
        clear = (at.isoformat(), code, digest)
        sealed = self._refused.seal(body, *clear)

        def work(db: Connection) -> None:
            db.execute(
                "INSERT INTO quarantine (at, code, digest, body) VALUES (?, ?, ?, ?)",
                (*clear, sealed),
            )

        await self._database.write(work)

    async def quarantined(self) -> list[Quarantined]:
        """Everything refused, oldest first. Raises keys.Unopenable."""

        def work(db: Connection) -> list[Quarantined]:
            held = db.execute(
                "SELECT at, code, digest, body FROM quarantine ORDER BY no"
            )
            return [self._quarantined(*row) for row in held]

        return await self._database.read(work)

    async def _settle(self, source: str, id: str, state: State) -> None:
        def work(db: Connection) -> None:
            found = db.execute(
                "UPDATE inbox SET state = ?, body = NULL WHERE source = ? AND id = ?",
                (state, source, id),
            )
            if found.rowcount != 1:
                raise LookupError("no such event was admitted")

        await self._database.write(work)

    def _unstarted(
        self, source: str, id: str, digest: str, ref: str, at: str, body: bytes | None
    ) -> Unstarted:
        about = (source, id, digest)
        return Unstarted(
            source=source,
            id=id,
            digest=digest,
            case_ref=ref,
            received_at=datetime.fromisoformat(at),
            body=None if body is None else self._bodies.unseal(body, *about),
        )

    def _quarantined(self, at: str, code: str, digest: str, body: bytes) -> Quarantined:
        return Quarantined(
            at=datetime.fromisoformat(at),
            code=code,
            digest=digest,
            body=self._refused.unseal(body, at, code, digest),
        )


def _admit(db: Connection, row: Arrival) -> Admission:
    source, id, digest, ref, *_ = row
    found = db.execute(
        "SELECT digest FROM inbox WHERE source = ? AND id = ?", (source, id)
    ).fetchone()
    if found is not None and found[0] != digest:
        return Admission.KNOWN_OTHER
    if _true(db, BEGUN_BY_ANOTHER, ref, source, id):
        return Admission.CASE_BEGUN
    if found is not None:
        return Admission.KNOWN_SAME
    if _true(db, ON_RECORD, ref):
        return Admission.CASE_BEGUN
    db.execute(ADMIT, row)
    return Admission.NEW


def _true(db: Connection, question: str, *about: str) -> bool:
    (answer,) = db.execute(question, about).fetchone()
    return bool(answer)
