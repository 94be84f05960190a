"""What of the record hangs on each line of the keyring, and what can be moved off it.

Cases have keys of their own (sealing.custody). Under a line itself are the marks of
where each chain ends, the signatures of seals, and rows from before cases had keys.
"""

from __future__ import annotations

from collections import Counter
from typing import Any, Final, NamedTuple

from sqlalchemy import Column, Connection, LargeBinary, func, literal, select

from activities.ports import Unavailable
from adapters.record.books import BOOKS, SEALS_BOOK, is_a_name
from adapters.record.chains import NO_RECORD, as_it_lies, as_text
from adapters.record.heads import Altered, Heads
from adapters.record.signet import Signet
from adapters.sealing.keyring import KEY_ID
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
#: Of a sealed column, no more is looked at for the id of its key.
LONGEST_ID: Final = 40


class Hanging(NamedTuple):
    """How much hangs on one line: rows sealed, ends of chains marked, seals signed."""

    rows: int
    heads: int
    seals: int


class Marked(NamedTuple):
    """How many ends were marked anew, and those that were left, as book/chain."""

    moved: int
    left: tuple[str, ...]


def hanging(db: Connection) -> dict[str, Hanging]:
    """What could not be opened, added to or checked without each line, by its id.

    What names a key by what cannot be an id is not counted: it is no line's.
    """
    with as_it_lies(db):
        sealed = (_counted(db, _id_in(db, each)) for each in SEALED)
        rows = sum(sealed, Counter[str]())
        heads = _counted(db, _id_in(db, HEADS.c.mac))
        seals = _counted(db, SEALS.c.key_id)
    ids = {each for each in (*rows, *heads, *seals) if KEY_ID.fullmatch(each)}
    return {each: Hanging(rows[each], heads[each], seals[each]) for each in ids}


def mark_anew(db: Connection, signet: Signet, passed: int) -> Marked:
    """Mark the next ends of chains with the current key; none and none: that was all.

    Each is checked under the key that marked it first. One that Vigil did not put
    there, or marked with a key that is not given here, is left: to mark it would cover
    the change up. `passed`: how many were left before, and so come first again.
    """
    begins = f"{signet.current}:"
    older = (
        select(HEADS.c.book, HEADS.c.chain)
        .where(func.substr(HEADS.c.mac, 1, len(begins)) != begins, HEADS.c.mac != "")
        .order_by(HEADS.c.book, HEADS.c.chain)
        .offset(passed)
        .limit(BATCH)
    )
    heads = {book.name: Heads(book, signet) for book in MARKED}
    with as_it_lies(db):
        chains = [(as_text(row.book), as_text(row.chain)) for row in db.execute(older)]
        left = [each for each in chains if not _moved(db, heads.get(each[0]), each[1])]
    return Marked(len(chains) - len(left), tuple(map("/".join, left)))


def _moved(db: Connection, heads: Heads | None, chain: str) -> bool:
    """Whether it was moved. No heads: no book has the name that stands there."""
    if heads is None or not is_a_name(chain):
        return False
    try:
        heads.move(db, chain, heads.take(db, chain))
    except (Altered, Unavailable, *NO_RECORD):
        return False
    return True


def _id_in(db: Connection, column: Column[Any]) -> Any:
    """What stands before the colon."""
    if db.dialect.name == "sqlite":
        colon = literal(":", column.type) if column is HEADS.c.mac else literal(b":")
        return func.substr(column, 1, func.instr(column, colon) - 1)
    begins: Any = func.substr(column, 1, LONGEST_ID + 1)
    if isinstance(column.type, LargeBinary):
        begins = func.encode(begins, "escape")
    return func.split_part(begins, ":", 1)


def _counted(db: Connection, key_id: Any) -> Counter[str]:
    wanted = select(key_id, func.count()).where(key_id.is_not(None)).group_by(key_id)
    counted = Counter[str]()
    for named, count in db.execute(wanted):
        text = named if isinstance(named, str) else bytes(named).decode("latin-1")
        counted[text] += count
    return counted
