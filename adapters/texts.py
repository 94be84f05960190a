"""Texts given out to translate, and their translations, by their fingerprints. Sealed.

A text is kept once: what a translator was given stays as it was given out, whatever the
program would say today.
"""

from __future__ import annotations

from sqlite3 import Connection
from typing import Final

from activities.ports import Clock, Unavailable
from adapters.keys import Keyring, Unopenable
from adapters.sealed_column import SealedColumn
from adapters.sqlite import Database

HELD: Final = "SELECT kept_at, body FROM texts WHERE case_ref = ? AND fingerprint = ?"
ADD: Final = (
    "INSERT INTO texts (case_ref, fingerprint, kept_at, body) VALUES (?, ?, ?, ?)"
)


class SqliteTexts:
    """activities.ports.Texts on one SQLite file; a text is bound to its row."""

    def __init__(self, database: Database, keyring: Keyring, clock: Clock) -> None:
        self._database = database
        self._bodies = SealedColumn(keyring, "texts.body")
        self._clock = clock

    async def put(self, case: str, fingerprint: str, text: str) -> None:
        """Keep a text under its fingerprint. What is kept there already stays.

        The first is right for every language: they are made of the same wording, and
        whatever could change in it gives it another fingerprint.
        """
        kept_at = self._clock.now().isoformat()
        row = (case, fingerprint, kept_at)
        sealed = self._bodies.seal(text.encode(), *row)

        def work(db: Connection) -> None:
            if db.execute(HELD, (case, fingerprint)).fetchone() is None:
                db.execute(ADD, (*row, sealed))

        await self._database.write(work)

    async def get(self, case: str, fingerprint: str) -> str:
        """The text. Raises Unavailable when it is not there, or cannot be opened."""
        row = await self._database.read(
            lambda db: db.execute(HELD, (case, fingerprint)).fetchone()
        )
        if row is None:
            raise Unavailable("text-not-there")
        kept_at, body = row
        try:
            text = self._bodies.unseal(body, case, fingerprint, kept_at)
        except Unopenable as why:
            raise Unavailable(why.code) from None
        return text.decode()
