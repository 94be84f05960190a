"""Which release's tables a store has, and how it comes to have this one's.

A file is upgraded by whoever opens it. A database on a server is upgraded by whoever
owns it ('vigil store upgrade'), never by a worker: its login may not.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from sqlalchemy import URL, Connection, inspect, text

from adapters.store.addresses import address_of
from adapters.store.engines import engine_of, transact, writing

if TYPE_CHECKING:
    from alembic.config import Config

#: Every release's name, the first first.
REVISIONS: Final = ("0001", "0002", "0003", "0004", "0005")
NEWEST: Final = REVISIONS[-1]
#: Files of these had no name in them but a number.
NUMBERED: Final = REVISIONS[:4]
VERSION_TABLE: Final = "alembic_version"
MIGRATIONS: Final = Path(__file__).with_name("migrations")


class StoreTooNew(Exception):
    """A later version of the program made this store; this one must not write to it."""


class StoreNotUpgraded(Exception):
    """An earlier version made this store, and its owner has not upgraded it yet."""

    def __init__(self, held: str | None) -> None:
        has = f"has the tables of release {held}" if held else "has no tables yet"
        super().__init__(
            f"the store {has}, and this program needs those of {NEWEST}: run 'vigil "
            "store upgrade' once, with VIGIL_STORE_URL naming the login that owns it"
        )


def release_of(connection: Connection) -> str | None:
    """The release whose tables the store has, None for a store without any.

    Raises StoreTooNew.
    """
    if inspect(connection).has_table(VERSION_TABLE):
        held = connection.execute(text(f"SELECT version_num FROM {VERSION_TABLE}"))
        return _known(held.scalar())
    if connection.dialect.name != "sqlite":
        return None
    number = _user_version(connection)
    if number > len(NUMBERED):
        raise _too_new(f"version {number}")
    return NUMBERED[number - 1] if number else None


def expect_upgraded(connection: Connection) -> None:
    """Raises StoreTooNew, StoreNotUpgraded."""
    held = release_of(connection)
    if held != NEWEST:
        raise StoreNotUpgraded(held)


def upgrade(connection: Connection, to: str = NEWEST) -> str | None:
    """Bring the store to a release, in the connection's transaction: all or nothing.

    Whoever comes second waits, and finds it done. Returns the release it had.
    Raises StoreTooNew.
    """
    _alone(connection)
    held = release_of(connection)
    if held == to:
        return held
    from alembic import command  # needed once in a store's life, and slow to import

    config = _config(connection)
    if held is not None and not inspect(connection).has_table(VERSION_TABLE):
        command.stamp(config, held)
    command.upgrade(config, to)
    _number(connection, to)
    return held


def upgrade_store(where: URL | str | Path) -> str | None:
    """Bring a store to this program's release, as its owner; the release it had.

    Raises addresses.AddressInvalid, StoreTooNew, SQLAlchemyError.
    """
    engine = engine_of(address_of(where))
    try:
        return transact(writing(engine), upgrade)
    finally:
        engine.dispose()


def downgrade(connection: Connection, to: str) -> None:
    """Bring the store back to an earlier release, which can then open it.

    Raises versions.r0005_evidence.EvidenceWouldBeLost.
    """
    from alembic import command

    _alone(connection)
    command.downgrade(_config(connection), to)
    _number(connection, to)


def _config(connection: Connection) -> Config:
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config


def _alone(connection: Connection) -> None:
    """On SQLite the write lock is held already; nothing hurries an upgrade."""
    if connection.dialect.name != "sqlite":
        connection.execute(text("SET LOCAL statement_timeout = 0"))
        connection.execute(text("SET LOCAL lock_timeout = 0"))
        connection.execute(text("SELECT pg_advisory_xact_lock(8388607, 5)"))


def _number(connection: Connection, release: str) -> None:
    """Programs of before the fifth release read a number, and leave newer ones be."""
    if connection.dialect.name == "sqlite":
        number = 0 if release == "base" else int(release)
        connection.exec_driver_sql(f"PRAGMA user_version = {number}")


def _user_version(connection: Connection) -> int:
    return int(connection.exec_driver_sql("PRAGMA user_version").scalar_one())


def _known(held: str | None) -> str | None:
    if held is not None and held not in REVISIONS:
        raise _too_new(f"release {held}")
    return held


def _too_new(found: str) -> StoreTooNew:
    return StoreTooNew(
        f"the store has {found}, this program knows {NEWEST}; use the newer program"
    )
