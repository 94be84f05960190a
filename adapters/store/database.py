"""The store, opened: its work one transaction each, in a thread, on either database."""

from __future__ import annotations

import asyncio
import contextvars
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Final, Self

from sqlalchemy import URL, BigInteger, Connection, Engine, bindparam, func, select
from sqlalchemy.exc import SQLAlchemyError

from adapters.store.addresses import address_of
from adapters.store.engines import (
    CONNECTIONS,
    Result,
    Work,
    engine_of,
    is_embedded,
    reading,
    transact,
    writing,
)
from adapters.store.upgrading import NEWEST, expect_upgraded, release_of, upgrade

READERS: Final = 4
TURN: Final = select(func.pg_advisory_xact_lock(bindparam("of", type_=BigInteger)))


class StoreClosed(SQLAlchemyError):
    """It was closed while somebody still had work for it."""


class Database:
    """One for a process. Any number of processes may hold one each.

    Work is one transaction, done in a thread: `work(connection)`. On SQLite, work that
    writes holds the write lock from its start, so what it read is still so when it
    writes. On PostgreSQL others write at the same moment: work that writes what it
    concluded from what it read takes a `turn`, or locks the rows it read. Once
    acknowledged it is on the disk. Work that only reads sees one moment and waits for
    no writer. Both raise sqlalchemy.exc.SQLAlchemyError for a store that is unusable;
    the next attempt connects anew.
    """

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self._reading, self._writing = reading(engine), writing(engine)
        # SQLite has one writer: its turn is taken here, in order of arrival, and not
        # by asking again and again for the lock of the file.
        writers = 1 if is_embedded(engine.url) else CONNECTIONS - READERS
        self._readers = ThreadPoolExecutor(READERS, "store-read")
        self._writers = ThreadPoolExecutor(writers, "store-write")
        self._is_open = True

    @classmethod
    def open(cls, where: URL | str | Path) -> Self:
        """Open the store, or make it where it is a file.

        Raises addresses.AddressInvalid, upgrading.StoreTooNew, and SQLAlchemyError if
        it is unusable; for a server also upgrading.StoreNotUpgraded.
        """
        engine = engine_of(address_of(where))
        try:
            _expect_tables(engine)
        except BaseException:
            engine.dispose()
            raise
        return cls(engine)

    async def read(self, work: Work[Result]) -> Result:
        """Do work that changes nothing."""
        return await self._in(self._readers, partial(transact, self._reading, work))

    async def write(self, work: Work[Result]) -> Result:
        """Do work that changes something: all of it is kept or none."""
        return await self._in(self._writers, partial(transact, self._writing, work))

    @staticmethod
    def turn(connection: Connection, name: str) -> None:
        """Wait until no other work under this name is going on, until this one ends.

        SQLite lets one writer in at a time, and needs nothing more.
        """
        if connection.dialect.name != "sqlite":
            of = int.from_bytes(sha256(name.encode()).digest()[:8], signed=True)
            connection.execute(TURN, {"of": of})

    def close(self) -> None:
        """Waits for the work in hand."""
        self._is_open = False
        self._readers.shutdown()
        self._writers.shutdown()
        self.engine.dispose()

    async def _in(self, threads: ThreadPoolExecutor, work: partial[Result]) -> Result:
        if not self._is_open:
            raise StoreClosed
        context = contextvars.copy_context()
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(threads, partial(context.run, work))


def _expect_tables(engine: Engine) -> None:
    if not is_embedded(engine.url):
        transact(reading(engine), expect_upgraded)
    elif transact(engine, release_of) != NEWEST:
        transact(writing(engine), upgrade)
