"""How a connection to each kind of database is opened: settled once, for every user."""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any, Final, TypeAlias, TypeVar

from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.exc import InvalidatePoolError
from sqlalchemy.pool import ConnectionPoolEntry

BUSY_SECONDS: Final = 15.0
ASK_AGAIN_SECONDS: Final = 0.02
#: Connections of one process at most; each is opened when it is first needed.
CONNECTIONS: Final = 16
CONNECT_SECONDS: Final = 5
#: A connection that has broken in silence is given up after this.
SILENT_SECONDS: Final = 20
RENEW_SECONDS: Final = 1800
#: A connection that was in use this long ago is not asked whether it still is one.
LATELY_SECONDS: Final = 1.0
PUT_BACK: Final = "put back"
#: No statement and no lock keeps a worker longer: what it wanted is tried again.
LIMITS: Final = (
    "-c statement_timeout=15s -c lock_timeout=10s "
    "-c idle_in_transaction_session_timeout=60s"
)
WRITES: Final = "vigil_writes"

Result = TypeVar("Result")
Work: TypeAlias = Callable[[Connection], Result]


def engine_of(address: URL) -> Engine:
    """An engine for a store's address (adapters.store.addresses); it connects later.

    Errors show no values: a row's columns are nobody's business in a log.
    """
    return _embedded(address) if is_embedded(address) else _served(address)


def is_embedded(address: URL) -> bool:
    """Whether it is a file of this program's own, and not a server."""
    return address.get_backend_name() == "sqlite"


def reading(engine: Engine) -> Engine:
    """For work that changes nothing: all that it reads is of one moment."""
    if is_embedded(engine.url):
        return engine
    return engine.execution_options(
        isolation_level="REPEATABLE READ", postgresql_readonly=True
    )


def writing(engine: Engine) -> Engine:
    """For work that changes something: on SQLite the write lock is its own at once."""
    return engine.execution_options(**{WRITES: True})


def transact(engine: Engine, work: Work[Result]) -> Result:
    """One transaction: all of it is kept or none."""
    with engine.begin() as connection:
        return work(connection)


def _embedded(address: URL) -> Engine:
    path = Path(address.database or "")
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    _make(path)
    engine = create_engine(
        address,
        hide_parameters=True,
        pool_size=CONNECTIONS,
        max_overflow=0,
        connect_args={
            "timeout": BUSY_SECONDS,
            "isolation_level": None,
            "check_same_thread": False,
        },
    )
    event.listen(engine, "connect", _settle)
    event.listen(engine, "begin", _begin)
    return engine


def _served(address: URL) -> Engine:
    engine = create_engine(
        address.set(drivername="postgresql+psycopg"),
        hide_parameters=True,
        isolation_level="READ COMMITTED",
        pool_size=CONNECTIONS,
        max_overflow=0,
        pool_timeout=BUSY_SECONDS,
        pool_recycle=RENEW_SECONDS,
        connect_args={
            "connect_timeout": CONNECT_SECONDS,
            "tcp_user_timeout": SILENT_SECONDS * 1000,
            "application_name": "vigil",
            "options": LIMITS,
        },
    )
    event.listen(engine, "checkin", _put_back)
    event.listen(engine, "checkout", partial(_expect_answer, engine))
    return engine


def _put_back(_connection: object, record: ConnectionPoolEntry) -> None:
    record.info[PUT_BACK] = time.monotonic()


def _expect_answer(
    engine: Engine, connection: Any, record: ConnectionPoolEntry, _proxy: object
) -> None:
    """The server may have gone since: then no old connection is used again.

    One used just now is not asked, which would cost every append a way there and back:
    if it has broken since, that work fails, and the next attempt connects anew.
    """
    if time.monotonic() - record.info.get(PUT_BACK, time.monotonic()) < LATELY_SECONDS:
        return
    try:
        engine.dialect.do_ping(connection)
    except engine.dialect.loaded_dbapi.Error as error:
        raise InvalidatePoolError from error


def _make(path: Path) -> None:
    """Make the file for its owner's eyes only; one that is there is not touched.

    To open and close it ourselves would drop the locks that SQLite holds on it for
    another connection of this process, and its log could be taken away unread.
    """
    with suppress(FileExistsError):
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))


def _settle(connection: sqlite3.Connection, _record: object) -> None:
    """An acknowledged write is on the disk, and a reader waits for no writer."""
    _keep_a_log_ahead(connection)
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA trusted_schema = OFF")
    connection.execute("PRAGMA foreign_keys = ON")


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


def _begin(connection: Connection) -> None:
    """What a writer read is still so when it writes: nobody else can begin to."""
    writes = connection.get_execution_options().get(WRITES, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
