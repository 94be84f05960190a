"""Which carrier each letter was given to."""

from __future__ import annotations

from alembic import op
from sqlalchemy import CheckConstraint, Column

from adapters.store.migrations.words import KEYED, Words

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.create_table(
        "handovers",
        Column("key", Words, primary_key=True),
        Column("channel", Words, nullable=False),
        Column("carrier", Words, nullable=False),
        Column("reference", Words, nullable=False, unique=True),
        Column("standing", Words),
        Column("handed_over_at", Words),
        Column("hint", Words),
        Column("hinted_at", Words),
        Column("confirmed_at", Words),
        CheckConstraint("(standing IS NULL) = (handed_over_at IS NULL)"),
        CheckConstraint("(hint IS NULL) = (hinted_at IS NULL)"),
        **KEYED,
    )
    op.create_index("handovers_by_day", "handovers", ["handed_over_at"])


def downgrade() -> None:
    op.drop_table("handovers")
