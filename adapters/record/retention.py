"""What people did about keeping or erasing each record: in the audit, nowhere else."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Final, TypeAlias

from sqlalchemy import Connection, select

from adapters.record.audit import Entry, SqlAudit
from adapters.store.database import Database
from adapters.store.tables import AUDIT
from domain.retention.steps import Standing, Step, StepKind, standing
from domain.roles import Role

#: What is written as the thing that each step is about, before the council's table.
ABOUT: Final = "record/"
Decide: TypeAlias = Callable[[Standing], Step]
#: What is done once a step is decided on: work on the store, done again where stopped.
Act: TypeAlias = Callable[[Connection], object]
_COLUMNS: Final = (
    *(AUDIT.c.at, AUDIT.c.kind, AUDIT.c.person, AUDIT.c.role),
    *(AUDIT.c.what, AUDIT.c.why),
)


def only_written(_db: Connection) -> None:
    """Most steps are only written down."""


class SqlRetention:
    """Legal holds and erasures, case by case."""

    def __init__(self, database: Database, audit: SqlAudit) -> None:
        self._database = database
        self._audit = audit

    async def steps(self, case: str) -> list[Step]:
        """Every step about one case, the oldest first. Raises heads.Altered."""
        return await self._database.read(lambda db: self._steps(db, case))

    async def take(self, case: str, decide: Decide, act: Act = only_written) -> Step:
        """Decide on how it stands, act, write the step down, with nobody in between.

        `decide` may raise `Refused`: then nothing is done or written. What `act` raises
        comes through, and then nothing is written; what it did outside the store is
        done. Raises heads.Altered and Unavailable as SqlAudit.write.
        """

        def work(db: Connection) -> Step:
            Database.turn(db, f"retention {case}")
            step = decide(standing(self._steps(db, case)))
            entry = _entry(case, step)
            act(db)
            self._audit.add(db, entry)
            return step

        return await self._database.write(work)

    def _steps(self, db: Connection, case: str) -> list[Step]:
        """Only of a chain that is whole: a row put there by others erases nothing."""
        self._audit.expect_whole(db, case)
        wanted = (
            select(*_COLUMNS)
            .where(AUDIT.c.chain == case, AUDIT.c.kind.in_(list(StepKind)))
            .order_by(AUDIT.c.no)
        )
        return [_step(*row) for row in db.execute(wanted)]


def _step(at: str, kind: str, person: str, role: str, what: str, why: str) -> Step:
    table = what.removeprefix(ABOUT)
    return Step(
        at=datetime.fromisoformat(at),
        kind=StepKind(kind),
        person=person,
        role=Role(role),
        why=why,
        table=table,
    )


def _entry(case: str, step: Step) -> Entry:
    return Entry(
        at=step.at,
        kind=step.kind,
        person=step.person,
        role=step.role,
        what=f"{ABOUT}{step.table}",
        why=step.why,
        case=case,
    )
