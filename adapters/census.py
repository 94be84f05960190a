"""Counts over the whole store, for whoever watches what is stuck. No content."""

from __future__ import annotations

from typing import Any, Final

from sqlalchemy import Connection, FromClause, Select, func, select, text

from adapters.store.database import Database
from adapters.store.tables import FACTS, INBOX, QUARANTINE, SENDS, WORKLIST
from domain.letters import Carried
from rulebook.schema import Code, Frozen

#: The file's pages hold together; the server met no page that does not.
SOUND: Final = {
    "sqlite": "SELECT quick_check = 'ok' FROM pragma_quick_check(1)",
    "postgresql": "SELECT coalesce(checksum_failures, 0) = 0 FROM pg_stat_database "
    "WHERE datname = current_database()",
}


class Census(Frozen):
    """How many there are of each.

    `begun`: letters begun and not finished. `in_doubt`: sent again because nobody could
    say whether they had gone. `failed`: letters that no carrier took; `settled`: of
    those, dealt with by hand. `waiting`: referrals written down and not begun.
    `refused`: what was refused at the door and kept apart, by the code that says why.
    `sound`: whether the store's pages hold together.
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
    """Count everything at one moment. Raises SQLAlchemyError for an unusable store."""
    return await database.read(_census)


def _census(db: Connection) -> Census:
    code = QUARANTINE.c.code
    refused = select(code, func.count()).group_by(code).order_by(code)
    return Census(
        cases=_count(db, _all(WORKLIST)),
        begun=_count(db, _all(SENDS).where(SENDS.c.finished_at.is_(None))),
        in_doubt=_count(db, _all(SENDS).where(SENDS.c.carried == Carried.IN_DOUBT)),
        failed=_count(db, _all(FACTS).where(FACTS.c.kind == "letter-failed")),
        settled=_count(db, _all(FACTS).where(FACTS.c.kind == "letter-settled")),
        waiting=_count(db, _all(INBOX).where(INBOX.c.state == "received")),
        refused=dict(map(tuple, db.execute(refused))),
        sound=bool(db.scalar(text(SOUND[db.dialect.name]))),
    )


def _all(table: FromClause) -> Select[Any]:
    return select(func.count()).select_from(table)


def _count(db: Connection, rows: Select[Any]) -> int:
    return int(db.scalar(rows))
