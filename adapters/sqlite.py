"""One SQLite file: opened safely, its tables made once, its writes one at a time."""

from __future__ import annotations

import asyncio
import os
import sqlite3
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Final, Self, TypeAlias, TypeVar

from adapters.sqlite_schema import VERSIONS

BUSY_SECONDS: Final = 15.0
ASK_AGAIN_SECONDS: Final = 0.02

Result = TypeVar("Result")
Work: TypeAlias = Callable[[sqlite3.Connection], Result]


class StoreTooNew(Exception):
    """A later version of the program made this store; this one must not write to it."""


class Database:
    """A connection for one process. Any number of processes may hold one each.

    Work is one transaction, done in a thread. Work that writes holds the write lock
    from its start, so what it read is still so when it writes; once acknowledged it is
    on the disk. Work that only reads sees one moment and waits for no writer.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._turn = threading.Lock()

    @classmethod
    def open(cls, path: Path) -> Self:
        """Open or make the store. Raises StoreTooNew, or sqlite3.Error if unusable."""
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        _make(path)
        connection = sqlite3.connect(
            path, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False
        )
        try:
            _keep_a_log_ahead(connection)
            connection.execute("PRAGMA synchronous = FULL")
            connection.execute("PRAGMA trusted_schema = OFF")
            _bring_up_to_date(connection)
        except BaseException:
            connection.close()
            raise
        return cls(connection)

    async def read(self, work: Work[Result]) -> Result:
        """Do work that changes nothing."""
        return await asyncio.to_thread(self._run, "BEGIN", work)

    async def write(self, work: Work[Result]) -> Result:
        """Do work that changes something: all of it is kept or none."""
        return await asyncio.to_thread(self._run, "BEGIN IMMEDIATE", work)

    def close(self) -> None:
        """Waits for the work in hand."""
        with self._turn:
            self._connection.close()

    def _run(self, begin: str, work: Work[Result]) -> Result:
        with self._turn:
            return _transact(self._connection, begin, work)


def _make(path: Path) -> None:
    """Make the file for its owner's eyes only; one that is there is not touched.

    To open and close it ourselves would drop the locks that SQLite holds on it for
    another connection of this process, and its log could be taken away unread.
    """
    with suppress(FileExistsError):
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))


def _transact(connection: sqlite3.Connection, begin: str, work: Work[Result]) -> Result:
    connection.execute(begin)
    try:
        result = work(connection)
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
    return result


def _keep_a_log_ahead(connection: sqlite3.Connection) -> None:
    """SQLite does not wait its turn for this one switch, so we ask until it is ours."""
    deadline = time.monotonic() + BUSY_SECONDS
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError as error:
            busy = error.sqlite_errorcode == sqlite3.SQLITE_BUSY
            if not busy or time.monotonic() > deadline:
                raise
        time.sleep(ASK_AGAIN_SECONDS)


def _bring_up_to_date(connection: sqlite3.Connection) -> None:
    """Whole versions, in order, under the write lock: two openers do not meet."""

    def work(connection: sqlite3.Connection) -> None:
        (held,) = connection.execute("PRAGMA user_version").fetchone()
        if held > len(VERSIONS):
            raise StoreTooNew(
                f"the store has version {held}, this program knows {len(VERSIONS)}; "
                "use the newer program"
            )
        for number, statements in enumerate(VERSIONS[held:], start=held + 1):
            for statement in statements:
                connection.execute(statement)
            connection.execute(f"PRAGMA user_version = {number}")

    _transact(connection, "BEGIN IMMEDIATE", work)
