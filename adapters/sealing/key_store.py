"""The database that the cases' wrapped keys lie in: laid out, reached, scrubbed."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Final

from sqlalchemy import (
    URL,
    CheckConstraint,
    Column,
    Connection,
    Engine,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    create_engine,
    event,
    insert,
    inspect,
    select,
    text,
)
from sqlalchemy.exc import IntegrityError, SQLAlchemyError
from sqlalchemy.pool import NullPool

from adapters.sealing.master import CaseKeysTooNew, KeysNotReady, KeysOutOfReach
from adapters.sealing.scrubbing import scrub
from adapters.store.addresses import address_of
from adapters.store.engines import (
    BUSY_SECONDS,
    WRITES,
    engine_of,
    is_embedded,
    writing,
)

METADATA: Final = MetaData()

#: One row a generation. `wrapped` is the case's key under the master key `master_id`.
CASE_KEYS: Final = Table(
    "case_keys",
    METADATA,
    Column("case_ref", Text, primary_key=True),
    Column("generation", Integer, CheckConstraint("generation >= 1"), primary_key=True),
    Column("made_at", Text, nullable=False),
    Column("master_id", Text),
    Column("wrapped", LargeBinary),
    Column("destroyed_at", Text),
    CheckConstraint("(wrapped IS NULL) = (master_id IS NULL)"),
    CheckConstraint("(wrapped IS NULL) = (destroyed_at IS NOT NULL)"),
)

#: Which layout the store has; this program's is LAYOUT.
LAYOUTS: Final = Table(
    "case_keys_layout", METADATA, Column("version", Integer, primary_key=True)
)
LAYOUT: Final = 1

#: PostgreSQL's name, a number, for the turn in which one process lays the store out.
_LAYING_OUT: Final = 0x76696769


BESIDE: Final = (
    "the cases' keys must not lie in the record's own database: set "
    "VIGIL_CASE_KEYS_URL_FILE to a file with the address of another"
)
#: What every record has, of whatever release.
_RECORD: Final = "facts"


class KeysBesideRecord(KeysNotReady):
    """The database is the record's own, of which no backup may hold what opens it."""

    def __init__(self) -> None:
        super().__init__(BESIDE)


class KeyStore:
    """SQLite or PostgreSQL. Whatever is wrong with it is KeysOutOfReach."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    @classmethod
    def open(cls, where: URL | str | Path) -> KeyStore:
        """A file by its path, or what an address names.

        Raises AddressInvalid, KeysOutOfReach, KeysBesideRecord, CaseKeysTooNew.
        """
        store = cls(_engine(where))
        try:
            with _troubles():
                _make(store._engine)
            with store.writing() as connection:
                _lay_out(connection)
        except BaseException:
            store.close()
            raise
        return store

    def close(self) -> None:
        """Let go of every connection."""
        self._engine.dispose()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """What stands there now. Raises KeysOutOfReach."""
        with _troubles(), self._engine.connect() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """One transaction. Raises KeysOutOfReach, and IntegrityError as it is."""
        with _troubles(), writing(self._engine).begin() as connection:
            yield connection

    def scrub(self) -> None:
        """Free for good what was overwritten. SQLite has by now put zeros there.

        Raises KeysOutOfReach, and of its kind scrubbing.KeysStillRead.
        """
        if self._engine.dialect.name == "postgresql":
            with _troubles():
                scrub(self._engine)


@contextmanager
def _troubles() -> Iterator[None]:
    try:
        yield
    except IntegrityError:
        raise
    except (SQLAlchemyError, OSError):
        raise KeysOutOfReach from None


def _engine(where: URL | str | Path) -> Engine:
    address = address_of(where)
    if not is_embedded(address):
        return engine_of(address)
    engine = create_engine(
        address,
        hide_parameters=True,
        poolclass=NullPool,
        connect_args={"timeout": BUSY_SECONDS, "isolation_level": None},
    )
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return engine


def _make(engine: Engine) -> None:
    """A file for its owner's eyes only; one that is there is not touched."""
    if is_embedded(engine.url):
        file = Path(engine.url.database or "")
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with suppress(FileExistsError):
            os.close(os.open(file, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))


def _prepare(connection: Any, _record: object) -> None:
    """No log beside the file that would keep a destroyed key, and zeros where it was.

    It is the one way in which this file is not kept as the record is (store.engines).
    """
    connection.execute("PRAGMA journal_mode = DELETE")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA secure_delete = ON")


def _begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get(WRITES, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _lay_out(connection: Connection) -> None:
    """Make what is not there. Raises KeysBesideRecord, CaseKeysTooNew."""
    looked = inspect(connection)
    if any(looked.has_table(_RECORD, each) for each in looked.get_schema_names()):
        raise KeysBesideRecord
    if connection.dialect.name == "postgresql":
        turn = text("SELECT pg_advisory_xact_lock(:turn)")
        connection.execute(turn, {"turn": _LAYING_OUT})
    METADATA.create_all(connection)
    version = connection.execute(select(LAYOUTS.c.version)).scalar()
    if version is None:
        connection.execute(insert(LAYOUTS).values(version=LAYOUT))
    elif version > LAYOUT:
        raise CaseKeysTooNew(version, LAYOUT)
