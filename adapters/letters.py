"""Every letter as it was drawn up, for as long as the record is kept. Sealed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from hashlib import sha256
from typing import Any, Final, NamedTuple

from sqlalchemy import Connection, insert, select

from activities.ports import Clock, Conflict, Kept, Unavailable
from adapters.sealing.columns import CaseColumn
from adapters.sealing.custody import Custody
from adapters.sealing.keyring import Unopenable
from adapters.store.database import Database
from adapters.store.tables import LETTERS
from domain.documents.opened import Opened
from domain.letters import Letter
from rulebook.schema import Frozen

CLEAR: Final = (LETTERS.c.key, LETTERS.c.said, LETTERS.c.case_ref, LETTERS.c.kept_at)
HELD: Final = select(*CLEAR, LETTERS.c.body)


class OtherContent(Conflict):
    """The very same letter was drawn up otherwise: an alarm. It names nobody."""


class _Body(Frozen):
    """What is sealed: the letter, and what it and its companions said."""

    letter: Letter
    documents: tuple[Opened, ...]


class KeptLetter(NamedTuple):
    """One letter as it went: to whom and where, what it said, and since when."""

    letter: Letter
    documents: tuple[Opened, ...]
    kept_at: datetime


class SqlLetters:
    """activities.ports.Letters on one store; the key and the case are bound.

    A letter that says something else under its key, because the case changed before it
    had gone, is kept beside the first.
    """

    def __init__(self, database: Database, custody: Custody, clock: Clock) -> None:
        self._database = database
        self._bodies = CaseColumn(custody, "letters.body")
        self._clock = clock

    async def keep(self, letter: Letter, kept: Kept) -> None:
        """Keep it, once. The same again is nothing.

        Raises OtherContent when something else is kept under its key, Unavailable when
        what is kept was sealed with a key not given.
        """
        body = _Body(letter=letter, documents=kept.documents)
        kept_at = self._clock.now().isoformat()
        try:
            await self._database.write(lambda db: self._keep(db, body, kept_at))
        except Unopenable as why:
            raise Unavailable(why.code) from None

    async def get(self, letter: Letter) -> Kept | None:
        """As this very letter was drawn up before; None where it never was.

        Raises Unavailable when it was sealed with a key not given, or is damaged.
        """
        try:
            held = await self._database.read(lambda db: self._same(db, letter))
        except Unopenable as why:
            raise Unavailable(why.code) from None
        return Kept(documents=held.documents) if held else None

    async def one(self, key: str) -> KeptLetter | None:
        """The letter as it was drawn up last, whole. Raises keyring.Unopenable."""
        newest = HELD.where(LETTERS.c.key == key).order_by(LETTERS.c.no.desc()).limit(1)

        def work(db: Connection) -> KeptLetter | None:
            row = db.execute(newest).first()
            return self._opened(row) if row else None

        return await self._database.read(work)

    async def list(self, case: str) -> list[KeptLetter]:
        """Every letter of a case, the newest last. Raises keyring.Unopenable."""
        held = HELD.where(LETTERS.c.case_ref == case).order_by(LETTERS.c.no)

        def work(db: Connection) -> list[KeptLetter]:
            return [self._opened(row) for row in db.execute(held)]

        return await self._database.read(work)

    def _keep(self, db: Connection, body: _Body, kept_at: str) -> None:
        letter = body.letter
        Database.turn(db, f"letters {letter.key}")
        if (held := self._same(db, letter)) is not None:
            _expect_same(held, body)
            return
        clear = (letter.key, said(letter), letter.case, kept_at)
        text = body.model_dump_json().encode()
        sealed = self._bodies.seal(letter.case, text, *clear)
        names = (column.name for column in CLEAR)
        row = dict(zip(names, clear, strict=True))
        db.execute(insert(LETTERS), row | {"body": sealed})

    def _same(self, db: Connection, letter: Letter) -> KeptLetter | None:
        is_it = (LETTERS.c.key == letter.key, LETTERS.c.said == said(letter))
        row = db.execute(HELD.where(*is_it)).first()
        return self._opened(row) if row else None

    def _opened(self, row: Sequence[Any]) -> KeptLetter:
        key, fingerprint, case, kept_at, sealed = row
        clear = (key, fingerprint, case, kept_at)
        body = _Body.model_validate_json(self._bodies.unseal(case, sealed, *clear))
        return KeptLetter(body.letter, body.documents, datetime.fromisoformat(kept_at))


def _expect_same(held: KeptLetter, body: _Body) -> None:
    """The same letter in the same words."""
    if held.documents != body.documents:
        raise OtherContent


def said(letter: Letter) -> str:
    """The fingerprint of all that makes a letter: for how long it is tried does not."""
    return sha256(letter.model_dump_json(exclude={"not_after"}).encode()).hexdigest()
