"""What of the record hangs on each line of the keyring, and what can be moved off it.

Cases have keys of their own (sealing.custody). Under a line itself are the marks of
where each chain ends, the signatures of seals, and rows from before cases had keys.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final, NamedTuple

from sqlalchemy import Column, Connection, Select, func, literal, select

from adapters.record.books import BOOKS, SEALS_BOOK
from adapters.record.heads import Heads
from adapters.record.signet import Signet
from adapters.store.tables import (
    DIGEST_PARTS,
    FACTS,
    HEADS,
    INBOX,
    LETTERS,
    QUARANTINE,
    SEALS,
    TEXTS,
    WORKLIST,
)

#: Every column that is sealed, and so begins with the id of its key.
SEALED: Final[tuple[Column[Any], ...]] = (
    *(FACTS.c.body, WORKLIST.c.line, INBOX.c.body, QUARANTINE.c.body),
    *(LETTERS.c.body, DIGEST_PARTS.c.body, TEXTS.c.body),
)
#: Every book whose chains end in a mark; the seals' own chain is one.
MARKED: Final = (*BOOKS, SEALS_BOOK)
#: How many chains are marked anew in one transaction.
BATCH: Final = 100


class Hanging(NamedTuple):
    """How much hangs on one line: rows sealed, ends of chains marked, seals signed."""

    rows: int
    heads: int
    seals: int


def hanging_on(db: Connection, key_id: str) -> Hanging:
    """What could not be opened, added to or checked without this line."""
    begins = f"{key_id}:".encode()
    rows = sum(
        _one(db, select(func.count()).where(_beginning(column, begins) == begins))
        for column in SEALED
    )
    heads = HEADS.c.mac.startswith(f"{key_id}:", autoescape=True)
    return Hanging(
        rows=rows,
        heads=_one(db, select(func.count()).select_from(HEADS).where(heads)),
        seals=_one(
            db,
            select(func.count()).select_from(SEALS).where(SEALS.c.key_id == key_id),
        ),
    )


def mark_anew(db: Connection, signet: Signet) -> int:
    """Mark the next ends of chains with the current key; how many. 0: all are.

    Each is checked under the key that marked it first. Raises heads.Altered, and
    Unavailable for a key that is not given here.
    """
    current = HEADS.c.mac.startswith(f"{signet.current}:", autoescape=True)
    older = (
        select(HEADS.c.book, HEADS.c.chain)
        .where(~current, HEADS.c.mac != "")
        .order_by(HEADS.c.book, HEADS.c.chain)
        .limit(BATCH)
    )
    chains = db.execute(older).all()
    _mark(db, signet, ((row.book, row.chain) for row in chains))
    return len(chains)


def _mark(db: Connection, signet: Signet, chains: Iterable[tuple[str, str]]) -> None:
    heads = {book.name: Heads(book, signet) for book in MARKED}
    for book, chain in chains:
        heads[book].move(db, chain, heads[book].take(db, chain))


def _beginning(column: Column[Any], begins: bytes) -> Any:
    return func.substr(column, 1, literal(len(begins)))


def _one(db: Connection, count: Select[int]) -> int:
    return int(db.execute(count).scalar_one())
