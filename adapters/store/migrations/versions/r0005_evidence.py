"""Chains over facts and audit, their heads and seals, and who may write them."""

from __future__ import annotations

from typing import Final

from alembic import op
from sqlalchemy import CheckConstraint, Column, ForeignKey, Integer, text

from adapters.store.migrations.chaining import chain_the_facts, unchain_the_facts
from adapters.store.migrations.words import (
    KEYED,
    STRICT,
    Words,
    do,
    follow,
    in_order,
    keep,
    keep_columns,
    on_sqlite,
    once,
    refuse,
    take_away,
)
from adapters.store.migrations.writer import dismiss_the_writer, make_the_writer

revision = "0005"
down_revision = "0004"

NEW: Final = ("sealed_heads", "seals", "heads", "audit", "terms")
KEPT_BEFORE: Final = ("facts", "letters", "texts", "quarantine")
#: What only this release can read or has: to go back would destroy it.
EVIDENCE: Final = (
    "SELECT count(*) FROM facts WHERE commitment <> ''",
    "SELECT count(*) FROM audit",
    "SELECT count(*) FROM seals",
)


class EvidenceWouldBeLost(Exception):
    """The store has what the release before cannot hold. Restore a backup of then."""


def upgrade() -> None:
    _books()
    _heads()
    _seals()
    chain_the_facts()
    follow("facts", "case_ref")
    keep("facts", "update", "delete")
    _close_the_ways_round()
    _indexes()
    if not on_sqlite():
        _refuse_truncate()
        make_the_writer()


def downgrade() -> None:
    if any(op.get_bind().scalar(text(count)) for count in EVIDENCE):
        raise EvidenceWouldBeLost(
            "this store has evidence that the release before cannot hold, and going "
            "back would destroy it: use a backup made before the upgrade instead"
        )
    if not on_sqlite():
        dismiss_the_writer()
    _indexes_of_before()
    for table in NEW:
        op.drop_table(table)
    unchain_the_facts()
    in_order("facts", "case_ref")
    keep("facts", "update", "delete")
    _open_the_ways_round()


def _books() -> None:
    op.create_table(
        "audit",
        Column("chain", Words, primary_key=True),
        Column("no", Integer, CheckConstraint("no >= 1"), primary_key=True),
        *(
            Column(name, Words, nullable=False)
            for name in ("at", "kind", "person", "role", "what", "why", "digest")
        ),
        **KEYED,
    )
    op.create_table(
        "terms",
        Column("digest", Words, primary_key=True),
        Column("body", Words, nullable=False),
        **KEYED,
    )
    in_order("audit", "chain")
    # The same terms may be offered again, and nothing is written.
    once("terms", "digest = new.digest AND body <> new.body")
    for table in ("audit", "terms"):
        keep(table, "update", "delete")


def _heads() -> None:
    op.create_table(
        "heads",
        Column("book", Words, primary_key=True),
        Column("chain", Words, primary_key=True),
        *_end_of_a_chain(),
        Column("mac", Words, nullable=False),
        **KEYED,
    )
    _heads_only_go_on()


def _seals() -> None:
    op.create_table(
        "seals",
        Column("no", Integer, primary_key=True, autoincrement=False),
        Column("at", Words, nullable=False),
        Column("heads", Integer, nullable=False),
        *(
            Column(name, Words, nullable=False)
            for name in ("root", "digest", "key_id", "signature")
        ),
        **STRICT,
    )
    op.create_table(
        "sealed_heads",
        Column("seal_no", Integer, ForeignKey("seals.no"), primary_key=True),
        Column("book", Words, primary_key=True),
        Column("chain", Words, primary_key=True),
        *_end_of_a_chain(),
        **KEYED,
    )
    in_order("seals")
    same = "seal_no = new.seal_no AND book = new.book AND chain = new.chain"
    once("sealed_heads", same)
    for table in ("seals", "sealed_heads"):
        keep(table, "update", "delete")


def _end_of_a_chain() -> tuple[Column[int], Column[str]]:
    return (
        Column("last_no", Integer, nullable=False),
        Column("digest", Words, nullable=False),
    )


def _heads_only_go_on() -> None:
    back = "chains only grow"
    refuse(
        "heads_never_go_back",
        "BEFORE UPDATE",
        "heads",
        "new.book <> old.book OR new.chain <> old.chain OR new.last_no < old.last_no",
        back,
    )
    if on_sqlite():
        same = "book = new.book AND chain = new.chain AND last_no > new.last_no"
        behind = f"EXISTS (SELECT 1 FROM {{table}} WHERE {same})"
        refuse("heads_never_begin_again", "BEFORE INSERT", "heads", behind, back)
    keep("heads", "delete")


def _close_the_ways_round() -> None:
    once("quarantine", "no = new.no")
    once("inbox", "source = new.source AND id = new.id")
    keep_columns("inbox", ("source", "id", "digest", "case_ref", "received_at"))


def _open_the_ways_round() -> None:
    take_away(
        (
            ("quarantine_are_kept_once", "quarantine"),
            ("inbox_are_kept_once", "inbox"),
            ("inbox_stays", "inbox"),
        )
    )
    if not on_sqlite():
        # Those of the dropped tables went with them; what they called did not.
        names = ("heads_never_go_back", "audit_are_added_in_order")
        for name in (*names, "seals_are_added_in_order"):
            do(f"DROP FUNCTION vigil_{name}()")
        take_away((f"{table}_refuse_truncate", table) for table in KEPT_BEFORE)
        take_away([("inbox_refuse_truncate", "inbox")])


def _refuse_truncate() -> None:
    for table in (*NEW, *KEPT_BEFORE, "inbox"):
        keep(table, "truncate")


def _indexes() -> None:
    op.drop_index("inbox_unstarted", "inbox")
    op.create_index("inbox_by_state", "inbox", ["state", "received_at"])
    op.create_index("inbox_by_case", "inbox", ["case_ref"])
    op.create_index("audit_by_person", "audit", ["person", "at"])
    by_chain = ["book", "chain", "last_no"]
    op.create_index("sealed_heads_by_chain", "sealed_heads", by_chain)


def _indexes_of_before() -> None:
    for name in ("inbox_by_state", "inbox_by_case"):
        op.drop_index(name, "inbox")
    waiting = text("state = 'received'")
    op.create_index(
        "inbox_unstarted",
        "inbox",
        ["received_at"],
        sqlite_where=waiting,
        postgresql_where=waiting,
    )
