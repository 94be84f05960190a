"""The one statement that SQLAlchemy has no common word for."""

from __future__ import annotations

from typing import TypeAlias

from sqlalchemy import Connection, Table
from sqlalchemy.dialects import postgresql, sqlite

Adding: TypeAlias = postgresql.Insert | sqlite.Insert


def adding(db: Connection, table: Table) -> Adding:
    """An INSERT that can say what is done on conflict: both say it alike."""
    if db.dialect.name == "postgresql":
        return postgresql.insert(table)
    return sqlite.insert(table)
