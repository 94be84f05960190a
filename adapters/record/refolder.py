"""A case worked out anew from what the ledger holds of it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from typing import TypeAlias

from adapters.record.terms_kept import kept
from adapters.store.database import Database
from domain.case import Case
from domain.recording import Row
from domain.refolding import CannotRefold, opened_by, refolded
from domain.terms import Terms

#: Finds the terms of a case that was begun before its record named them, by its
#: reference and its rows. Raises CannotRefold.
Older: TypeAlias = Callable[[str, Sequence[Row]], Awaitable[Terms]]


async def not_named(ref: str, rows: Sequence[Row]) -> Terms:
    """Where nobody else can be asked, too. Raises CannotRefold."""
    raise CannotRefold("terms-not-named", 1)


class Refolder:
    """Folds rows under the terms that they name, or that `older` finds."""

    def __init__(self, database: Database, older: Older = not_named) -> None:
        self._database = database
        self._older = older

    async def case(self, ref: str, rows: Sequence[Row]) -> Case:
        """The case that these rows describe. Raises CannotRefold.

        A fault of the program in one case must not keep the others from being done: it
        is named too, by its kind.
        """
        terms = await self.terms(ref, rows)
        try:
            return refolded(ref, rows, terms)
        except CannotRefold:
            raise
        except Exception as fault:
            raise CannotRefold(type(fault).__name__) from fault

    async def terms(self, ref: str, rows: Sequence[Row]) -> Terms:
        """What the case was judged by when it began. Raises CannotRefold."""
        digest = opened_by(rows).terms
        if not digest:
            return await self._older(ref, rows)
        return await self._database.read(lambda db: kept(db, digest))
