"""Counts over the whole store, for whoever watches what is stuck. No content."""

from __future__ import annotations

from sqlite3 import Connection

from adapters.sqlite import Database
from domain.letters import Carried
from rulebook.schema import Code, Frozen

BEGUN = "SELECT count(*) FROM sends WHERE finished_at IS NULL"
IN_DOUBT = "SELECT count(*) FROM sends WHERE carried = ?"
OF_KIND = "SELECT count(*) FROM facts WHERE kind = ?"
WAITING = "SELECT count(*) FROM inbox WHERE state = 'received'"
CASES = "SELECT count(*) FROM worklist"
REFUSED = "SELECT code, count(*) FROM quarantine GROUP BY code ORDER BY code"
SOUND = "PRAGMA quick_check(1)"


class Census(Frozen):
    """How many there are of each.

    `begun`: letters begun and not finished. `in_doubt`: sent again because nobody could
    say whether they had gone. `failed`: letters that no carrier took; `settled`: of
    those, dealt with by hand. `waiting`: referrals written down and not begun.
    `refused`: what was refused at the door and kept apart, by the code that says why.
    `sound`: whether the file's pages hold together.
    """

    cases: int
    begun: int
    in_doubt: int
    failed: int
    settled: int
    waiting: int
    refused: dict[Code, int]
    sound: bool


async def census(database: Database) -> Census:
    """Count everything at one moment. Raises sqlite3.Error for an unusable store."""
    return await database.read(_census)


def _census(db: Connection) -> Census:
    return Census(
        cases=_count(db, CASES),
        begun=_count(db, BEGUN),
        in_doubt=_count(db, IN_DOUBT, Carried.IN_DOUBT),
        failed=_count(db, OF_KIND, "letter-failed"),
        settled=_count(db, OF_KIND, "letter-settled"),
        waiting=_count(db, WAITING),
        refused=dict(db.execute(REFUSED).fetchall()),
        sound=db.execute(SOUND).fetchone()[0] == "ok",
    )


def _count(db: Connection, query: str, *values: str) -> int:
    (number,) = db.execute(query, values).fetchone()
    return int(number)
