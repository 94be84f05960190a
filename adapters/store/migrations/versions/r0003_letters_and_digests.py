"""Every letter as it was drawn up, and the digests of a day on their way together."""

from __future__ import annotations

from alembic import op
from sqlalchemy import (
    CheckConstraint,
    Column,
    ForeignKey,
    Identity,
    Integer,
    LargeBinary,
    UniqueConstraint,
)

from adapters.store.migrations.words import KEYED, STRICT, Words, keep, once

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    _letters()
    _digests()
    _digest_parts()


def downgrade() -> None:
    for table in ("digest_parts", "digests", "letters"):
        op.drop_table(table)


def _letters() -> None:
    op.create_table(
        "letters",
        Column("no", Integer, Identity(always=True), primary_key=True),
        Column("key", Words, nullable=False),
        Column("said", Words, nullable=False),
        Column("case_ref", Words, nullable=False),
        Column("kept_at", Words, nullable=False),
        Column("body", LargeBinary, nullable=False),
        UniqueConstraint("key", "said"),
        **STRICT,
    )
    op.create_index("letters_by_case", "letters", ["case_ref", "no"])
    once("letters", "(key = new.key AND said = new.said) OR no = new.no")
    keep("letters", "update", "delete")


def _digests() -> None:
    op.create_table(
        "digests",
        Column("key", Words, primary_key=True),
        Column("person", Words, nullable=False),
        Column("day", Words, nullable=False),
        Column("no", Integer, nullable=False),
        Column("closes_at", Words, nullable=False),
        Column("called_at", Words),
        Column("led_until", Words),
        Column("ended_at", Words),
        Column("refused", Words),
        UniqueConstraint("person", "day", "no"),
        CheckConstraint("(ended_at IS NULL) = (refused IS NULL)"),
        **KEYED,
    )


def _digest_parts() -> None:
    taken = CheckConstraint("taken IN (0, 1)")
    op.create_table(
        "digest_parts",
        Column("key", Words, primary_key=True),
        Column("case_ref", Words, nullable=False),
        Column("digest", Words, ForeignKey("digests.key"), nullable=False),
        Column("came_at", Words, nullable=False),
        Column("taken", Integer, taken, nullable=False),
        Column("body", LargeBinary, nullable=False),
        **KEYED,
    )
    op.create_index("digest_parts_by_digest", "digest_parts", ["digest"])
