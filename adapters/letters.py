"""Every letter as it was drawn up, for as long as the record is kept. Sealed."""

from __future__ import annotations

from datetime import datetime
from hashlib import sha256
from sqlite3 import Connection
from typing import Final, NamedTuple

from activities.ports import Clock, Conflict, Kept, Unavailable
from adapters.keys import Keyring, Unopenable
from adapters.sealed_column import SealedColumn
from adapters.sqlite import Database
from domain.documents.opened import Opened
from domain.letters import Letter
from rulebook.schema import Frozen

HELD: Final = "SELECT key, said, case_ref, kept_at, body FROM letters"


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


class SqliteLetters:
    """activities.ports.Letters on one SQLite file; the key and the case are bound.

    A letter that says something else under its key, because the case changed before it
    had gone, is kept beside the first.
    """

    def __init__(self, database: Database, keyring: Keyring, clock: Clock) -> None:
        self._database = database
        self._bodies = SealedColumn(keyring, "letters.body")
        self._clock = clock

    async def keep(self, letter: Letter, kept: Kept) -> None:
        """Keep it, once. The same again is nothing.

        Raises OtherContent when something else is kept under its key, Unavailable when
        what is kept was sealed with a key not given.
        """
        body = _Body(letter=letter, documents=kept.documents)
        kept_at = self._clock.now().isoformat()

        def work(db: Connection) -> None:
            if (held := self._same(db, letter)) is not None:
                _expect_same(held, body)
                return
            row = (letter.key, said(letter), letter.case, kept_at)
            sealed = self._bodies.seal(body.model_dump_json().encode(), *row)
            db.execute(
                "INSERT INTO letters (key, said, case_ref, kept_at, body) "
                "VALUES (?, ?, ?, ?, ?)",
                (*row, sealed),
            )

        try:
            await self._database.write(work)
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
        """The letter as it was drawn up last, whole. Raises keys.Unopenable."""

        def work(db: Connection) -> KeptLetter | None:
            newest = f"{HELD} WHERE key = ? ORDER BY no DESC LIMIT 1"
            row = db.execute(newest, (key,)).fetchone()
            return self._opened(row) if row else None

        return await self._database.read(work)

    async def list(self, case: str) -> list[KeptLetter]:
        """Every letter of a case, the newest last. Raises keys.Unopenable."""

        def work(db: Connection) -> list[KeptLetter]:
            held = db.execute(f"{HELD} WHERE case_ref = ? ORDER BY no", (case,))
            return [self._opened(row) for row in held]

        return await self._database.read(work)

    def _same(self, db: Connection, letter: Letter) -> KeptLetter | None:
        found = (letter.key, said(letter))
        row = db.execute(f"{HELD} WHERE key = ? AND said = ?", found).fetchone()
        return self._opened(row) if row else None

    def _opened(self, row: tuple[str, str, str, str, bytes]) -> KeptLetter:
        *clear, sealed = row
        body = _Body.model_validate_json(self._bodies.unseal(sealed, *clear))
        return KeptLetter(
            body.letter, body.documents, datetime.fromisoformat(clear[-1])
        )


def _expect_same(held: KeptLetter, body: _Body) -> None:
    """The same letter in the same words."""
    if held.documents != body.documents:
        raise OtherContent


def said(letter: Letter) -> str:
    """The fingerprint of all that makes a letter: for how long it is tried does not."""
    return sha256(letter.model_dump_json(exclude={"not_after"}).encode()).hexdigest()
