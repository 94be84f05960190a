"""Making one case unreadable for ever: its keys, its printed letters, its line.

What is sealed stays where it is, in the record, in the engine and in every backup of
both, and opens nowhere: so the chains still verify. The keys go last. If it is stopped
half-way it is done again from the start, and ends the same.
"""

from __future__ import annotations

import asyncio
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import ColumnElement, Connection, delete, func, select, union

from adapters.carriers.print_queue import PrintQueue
from adapters.record.books import FACTS_BOOK
from adapters.sealing.custody import Custody
from adapters.store.database import Database
from adapters.store.tables import DIGEST_PARTS, FACTS, HEADS, LETTERS, WORKLIST


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

    def __init__(
        self, database: Database, custody: Custody, printed: PrintQueue
    ) -> None:
        self._database = database
        self._custody = custody
        self._printed = printed

    async def erase(self, case: str, at: datetime) -> Gone:
        """Raises OSError, SQLAlchemyError and case_keys.KeysOutOfReach: do it again."""
        files = 0
        for key in await self._database.read(lambda db: _letter_keys(db, case)):
            files += await self._printed.destroy(key)
        await self._database.write(lambda db: _take_off_the_worklist(db, case))
        keys = await asyncio.to_thread(self._custody.destroy, case, at)
        return Gone(files, keys)


def _letter_keys(db: Connection, case: str) -> list[str]:
    kept = select(LETTERS.c.key).where(LETTERS.c.case_ref == case)
    gathered = select(DIGEST_PARTS.c.key).where(DIGEST_PARTS.c.case_ref == case)
    return sorted(db.execute(union(kept, gathered)).scalars())


def _take_off_the_worklist(db: Connection, case: str) -> None:
    db.execute(delete(WORKLIST).where(WORKLIST.c.case_ref == case))


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
