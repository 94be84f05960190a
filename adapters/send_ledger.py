"""Which letters were begun and which were carried, written before and after."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from sqlalchemy import Connection, bindparam, delete, select

from activities.ports import Clock, Unavailable
from adapters.store.database import Database
from adapters.store.statements import adding
from adapters.store.tables import SENDS

CARRIED: Final = select(SENDS.c.carried).where(SENDS.c.key == bindparam("of"))
UNFINISHED: Final = (
    select(SENDS.c.key, SENDS.c.begun_at)
    .where(SENDS.c.finished_at.is_(None))
    .order_by(SENDS.c.begun_at, SENDS.c.key)
)


class AlreadyFinished(Unavailable):
    """Somebody else finished this key in the meantime: ask `finished`, do not send."""

    def __init__(self) -> None:
        super().__init__("already-finished")


class SqlSendLedger:
    """activities.ports.SendLedger on one store. Keys are opaque references."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def begin(self, key: str) -> bool:
        """Write down that `key` is about to be sent. True: begun before, unfinished.

        Raises AlreadyFinished rather than let a letter that arrived be sent again.
        """
        begun_at = self._clock.now().isoformat()
        return await self._database.write(lambda db: _begin(db, key, begun_at))

    async def finish(self, key: str, carried: str, at: datetime) -> None:
        """Write down how it was carried, once: a second answer changes nothing.

        A key that was never begun is written too, since the letter has arrived.
        """
        await self._database.write(lambda db: _finish(db, key, carried, at.isoformat()))

    async def finished(self, key: str) -> str | None:
        """How it was carried, or None when it was never finished."""
        return await self._database.read(lambda db: db.scalar(CARRIED, {"of": key}))

    async def take_back(self, key: str) -> None:
        """Forget a letter that never left the house: it may be sent anew."""

        def work(db: Connection) -> None:
            db.execute(delete(SENDS).where(SENDS.c.key == key))

        await self._database.write(work)

    async def unfinished(self) -> list[tuple[str, datetime]]:
        """What was begun and never finished: its key and since when, oldest first."""

        def work(db: Connection) -> list[tuple[str, datetime]]:
            held = db.execute(UNFINISHED)
            return [(key, datetime.fromisoformat(at)) for key, at in held]

        return await self._database.read(work)


def _begin(db: Connection, key: str, begun_at: str) -> bool:
    """One statement: of those who begin at the same moment, one alone is the first."""
    attempts = db.scalar(
        adding(db, SENDS)
        .values(key=key, begun_at=begun_at, attempts=1)
        .on_conflict_do_update(
            index_elements=[SENDS.c.key],
            set_={"attempts": SENDS.c.attempts + 1},
            where=SENDS.c.finished_at.is_(None),
        )
        .returning(SENDS.c.attempts)
    )
    if attempts is None:
        raise AlreadyFinished
    return int(attempts) > 1


def _finish(db: Connection, key: str, carried: str, at: str) -> None:
    put = adding(db, SENDS).values(
        key=key, begun_at=at, attempts=1, finished_at=at, carried=carried
    )
    db.execute(
        put.on_conflict_do_update(
            index_elements=[SENDS.c.key],
            set_={
                "finished_at": put.excluded.finished_at,
                "carried": put.excluded.carried,
            },
            where=SENDS.c.finished_at.is_(None),
        )
    )
