"""A store from before ends were marked gets its marks once, some chains at a time.

Each act is written into the audit, and the last one says that it is done: a mark that
is missing later was taken away. Whoever takes that entry away too brings about another
such act: so only rows that Vigil itself sealed as releases before did are ever adopted,
and nobody makes those without its keys.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from enum import Enum, auto
from functools import partial
from typing import Any, Final, NamedTuple, TypeAlias

from sqlalchemy import Connection, bindparam, select, update

from adapters.record.audit import Entry, SqlAudit
from adapters.record.books import FACTS_BOOK, is_a_name
from adapters.record.chains import NO_RECORD, as_it_lies, as_text, walk
from adapters.record.fact_rows import FactRows
from adapters.record.heads import Head, Heads
from adapters.record.signet import Signet
from adapters.sealing.custody import Custody
from adapters.sealing.keyring import OWN_KEY, Unopenable
from adapters.store.database import Database
from adapters.store.tables import AUDIT, FACTS, HEADS, HOUSE
from domain.evidence.commitment import NONE
from domain.evidence.walking import End, Standing

#: Some were marked, and there may be more.
MARKED: Final = "marked"
#: These were marked, and nothing is ever marked again.
ADOPTED: Final = "adopted"
#: Who adopts: the program itself.
VIGIL: Final = "vigil"
SYSTEM: Final = "system"
#: Chains read in one transaction, and marked in one: neither keeps anybody long.
PAGE: Final = 500
_FACTS: Final = select(*FACTS_BOOK.clear, FACTS.c.body)
_UNMARKED: Final = (HEADS.c.book == FACTS_BOOK.name, HEADS.c.mac == "")
_HEAD: Final = select(HEADS.c.last_no, HEADS.c.digest).where(
    *_UNMARKED, HEADS.c.chain == bindparam("c")
)
#: Only what still is as it was found whole.
_MARK: Final = update(HEADS).where(
    *_UNMARKED, HEADS.c.chain == bindparam("c"), HEADS.c.digest == bindparam("d")
)
#: A chain, and its end.
Older: TypeAlias = tuple[str, Head]


class Kind(Enum):
    """What a chain without a mark is."""

    OLDER = auto()
    #: It may be one, and a line of the keyring that a row is under is not given here.
    WAITING = auto()
    #: No release before wrote it so.
    REFUSED = auto()


class Adoption(NamedTuple):
    """What came of a try: how many chains were marked, and what was not, by name."""

    marked: int = 0
    waiting: tuple[str, ...] = ()
    refused: tuple[str, ...] = ()


class _Found(NamedTuple):
    older: list[Older]
    waiting: list[str]
    refused: list[str]


async def adopt(database: Database, custody: Custody, now: datetime) -> Adoption:
    """Mark the ends of chains from before there were marks, until it is done once.

    Only chains that are whole, and whose rows all open as releases before sealed them.
    One that has a row under a line of the keyring that is not given waits for it and
    keeps no other: it is done when none waits. `vigil verify` names what has no mark.
    """
    if await database.read(is_adopted):
        return Adoption()
    opening, signet = FactRows(custody), Signet(custody.keyring)
    names = await database.read(_unmarked)
    marked, waiting, refused = 0, list[str](), list[str]()
    for at in range(0, max(len(names), 1), PAGE):
        some = names[at : at + PAGE]
        found = await database.read(partial(_told_apart, names=some, opening=opening))
        waiting += found.waiting
        refused += found.refused
        is_last = at + PAGE >= len(names) and not waiting
        kind = ADOPTED if is_last else MARKED
        act = partial(_mark, signet=signet, older=found.older, now=now, kind=kind)
        if is_last or found.older:
            marked += await database.write(partial(act, SqlAudit(database, signet)))
    return Adoption(marked, tuple(waiting), tuple(refused))


def is_adopted(db: Connection) -> bool:
    """Whether this store was adopted before. A new one is, with nothing to mark."""
    act = select(AUDIT.c.no).where(AUDIT.c.chain == HOUSE, AUDIT.c.kind == ADOPTED)
    return db.execute(act.limit(1)).first() is not None


def _mark(
    audit: SqlAudit,
    db: Connection,
    *,
    signet: Signet,
    older: Sequence[Older],
    now: datetime,
    kind: str,
) -> int:
    """How many were marked now, and not by somebody else before."""
    Database.turn(db, ADOPTED)
    if is_adopted(db):
        return 0
    heads, marked = Heads(FACTS_BOOK, signet), 0
    for chain, head in older:
        mac = heads.marked(chain, head)["mac"]
        marked += db.execute(_MARK, {"c": chain, "d": head.digest, "mac": mac}).rowcount
    if marked or kind == ADOPTED:
        audit.add(db, Entry(now, kind, VIGIL, SYSTEM, f"chains:{marked}"))
    return marked


def _unmarked(db: Connection) -> list[str]:
    """All names at once: to go on from one would let it stand before the others."""
    with as_it_lies(db):
        return list(db.scalars(select(HEADS.c.chain).where(*_UNMARKED)))


def _told_apart(db: Connection, *, names: Sequence[str], opening: FactRows) -> _Found:
    found = _Found([], [], [])
    with as_it_lies(db):
        for chain in names:
            head, kind = _looked_at(opening, db, chain)
            if head is not None and kind is Kind.OLDER:
                found.older.append((chain, head))
            elif kind is not None:
                rest = found.waiting if kind is Kind.WAITING else found.refused
                rest.append(as_text(chain))
    return found


def _looked_at(
    opening: FactRows, db: Connection, chain: str
) -> tuple[Head | None, Kind | None]:
    """Its end, and what it is; no kind: somebody has marked it meanwhile."""
    try:
        if not is_a_name(chain):
            return None, Kind.REFUSED
        held = db.execute(_HEAD, {"c": chain}).one_or_none()
        if held is None:
            return None, None
        head = Head(*held)
        return head, _kind(opening, db, chain, head)
    except NO_RECORD:
        return None, Kind.REFUSED


def _kind(opening: FactRows, db: Connection, chain: str, head: Head) -> Kind:
    """Whether it is from before marks, and all there up to where its head says."""
    if walk(db, FACTS_BOOK, chain).first_fault(End(*head, Standing.OURS)):
        return Kind.REFUSED
    # All at once: what is raised leaves no cursor behind on the server.
    rows = db.execute(_FACTS.where(FACTS.c.case_ref == chain)).all()
    kinds = {_kind_of_row(opening, chain, tuple(row)) for row in rows}
    for worst in (Kind.REFUSED, Kind.WAITING):
        if worst in kinds:
            return worst
    return Kind.OLDER


def is_later(committed: str, body: bytes) -> bool:
    """Whether no release before marks wrote a row like this."""
    return committed != NONE or body.startswith(OWN_KEY.encode())


def _kind_of_row(opening: FactRows, chain: str, row: tuple[Any, ...]) -> Kind:
    """Whether a release before marks wrote this row: it opens, under the ring itself.

    A later one cannot lie in a chain without a mark: Heads.take lets none be added.
    """
    *_, committed, body = row
    if is_later(committed, body):
        return Kind.REFUSED
    try:
        opening.words(chain, row)
    except Unopenable as why:
        return Kind.WAITING if why.code == "unknown-key" else Kind.REFUSED
    return Kind.OLDER
