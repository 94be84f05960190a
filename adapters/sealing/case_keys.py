"""The store of the cases' wrapped keys: a database apart from the record.

It is apart because a backup of the record must not hold what opens it. What lies here
opens nothing without the master key. A destroyed key leaves its row, without the key,
so that no case that was erased is ever given another.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, NamedTuple

from sqlalchemy import (
    URL,
    Connection,
    LargeBinary,
    Row,
    case,
    cast,
    func,
    insert,
    select,
    update,
)
from sqlalchemy.exc import IntegrityError

from adapters.sealing.key_store import CASE_KEYS, KeyStore
from adapters.sealing.keyring import Sealed
from adapters.sealing.master import CaseKeyDamaged

#: How many keys are wrapped anew in one transaction.
BATCH: Final = 100
#: What is no case has a slash (what a month refused, adapters.quarantine): not counted.
_A_CASE: Final = case((~CASE_KEYS.c.case_ref.contains("/"), CASE_KEYS.c.case_ref))

_ROW: Final = (CASE_KEYS.c.case_ref, CASE_KEYS.c.generation, CASE_KEYS.c.master_id)

Rewrapping = Callable[[str, int, Sealed], Sealed]


@dataclass(frozen=True, slots=True)
class Generation:
    """One key of a case, wrapped; or, once destroyed, when it was (ISO 8601)."""

    no: int
    wrapped: Sealed | None
    destroyed_at: str | None


class Counted(NamedTuple):
    """How many cases, and generations of their keys, a master key has wrapped."""

    master_id: str
    cases: int
    generations: int


class Rewrapped(NamedTuple):
    """How many keys were wrapped anew, and whose are damaged and were left."""

    moved: int
    left: tuple[str, ...]


class CaseKeys:
    """Rows in and out, each call one transaction. Every method: KeysOutOfReach."""

    def __init__(self, store: KeyStore) -> None:
        self._store = store

    @classmethod
    def open(cls, where: URL | str | Path) -> CaseKeys:
        """As KeyStore.open."""
        return cls(KeyStore.open(where))

    def close(self) -> None:
        """Let go of every connection."""
        self._store.close()

    def of(self, case_ref: str) -> tuple[Generation, ...]:
        """Every generation, the first first. PostgreSQL knows no name with a NUL."""
        if "\0" in case_ref:
            return ()
        with self._store.reading() as connection:
            return _of(connection, case_ref)

    def add(self, case_ref: str, no: int, wrapped: Sealed, made_at: str) -> bool:
        """Keep a new generation. False: somebody was quicker, or the case is erased."""
        row = {
            "case_ref": case_ref,
            "generation": no,
            "made_at": made_at,
            "master_id": wrapped.key_id,
            "wrapped": wrapped.box,
        }
        try:
            with self._store.writing() as connection:
                held = _of(connection, case_ref, turn=True)
                if len(held) != no - 1 or any(each.destroyed_at for each in held):
                    return False
                connection.execute(insert(CASE_KEYS).values(row))
        except IntegrityError:
            return False
        return True

    def destroy(self, case_ref: str, at: str) -> int:
        """Overwrite every generation; how many there were. No key is made hereafter.

        Raises KeysStillRead too: then it is overwritten, and to be done again.
        """
        while True:
            try:
                with self._store.writing() as connection:
                    destroyed = _destroy(connection, case_ref, at)
            except IntegrityError:  # its first key was made at this very moment
                continue
            self.scrub()
            return destroyed

    def scrub(self) -> None:
        """See that nothing is left of what was destroyed. Raises KeysStillRead too."""
        self._store.scrub()

    def counted(self) -> list[Counted]:
        """What each master key has wrapped, by its id."""
        held = (
            select(
                CASE_KEYS.c.master_id,
                func.count(_A_CASE.distinct()),
                func.count(),
            )
            .where(CASE_KEYS.c.wrapped.is_not(None))
            .group_by(CASE_KEYS.c.master_id)
            .order_by(CASE_KEYS.c.master_id)
        )
        with self._store.reading() as connection:
            return [Counted(*row) for row in connection.execute(held)]

    def destroyed(self) -> int:
        """How many cases have had their keys destroyed."""
        gone = select(func.count(_A_CASE.distinct())).where(
            CASE_KEYS.c.destroyed_at.is_not(None)
        )
        with self._store.reading() as connection:
            return int(connection.execute(gone).scalar_one())

    def erased(self) -> frozenset[str]:
        """Under what the keys stand that were destroyed."""
        gone = select(CASE_KEYS.c.case_ref).where(CASE_KEYS.c.destroyed_at.is_not(None))
        with self._store.reading() as connection:
            return frozenset(connection.execute(gone).scalars())

    def rewrap(self, older: Sequence[str], passed: int, anew: Rewrapping) -> Rewrapped:
        """Wrap the next rows anew that are under a master key of `older`.

        What `anew` finds damaged is left as it is. `passed`: how many were left before,
        and so come first again. Neither moved nor left: that was all. Each call is a
        transaction of its own, so that it may be stopped at any time and gone on with,
        here or by somebody else at the same moment.
        """
        stale = (
            select(*_ROW, cast(CASE_KEYS.c.wrapped, LargeBinary).label("box"))
            .where(CASE_KEYS.c.wrapped.is_not(None), CASE_KEYS.c.master_id.in_(older))
            .order_by(CASE_KEYS.c.case_ref, CASE_KEYS.c.generation)
            .offset(passed)
            .limit(BATCH)
            .with_for_update()
        )
        with self._store.writing() as connection:
            rows = connection.execute(stale).all()
            left = [row.case_ref for row in rows if not _moved(connection, row, anew)]
        return Rewrapped(len(rows) - len(left), tuple(left))


def _moved(connection: Connection, row: Row[Any], anew: Rewrapping) -> bool:
    held = Sealed(row.master_id, bytes(row.box))
    try:
        wrapped = anew(row.case_ref, row.generation, held)
    except CaseKeyDamaged:
        return False
    connection.execute(
        update(CASE_KEYS)
        .where(
            CASE_KEYS.c.case_ref == row.case_ref,
            CASE_KEYS.c.generation == row.generation,
        )
        .values(master_id=wrapped.key_id, wrapped=wrapped.box)
    )
    return True


def _of(
    connection: Connection, case_ref: str, *, turn: bool = False
) -> tuple[Generation, ...]:
    """`turn`: nobody else changes these rows until the transaction ends."""
    held = (
        select(CASE_KEYS)
        .where(CASE_KEYS.c.case_ref == case_ref)
        .order_by(CASE_KEYS.c.generation)
    )
    rows = connection.execute(held.with_for_update() if turn else held)
    return tuple(
        Generation(
            row.generation,
            None if row.wrapped is None else Sealed(row.master_id, bytes(row.wrapped)),
            row.destroyed_at,
        )
        for row in rows
    )


def _destroy(connection: Connection, case_ref: str, at: str) -> int:
    if not _of(connection, case_ref, turn=True):
        never_had_one = {"case_ref": case_ref, "generation": 1, "made_at": at}
        connection.execute(insert(CASE_KEYS).values(**never_had_one, destroyed_at=at))
        return 0
    gone = connection.execute(
        update(CASE_KEYS)
        .where(CASE_KEYS.c.case_ref == case_ref, CASE_KEYS.c.wrapped.is_not(None))
        .values(wrapped=None, master_id=None, destroyed_at=at)
    )
    return gone.rowcount
