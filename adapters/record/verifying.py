"""Is the record as Vigil wrote it? Every row of both books, every end and every seal.

It finds a row that was altered, taken away, put in or moved, a chain cut short or taken
away whole, an end or a seal that Vigil did not write, whoever did it with whatever
program, and names the first in each chain. It needs no key for the rows, and the ring
for the ends and the signatures. Terms are looked at as well: they lie under their own
fingerprint, which the first fact of each case names under seal.

What it cannot find: a chain cut back to an earlier end. Whoever kept that row of
`heads` puts it back, and its mark still holds, without any key: of one case after the
last seal; with the later seals taken away too, or with an old backup in the store's
place, after an earlier one. So somebody else keeps the number and digest of the last
seal (`vigil seals`): `vigil verify --expect NO:DIGEST` finds out all that was cut off
or changed under it. And only facts and audit are chained: what is done to rows of
`sends`, `letters`, `handovers`, `inbox`, `texts` or `worklist` is not looked at.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Final, NamedTuple

from sqlalchemy import ColumnElement, Connection, func, select, true

from adapters.record.adopting import is_adopted, is_later
from adapters.record.books import BOOKS, FACTS_BOOK, SEALS_BOOK, Book, is_a_name
from adapters.record.chains import NO_RECORD, as_it_lies, as_text, end, streamed, walk
from adapters.record.fact_rows import FactRows
from adapters.record.seals import Unsealed, unsealed
from adapters.record.seals_checked import Finding, SealsCheck, SealsFound
from adapters.record.signet import Signet
from adapters.record.terms_kept import each_kept, kept, named_in
from adapters.sealing.custody import Custody
from adapters.sealing.master import NOT_OPENED
from adapters.store.database import Database
from adapters.store.tables import FACTS, HEADS, SEALED_HEADS, SEALS, TERMS
from domain.evidence.faults import Fault, What
from domain.evidence.seals import STORE
from domain.refolding import CannotRefold

#: Chains read in one transaction: each sees one moment, and none lasts long.
PAGE: Final = 50

Progress = Callable[[int], None]


class Chain(NamedTuple):
    """What was found of one chain: how many of its rows are whole, and the fault."""

    name: str
    rows: int
    fault: Fault | None = None
    opened: int = 0
    erased: bool = False


@dataclass
class Verified:
    """What was looked at, and the first fault of each chain that has one."""

    rows: dict[str, int] = field(default_factory=lambda: {b.name: 0 for b in BOOKS})
    chains: int = 0
    seals: int = 0
    findings: list[Finding] = field(default_factory=list)
    opened: int = 0
    erased: list[str] = field(default_factory=list)
    unsealed: Unsealed | None = None

    @property
    def is_whole(self) -> bool:
        return not self.findings

    def add(self, book: Book, chain: Chain) -> None:
        self.chains += 1
        self.rows[book.name] += chain.rows
        self.opened += chain.opened
        if chain.erased:
            self.erased.append(chain.name)
        if chain.fault is not None:
            self.findings.append(Finding(book.name, chain.name, chain.fault))


class Verifier:
    """Reads one store. `custody`: also opens what is sealed, where it is given."""

    def __init__(
        self, database: Database, signet: Signet, custody: Custody | None = None
    ) -> None:
        self._database = database
        self._signet = signet
        self._opening = FactRows(custody) if custody else None
        self._adopted = False
        self._terms = set[str]()

    async def steps(self, case: str | None = None) -> int:
        """About how many times `progress` will count: seals, and chains."""
        chains = select(func.count()).select_from(HEADS)
        if case is not None:
            chains = chains.where(HEADS.c.chain == case)
        seals = select(func.count()).select_from(SEALS)
        return await self._database.read(
            lambda db: (db.scalar(chains) or 0) + (db.scalar(seals) or 0)
        )

    async def verify(
        self, case: str | None = None, progress: Progress = lambda _: None
    ) -> Verified:
        """The whole store, or one case and all the seals. Raises what Custody does."""
        self._adopted = await self._database.read(is_adopted)
        seals = await self._database.read(lambda db: self._seals(db, progress))
        terms = await self._database.read(self._of_terms)
        found = Verified(seals=seals.seals, findings=[*seals.findings, *terms])
        for book in BOOKS:
            async for chains in self._pages(book, case, seals.worthless):
                for chain in chains:
                    found.add(book, chain)
                progress(len(chains))
        found.unsealed = await self._database.read(unsealed)
        return found

    async def _pages(
        self, book: Book, case: str | None, worthless: frozenset[int]
    ) -> AsyncIterator[list[Chain]]:
        """Some chains at a time, by their names: those that anything speaks of."""
        names = await self._database.read(partial(_names, book=book, case=case))
        for at in range(0, len(names), PAGE):
            some = names[at : at + PAGE]
            work = partial(self._page, book=book, names=some, worthless=worthless)
            yield await self._database.read(work)

    def _page(
        self,
        db: Connection,
        *,
        book: Book,
        names: Sequence[str],
        worthless: frozenset[int],
    ) -> list[Chain]:
        with as_it_lies(db):
            return [self._chain(db, book, name, worthless) for name in names]

    def _chain(
        self, db: Connection, book: Book, name: str, worthless: frozenset[int]
    ) -> Chain:
        if not is_a_name(name):
            return Chain(name, 0, Fault(What.INSERTED, 1))
        along = walk(db, book, name, worthless)
        try:
            fault = along.first_fault(end(db, self._signet, book, name))
            if fault and self._lost_its_mark(db, book, name, fault):
                fault = fault._replace(what=What.END_ALTERED)
        except NO_RECORD:
            fault = Fault(What.ALTERED, along.no + 1)
        if fault or self._opening is None or book is not FACTS_BOOK:
            return Chain(name, along.no, fault)
        return self._opened(db, self._opening, Chain(name, along.no))

    def _lost_its_mark(
        self, db: Connection, book: Book, name: str, fault: Fault
    ) -> bool:
        """Whether its end has no mark and had one: only older facts wait for theirs."""
        if fault.what is not What.NOT_ADOPTED:
            return False
        if self._adopted or book is not FACTS_BOOK:
            return True
        of_a_row = select(FACTS.c.commitment, FACTS.c.body)
        rows = streamed(db, of_a_row.where(FACTS.c.case_ref == name))
        return any(is_later(*row) for row in rows)

    def _opened(self, db: Connection, opening: FactRows, chain: Chain) -> Chain:
        """The same chain, with each of its facts opened and looked at."""
        wanted = select(*FACTS_BOOK.clear, FACTS.c.body).where(
            FACTS.c.case_ref == chain.name
        )
        for row in streamed(db, wanted.order_by(FACTS.c.no)):
            try:
                fact = opening.opened(chain.name, row)
            except NOT_OPENED as why:
                if why.code == "erased":
                    return chain._replace(opened=0, erased=True)
                unknown = why.code == "unknown-key"
                what = What.UNKNOWN_KEY if unknown else What.UNOPENABLE
                return chain._replace(fault=Fault(what, row[0]))
            if fact.no == 1 and not self._has_terms(db, named_in(fact.body)):
                return chain._replace(fault=Fault(What.NO_TERMS, 1))
            chain = chain._replace(opened=chain.opened + 1)
        return chain

    def _of_terms(self, db: Connection) -> list[Finding]:
        """Those that are not what they are kept as."""
        with as_it_lies(db):
            terms = dict(each_kept(db))
        self._terms = {digest for digest, is_whole in terms.items() if is_whole}
        altered = sorted(terms.keys() - self._terms)
        return [Finding(TERMS.name, each, Fault(What.ALTERED, 1)) for each in altered]

    def _has_terms(self, db: Connection, named: str | None) -> bool:
        """Of a case that began since we looked, they are looked at now."""
        if named is None or named in self._terms:
            return True
        try:
            self._terms.add(kept(db, named).digest)
        except CannotRefold:
            return False
        return True

    def _seals(self, db: Connection, progress: Progress) -> SealsFound:
        with as_it_lies(db):
            try:
                return SealsCheck(db, self._signet, lambda: progress(1)).done()
            except NO_RECORD:
                found = Finding(SEALS_BOOK.name, STORE, Fault(What.ALTERED, 1))
                return SealsFound((found,), frozenset(), 0)


async def is_as_kept(database: Database, no: int, digest: str) -> bool:
    """Whether the store has the seal that somebody keeps elsewhere."""
    wanted = select(SEALS.c.digest).where(SEALS.c.no == no)
    return await database.read(lambda db: db.scalar(wanted)) == digest


def _names(db: Connection, *, book: Book, case: str | None) -> list[str]:
    """Every chain that rows, ends or seals of a book speak of, by name.

    All of them at once: to go on from a name would let one stand before the others.
    """
    held: tuple[tuple[ColumnElement[str], ColumnElement[bool]], ...] = (
        (book.chain, true()),
        (HEADS.c.chain, HEADS.c.book == book.name),
        (SEALED_HEADS.c.chain, SEALED_HEADS.c.book == book.name),
    )
    names = set[str]()
    with as_it_lies(db):
        for name, of in held:
            which = (of,) if case is None else (of, name == case)
            # In their order, which is that of an index: the first comes at once.
            wanted = select(name).where(*which).distinct().order_by(name)
            names.update(as_text(found) for (found,) in streamed(db, wanted))
    return sorted(names)
