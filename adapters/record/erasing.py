"""Making one case unreadable for ever: its keys, its printed letters, its line.

What is sealed stays where it is, in the record, in the engine and in every backup of
both, and opens nowhere: so the chains still verify. If it is stopped half-way it is
done again from the start, and ends the same.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final, NamedTuple

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    delete,
    func,
    select,
    union,
)

from adapters.carriers.print_queue import PrintQueue
from adapters.record.books import FACTS_BOOK
from adapters.record.rotating import SEALED
from adapters.sealing.custody import Custody
from adapters.sealing.keyring import OWN_KEY
from adapters.store.tables import DIGEST_PARTS, FACTS, HEADS, LETTERS, WORKLIST

#: Every sealed column that belongs to a case.
OF_A_CASE: Final = tuple(each for each in SEALED if "case_ref" in each.table.c)
_ITS_OWN: Final = OWN_KEY.encode()


class Gone(NamedTuple):
    """How many of each were destroyed just now: files of printed letters, keys."""

    files: int
    keys: int


class Left(NamedTuple):
    """What lies sealed for ever: how many, and the link in which its chain ends."""

    facts: int
    letters: int
    chain: str


class Erasing:
    """Whoever calls it has been told by two people that the case may go."""

    def __init__(self, custody: Custody, printed: PrintQueue) -> None:
        self._custody = custody
        self._printed = printed

    def erase(self, db: Connection, case: str, at: datetime) -> Gone:
        """In the transaction that writes it down: it is what keeps everybody else out.

        No other work waits for the record while it holds the keys' own database, so
        that neither waits for the other. Raises OSError, SQLAlchemyError and
        case_keys.KeysOutOfReach: do it again.
        """
        letters = _letter_keys(db, case)
        # Before anything is written: a server that has both databases keeps what was
        # overwritten for as long as a transaction that wrote before is under way. And
        # before anything is removed: while the key is there the record may yet be held,
        # and then it is whole. Afterwards nobody holds it, and this is done again.
        keys = self._custody.destroy(case, at)
        files = self._printed.destroy(letters)
        db.execute(delete(WORKLIST).where(WORKLIST.c.case_ref == case))
        return Gone(files, keys)


def _letter_keys(db: Connection, case: str) -> list[str]:
    kept = select(LETTERS.c.key).where(LETTERS.c.case_ref == case)
    gathered = select(DIGEST_PARTS.c.key).where(DIGEST_PARTS.c.case_ref == case)
    return sorted(db.execute(union(kept, gathered)).scalars())


def older_rows(db: Connection, case: str) -> int:
    """How many rows of a case its own key does not seal: they would still open.

    They are from before cases had keys. What holds nothing any more is not counted.
    """
    return sum(_older(db, column, case) for column in OF_A_CASE)


def _older(db: Connection, column: Column[Any], case: str) -> int:
    key = func.substr(column, 1, len(_ITS_OWN))
    of_it = column.table.c.case_ref == case
    return _count(db, of_it & (column != b"") & (key != _ITS_OWN))


def left_of(db: Connection, case: str) -> Left:
    """What the record still holds of a case, erased or not."""
    ends = HEADS.c.book == FACTS_BOOK.name, HEADS.c.chain == case
    return Left(
        facts=_count(db, FACTS.c.case_ref == case),
        letters=_count(db, LETTERS.c.case_ref == case),
        chain=str(db.scalar(select(HEADS.c.digest).where(*ends)) or ""),
    )


def _count(db: Connection, which: ColumnElement[bool]) -> int:
    return int(db.scalar(select(func.count()).where(which)) or 0)
