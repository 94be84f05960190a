"""Texts given out to translate, and their translations, by their fingerprints. Sealed.

A text is kept once: what a translator was given stays as it was given out, whatever the
program would say today.
"""

from __future__ import annotations

from typing import Final

from sqlalchemy import Connection, bindparam, insert, select

from activities.ports import Clock, Unavailable
from adapters.sealing.columns import CaseColumn
from adapters.sealing.custody import Custody
from adapters.sealing.keyring import Unopenable
from adapters.store.database import Database
from adapters.store.tables import TEXTS

HELD: Final = select(TEXTS.c.kept_at, TEXTS.c.body).where(
    TEXTS.c.case_ref == bindparam("case"), TEXTS.c.fingerprint == bindparam("print")
)


class SqlTexts:
    """activities.ports.Texts on one store; a text is bound to its row."""

    def __init__(self, database: Database, custody: Custody, clock: Clock) -> None:
        self._database = database
        self._bodies = CaseColumn(custody, "texts.body")
        self._clock = clock

    async def put(self, case: str, fingerprint: str, text: str) -> None:
        """Keep a text under its fingerprint. What is kept there already stays.

        The first is right for every language: they are made of the same wording, and
        whatever could change in it gives it another fingerprint. Raises Unavailable
        when the case's keys are gone.
        """
        row = (case, fingerprint, self._clock.now().isoformat())
        try:
            await self._database.write(lambda db: self._put(db, row, text))
        except Unopenable as why:
            raise Unavailable(why.code) from None

    async def get(self, case: str, fingerprint: str) -> str:
        """The text. Raises Unavailable when it is not there, or cannot be opened."""
        which = {"case": case, "print": fingerprint}

        def work(db: Connection) -> bytes:
            row = db.execute(HELD, which).first()
            if row is None:
                raise Unavailable("text-not-there")
            kept_at, body = row
            return self._bodies.unseal(case, body, case, fingerprint, kept_at)

        try:
            text = await self._database.read(work)
        except Unopenable as why:
            raise Unavailable(why.code) from None
        return text.decode()

    def _put(self, db: Connection, row: tuple[str, str, str], text: str) -> None:
        case, fingerprint, kept_at = row
        Database.turn(db, f"texts {case} {fingerprint}")
        if db.execute(HELD, {"case": case, "print": fingerprint}).first() is None:
            sealed = self._bodies.seal(case, text.encode(), *row)
            clear = {"case_ref": case, "fingerprint": fingerprint, "kept_at": kept_at}
            db.execute(insert(TEXTS), clear | {"body": sealed})
