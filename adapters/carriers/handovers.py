"""Which carrier each letter was given to, and what has been heard of it since.

What a carrier tells us unasked, by a callback or a delivery report, is a hint: it may
come late, twice, in any order, or from somebody else. What it answers when asked is
kept as its standing.
"""

from __future__ import annotations

from datetime import UTC, datetime
from enum import StrEnum
from sqlite3 import Connection
from typing import Final, NamedTuple

from adapters.carriers.message_ids import reference
from adapters.sqlite import Database
from domain.letters import FAILURES, Channel, Standing

#: The last word on a letter: nothing later takes it back.
FINAL: Final = FAILURES | {Standing.DELIVERED}

_COLUMNS: Final = (
    "key, channel, carrier, reference, standing, handed_over_at, hint, hinted_at, "
    "confirmed_at"
)


class CarrierName(StrEnum):
    """The carriers there are. These words stand in the ledger for ever."""

    SMTP = "smtp"
    NOTIFY = "notify"
    PRINT = "print-queue"


class Handover(NamedTuple):
    """One letter with its carrier.

    `standing` and `handed_over_at` are None until the carrier has taken it.
    `confirmed_at`: when the last word on it was heard, good or bad.
    """

    key: str
    channel: Channel
    carrier: CarrierName
    reference: str
    standing: Standing | None
    handed_over_at: datetime | None
    hint: Standing | None
    hinted_at: datetime | None
    confirmed_at: datetime | None

    @property
    def is_awaited(self) -> bool:
        """Whether a word was promised of it that has not come."""
        return self.standing is Standing.SENT and not self.is_heard_of

    @property
    def is_heard_of(self) -> bool:
        """Whether its carrier has said the last word on it, good or bad."""
        return self.confirmed_at is not None or self.hint in FINAL


class Handovers:
    """On the SQLite file of the send ledger. Keys and references are opaque."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def expect(self, key: str, channel: Channel, carrier: CarrierName) -> None:
        """Write down who is about to be given it: a callback may overtake the answer.

        A carrier tried before, which did not take it, is forgotten.
        """
        row = (key, channel, carrier, reference(key))

        def work(db: Connection) -> None:
            db.execute(
                "INSERT INTO handovers (key, channel, carrier, reference) "
                "VALUES (?, ?, ?, ?) ON CONFLICT (key) DO UPDATE "
                "SET channel = excluded.channel, carrier = excluded.carrier",
                row,
            )

        await self._database.write(work)

    async def stands(self, key: str, standing: Standing, at: datetime) -> None:
        """What the carrier answered, when it took the letter or was asked about it.

        The first instants stand, however often it is sent or asked about.
        """
        heard = _text(at) if standing in FINAL else None

        def work(db: Connection) -> None:
            db.execute(
                "UPDATE handovers SET standing = ?, "
                "handed_over_at = coalesce(handed_over_at, ?), "
                "confirmed_at = coalesce(confirmed_at, ?) WHERE key = ?",
                (standing, _text(at), heard, key),
            )

        await self._database.write(work)

    async def forget(self, key: str) -> None:
        """It was taken back before it went: no carrier has it, or is about to."""

        def work(db: Connection) -> None:
            db.execute("DELETE FROM handovers WHERE key = ?", (key,))

        await self._database.write(work)

    async def hint(self, reference: str, standing: Standing, at: datetime) -> bool:
        """Keep what was told unasked. False: no letter of ours has this reference.

        A final word stays, whatever comes after it.
        """

        def work(db: Connection) -> bool:
            found = db.execute(
                "SELECT hint FROM handovers WHERE reference = ?", (reference,)
            ).fetchone()
            if found is not None and found[0] not in FINAL:
                db.execute(
                    "UPDATE handovers SET hint = ?, hinted_at = ? WHERE reference = ?",
                    (standing, _text(at), reference),
                )
            return found is not None

        return await self._database.write(work)

    async def knows(self, reference: str) -> bool:
        """Whether a letter of ours has this reference."""

        def work(db: Connection) -> bool:
            (found,) = db.execute(
                "SELECT EXISTS (SELECT 1 FROM handovers WHERE reference = ?)",
                (reference,),
            ).fetchone()
            return bool(found)

        return await self._database.read(work)

    async def hinted(self, key: str) -> Standing | None:
        """The last hint about a letter, None when there was none."""
        found = await self.of(key)
        return found.hint if found else None

    async def of(self, key: str) -> Handover | None:
        """None for a letter that was never given to a carrier here."""

        def work(db: Connection) -> Handover | None:
            row = db.execute(
                f"SELECT {_COLUMNS} FROM handovers WHERE key = ?", (key,)
            ).fetchone()
            return _handover(row) if row else None

        return await self._database.read(work)

    async def since(self, at: datetime) -> list[Handover]:
        """Every letter that a carrier took at that instant or later, oldest first."""

        def work(db: Connection) -> list[Handover]:
            rows = db.execute(
                f"SELECT {_COLUMNS} FROM handovers WHERE handed_over_at >= ? "
                "ORDER BY handed_over_at, key",
                (_text(at),),
            )
            return [_handover(row) for row in rows]

        return await self._database.read(work)


def _handover(row: tuple[str | None, ...]) -> Handover:
    key, channel, carrier, ref, standing, taken, hint, hinted, confirmed = row
    return Handover(
        key=str(key),
        channel=Channel(str(channel)),
        carrier=CarrierName(str(carrier)),
        reference=str(ref),
        standing=Standing(standing) if standing else None,
        handed_over_at=_instant(taken),
        hint=Standing(hint) if hint else None,
        hinted_at=_instant(hinted),
        confirmed_at=_instant(confirmed),
    )


def _text(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def _instant(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
