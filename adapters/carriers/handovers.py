"""Which carrier each letter was given to, and what has been heard of it since.

What a carrier tells us unasked, by a callback or a delivery report, is a hint: it may
come late, twice, in any order, or from somebody else. What it answers when asked is
kept as its standing.
"""

from __future__ import annotations

from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, Final, NamedTuple

from sqlalchemy import Connection, Row, bindparam, delete, exists, func, select, update

from adapters.carriers.message_ids import reference
from adapters.store.database import Database
from adapters.store.statements import adding
from adapters.store.tables import HANDOVERS
from domain.letters import FAILURES, Channel, Standing

#: The last word on a letter: nothing later takes it back.
FINAL: Final = FAILURES | {Standing.DELIVERED}

_HELD: Final = select(HANDOVERS)
_OF: Final = _HELD.where(HANDOVERS.c.key == bindparam("of"))
_SINCE: Final = _HELD.where(HANDOVERS.c.handed_over_at >= bindparam("at")).order_by(
    HANDOVERS.c.handed_over_at, HANDOVERS.c.key
)
_REFERRED: Final = HANDOVERS.c.reference == bindparam("to")
_HINTED: Final = select(HANDOVERS.c.hint).where(_REFERRED).with_for_update()
_KNOWN: Final = select(exists().where(_REFERRED))


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
    """On the store of the send ledger. Keys and references are opaque."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def expect(self, key: str, channel: Channel, carrier: CarrierName) -> None:
        """Write down who is about to be given it: a callback may overtake the answer.

        A carrier tried before, which did not take it, is forgotten.
        """
        by = {"channel": channel.value, "carrier": carrier.value}

        def work(db: Connection) -> None:
            put = adding(db, HANDOVERS).values(key=key, reference=reference(key), **by)
            db.execute(
                put.on_conflict_do_update(index_elements=[HANDOVERS.c.key], set_=by)
            )

        await self._database.write(work)

    async def stands(self, key: str, standing: Standing, at: datetime) -> None:
        """What the carrier answered, when it took the letter or was asked about it.

        The first instants stand, however often it is sent or asked about.
        """
        now = _text(at)
        taken, confirmed = HANDOVERS.c.handed_over_at, HANDOVERS.c.confirmed_at
        stands: dict[str, Any] = {
            "standing": standing.value,
            "handed_over_at": func.coalesce(taken, now),
        }
        if standing in FINAL:
            stands["confirmed_at"] = func.coalesce(confirmed, now)

        def work(db: Connection) -> None:
            db.execute(update(HANDOVERS).where(HANDOVERS.c.key == key).values(stands))

        await self._database.write(work)

    async def forget(self, key: str) -> None:
        """It was taken back before it went: no carrier has it, or is about to."""

        def work(db: Connection) -> None:
            db.execute(delete(HANDOVERS).where(HANDOVERS.c.key == key))

        await self._database.write(work)

    async def hint(self, reference: str, standing: Standing, at: datetime) -> bool:
        """Keep what was told unasked. False: no letter of ours has this reference.

        A final word stays, whatever comes after it.
        """
        told = {"hint": standing.value, "hinted_at": _text(at)}

        def work(db: Connection) -> bool:
            found = db.execute(_HINTED, {"to": reference}).first()
            if found is not None and found.hint not in FINAL:
                is_it = HANDOVERS.c.reference == reference
                db.execute(update(HANDOVERS).where(is_it).values(told))
            return found is not None

        return await self._database.write(work)

    async def knows(self, reference: str) -> bool:
        """Whether a letter of ours has this reference."""
        of = {"to": reference}
        return bool(await self._database.read(lambda db: db.scalar(_KNOWN, of)))

    async def hinted(self, key: str) -> Standing | None:
        """The last hint about a letter, None when there was none."""
        found = await self.of(key)
        return found.hint if found else None

    async def of(self, key: str) -> Handover | None:
        """None for a letter that was never given to a carrier here."""

        def work(db: Connection) -> Handover | None:
            row = db.execute(_OF, {"of": key}).first()
            return _handover(row) if row else None

        return await self._database.read(work)

    async def since(self, at: datetime) -> list[Handover]:
        """Every letter that a carrier took at that instant or later, oldest first."""

        def work(db: Connection) -> list[Handover]:
            return [_handover(row) for row in db.execute(_SINCE, {"at": _text(at)})]

        return await self._database.read(work)


def _handover(row: Row[Any]) -> Handover:
    return Handover(
        key=row.key,
        channel=Channel(row.channel),
        carrier=CarrierName(row.carrier),
        reference=row.reference,
        standing=Standing(row.standing) if row.standing else None,
        handed_over_at=_instant(row.handed_over_at),
        hint=Standing(row.hint) if row.hint else None,
        hinted_at=_instant(row.hinted_at),
        confirmed_at=_instant(row.confirmed_at),
    )


def _text(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def _instant(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
