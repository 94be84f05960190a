"""Texts given out to translate, by their fingerprints."""

from __future__ import annotations

from alembic import op
from sqlalchemy import Column, LargeBinary

from adapters.store.migrations.words import KEYED, Words, keep, once

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.create_table(
        "texts",
        Column("case_ref", Words, primary_key=True),
        Column("fingerprint", Words, primary_key=True),
        Column("kept_at", Words, nullable=False),
        Column("body", LargeBinary, nullable=False),
        **KEYED,
    )
    once("texts", "case_ref = new.case_ref AND fingerprint = new.fingerprint")
    keep("texts", "update", "delete")


def downgrade() -> None:
    op.drop_table("texts")
