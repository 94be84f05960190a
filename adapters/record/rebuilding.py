"""The worklist worked out anew from the facts, while workers go on writing.

A line is a projection: what it says, the facts say too. Never is an older line put over
a newer one, and a case whose facts do not make a whole is named and kept as it was.
"""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Sequence
from enum import StrEnum
from typing import Any, Final, NamedTuple

from sqlalchemy import Connection, func, insert, select, union, update

from adapters.record.books import FACTS_BOOK
from adapters.record.chains import as_it_lies
from adapters.record.fact_ledger import SqlFactLedger
from adapters.record.refolder import Refolder
from adapters.sealing.columns import CaseColumn
from adapters.sealing.custody import Custody
from adapters.sealing.keyring import Unopenable
from adapters.sealing.master import NOT_OPENED
from adapters.store.database import Database
from adapters.store.tables import FACTS, HEADS, WORKLIST
from domain.refolding import CannotRefold
from domain.worklist import line_of

#: Whatever has a fact or a line: of what was lost either may be all that is left.
_EVERY: Final = union(select(FACTS.c.case_ref), select(WORKLIST.c.case_ref))
_HELD: Final = select(WORKLIST.c.last_no, WORKLIST.c.line)
_HEAD: Final = select(HEADS.c.last_no).where(HEADS.c.book == FACTS_BOOK.name)


class Became(StrEnum):
    """What became of a case's line."""

    SAME = "same"
    MENDED = "mended"
    #: Facts came meanwhile, and with them a newer line.
    NEWER = "newer"
    ERASED = "erased"
    #: It could not be worked out: it was kept as it was.
    KEPT = "kept"


class Rebuilt(NamedTuple):
    """One case's line. `code` and `no`: why it was kept, and at which fact.

    `differed`: of a line that was mended, the parts that were wrong, by their names;
    `missing` where there was none, `damaged` where it could not be read.
    """

    case: str
    became: Became
    differed: tuple[str, ...] = ()
    code: str = ""
    no: int = 0


class _Line(NamedTuple):
    """A line as the facts make it, after the fact of that number."""

    last_no: int
    text: str


class Rebuilding:
    """One rebuilding of the worklist. Doing it again changes nothing."""

    def __init__(
        self,
        database: Database,
        facts: SqlFactLedger,
        custody: Custody,
        refolder: Refolder,
    ) -> None:
        self._database = database
        self._facts = facts
        self._lines = CaseColumn(custody, "worklist.line")
        self._refolder = refolder

    async def count(self) -> int:
        """How many cases there are, with facts or with a line only."""
        every = select(func.count()).select_from(_EVERY.subquery())
        return int(await self._database.read(lambda db: db.scalar(every) or 0))

    async def cases(self, only: Sequence[str] = ()) -> AsyncIterator[str]:
        """Every case's reference, in order; or only these."""
        for ref in only or await self._database.read(_refs):
            yield ref

    async def rebuild(self, ref: str) -> Rebuilt:
        """Work out one case's line and put it right where it is wrong.

        Raises what Database and Custody raise when they cannot be reached.
        """
        try:
            line = await self._worked_out(ref)
            return await self._database.write(lambda db: self._put(db, ref, line))
        except CannotRefold as why:
            return Rebuilt(ref, Became.KEPT, code=why.code, no=why.no)
        except NOT_OPENED as why:
            became = Became.ERASED if why.code == "erased" else Became.KEPT
            return Rebuilt(ref, became, code=why.code)

    async def _worked_out(self, ref: str) -> _Line:
        rows = await self._facts.facts(ref)
        case = await self._refolder.case(ref, rows)
        return _Line(case.facts, line_of(case))

    def _put(self, db: Connection, ref: str, line: _Line) -> Rebuilt:
        """While the case's head is held, as for an append: nobody adds to it meanwhile.

        A line that claims a fact that nobody recorded is false, however new it is.
        """
        db.execute(_HEAD.where(HEADS.c.chain == ref).with_for_update())
        held = db.execute(_HELD.where(WORKLIST.c.case_ref == ref)).one_or_none()
        last = db.scalar(select(func.max(FACTS.c.no)).where(FACTS.c.case_ref == ref))
        if held is not None and line.last_no < held.last_no <= (last or 0):
            return Rebuilt(ref, Became.NEWER)
        was = None if held is None else self._opened(ref, *held)
        if held is not None and (held.last_no, was) == line:
            return Rebuilt(ref, Became.SAME)
        self._write(db, ref, line, is_there=held is not None)
        return Rebuilt(ref, Became.MENDED, _differed(held is not None, was, line.text))

    def _opened(self, ref: str, last_no: int, line: bytes) -> str | None:
        """None for what cannot be read: the facts could, and say all that it said.

        Raises Unopenable `erased`.
        """
        try:
            return self._lines.unseal(ref, line, ref, last_no).decode()
        except Unopenable as why:
            if why.code == "erased":
                raise
            return None

    def _write(self, db: Connection, ref: str, line: _Line, *, is_there: bool) -> None:
        sealed = self._lines.seal(ref, line.text.encode(), ref, line.last_no)
        values = {"last_no": line.last_no, "line": sealed}
        if is_there:
            db.execute(update(WORKLIST).where(WORKLIST.c.case_ref == ref), values)
        else:
            db.execute(insert(WORKLIST), {"case_ref": ref, **values})


def _refs(db: Connection) -> list[str]:
    """Every reference, in order: names alone, of however many cases, are few bytes."""
    with as_it_lies(db):
        return sorted(db.scalars(_EVERY))


def _differed(was_there: bool, was: str | None, now: str) -> tuple[str, ...]:
    """The names of what a line said wrongly."""
    if not was_there:
        return ("missing",)
    before, after = _parts(was), _parts(now)
    if before is None or after is None:
        return ("damaged",)
    names = sorted({*before, *after})
    wrong = tuple(name for name in names if before.get(name) != after.get(name))
    return wrong or ("number",)


def _parts(line: str | None) -> dict[str, Any] | None:
    try:
        found = json.loads(line or "")
    except ValueError:
        return None
    return found if isinstance(found, dict) else None
