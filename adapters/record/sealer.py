"""What the worker does for the record beside its work: adopts it once, seals it often.

A store from before ends were marked gets its marks in one act, which is written into
the audit and never done again: a mark that is missing later was taken away. Whoever
takes that entry away too brings about another such act: so only rows that Vigil itself
sealed as releases before did are ever adopted, and nobody makes those without its keys.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from functools import partial
from typing import Any, Final, NamedTuple

import structlog
from sqlalchemy import Connection, bindparam, select, update

from activities.ports import Clock, Conflict
from adapters.record.audit import Entry, SqlAudit
from adapters.record.books import FACTS_BOOK, is_a_name
from adapters.record.chains import NO_RECORD, as_it_lies, as_text, walk
from adapters.record.fact_rows import FactRows
from adapters.record.heads import Head, Heads
from adapters.record.seals import Unsealed, seal
from adapters.record.signet import Signet
from adapters.sealing.custody import Custody
from adapters.sealing.keyring import Unopenable
from adapters.store.database import Database
from adapters.store.tables import AUDIT, FACTS, HEADS, HOUSE
from adapters.waiting import beside
from domain.evidence.commitment import NONE
from domain.evidence.walking import End, Standing

EVERY: Final = timedelta(minutes=1)
#: Rows that wait longer than this for a seal are somebody's business.
LATE: Final = timedelta(minutes=5)
ADOPTED: Final = "adopted"
#: Who adopts: the program itself.
VIGIL: Final = "vigil"
SYSTEM: Final = "system"

#: How what is sealed under a key of a case's own begins.
OWN_KEY: Final = b"#"
_FACTS: Final = select(*FACTS_BOOK.clear, FACTS.c.body)
#: Only what still is as it was found whole.
_MARK: Final = update(HEADS).where(
    HEADS.c.book == FACTS_BOOK.name,
    HEADS.c.chain == bindparam("c"),
    HEADS.c.digest == bindparam("d"),
    HEADS.c.mac == "",
)

log = structlog.get_logger(__name__)


class Unmarked(NamedTuple):
    """Chains without a mark: those to adopt, and the names of those that may not be."""

    older: tuple[tuple[str, Head], ...]
    refused: tuple[str, ...]


def is_late(unsealed: Unsealed, now: datetime) -> bool:
    """Whether sealing does not keep up: nobody seals, or it fails each time."""
    return unsealed.since is not None and now - unsealed.since > LATE


@asynccontextmanager
async def sealing(
    database: Database, custody: Custody, clock: Clock, every: timedelta = EVERY
) -> AsyncIterator[None]:
    """Adopt what is unmarked, once; seal every minute while the block runs, and after.

    What fails is logged and tried again: the record goes on without a seal.
    """
    await _tried(database, custody, clock)
    try:
        async with beside(_keep_sealing(database, custody, clock, every)):
            yield
    finally:
        await _tried(database, custody, clock)


async def adopt(database: Database, custody: Custody, now: datetime) -> int:
    """Mark the ends of chains from before there were marks; how many. Done once.

    Only chains that are whole, and whose rows all open as releases before sealed them:
    another one stays unmarked. The log names it now, and `vigil verify` ever after.
    Raises Unopenable (`unknown-key`) when a line of the keyring is missing that a row
    is under: then nothing is marked, and it is done when the line is given.
    """
    if await database.read(is_adopted):
        return 0
    unmarked = await database.read(partial(_unmarked, FactRows(custody)))
    signet = Signet(custody.keyring)
    audit = SqlAudit(database, signet)
    act = partial(_adopt, audit, signet, unmarked.older, now)
    if not await database.write(act):
        return 0
    for chain in unmarked.refused:
        log.critical("end_not_adopted", kind=FACTS_BOOK.name, key=chain)
    return len(unmarked.older)


def is_adopted(db: Connection) -> bool:
    """Whether this store was adopted before. A new one is, with nothing to mark."""
    act = select(AUDIT.c.no).where(AUDIT.c.chain == HOUSE, AUDIT.c.kind == ADOPTED)
    return db.execute(act.limit(1)).first() is not None


def _adopt(
    audit: SqlAudit,
    signet: Signet,
    older: tuple[tuple[str, Head], ...],
    now: datetime,
    db: Connection,
) -> bool:
    """Whether it was done now, and not by somebody else before."""
    Database.turn(db, ADOPTED)
    if is_adopted(db):
        return False
    heads = Heads(FACTS_BOOK, signet)
    for chain, head in older:
        marked = heads.marked(chain, head)
        named = {"c": chain, "d": head.digest, "mac": marked["mac"]}
        db.execute(_MARK, named)
    audit.add(db, Entry(now, ADOPTED, VIGIL, SYSTEM, f"chains:{len(older)}"))
    return True


def _unmarked(opening: FactRows, db: Connection) -> Unmarked:
    unmarked = select(HEADS.c.chain, HEADS.c.last_no, HEADS.c.digest).where(
        HEADS.c.book == FACTS_BOOK.name, HEADS.c.mac == ""
    )
    older, refused = list[tuple[str, Head]](), list[str]()
    with as_it_lies(db):
        for chain, *end in db.execute(unmarked).all():
            head = Head(*end)
            if _is_older(opening, db, chain, head):
                older.append((chain, head))
            else:
                refused.append(as_text(chain))
    return Unmarked(tuple(older), tuple(refused))


def _is_older(opening: FactRows, db: Connection, chain: str, head: Head) -> bool:
    """Whether it is from before marks, and all there up to where its head says."""
    end = End(*head, Standing.OURS)
    try:
        if not is_a_name(chain) or walk(db, FACTS_BOOK, chain).first_fault(end):
            return False
        # All at once: what is raised leaves no cursor behind on the server.
        rows = db.execute(_FACTS.where(FACTS.c.case_ref == chain)).all()
        return all(_was_sealed_before(opening, chain, tuple(row)) for row in rows)
    except NO_RECORD:
        return False


def _was_sealed_before(opening: FactRows, chain: str, row: tuple[Any, ...]) -> bool:
    """Whether a release before marks wrote this row: it opens, under the ring itself.

    A later one cannot lie in a chain without a mark: Heads.take lets none be added.
    """
    *_, committed, body = row
    if committed != NONE or body.startswith(OWN_KEY):
        return False
    try:
        opening.words(chain, row)
    except Unopenable as why:
        if why.code == "unknown-key":
            raise
        return False
    return True


async def _keep_sealing(
    database: Database, custody: Custody, clock: Clock, every: timedelta
) -> None:
    while True:
        await asyncio.sleep(every.total_seconds())
        await _tried(database, custody, clock)


async def _adopted(database: Database, custody: Custody, now: datetime) -> None:
    """Whatever comes of it, what has a mark is sealed."""
    try:
        adopted = await adopt(database, custody, now)
    except Unopenable as why:
        log.critical("adoption_waits", code=why.code)
    except Exception:
        log.exception("adoption_failed")
    else:
        if adopted:
            log.warning("record_adopted", count=adopted)


async def _tried(database: Database, custody: Custody, clock: Clock) -> None:
    now = clock.now()
    try:
        await _adopted(database, custody, now)
        made = await seal(database, Signet(custody.keyring), now)
    except Conflict:
        log.critical("seals_altered", code="run-vigil-verify")
    except Exception:
        log.exception("sealing_failed")
    else:
        for book, chain in made.refused:
            log.critical("end_not_ours", kind=book, key=chain)
