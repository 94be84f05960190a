"""What was refused at the door, kept for whoever has to find out why; then let go.

What one month refused is sealed under a key of that month's own. Once its time is over
the key is destroyed: the rows stay, and open nowhere, in no backup either.
"""

from __future__ import annotations

from datetime import datetime
from typing import Final

from sqlalchemy import Connection, insert, select

from adapters.sealing.columns import CaseColumn
from adapters.sealing.custody import Custody
from adapters.sealing.keyring import Unopenable
from adapters.store.database import Database
from adapters.store.tables import QUARANTINE
from rulebook.schema import Code, Frozen

_COLUMNS: Final = (
    QUARANTINE.c.at,
    QUARANTINE.c.code,
    QUARANTINE.c.digest,
    QUARANTINE.c.body,
)
REFUSED: Final = select(*_COLUMNS).order_by(QUARANTINE.c.no)
INSTANTS: Final = select(QUARANTINE.c.at)


class Quarantined(Frozen):
    """An event that was refused: when, why, and what it said."""

    at: datetime
    code: Code
    digest: str
    body: bytes


class SqlQuarantine:
    """Refused intake events, on one store. Bodies are sealed."""

    def __init__(self, database: Database, custody: Custody) -> None:
        self._database = database
        self._bodies = CaseColumn(custody, "quarantine.body")

    async def keep(self, code: str, digest: str, body: bytes, at: datetime) -> None:
        """Keep what was refused, sealed; `code` says why, in a fixed word."""
        clear = {"at": at.isoformat(), "code": code, "digest": digest}
        sealed = self._bodies.seal(refused_in(at), body, *clear.values())

        def work(db: Connection) -> None:
            db.execute(insert(QUARANTINE), {**clear, "body": sealed})

        await self._database.write(work)

    async def kept(self) -> list[Quarantined]:
        """What was refused and is still kept, oldest first. Raises keyring.Unopenable.

        What a month refused is left out once its key is destroyed.
        """

        def work(db: Connection) -> list[Quarantined]:
            held = (self._opened(*row) for row in db.execute(REFUSED))
            return [each for each in held if each is not None]

        return await self._database.read(work)

    async def months(self) -> list[str]:
        """The months in which anything was refused, by what their keys are kept under.

        The earliest first; those whose keys are destroyed are among them.
        """

        def work(db: Connection) -> list[str]:
            instants = map(datetime.fromisoformat, db.scalars(INSTANTS))
            return sorted({refused_in(at) for at in instants})

        return await self._database.read(work)

    def _opened(
        self, at: str, code: str, digest: str, body: bytes
    ) -> Quarantined | None:
        came = datetime.fromisoformat(at)
        try:
            opened = self._bodies.unseal(refused_in(came), body, at, code, digest)
        except Unopenable as why:
            if why.code == "erased":
                return None
            raise
        return Quarantined(at=came, code=code, digest=digest, body=opened)


def refused_in(at: datetime) -> str:
    """Under what the keys of a month's refused events are kept.

    No case can have this reference: a slash stands in none.
    """
    return f"refused/{at:%Y-%m}"
