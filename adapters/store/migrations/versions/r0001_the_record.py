"""The record of every case, its line on the worklist, the send ledger and the inbox."""

from __future__ import annotations

from alembic import op
from sqlalchemy import CheckConstraint, Column, Identity, Integer, LargeBinary, text

from adapters.store.migrations.words import (
    KEPT,
    KEYED,
    STRICT,
    Words,
    do,
    in_order,
    keep,
    on_sqlite,
)

revision = "0001"
down_revision = None


def upgrade() -> None:
    if not on_sqlite():
        do(KEPT)
    _facts()
    _sends()
    _inbox()
    _quarantine()


def downgrade() -> None:
    for table in ("quarantine", "inbox", "sends", "worklist", "facts"):
        op.drop_table(table)
    if not on_sqlite():
        do("DROP FUNCTION vigil_facts_are_added_in_order()")
        do("DROP FUNCTION vigil_is_kept()")


def _facts() -> None:
    op.create_table(
        "facts",
        Column("case_ref", Words, primary_key=True),
        Column("no", Integer, CheckConstraint("no >= 1"), primary_key=True),
        Column("kind", Words, nullable=False),
        Column("at", Words, nullable=False),
        Column("recorded_at", Words, nullable=False),
        Column("body", LargeBinary, nullable=False),
        **KEYED,
    )
    in_order("facts", "case_ref")
    keep("facts", "update", "delete")
    op.create_table(
        "worklist",
        Column("case_ref", Words, primary_key=True),
        Column("last_no", Integer, nullable=False),
        Column("line", LargeBinary, nullable=False),
        **KEYED,
    )


def _sends() -> None:
    op.create_table(
        "sends",
        Column("key", Words, primary_key=True),
        Column("begun_at", Words, nullable=False),
        Column("attempts", Integer, nullable=False),
        Column("finished_at", Words),
        Column("carried", Words),
        CheckConstraint("(finished_at IS NULL) = (carried IS NULL)"),
        **KEYED,
    )


def _inbox() -> None:
    states = CheckConstraint("state IN ('received', 'started', 'refused')")
    op.create_table(
        "inbox",
        Column("source", Words, primary_key=True),
        Column("id", Words, primary_key=True),
        Column("digest", Words, nullable=False),
        Column("case_ref", Words, nullable=False),
        Column("received_at", Words, nullable=False),
        Column("state", Words, states, nullable=False),
        Column("body", LargeBinary),
        **KEYED,
    )
    waiting = text("state = 'received'")
    op.create_index(
        "inbox_unstarted",
        "inbox",
        ["received_at"],
        sqlite_where=waiting,
        postgresql_where=waiting,
    )
    keep("inbox", "delete")


def _quarantine() -> None:
    op.create_table(
        "quarantine",
        Column("no", Integer, Identity(always=True), primary_key=True),
        Column("at", Words, nullable=False),
        Column("code", Words, nullable=False),
        Column("digest", Words, nullable=False),
        Column("body", LargeBinary, nullable=False),
        **STRICT,
    )
    keep("quarantine", "update", "delete")
