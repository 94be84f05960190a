"""Where each chain ends: one locked row a chain, moved together with what it ends in.

Whoever adds to a chain holds its head until all of it is kept, so that two workers
never add under the same number. A head that was not put there by Vigil is not added
to: that would cover the change up.
"""

from __future__ import annotations

from typing import Any, Final, NamedTuple

from sqlalchemy import Connection, bindparam, select
from sqlalchemy.dialects import postgresql, sqlite

from activities.ports import Conflict, Unavailable
from adapters.record.books import Book
from adapters.record.chains import as_it_lies
from adapters.record.signet import Signet
from adapters.sealing.keyring import Unopenable
from adapters.store.database import Database
from adapters.store.statements import written_out
from adapters.store.tables import HEADS
from domain.evidence.chain import beginning

_HELD: Final = (
    select(HEADS.c.last_no, HEADS.c.digest, HEADS.c.mac)
    .where(HEADS.c.book == bindparam("b"), HEADS.c.chain == bindparam("c"))
    .with_for_update()
)
#: By the name of the database.
_TAKE: Final = {each: written_out(_HELD, each) for each in ("postgresql", "sqlite")}


def _put(write: Any) -> Any:
    """The end of a chain where there is none yet, and where there is one."""
    put = write.insert(HEADS)
    new = put.excluded
    return put.on_conflict_do_update(
        index_elements=[HEADS.c.book, HEADS.c.chain],
        set_={"last_no": new.last_no, "digest": new.digest, "mac": new.mac},
    )


#: By the name of the database. Only for a head that was taken before.
PUT: Final = {"postgresql": _put(postgresql), "sqlite": _put(sqlite)}


class Altered(Conflict):
    """The end of a chain is not as Vigil left it: somebody changed the record.

    A kind of Conflict, because asking again cannot mend it.
    """


class Head(NamedTuple):
    """The last row of a chain: its number, from 1, and its link. 0: there is none."""

    last_no: int
    digest: str


class Heads:
    """The heads of one book."""

    def __init__(self, book: Book, signet: Signet) -> None:
        self._book = book.name
        self._any_row = select(book.clear[0]).where(book.chain == bindparam("c"))
        self._signet = signet

    def take(self, db: Connection, chain: str) -> Head:
        """The chain's end, held until the transaction is over.

        Raises Altered; Unavailable when the key that marked it is not given here, or
        it is older than its marks and has not been adopted yet (adopting.adopt).
        """
        named = {"b": self._book, "c": chain}
        take = _TAKE[db.dialect.name]
        with as_it_lies(db):
            held = db.exec_driver_sql(take, named).one_or_none()
            if held is None:
                # Nothing to lock yet: whoever begins one waits for its turn instead.
                Database.turn(db, f"{self._book} {chain}")
                held = db.exec_driver_sql(take, named).one_or_none()
        if held is None:
            return self._beginning(db, chain)
        self._check(chain, *held)
        return Head(held.last_no, held.digest)

    def move(self, db: Connection, chain: str, head: Head) -> None:
        """Put the end of a chain, which was taken, where it is now."""
        db.execute(PUT[db.dialect.name], self.marked(chain, head))

    def marked(self, chain: str, head: Head) -> dict[str, str | int]:
        """A head as it lies in the store, with our MAC."""
        mac = self._signet.mac(self._book, chain, *head)
        return {"book": self._book, "chain": chain, **head._asdict(), "mac": mac}

    def _beginning(self, db: Connection, chain: str) -> Head:
        if db.execute(self._any_row.limit(1), {"c": chain}).first():
            raise Altered(f"{self._book} {chain}: its rows are there, its end is not")
        return Head(0, beginning(self._book, chain))

    def _check(self, chain: str, last_no: int, digest: str, mac: str) -> None:
        if not mac:
            raise Unavailable("not-adopted")
        try:
            ours = self._signet.made(mac, self._book, chain, last_no, digest)
        except Unopenable as why:
            raise Unavailable(why.code) from None
        if not ours:
            raise Altered(f"{self._book} {chain}: its end was changed outside Vigil")
