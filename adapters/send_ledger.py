"""Which letters were begun and which were carried, written before and after."""

from __future__ import annotations

from datetime import datetime
from sqlite3 import Connection

from activities.ports import Clock, Unavailable
from adapters.sqlite import Database


class AlreadyFinished(Unavailable):
    """Somebody else finished this key in the meantime: ask `finished`, do not send."""

    def __init__(self) -> None:
        super().__init__("already-finished")


class SqliteSendLedger:
    """activities.ports.SendLedger on one SQLite file. Keys are opaque references."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def begin(self, key: str) -> bool:
        """Write down that `key` is about to be sent. True: begun before, unfinished.

        Raises AlreadyFinished rather than let a letter that arrived be sent again.
        """
        begun_at = self._clock.now().isoformat()

        def work(db: Connection) -> bool:
            if _carried(db, key) is not None:
                raise AlreadyFinished
            (attempts,) = db.execute(
                "INSERT INTO sends (key, begun_at, attempts) VALUES (?, ?, 1) "
                "ON CONFLICT (key) DO UPDATE SET attempts = attempts + 1 "
                "RETURNING attempts",
                (key, begun_at),
            ).fetchone()
            return int(attempts) > 1

        return await self._database.write(work)

    async def finish(self, key: str, carried: str, at: datetime) -> None:
        """Write down how it was carried, once: a second answer changes nothing.

        A key that was never begun is written too, since the letter has arrived.
        """

        def work(db: Connection) -> None:
            db.execute(
                "INSERT INTO sends (key, begun_at, attempts, finished_at, carried) "
                "VALUES (:key, :at, 1, :at, :carried) ON CONFLICT (key) DO UPDATE "
                "SET finished_at = excluded.finished_at, carried = excluded.carried "
                "WHERE finished_at IS NULL",
                {"key": key, "at": at.isoformat(), "carried": carried},
            )

        await self._database.write(work)

    async def finished(self, key: str) -> str | None:
        """How it was carried, or None when it was never finished."""
        return await self._database.read(lambda db: _carried(db, key))

    async def take_back(self, key: str) -> None:
        """Forget a letter that never left the house: it may be sent anew."""

        def work(db: Connection) -> None:
            db.execute("DELETE FROM sends WHERE key = ?", (key,))

        await self._database.write(work)

    async def unfinished(self) -> list[tuple[str, datetime]]:
        """What was begun and never finished: its key and since when, oldest first."""

        def work(db: Connection) -> list[tuple[str, datetime]]:
            held = db.execute(
                "SELECT key, begun_at FROM sends WHERE finished_at IS NULL "
                "ORDER BY begun_at, key"
            )
            return [(key, datetime.fromisoformat(at)) for key, at in held]

        return await self._database.read(work)


def _carried(db: Connection, key: str) -> str | None:
    row = db.execute("SELECT carried FROM sends WHERE key = ?", (key,)).fetchone()
    return row[0] if row else None
