"""What the worker does for the record beside its work: adopts it once, seals it often.

A store from before ends were marked gets its marks in one act, which is written into
the audit and never done again: a mark that is missing later was taken away.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from functools import partial
from typing import Final

import structlog
from sqlalchemy import Connection, bindparam, select, update

from activities.ports import Clock, Conflict
from adapters.record.audit import Entry, SqlAudit
from adapters.record.books import FACTS_BOOK
from adapters.record.chains import walk
from adapters.record.heads import Head, Heads
from adapters.record.seals import Unsealed, seal
from adapters.record.signet import Signet
from adapters.store.database import Database
from adapters.store.tables import AUDIT, HEADS, HOUSE
from adapters.waiting import beside
from domain.evidence.walking import End, Standing

EVERY: Final = timedelta(minutes=1)
#: Rows that wait longer than this for a seal are somebody's business.
LATE: Final = timedelta(minutes=5)
ADOPTED: Final = "adopted"
#: Who adopts: the program itself.
VIGIL: Final = "vigil"
SYSTEM: Final = "system"

#: Only what still is as it was found whole.
_MARK: Final = update(HEADS).where(
    HEADS.c.book == FACTS_BOOK.name,
    HEADS.c.chain == bindparam("c"),
    HEADS.c.digest == bindparam("d"),
    HEADS.c.mac == "",
)

log = structlog.get_logger(__name__)


def is_late(unsealed: Unsealed, now: datetime) -> bool:
    """Whether sealing does not keep up: nobody seals, or it fails each time."""
    return unsealed.since is not None and now - unsealed.since > LATE


@asynccontextmanager
async def sealing(
    database: Database, signet: Signet, clock: Clock, every: timedelta = EVERY
) -> AsyncIterator[None]:
    """Adopt what is unmarked, once; seal every minute while the block runs, and after.

    What fails is logged and tried again: the record goes on without a seal.
    """
    await _tried(database, signet, clock)
    try:
        async with beside(_keep_sealing(database, signet, clock, every)):
            yield
    finally:
        await _tried(database, signet, clock)


async def adopt(database: Database, signet: Signet, now: datetime) -> int:
    """Mark the ends of chains from before there were marks; how many. Done once.

    Only chains that are whole: another one stays unmarked, and `vigil verify` names it.
    """
    if await database.read(is_adopted):
        return 0
    whole = await database.read(lambda db: list(_whole(db)))
    audit = SqlAudit(database, signet)
    return await database.write(partial(_adopt, audit, signet, whole, now))


def is_adopted(db: Connection) -> bool:
    """Whether this store was adopted before. A new one is, with nothing to mark."""
    act = select(AUDIT.c.no).where(AUDIT.c.chain == HOUSE, AUDIT.c.kind == ADOPTED)
    return db.execute(act.limit(1)).first() is not None


def _adopt(
    audit: SqlAudit,
    signet: Signet,
    whole: list[tuple[str, Head]],
    now: datetime,
    db: Connection,
) -> int:
    Database.turn(db, ADOPTED)
    if is_adopted(db):
        return 0
    heads = Heads(FACTS_BOOK, signet)
    for chain, head in whole:
        marked = heads.marked(chain, head)
        named = {"c": chain, "d": head.digest, "mac": marked["mac"]}
        db.execute(_MARK, named)
    audit.add(db, Entry(now, ADOPTED, VIGIL, SYSTEM, f"chains:{len(whole)}"))
    return len(whole)


def _whole(db: Connection) -> Iterator[tuple[str, Head]]:
    """Chains without a mark whose rows are all there and end where their head says."""
    unmarked = select(HEADS.c.chain, HEADS.c.last_no, HEADS.c.digest).where(
        HEADS.c.book == FACTS_BOOK.name, HEADS.c.mac == ""
    )
    for chain, last_no, digest in db.execute(unmarked).all():
        end = End(last_no, digest, Standing.OURS)
        if walk(db, FACTS_BOOK, chain).first_fault(end) is None:
            yield chain, Head(last_no, digest)


async def _keep_sealing(
    database: Database, signet: Signet, clock: Clock, every: timedelta
) -> None:
    while True:
        await asyncio.sleep(every.total_seconds())
        await _tried(database, signet, clock)


async def _tried(database: Database, signet: Signet, clock: Clock) -> None:
    now = clock.now()
    try:
        adopted = await adopt(database, signet, now)
        made = await seal(database, signet, now)
    except Conflict:
        log.critical("seals_altered", code="run-vigil-verify")
    except Exception:
        log.exception("sealing_failed")
    else:
        if adopted:
            log.warning("record_adopted", count=adopted)
        for book, chain in made.refused:
            log.critical("end_not_ours", kind=book, key=chain)
