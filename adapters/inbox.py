"""Every intake event, written down before anything is started, and kept for ever.

Temporal forgets a closed case's id when its retention ends; this store does not, so an
event can start a case once in the life of the store, and a case is begun by one event.
"""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any, Final, NamedTuple

from sqlalchemy import (
    ColumnElement,
    Connection,
    and_,
    bindparam,
    exists,
    insert,
    not_,
    select,
    update,
)

from adapters.quarantine import SqlQuarantine
from adapters.sealing.columns import CaseColumn
from adapters.sealing.custody import Custody
from adapters.store.database import Database
from adapters.store.tables import FACTS, INBOX
from domain.ids import CaseRef
from rulebook.schema import Frozen

IS_IT: Final = (INBOX.c.source == bindparam("of"), INBOX.c.id == bindparam("under"))
STATE: Final = select(INBOX.c.state).where(*IS_IT)
DIGEST: Final = select(INBOX.c.digest).where(*IS_IT)

#: Two families under one reference would be one record: it is never given out twice.
BEGUN_BY_ANOTHER: Final = exists().where(
    INBOX.c.case_ref == bindparam("case"),
    INBOX.c.state == "started",
    not_(and_(*IS_IT)),
)
ON_RECORD: Final = exists().where(FACTS.c.case_ref == bindparam("case"))
UNSTARTED: Final = (
    select(
        *(INBOX.c.source, INBOX.c.id, INBOX.c.digest),
        *(INBOX.c.case_ref, INBOX.c.received_at, INBOX.c.body),
    )
    .where(INBOX.c.state == "received")
    .order_by(INBOX.c.received_at, INBOX.c.source, INBOX.c.id)
)


class Arrival(NamedTuple):
    """An event as it came in; `body` is None for one that is not to be kept."""

    source: str
    id: str
    digest: str
    case_ref: str
    at: datetime
    body: bytes | None


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


class SqlInbox:
    """Intake events by source and id, on one store. Bodies are sealed."""

    def __init__(self, database: Database, custody: Custody) -> None:
        self._database = database
        self._bodies = CaseColumn(custody, "inbox.body")
        self._quarantine = SqlQuarantine(database, custody)

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
        Raises keyring.Unopenable `erased` for a case that was erased.
        """
        came = Arrival(source, id, digest, case_ref, at, body)
        return await self._database.write(lambda db: self._admit(db, came))

    async def case_begun(self, source: str, id: str, case_ref: str) -> bool:
        """Whether another event began the case, also when Temporal has forgotten it."""
        about = {"of": source, "under": id, "case": case_ref}
        return await self._database.read(lambda db: _is(db, BEGUN_BY_ANOTHER, about))

    async def on_record(self, case_ref: str) -> bool:
        """Whether the case has a first fact. What says only that it began may be wrong.

        Somebody may have written it there; a child would then have no case.
        """
        about = {"case": case_ref}
        return await self._database.read(lambda db: _is(db, ON_RECORD, about))

    async def mark_started(self, source: str, id: str) -> None:
        """Its case runs. The body goes: the case holds it now. Raises LookupError."""
        await self._settle(source, id, State.STARTED)

    async def mark_refused(self, source: str, id: str) -> None:
        """It will never start a case; somebody was told. Raises LookupError."""
        await self._settle(source, id, State.REFUSED)

    async def state_of(self, source: str, id: str) -> State | None:
        """How far it has come; None when it was never admitted."""
        about = {"of": source, "under": id}
        found = await self._database.read(lambda db: db.scalar(STATE, about))
        return State(found) if found else None

    async def unstarted(self) -> list[Unstarted]:
        """What a crash may have left, the longest waiting first."""

        def work(db: Connection) -> list[Unstarted]:
            return [self._unstarted(*row) for row in db.execute(UNSTARTED)]

        return await self._database.read(work)

    async def quarantine(
        self, code: str, digest: str, body: bytes, at: datetime
    ) -> None:
        """Keep what was refused, sealed; `code` says why, in a fixed word."""
        await self._quarantine.keep(code, digest, body, at)

    async def _settle(self, source: str, id: str, state: State) -> None:
        settle = (
            update(INBOX)
            .where(INBOX.c.source == source, INBOX.c.id == id)
            .values(state=state.value, body=None)
        )

        def work(db: Connection) -> None:
            if db.execute(settle).rowcount != 1:
                raise LookupError("no such event was admitted")

        await self._database.write(work)

    def _admit(self, db: Connection, came: Arrival) -> Admission:
        Database.turn(db, f"inbox {came.source} {came.id}")
        about = {"of": came.source, "under": came.id, "case": came.case_ref}
        found = db.scalar(DIGEST, about)
        if found is not None and found != came.digest:
            return Admission.KNOWN_OTHER
        if _is(db, BEGUN_BY_ANOTHER, about):
            return Admission.CASE_BEGUN
        if found is not None:
            return Admission.KNOWN_SAME
        if _is(db, ON_RECORD, about):
            return Admission.CASE_BEGUN
        self._write(db, came)
        return Admission.NEW

    def _write(self, db: Connection, came: Arrival) -> None:
        about = (came.source, came.id, came.digest)
        sealed = (
            None
            if came.body is None
            else self._bodies.seal(came.case_ref, came.body, *about)
        )
        row = {
            **came._asdict(),
            "received_at": came.at.isoformat(),
            "state": State.RECEIVED.value,
            "body": sealed,
        }
        del row["at"]
        db.execute(insert(INBOX), row)

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
            body=None if body is None else self._bodies.unseal(ref, body, *about),
        )


def _is(db: Connection, so: ColumnElement[bool], about: dict[str, Any]) -> bool:
    return bool(db.scalar(select(so), about))
