"""Are the seals as they were made: each of them, and what each of them seals?"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from hashlib import sha256
from typing import Any, Final, NamedTuple

from sqlalchemy import Connection, Select, exists, func, select

from adapters.record.books import BOOKS, SEALS_BOOK
from adapters.record.chains import as_text, end, streamed
from adapters.record.seals import MOST
from adapters.record.signet import Signature, Signet
from adapters.sealing.keyring import Unopenable
from adapters.store.tables import SEALED_HEADS, SEALS
from domain.evidence.faults import Fault, What
from domain.evidence.seals import STORE, SealedHead, first_seal, root
from domain.evidence.walking import Laid, Walk

#: Among as many sealed heads the one too many is looked for; it takes their square.
LOOKED_FOR: Final = 300
SEALED_ENDS: Final = "sealed-heads"
#: A seal has nothing under seal in the other sense.
NOTHING: Final = sha256(b"").hexdigest()


class Finding(NamedTuple):
    """The first fault of a book's chain. Of a seal's heads, `chain` may be unknown.

    `fault.no` is the number of the row; of the seals and of what they seal, that of
    the seal.
    """

    book: str
    chain: str
    fault: Fault


class SealsFound(NamedTuple):
    """What is wrong with the seals, and which of them seal what they did not seal."""

    findings: tuple[Finding, ...]
    worthless: frozenset[int]
    seals: int


class SealsCheck:
    """One look at all the seals of a store, in one transaction."""

    def __init__(
        self, db: Connection, signet: Signet, progress: Callable[[], None]
    ) -> None:
        self._db = db
        self._signet = signet
        self._progress = progress
        self._forged: Fault | None = None
        self._of_heads: Finding | None = None
        self._worthless: set[int] = set()

    def done(self) -> SealsFound:
        ends = end(self._db, self._signet, SEALS_BOOK, STORE)
        walk = Walk(first_seal(), self._looked_at)
        faults = [fault for fault in (walk.first_fault(ends), self._forged) if fault]
        own = min(faults, key=_place, default=None)
        found = [Finding(SEALS_BOOK.name, STORE, own)] if own else []
        heads = self._of_heads or (None if own else self._of_no_seal())
        if heads and (own is None or heads.fault.no < own.no):
            found.append(heads)
        return SealsFound(tuple(found), frozenset(self._worthless), walk.no)

    def _looked_at(self, after: int) -> Iterator[Laid]:
        """The seals, each with a look at its signature and its heads on the way."""
        for *clear, digest, signature in streamed(self._db, _after(after)):
            row = Laid(tuple(clear), NOTHING, digest)
            if not after:
                self._look_at(row, signature)
                self._progress()
            yield row

    def _look_at(self, row: Laid, signature: str) -> None:
        no, _, heads, said, key_id = row.clear
        signed = Signature(str(key_id), signature)
        self._forged = self._forged or self._signature(row, signed)
        fault, chain = self._heads(int(no), int(heads), str(said))
        if fault is not None:
            self._worthless.add(int(no))
            found = Finding(SEALED_ENDS, chain, Fault(fault, int(no)))
            self._of_heads = self._of_heads or found

    def _signature(self, row: Laid, signature: Signature) -> Fault | None:
        try:
            ours = self._signet.signed(signature, row.digest)
        except Unopenable:
            return Fault(What.UNKNOWN_KEY, row.no)
        return None if ours else Fault(What.FORGED, row.no)

    def _heads(self, no: int, heads: int, said: str) -> tuple[What | None, str]:
        """What is wrong with the heads that a seal seals, and of which chain."""
        of = select(*SEALED_HEADS.c).where(SEALED_HEADS.c.seal_no == no).limit(MOST + 1)
        held = [_head(*row[1:]) for row in streamed(self._db, of)]
        if root(no, held) == said:
            return None, ""
        if len(held) < heads:
            return What.MISSING, ""
        if len(held) > heads:
            return What.INSERTED, _one_too_many(no, held, said)
        return What.ALTERED, self._not_in_its_chain(held)

    def _not_in_its_chain(self, held: list[SealedHead]) -> str:
        """The chain whose row does not have the link that is sealed for it."""
        for head in sorted(held):
            if not self._is_in_its_chain(head):
                return head.chain
        return ""

    def _is_in_its_chain(self, head: SealedHead) -> bool:
        book = next((each for each in BOOKS if each.name == head.book), None)
        if book is None:
            return False
        found = select(book.table.c.digest).where(
            book.chain == head.chain, book.clear[0] == head.last_no
        )
        return self._db.scalars(found).first() == head.digest

    def _of_no_seal(self) -> Finding | None:
        """A sealed head that says it belongs to a seal that there is not."""
        sealed = exists().where(SEALS.c.no == SEALED_HEADS.c.seal_no)
        first = select(func.min(SEALED_HEADS.c.seal_no)).where(~sealed)
        no = self._db.scalar(first)
        if no is None:
            return None
        return Finding(SEALED_ENDS, "", Fault(What.INSERTED, no))


def _head(book: object, chain: object, last_no: int, digest: object) -> SealedHead:
    return SealedHead(as_text(book), as_text(chain), last_no, as_text(digest))


def _after(no: int) -> Select[Any]:
    columns = (*SEALS_BOOK.clear, SEALS.c.digest, SEALS.c.signature)
    wanted = select(*columns).order_by(SEALS.c.no)
    return wanted.where(SEALS.c.no > no) if no else wanted


def _one_too_many(no: int, held: list[SealedHead], said: str) -> str:
    if len(held) > LOOKED_FOR:
        return ""
    for extra in held:
        if root(no, [head for head in held if head is not extra]) == said:
            return extra.chain
    return ""


def _place(fault: Fault) -> int:
    return fault.no
