"""The seals of the store: all heads that moved, under one signature, now and then.

A seal shows what somebody with the file, and even with the keys, changed later in what
it seals, as long as somebody else keeps its number and digest. It shows nothing of a
store, or one case with the later seals taken away, that was put back to an earlier
moment: for that, somebody else must keep them too.
"""

from __future__ import annotations

from datetime import UTC, datetime
from functools import partial
from typing import Any, Final, NamedTuple, TypeAlias

from sqlalchemy import Connection, Select, and_, exists, func, insert, select, tuple_

from adapters.record.books import BOOKS, SEALS_BOOK, Book
from adapters.record.chains import as_it_lies, as_text, standing
from adapters.record.heads import Head, Heads
from adapters.record.signet import Signet
from adapters.store.database import Database
from adapters.store.tables import HEADS, SEALED_HEADS, SEALS
from domain.evidence.seals import STORE, Seal, SealedHead, root, seal_link
from domain.evidence.walking import Standing

#: As many heads go under one seal at most; what is left goes under the next.
MOST: Final = 2000
_SAME: Final = and_(
    SEALED_HEADS.c.book == HEADS.c.book,
    SEALED_HEADS.c.chain == HEADS.c.chain,
    SEALED_HEADS.c.last_no == HEADS.c.last_no,
    SEALED_HEADS.c.digest == HEADS.c.digest,
)
#: Heads that no seal has as they are now. The seals' own end is not sealed.
_MOVED: Final = select(HEADS).where(
    HEADS.c.book.in_([book.name for book in BOOKS]), ~exists().where(_SAME)
)
_IN_ORDER: Final = (HEADS.c.book, HEADS.c.chain)
#: Stands for an instant that cannot be read: it waits too long for anybody.
LONG_AGO: Final = datetime(1970, 1, 1, tzinfo=UTC)
#: Book and chain of a head.
Named: TypeAlias = tuple[str, str]


class LastSeal(NamedTuple):
    """What an auditor keeps elsewhere: its number and digest, and the time it says."""

    no: int
    at: datetime
    digest: str
    key_id: str


class Made(NamedTuple):
    """What sealing did: how many heads, and the names of those that are not ours."""

    sealed: int
    refused: tuple[Named, ...]


class Unsealed(NamedTuple):
    """What no seal has yet: how many chains, and since when the oldest row waits."""

    chains: int
    since: datetime | None
    last: LastSeal | None


async def seal(database: Database, signet: Signet, now: datetime) -> Made:
    """Seal every head that moved since it was last sealed. Nothing moved: no seal.

    A head that Vigil did not put there is left out and named: a seal over it would
    make it look right. Raises heads.Altered when the seals themselves were changed.
    """
    sealed, refused = 0, list[Named]()
    after: Named | None = ("", "")
    if not (await database.read(unsealed)).chains:
        return Made(0, ())
    while after is not None:
        page = partial(_seal_page, signet=signet, now=now, after=after)
        made, after = await database.write(page)
        sealed += made.sealed
        refused += made.refused
    return Made(sealed, tuple(refused))


def last_seal(db: Connection) -> LastSeal | None:
    """None for a store that was never sealed."""
    latest = select(SEALS).order_by(SEALS.c.no.desc()).limit(1)
    with as_it_lies(db):
        row = db.execute(latest).one_or_none()
    if row is None:
        return None
    return LastSeal(row.no, _instant(row.at), row.digest, row.key_id)


def unsealed(db: Connection) -> Unsealed:
    """For `Database.read`: what is not sealed yet, and the last seal."""
    moved = _MOVED.subquery()
    chains = db.scalar(select(func.count()).select_from(moved)) or 0
    with as_it_lies(db):
        waiting = [db.scalar(_oldest(book)) for book in BOOKS] if chains else []
    instants = [_instant(each) for each in waiting if each is not None]
    return Unsealed(chains, min(instants, default=None), last_seal(db))


def _instant(held: str) -> datetime:
    """Anything may have been put there: it stops no seal, and a verifier names it."""
    try:
        found = datetime.fromisoformat(held)
    except (TypeError, ValueError):
        return LONG_AGO
    return found if found.tzinfo else LONG_AGO


def _oldest(book: Book) -> Select[Any]:
    """When the first unsealed row of any chain of a book was written."""
    head, rows = _MOVED.where(HEADS.c.book == book.name).subquery(), book.table
    sealed = (
        select(func.coalesce(func.max(SEALED_HEADS.c.last_no), 0))
        .where(SEALED_HEADS.c.book == book.name, SEALED_HEADS.c.chain == head.c.chain)
        .scalar_subquery()
    )
    first = and_(book.chain == head.c.chain, rows.c.no == sealed + 1)
    written = rows.c.at if "recorded_at" not in rows.c else rows.c.recorded_at
    return select(func.min(written)).select_from(head).join(rows, first)


def _seal_page(
    db: Connection, *, signet: Signet, now: datetime, after: Named
) -> tuple[Made, Named | None]:
    """One seal over the next heads; where to go on, or None after the last.

    Where to go on is a head of ours: any other may be named so that nothing follows.
    """
    ends = Heads(SEALS_BOOK, signet)
    before = ends.take(db, STORE)  # one sealer at a time
    with as_it_lies(db):
        ours, refused = _parted(db, signet, after)
    if ours:
        end = _put(db, signet, before, ours, now)
        ends.move(db, STORE, end)
    more = ours[-1][:2] if len(ours) == MOST else None
    return Made(len(ours), tuple(refused)), more


def _parted(
    db: Connection, signet: Signet, after: Named
) -> tuple[list[SealedHead], list[Named]]:
    """The next heads of ours, as many as one seal may have, and others among them.

    Others are counted on the way and not gone on from.
    """
    ours, refused, passed = list[SealedHead](), dict[Named, None](), 0
    while wanted := MOST - len(ours):
        found = db.execute(_next(after).limit(wanted).offset(passed)).all()
        for *named, mac in found:
            head = SealedHead(*named)
            if standing(signet, mac, head) is Standing.OURS:
                ours.append(head)
                after, passed = head[:2], 0
            else:
                refused[head.book, as_text(head.chain)] = None
                passed += 1
        if len(found) < wanted:
            break
    return ours, list(refused)


def _next(after: Named) -> Select[Any]:
    return _MOVED.where(tuple_(*_IN_ORDER) > tuple_(*after)).order_by(*_IN_ORDER)


def _put(
    db: Connection, signet: Signet, before: Head, ours: list[SealedHead], now: datetime
) -> Head:
    """Write the seal over these heads; the end of the seals is now there."""
    no = before.last_no + 1
    seal = Seal(no, now.isoformat(), len(ours), root(no, ours), signet.current)
    digest = seal_link(before.digest, seal)
    signature = signet.sign(digest).text
    row = {**seal._asdict(), "digest": digest, "signature": signature}
    db.execute(insert(SEALS), row)
    db.execute(insert(SEALED_HEADS), [{"seal_no": no, **h._asdict()} for h in ours])
    return Head(no, digest)
