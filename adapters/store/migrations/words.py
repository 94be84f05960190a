"""What releases are written with. Released ones rely on it: it is added to, not edited.

A trigger says its rule on both databases in the same words, and as a breach of the
store's integrity. What a plain INSERT may not do, `INSERT OR REPLACE` may not do by
another way: on SQLite it deletes without firing the trigger on delete, so a trigger
on insert stands before it. PostgreSQL has no such statement, but has TRUNCATE.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from alembic import op
from sqlalchemy import Text, text
from sqlalchemy.dialects import postgresql

#: Sorted by code point on every machine, whatever language its database was made for.
Words: Final = Text().with_variant(postgresql.TEXT(collation="C"), "postgresql")
#: SQLite keeps to the declared types, and to the key's order, only when it is told to.
STRICT: Final = {"sqlite_strict": True}
KEYED: Final = {**STRICT, "sqlite_with_rowid": False}

BROKEN: Final = "USING ERRCODE = 'integrity_constraint_violation'"
KEPT: Final = f"""
CREATE FUNCTION vigil_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION '% is kept for ever', TG_TABLE_NAME {BROKEN}; END $$
"""


def on_sqlite() -> bool:
    """Whether it is an SQLite file that is worked on."""
    return op.get_context().dialect.name == "sqlite"


def do(statement: str) -> None:
    """Do a statement as it stands. It has no values, and so no colon before a word."""
    op.execute(text(statement))


def keep(table: str, *verbs: str) -> None:
    """Refuse UPDATE, DELETE or TRUNCATE, whatever program holds the store."""
    for verb in verbs:
        _keep(table, verb)


def _keep(table: str, verb: str) -> None:
    if on_sqlite():
        do(
            f"CREATE TRIGGER {table}_refuse_{verb} BEFORE {verb} ON {table} "
            f"BEGIN SELECT raise(ABORT, '{table} is kept for ever'); END"
        )
        return
    each = "STATEMENT" if verb == "truncate" else "ROW"
    do(
        f"CREATE TRIGGER {table}_refuse_{verb} BEFORE {verb} ON {table} "
        f"FOR EACH {each} EXECUTE FUNCTION vigil_is_kept()"
    )


def keep_columns(table: str, columns: Iterable[str]) -> None:
    """Refuse to change these columns; the others may be."""
    some = ", ".join(columns)
    then = (
        f"BEGIN SELECT raise(ABORT, '{table} is kept for ever'); END"
        if on_sqlite()
        else "FOR EACH ROW EXECUTE FUNCTION vigil_is_kept()"
    )
    do(f"CREATE TRIGGER {table}_stays BEFORE UPDATE OF {some} ON {table} {then}")


def refuse(trigger: str, moment: str, table: str, when: str, why: str) -> None:
    """Refuse what comes at a moment ('BEFORE INSERT') when that is so (`new`, `old`).

    `when` must read only `table`, which it writes as {table}.
    """
    if on_sqlite():
        do(
            f"CREATE TRIGGER {trigger} {moment} ON {table} "
            f"WHEN {when.format(table=table)} "
            f"BEGIN SELECT raise(ABORT, '{why}'); END"
        )
        return
    # Its schema is named, or a table of a session's own could stand in its place.
    schema = op.get_bind().scalar(text("SELECT current_schema()"))
    do(
        f"CREATE OR REPLACE FUNCTION vigil_{trigger}() "
        "RETURNS trigger LANGUAGE plpgsql AS $$ "
        f"BEGIN IF {when.format(table=f'{schema}.{table}')} THEN "
        f"RAISE EXCEPTION '{why}' {BROKEN}; END IF; RETURN new; END $$"
    )
    do(
        f"CREATE TRIGGER {trigger} {moment} ON {table} "
        f"FOR EACH ROW EXECUTE FUNCTION vigil_{trigger}()"
    )


def in_order(table: str, chain: str = "") -> None:
    """Rows are numbered from 1 without a gap, each chain by itself, and added once."""
    same = f" WHERE {chain} = new.{chain}" if chain else ""
    refuse(
        f"{table}_are_added_in_order",
        "BEFORE INSERT",
        table,
        f"new.no <> 1 + coalesce((SELECT max(no) FROM {{table}}{same}), 0)",
        f"{table} are added in order, once",
    )


def follow(table: str, chain: str) -> None:
    """As `in_order`, where chain and number are the key; PostgreSQL has less to do.

    There the row before is enough: the key lets no number in twice. On SQLite
    `INSERT OR REPLACE` would go past the key, so it is still asked for the last row.
    """
    if on_sqlite():
        in_order(table, chain)
        return
    before = f"{chain} = new.{chain} AND no = new.no - 1"
    refuse(
        f"{table}_are_added_in_order",
        "BEFORE INSERT",
        table,
        f"new.no <> 1 AND NOT EXISTS (SELECT FROM {{table}} WHERE {before})",
        f"{table} are added in order, once",
    )


def once(table: str, same: str) -> None:
    """Close the way round by INSERT OR REPLACE, for what has that row already."""
    if on_sqlite():
        refuse(
            f"{table}_are_kept_once",
            "BEFORE INSERT",
            table,
            f"EXISTS (SELECT 1 FROM {{table}} WHERE {same})",
            f"{table} are kept once",
        )


def take_away(triggers: Iterable[tuple[str, str]]) -> None:
    """Triggers by their name and table, and on PostgreSQL what they call."""
    for trigger, table in triggers:
        where = "" if on_sqlite() else f" ON {table}"
        do(f"DROP TRIGGER IF EXISTS {trigger}{where}")
        if not on_sqlite():
            do(f"DROP FUNCTION IF EXISTS vigil_{trigger}()")
