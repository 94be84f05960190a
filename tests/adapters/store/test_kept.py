"""What is kept for ever, and in order, is so whatever program holds the store."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from sqlalchemy import Connection, Executable, Table, insert, select, text, update
from sqlalchemy.exc import IntegrityError

from adapters.store.database import Database
from adapters.store.tables import AUDIT, FACTS, HEADS, SEALS, TERMS
from tests.adapters.conftest import ON_A_FILE, ON_A_SERVER
from tests.adapters.store.held import KEPT, NEW, ROWS, THEN, fill_new, found

FACT = {
    "case_ref": "T-1",
    "kind": "duty-met",
    "at": THEN,
    "recorded_at": THEN,
    "body": b"body",
    "commitment": "c",
    "digest": "d",
}
HEAD = {"book": "facts", "chain": "T-1", "last_no": 2, "digest": "d", "mac": "m"}
#: A column of each that somebody might want otherwise.
SOMETHING = {
    "facts": "kind",
    "letters": "said",
    "texts": "kept_at",
    "quarantine": "code",
    "audit": "person",
    "terms": "body",
    "seals": "root",
    "sealed_heads": "digest",
}


@pytest.fixture
async def full(database: Database) -> Database:
    """A store with two facts, and a row of everything that is kept."""
    await database.write(_fill)
    return database


def _fill(db: Connection) -> None:
    db.execute(insert(FACTS), [FACT | {"no": no} for no in (1, 2)])
    for name in ("letters", "texts", "quarantine", "inbox"):
        row = next(rows[name] for rows in ROWS if name in rows)[0]
        db.execute(insert(FACTS.metadata.tables[name]), row)
    fill_new(db)
    db.execute(insert(HEADS), HEAD)


async def put(database: Database, statement: Executable) -> None:
    await database.write(lambda db: db.execute(statement) and None)


async def do(database: Database, statement: str) -> None:
    await put(database, text(statement))


@pytest.mark.parametrize("change", ["UPDATE {} SET {} = 'x'", "DELETE FROM {}"])
async def test_what_is_kept_is_neither_changed_nor_taken_away(
    full: Database, change: str
) -> None:
    for table in KEPT:
        with pytest.raises(IntegrityError, match=f"{table.name} is kept for ever"):
            await do(full, change.format(table.name, SOMETHING[table.name]))


@ON_A_SERVER
async def test_a_whole_table_is_not_emptied_at_once(full: Database) -> None:
    names = [table.name for table in KEPT if table is not SEALS]
    for name in (*names, "heads", "inbox"):
        with pytest.raises(IntegrityError, match=f"{name} is kept for ever"):
            await do(full, f"TRUNCATE {name}")
    with pytest.raises(IntegrityError, match="is kept for ever"):
        await do(full, "TRUNCATE seals CASCADE")


async def test_a_fact_is_added_under_the_next_number_or_not_at_all(
    full: Database,
) -> None:
    for no in (0, 1, 2, 4):
        with pytest.raises(IntegrityError):
            await put(full, insert(FACTS).values(FACT | {"no": no}))
    await put(full, insert(FACTS).values(FACT | {"no": 3}))


@pytest.mark.parametrize(
    ("table", "row"), [(AUDIT, NEW[0][1]), (SEALS, NEW[2][1])], ids=str
)
async def test_audit_and_seals_are_added_in_order_too(
    full: Database, table: Table, row: dict[str, Any]
) -> None:
    for no in (1, 3):
        with pytest.raises(IntegrityError, match="added in order"):
            await put(full, insert(table).values(row | {"no": no}))


async def test_several_facts_are_added_at_once_in_their_order(full: Database) -> None:
    rows = [FACT | {"no": no} for no in (3, 4, 5)]

    await put(full, insert(FACTS).values(rows))

    held = await full.read(lambda db: db.scalars(select(FACTS.c.no)).all())
    assert sorted(held) == [1, 2, 3, 4, 5]


@ON_A_SERVER
async def test_a_table_of_a_session_s_own_does_not_hide_the_record(
    full: Database,
) -> None:
    """Else a gap could be made in the facts that everybody else sees."""

    def work(db: Connection) -> None:
        db.execute(text("CREATE TEMP TABLE facts (case_ref text, no integer)"))
        db.execute(text("INSERT INTO facts VALUES ('T-1', 8)"))
        db.execute(
            text(
                "INSERT INTO public.facts (case_ref, no, kind, at, recorded_at, body, "
                "commitment, digest) VALUES ('T-1', 9, 'k', 't', 't', '', '', '')"
            )
        )

    with pytest.raises(IntegrityError, match="added in order"):
        await full.write(work)


async def test_two_who_add_the_same_fact_at_once_add_one(
    database: Database,
) -> None:
    for no in range(1, 11):
        told = await asyncio.gather(
            *(put(database, insert(FACTS).values(FACT | {"no": no})) for _ in "ab"),
            return_exceptions=True,
        )
        assert sorted(type(each).__name__ for each in told) == [
            "IntegrityError",
            "NoneType",
        ]


async def test_the_end_of_a_chain_never_goes_back(full: Database) -> None:
    for back in ({"last_no": 1}, {"chain": "T-2"}, {"book": "audit"}):
        with pytest.raises(IntegrityError, match="chains only grow"):
            await put(full, update(HEADS).values(back))
    with pytest.raises(IntegrityError, match="kept for ever"):
        await do(full, "DELETE FROM heads")


async def test_the_end_of_a_chain_moves_on_and_may_be_marked_anew(
    full: Database,
) -> None:
    for forth in ({"mac": "other"}, {"last_no": 3, "digest": "e"}):
        await put(full, update(HEADS).values(forth))

    held = await full.read(lambda db: db.execute(select(HEADS)).one())
    assert tuple(held) == ("facts", "T-1", 3, "e", "other")


@ON_A_FILE
@pytest.mark.parametrize(
    "statement",
    [
        "facts SELECT case_ref, no, 'other', at, recorded_at, body, commitment, digest",
        "audit SELECT chain, no, at, kind, 'other', role, what, why, digest",
        "terms SELECT digest, 'other'",
        "seals SELECT no, at, heads, 'other', digest, key_id, signature",
        "sealed_heads SELECT seal_no, book, chain, last_no, 'other'",
        "heads SELECT book, chain, 1, 'other', mac",
        "letters SELECT no, key, 'other', case_ref, kept_at, body",
        "texts SELECT case_ref, fingerprint, kept_at, x'00'",
        "quarantine SELECT no, at, 'other', digest, body",
        "inbox SELECT source, id, 'other', case_ref, received_at, state, body",
    ],
)
async def test_nothing_is_put_in_the_place_of_what_is_kept(
    full: Database, statement: str
) -> None:
    """INSERT OR REPLACE deletes, and no trigger on delete hears of it."""
    table = statement.partition(" ")[0]

    with pytest.raises(IntegrityError, match=r"kept once|in order|only grow"):
        await do(full, f"INSERT OR REPLACE INTO {statement} FROM {table}")


async def test_the_same_terms_may_be_offered_again(full: Database) -> None:
    held = "SELECT digest FROM terms"
    again = "INSERT INTO terms (digest, body) VALUES ('d', '{}') ON CONFLICT DO NOTHING"

    await do(full, again)

    assert await full.read(lambda db: db.scalars(text(held)).all()) == ["d"]
    with pytest.raises(IntegrityError):
        await put(full, insert(TERMS).values(digest="d", body="[]"))


async def test_what_the_program_needs_to_change_can_be_changed(full: Database) -> None:
    await do(full, "UPDATE inbox SET state = 'started', body = NULL")

    held = await full.read(lambda db: found(db, 1)["inbox"])
    assert [(row["state"], row["body"]) for row in held] == [("started", None)]
