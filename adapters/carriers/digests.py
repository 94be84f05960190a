"""The digests of a day on their way together: who brought what, and whose turn it is.

gathering   from the first part on; a part that comes back is still wanted
last call   once it is over, those that come back within a short time go together
led         one has the lease and sends; after it another follows
ended       sent, or refused for good; a part that came too late begins the next
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Final, NamedTuple

from sqlalchemy import ColumnElement, Connection, func, insert, select, update

from activities.ports import DigestEnded, DigestPart, Lead, Wait, recipient
from adapters.sealing.columns import CaseColumn
from adapters.sealing.custody import Custody
from adapters.store.database import Database
from adapters.store.statements import adding
from adapters.store.tables import DIGEST_PARTS, DIGESTS
from domain.letters import Letter

LEASE: Final = timedelta(minutes=2)
LAST_CALL: Final = timedelta(seconds=30)
#: Whoever comes back at the last call, and a little late, was there within this.
LATELY: Final = timedelta(minutes=1)
HELD: Final = select(
    *(DIGESTS.c.key, DIGESTS.c.closes_at, DIGESTS.c.called_at),
    *(DIGESTS.c.led_until, DIGESTS.c.ended_at, DIGESTS.c.refused),
)

Turn = Wait | Lead | DigestEnded


class Digest(NamedTuple):
    """One message to be: until when it gathers, and how far it has come."""

    key: str
    closes_at: datetime
    called_at: datetime | None
    led_until: datetime | None
    ended_at: datetime | None
    refused: str | None


@dataclass(frozen=True)
class SqlDigests:
    """activities.ports.Digests on one store. Parts are sealed.

    `gathers`: how long, from the first part of a person and day. What is done about
    the digests of one person and day is done in turn.
    """

    database: Database
    custody: Custody
    gathers: timedelta

    async def put(self, part: DigestPart, now: datetime) -> Turn:
        """Bring a part, or come back with it. Raises keyring.Unopenable."""
        return await self.database.write(lambda db: self._put(db, part, now))

    async def end(self, digest: str, ended: DigestEnded) -> DigestEnded:
        """How it ended first stands; what its parts said is then kept no longer."""
        taken = (DIGEST_PARTS.c.digest == digest, DIGEST_PARTS.c.taken == 1)

        def work(db: Connection) -> DigestEnded:
            _turn(db, digest)
            is_it = (DIGESTS.c.key == digest, DIGESTS.c.ended_at.is_(None))
            how = {"ended_at": _text(ended.at), "refused": ended.refused}
            db.execute(update(DIGESTS).where(*is_it).values(how))
            db.execute(update(DIGEST_PARTS).where(*taken).values(body=b""))
            held = _digest(db, DIGESTS.c.key == digest)
            at = held.ended_at if held else None
            return DigestEnded(at or ended.at, (held and held.refused) or "")

        return await self.database.write(work)

    def _put(self, db: Connection, part: DigestPart, now: datetime) -> Turn:
        person = self._person(part.letter)
        _turn(db, _key(person, part.day, 0))
        while (taken := _taken_into(db, part.letter.key)) is None:
            gathering = self._gathering(db, person, part.day, now)
            if self._write(db, part.letter, gathering.key, now):
                return self._gathered(db, gathering, now)
        return self._under_way(db, taken, now)

    def _under_way(self, db: Connection, digest: Digest, now: datetime) -> Turn:
        if digest.ended_at is not None:
            return DigestEnded(digest.ended_at, digest.refused or "")
        if digest.led_until is not None and now < digest.led_until:
            return Wait(digest.led_until)
        return self._led(db, digest.key, now)

    def _gathering(
        self, db: Connection, person: str, day: date, now: datetime
    ) -> Digest:
        """The digest of that person and day that nobody leads yet; else the next."""
        whose = (DIGESTS.c.person == person, DIGESTS.c.day == day.isoformat())
        found = _digest(db, *whose, DIGESTS.c.led_until.is_(None))
        if found is not None:
            return found
        no = 1 + int(db.scalar(select(func.count()).where(*whose)) or 0)
        key, closes_at = _key(person, day, no), now + self.gathers
        row = {"key": key, "person": person, "day": day.isoformat(), "no": no}
        db.execute(insert(DIGESTS), row | {"closes_at": _text(closes_at)})
        return Digest(key, closes_at, None, None, None, None)

    def _gathered(self, db: Connection, digest: Digest, now: datetime) -> Turn:
        """Whether the gathering and its last call are over; then whoever asks leads."""
        if now < digest.closes_at:
            return Wait(digest.closes_at)
        called_at = digest.called_at or now
        if digest.called_at is None:
            _set(db, digest.key, called_at=_text(now))
        if now < called_at + LAST_CALL:
            return Wait(called_at + LAST_CALL)
        lately = DIGEST_PARTS.c.came_at >= _text(max(called_at, now - LATELY))
        here = (DIGEST_PARTS.c.digest == digest.key, lately)
        db.execute(update(DIGEST_PARTS).where(*here).values(taken=1))
        return self._led(db, digest.key, now)

    def _led(self, db: Connection, digest: str, now: datetime) -> Lead:
        _set(db, digest, led_until=_text(now + LEASE))
        parts = DIGEST_PARTS.c
        held = (
            select(parts.key, parts.case_ref, parts.body)
            .where(parts.digest == digest, parts.taken == 1)
            .order_by(parts.key)
        )
        bodies = [
            self._parts.unseal(case, body, key, case)
            for key, case, body in db.execute(held)
        ]
        return Lead(digest, tuple(map(Letter.model_validate_json, bodies)))

    def _write(
        self, db: Connection, letter: Letter, digest: str, now: datetime
    ) -> bool:
        """What the case says now, in the place of what it said when it came before.

        False: at this very moment another person's digest took it along, for it had
        that person's address when it came before.
        """
        text = letter.model_dump_json().encode()
        body = self._parts.seal(letter.case, text, letter.key, letter.case)
        said = {"digest": digest, "came_at": _text(now), "body": body}
        put = adding(db, DIGEST_PARTS).values(
            key=letter.key, case_ref=letter.case, taken=0, **said
        )
        written = db.execute(
            put.on_conflict_do_update(
                index_elements=[DIGEST_PARTS.c.key],
                set_=said,
                where=DIGEST_PARTS.c.taken == 0,
            )
        )
        return bool(written.rowcount)

    def _person(self, letter: Letter) -> str:
        return self.custody.keyring.mark(json.dumps(recipient(letter)).encode())

    @property
    def _parts(self) -> CaseColumn:
        return CaseColumn(self.custody, "digest_parts.body")


def _key(person: str, day: date, no: int) -> str:
    return f"digest/{person}/{day}/{no}"


def _turn(db: Connection, digest: str) -> None:
    """Until this is done, nobody else touches digests of that person and day."""
    Database.turn(db, digest.rpartition("/")[0])


def _taken_into(db: Connection, part: str) -> Digest | None:
    """The digest that took a part along, None where none did yet."""
    parts = DIGEST_PARTS.c
    of = select(parts.digest).where(parts.key == part, parts.taken == 1)
    digest = db.scalar(of)
    if digest is None:
        return None
    _turn(db, digest)
    return _digest(db, DIGESTS.c.key == digest)


def _digest(db: Connection, *which: ColumnElement[bool]) -> Digest | None:
    row = db.execute(HELD.where(*which)).first()
    if row is None:
        return None
    key, closes_at, *instants, refused = row
    called_at, led_until, ended_at = (
        datetime.fromisoformat(each) if each else None for each in instants
    )
    closes = datetime.fromisoformat(closes_at)
    return Digest(key, closes, called_at, led_until, ended_at, refused)


def _set(db: Connection, digest: str, **values: str) -> None:
    db.execute(update(DIGESTS).where(DIGESTS.c.key == digest).values(values))


def _text(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="microseconds")
