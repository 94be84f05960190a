"""The one statement that SQLAlchemy has no common word for, and any one written out."""

from __future__ import annotations

from typing import Final, TypeAlias

from sqlalchemy import ClauseElement, Connection, Table, make_url
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite

Adding: TypeAlias = postgresql.Insert | sqlite.Insert


def adding(db: Connection, table: Table) -> Adding:
    """An INSERT that can say what is done on conflict: both say it alike."""
    if db.dialect.name == "postgresql":
        return postgresql.insert(table)
    return sqlite.insert(table)


def written_out(statement: ClauseElement, database: str) -> str:
    """A statement as a driver is told it, with `database`'s own names of parameters.

    To make it takes longer than to run it, so what is asked at every append is written
    out once. Only for texts, numbers and bytes, which need no making on the way.
    """
    return str(statement.compile(dialect=_DRIVERS[database]))


_DRIVERS: Final = {
    "postgresql": make_url("postgresql+psycopg://").get_dialect()(),
    "sqlite": SQLiteDialect_pysqlite(paramstyle="named"),
}
