"""The letters of a case as they are handed out with it: what each said, how it went."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, Table, select

from adapters.letters import KeptLetter, SqlLetters, said
from adapters.sealing.keyring import Unopenable
from adapters.store.database import Database
from adapters.store.tables import HANDOVERS, LETTERS, SENDS

#: What of a letter's way is in clear for ever: by which carrier, when, how it ended.
_WAYS = {"carried": SENDS, "handed_over": HANDOVERS}


async def letters_of(
    database: Database, letters: SqlLetters, case: str
) -> list[dict[str, Any]]:
    """Every letter of a case, in the order in which they were drawn up.

    `letter` and `documents` are null where they do not open any more, as of an erased
    case. Raises keyring.Unopenable `unknown-key`, for which somebody can find the key.
    """
    listed = await database.read(lambda db: _listed(db, case))
    try:
        opened = _by_name(await letters.list(case))
    except Unopenable as why:
        if why.code == "unknown-key":
            raise
        opened = {}
    return [each | _words(opened.get((each["key"], each["said"]))) for each in listed]


def _by_name(kept: Iterable[KeptLetter]) -> dict[tuple[str, str], KeptLetter]:
    return {(each.letter.key, said(each.letter)): each for each in kept}


def _words(kept: KeptLetter | None) -> dict[str, Any]:
    if kept is None:
        return {"letter": None, "documents": None}
    return {
        "letter": kept.letter.model_dump(mode="json"),
        "documents": [each.model_dump(mode="json") for each in kept.documents],
    }


def _listed(db: Connection, case: str) -> list[dict[str, Any]]:
    wanted = select(LETTERS.c.key, LETTERS.c.said, LETTERS.c.kept_at)
    wanted = wanted.where(LETTERS.c.case_ref == case).order_by(LETTERS.c.no)
    return [row._asdict() | _way(db, row.key) for row in db.execute(wanted).all()]


def _way(db: Connection, key: str) -> dict[str, Any]:
    return {name: _row(db, table, key) for name, table in _WAYS.items()}


def _row(db: Connection, table: Table, key: str) -> dict[str, Any] | None:
    found = db.execute(select(table).where(table.c.key == key)).one_or_none()
    return None if found is None else found._asdict()
