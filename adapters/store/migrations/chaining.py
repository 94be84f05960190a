"""The facts of releases before the fifth get their links, and their cases their heads.

A head's MAC needs a key, which a migration must not have: adopted heads have none
(''), and the program adds it when it first opens the store.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby, islice
from operator import attrgetter
from typing import Any, Final

from alembic import op
from sqlalchemy import (
    CheckConstraint,
    Column,
    Integer,
    LargeBinary,
    Result,
    Row,
    Table,
    column,
    insert,
    select,
    table,
)

from adapters.store.migrations.words import KEYED, Words, do, on_sqlite
from domain.evidence.chain import beginning, link

BATCH: Final = 1000
#: Facts of releases before are bound by their sealed body alone.
NO_COMMITMENT: Final = ""
PLAIN: Final = ("case_ref", "no", "kind", "at", "recorded_at", "body")
LINKS: Final = ("commitment", "digest")
HEADS: Final = """
INSERT INTO heads (book, chain, last_no, digest, mac)
SELECT 'facts', case_ref, no, digest, '' FROM facts AS held
WHERE no = (SELECT max(no) FROM facts WHERE case_ref = held.case_ref)
"""


def chain_the_facts() -> None:
    """Write the table anew, each fact with its link, then where each chain ends."""
    anew = _table(*(Column(name, Words, nullable=False) for name in LINKS))
    with _held() as held:
        _copy(_chained(held), anew)
    _put_in_place()
    do(HEADS)


def unchain_the_facts() -> None:
    """The table as it was before: no links, so no ends of chains either."""
    anew = _table()
    with _held() as held:
        _copy((dict(row._mapping) for row in held), anew)
    _put_in_place()


def _table(*more: Column[Any]) -> Table:
    return op.create_table(
        "facts_anew",
        Column("case_ref", Words, primary_key=True),
        Column("no", Integer, CheckConstraint("no >= 1"), primary_key=True),
        Column("kind", Words, nullable=False),
        Column("at", Words, nullable=False),
        Column("recorded_at", Words, nullable=False),
        Column("body", LargeBinary, nullable=False),
        *more,
        **KEYED,
    )


def _held() -> Result[Any]:
    """All facts, in their order, a batch of them in memory at a time."""
    facts = table("facts", *(column(name) for name in PLAIN))
    wanted = select(facts).order_by(facts.c.case_ref, facts.c.no)
    return op.get_bind().execute(wanted, execution_options={"yield_per": BATCH})


def _chained(rows: Iterable[Row[Any]]) -> Iterator[dict[str, Any]]:
    for case_ref, facts in groupby(rows, attrgetter("case_ref")):
        digest = beginning("facts", case_ref)
        for fact in facts:
            clear = (fact.no, fact.kind, fact.at, fact.recorded_at, NO_COMMITMENT)
            digest = link(digest, clear, bytes(fact.body))
            links = {"commitment": NO_COMMITMENT, "digest": digest}
            yield dict(fact._mapping) | links


def _copy(rows: Iterator[dict[str, Any]], into: Table) -> None:
    while batch := list(islice(rows, BATCH)):
        op.get_bind().execute(insert(into), batch)


def _put_in_place() -> None:
    op.drop_table("facts")
    op.rename_table("facts_anew", "facts")
    if not on_sqlite():
        for name in ("pkey", "no_check"):
            do(f"ALTER TABLE facts RENAME CONSTRAINT facts_anew_{name} TO facts_{name}")
