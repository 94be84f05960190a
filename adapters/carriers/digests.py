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
from sqlite3 import Connection
from typing import Final, NamedTuple

from activities.ports import DigestEnded, DigestPart, Lead, Wait, recipient
from adapters.keys import Keyring
from adapters.sealed_column import SealedColumn
from adapters.sqlite import Database
from domain.letters import Letter

LEASE: Final = timedelta(minutes=2)
LAST_CALL: Final = timedelta(seconds=30)
#: Whoever comes back at the last call, and a little late, was there within this.
LATELY: Final = timedelta(minutes=1)
COLUMNS: Final = "key, closes_at, called_at, led_until, ended_at, refused"

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
class SqliteDigests:
    """activities.ports.Digests on one SQLite file. Parts are sealed.

    `gathers`: how long, from the first part of a person and day.
    """

    database: Database
    keyring: Keyring
    gathers: timedelta

    async def put(self, part: DigestPart, now: datetime) -> Turn:
        """Bring a part, or come back with it. Raises keys.Unopenable."""
        return await self.database.write(lambda db: self._put(db, part, now))

    async def end(self, digest: str, ended: DigestEnded) -> DigestEnded:
        """How it ended first stands; what its parts said is then kept no longer."""

        def work(db: Connection) -> DigestEnded:
            db.execute(
                "UPDATE digests SET ended_at = ?, refused = ? "
                "WHERE key = ? AND ended_at IS NULL",
                (_text(ended.at), ended.refused, digest),
            )
            db.execute(
                "UPDATE digest_parts SET body = x'' WHERE digest = ? AND taken = 1",
                (digest,),
            )
            held = _digest(db, "key = ?", (digest,))
            at = held.ended_at if held else None
            return DigestEnded(at or ended.at, (held and held.refused) or "")

        return await self.database.write(work)

    def _put(self, db: Connection, part: DigestPart, now: datetime) -> Turn:
        taken = _digest(
            db,
            "key = (SELECT digest FROM digest_parts WHERE key = ? AND taken = 1)",
            (part.letter.key,),
        )
        if taken is not None:
            return self._under_way(db, taken, now)
        gathering = self._gathering(db, self._person(part.letter), part.day, now)
        self._write(db, part.letter, gathering.key, now)
        return self._gathered(db, gathering, now)

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
        whose = (person, day.isoformat())
        unled = "person = ? AND day = ? AND led_until IS NULL"
        if (found := _digest(db, unled, whose)) is not None:
            return found
        (no,) = db.execute(
            "SELECT 1 + count(*) FROM digests WHERE person = ? AND day = ?", whose
        ).fetchone()
        begun = Digest(
            f"digest/{person}/{day}/{no}", now + self.gathers, None, None, None, None
        )
        db.execute(
            "INSERT INTO digests (key, person, day, no, closes_at) "
            "VALUES (?, ?, ?, ?, ?)",
            (begun.key, *whose, no, _text(begun.closes_at)),
        )
        return begun

    def _gathered(self, db: Connection, digest: Digest, now: datetime) -> Turn:
        """Whether the gathering and its last call are over; then whoever asks leads."""
        if now < digest.closes_at:
            return Wait(digest.closes_at)
        called_at = digest.called_at or now
        if digest.called_at is None:
            db.execute(
                "UPDATE digests SET called_at = ? WHERE key = ?",
                (_text(now), digest.key),
            )
        if now < called_at + LAST_CALL:
            return Wait(called_at + LAST_CALL)
        db.execute(
            "UPDATE digest_parts SET taken = 1 WHERE digest = ? AND came_at >= ?",
            (digest.key, _text(max(called_at, now - LATELY))),
        )
        return self._led(db, digest.key, now)

    def _led(self, db: Connection, digest: str, now: datetime) -> Lead:
        db.execute(
            "UPDATE digests SET led_until = ? WHERE key = ?",
            (_text(now + LEASE), digest),
        )
        held = db.execute(
            "SELECT key, case_ref, body FROM digest_parts "
            "WHERE digest = ? AND taken = 1 ORDER BY key",
            (digest,),
        )
        bodies = [self._parts.unseal(body, key, case) for key, case, body in held]
        return Lead(digest, tuple(map(Letter.model_validate_json, bodies)))

    def _write(
        self, db: Connection, letter: Letter, digest: str, now: datetime
    ) -> None:
        """What the case says now, in the place of what it said when it came before."""
        text = letter.model_dump_json().encode()
        body = self._parts.seal(text, letter.key, letter.case)
        db.execute(
            "INSERT INTO digest_parts (key, case_ref, digest, came_at, taken, body) "
            "VALUES (?, ?, ?, ?, 0, ?) ON CONFLICT (key) DO UPDATE SET "
            "digest = excluded.digest, came_at = excluded.came_at, "
            "body = excluded.body",
            (letter.key, letter.case, digest, _text(now), body),
        )

    def _person(self, letter: Letter) -> str:
        return self.keyring.mark(json.dumps(recipient(letter)).encode())

    @property
    def _parts(self) -> SealedColumn:
        return SealedColumn(self.keyring, "digest_parts.body")


def _digest(db: Connection, which: str, values: tuple[str, ...]) -> Digest | None:
    row = db.execute(f"SELECT {COLUMNS} FROM digests WHERE {which}", values).fetchone()
    if row is None:
        return None
    key, closes_at, *instants, refused = row
    called_at, led_until, ended_at = (
        datetime.fromisoformat(each) if each else None for each in instants
    )
    closes = datetime.fromisoformat(closes_at)
    return Digest(key, closes, called_at, led_until, ended_at, refused)


def _text(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="microseconds")
