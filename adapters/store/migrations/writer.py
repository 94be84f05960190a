"""What the program's own login may do on PostgreSQL, and nothing more.

The tables are another login's, that of whoever upgrades the store. The program's is a
member of the group `vigil_writer`: it can add to what is kept for ever and no more, and
can neither drop a trigger nor a table. On SQLite whoever has the file has everything.
"""

from __future__ import annotations

from typing import Final

from adapters.store.migrations.words import do

WRITER: Final = "vigil_writer"
#: A role belongs to the whole server: another store on it may have made it already.
MAKE: Final = f"""
DO $$ BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '{WRITER}') THEN
        CREATE ROLE {WRITER} NOLOGIN;
    END IF;
EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
END $$
"""
RIGHTS: Final = (
    ("SELECT", ("alembic_version",)),
    (
        "SELECT, INSERT",
        (
            *("facts", "audit", "terms", "letters", "texts", "quarantine"),
            *("seals", "sealed_heads"),
        ),
    ),
    ("SELECT, INSERT, UPDATE (state, body)", ("inbox",)),
    ("SELECT, INSERT, UPDATE", ("heads", "digests", "digest_parts")),
    ("SELECT, INSERT, UPDATE, DELETE", ("sends", "handovers", "worklist")),
)


def make_the_writer() -> None:
    """The group, and its rights. The upgrading login may need to be able to make it."""
    do(MAKE)
    for rights, tables in RIGHTS:
        do(f"GRANT {rights} ON {', '.join(tables)} TO {WRITER}")


def dismiss_the_writer() -> None:
    """Its rights go. The group stays: other stores on the server may rely on it."""
    tables = ", ".join(table for _, some in RIGHTS for table in some)
    do(f"REVOKE ALL ON {tables} FROM {WRITER}")
