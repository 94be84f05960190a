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

from sqlalchemy import (
    Connection,
    Select,
    and_,
    exists,
    func,
    insert,
    or_,
    select,
    tuple_,
)

from adapters.record.adopting import is_adopted
from adapters.record.books import BOOKS, FACTS_BOOK, SEALS_BOOK, Book
from adapters.record.chains import AT_A_TIME, as_it_lies, as_text, standing
from adapters.record.heads import Head, Heads
from adapters.record.signet import Signet
from adapters.store.database import Database
from adapters.store.tables import HEADS, SEALED_HEADS, SEALS
from domain.evidence.seals import STORE, Seal, SealedHead, root, seal_link
from domain.evidence.walking import Standing

#: As many heads are looked at for one seal, and go under it at most; what is left goes
#: under the next, in a transaction of its own.
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
_STREAMED: Final = {"yield_per": AT_A_TIME}
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


class _Parted(NamedTuple):
    """The next heads: those of ours, the names of others, and where to go on."""

    ours: list[SealedHead]
    others: list[Named]
    more: Named | None


class Unsealed(NamedTuple):
    """What no seal has yet: how many chains, and since when the oldest row waits.

    `unmarked`: chains of releases before that wait for their mark. They can go under no
    seal before, and are not among `chains`: a seal that is not made would hide there.
    """

    chains: int
    since: datetime | None
    last: LastSeal | None
    unmarked: int = 0


async def seal(database: Database, signet: Signet, now: datetime) -> Made:
    """Seal every head that moved since it was last sealed. Nothing moved: no seal.

    A head that Vigil did not put there is left out and named: a seal over it would
    make it look right. One without a mark is not looked at until the store is adopted.
    Raises heads.Altered when the seals themselves were changed.
    """
    sealed, refused = 0, list[Named]()
    after: Named | None = ("", "")
    while after is not None:
        # Looked at first, so that nobody waits where there is nothing to write.
        look = partial(_parted, signet=signet, after=after)
        ours, others, more = await database.read(look)
        if ours:
            page = partial(_seal_page, signet=signet, now=now, after=after)
            ours, others, more = await database.write(page)
        sealed += len(ours)
        refused += others
        after = more
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
    moved = _moved(db)
    chains = _count(db, moved)
    with as_it_lies(db):
        waiting = [db.scalar(_oldest(book, moved)) for book in BOOKS] if chains else []
    instants = [_instant(each) for each in waiting if each is not None]
    unmarked = _count(db, _MOVED) - chains
    return Unsealed(chains, min(instants, default=None), last_seal(db), unmarked)


def _count(db: Connection, heads: Select[Any]) -> int:
    return db.scalar(select(func.count()).select_from(heads.subquery())) or 0


def _instant(held: str) -> datetime:
    """Anything may have been put there: it stops no seal, and a verifier names it."""
    try:
        found = datetime.fromisoformat(held)
    except (TypeError, ValueError):
        return LONG_AGO
    return found if found.tzinfo else LONG_AGO


def _oldest(book: Book, moved: Select[Any]) -> Select[Any]:
    """When the first unsealed row of any of these chains of a book was written."""
    head, rows = moved.where(HEADS.c.book == book.name).subquery(), book.table
    sealed = (
        select(func.coalesce(func.max(SEALED_HEADS.c.last_no), 0))
        .where(SEALED_HEADS.c.book == book.name, SEALED_HEADS.c.chain == head.c.chain)
        .scalar_subquery()
    )
    first = and_(book.chain == head.c.chain, rows.c.no == sealed + 1)
    written = rows.c.at if "recorded_at" not in rows.c else rows.c.recorded_at
    return select(func.min(written)).select_from(head).join(rows, first)


def _moved(db: Connection) -> Select[Any]:
    """What can go under a seal now: a case that waits for its mark cannot yet.

    Only facts are older than marks: any other end without one is not ours.
    """
    marked = or_(HEADS.c.mac != "", HEADS.c.book != FACTS_BOOK.name)
    return _MOVED if is_adopted(db) else _MOVED.where(marked)


def _seal_page(
    db: Connection, *, signet: Signet, now: datetime, after: Named
) -> _Parted:
    """One seal over the next heads."""
    ends = Heads(SEALS_BOOK, signet)
    before = ends.take(db, STORE)  # one sealer at a time
    parted = _parted(db, signet=signet, after=after)
    if parted.ours:
        end = _put(db, signet, before, parted.ours, now)
        ends.move(db, STORE, end)
    return parted


def _parted(db: Connection, *, signet: Signet, after: Named) -> _Parted:
    """Goes on from the last one looked at that is surely named as it lies there."""
    ours, others = list[SealedHead](), dict[Named, None]()
    following = _moved(db).where(tuple_(*_IN_ORDER) > tuple_(*after))
    wanted = following.order_by(*_IN_ORDER)
    every_name_is_text = db.dialect.name == "postgresql"
    if every_name_is_text:
        wanted, options = wanted.limit(MOST), {}
    else:
        options = _STREAMED
    with as_it_lies(db), db.execute(wanted, execution_options=options) as found:
        for looked, (*named, mac) in enumerate(found, 1):
            head = SealedHead(*named)
            is_ours = standing(signet, mac, head) is Standing.OURS
            if is_ours:
                ours.append(head)
            else:
                others[head.book, as_text(head.chain)] = None
            surely_named = every_name_is_text or is_ours or _is_as_it_lies(head.chain)
            if looked >= MOST and surely_named:
                return _Parted(ours, list(others), head[:2])
    return _Parted(ours, list(others), None)


def _is_as_it_lies(chain: object) -> bool:
    """Whether no byte of it was read as another (chains.as_it_lies)."""
    return isinstance(chain, str) and "\\" not in chain


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
