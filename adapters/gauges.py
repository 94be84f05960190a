"""What somebody should be woken for, as numbers that Prometheus reads from a worker.

Codes only: a number is of the whole caseload, or of one stage of it. Each is asked for
once a minute, by a query that ends soon whatever the store has grown to.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

import structlog
from sqlalchemy import URL, Connection, Select, func, select
from sqlalchemy.exc import SQLAlchemyError
from temporalio.client import Client
from temporalio.common import MetricMeter
from temporalio.service import RPCError

from activities.ports import Clock
from adapters.clock import SystemClock
from adapters.record.seals import unsealed
from adapters.store.database import Database
from adapters.store.tables import INBOX, SENDS
from adapters.waiting import beside
from domain.worklist import Stage

EVERY_SECONDS: Final = 60.0
#: A letter that was begun so long ago and not finished: nobody knows whether it went.
IN_DOUBT_AFTER: Final = timedelta(minutes=15)
#: Counted no further: whoever is woken need not know whether it is more.
MOST: Final = 1_000
#: How far ahead the nearest date is looked for.
FAR_AHEAD: Final = timedelta(days=400)
#: A due day is over, everywhere and with an hour to spare; what was not done by then is
#: shown as missed, and the case shows its next date, unless its clock stands still.
OVER_AFTER: Final = timedelta(hours=26)
#: A due day is shown by its midnight; servers differ in how they compare the same one.
NOON: Final = timedelta(hours=12)
RUNNING: Final = "ExecutionStatus = 'Running'"
#: What Temporal says of a case whose task fails again and again.
STUCK: Final = f"{RUNNING} AND TemporalReportedProblems IS NOT NULL"
OLDEST_WAITING: Final = select(func.min(INBOX.c.received_at)).where(
    INBOX.c.state == "received"
)

DUE: Final = "cp_deadline_seconds_to_due"
#: The other numbers, and what Prometheus says of each.
SAYS: Final = {
    "cp_case_stuck_total": "Cases that a fault holds up",
    "cp_clock_stopped_total": "Cases that let a due day pass without noticing",
    "cp_inbox_oldest_seconds": "Age of the oldest referral not begun",
    "cp_send_in_doubt": "Letters begun 15 minutes ago and not finished",
    "cp_record_unsealed_seconds": "Age of the oldest row that no seal has",
    "cp_looked_at_seconds": "When these were last looked at, in seconds of Unix time",
}

Count = Callable[[datetime], Awaitable[int]]
log = structlog.get_logger(__name__)


class Gauges:
    """The numbers of one installation. `stages`: every stage that a case can be in."""

    def __init__(
        self,
        meter: MetricMeter,
        client: Client,
        database: Database,
        clock: Clock,
        stages: Iterable[str],
    ) -> None:
        self._client = client
        self._database = database
        self._clock = clock
        self._due = {
            stage: meter.create_gauge_float(
                DUE, "Until the nearest due day begins; at most 400 days"
            ).with_additional_attributes({"stage": stage})
            for stage in stages
        }
        made = {name: meter.create_gauge_float(name, SAYS[name]) for name in SAYS}
        self._stuck = made["cp_case_stuck_total"]
        self._stopped = made["cp_clock_stopped_total"]
        self._inbox = made["cp_inbox_oldest_seconds"]
        self._doubt = made["cp_send_in_doubt"]
        self._unsealed = made["cp_record_unsealed_seconds"]
        self._looked = made["cp_looked_at_seconds"]

    async def look(self) -> None:
        """Set every number. Raises SQLAlchemyError, RPCError; then some are old."""
        now = self._clock.now()
        for stage, gauge in self._due.items():
            left = await self._nearest(stage, now) - now
            gauge.set(max(0.0, left.total_seconds()))
        self._stuck.set(await self._count(STUCK))
        over = (now - OVER_AFTER).isoformat()
        self._stopped.set(await self._count(f"{RUNNING} AND VigilNextDue < '{over}'"))
        waiting, doubt, open_since = await self._database.read(
            lambda db: (
                _instant(db, OLDEST_WAITING),
                _counted(db, now - IN_DOUBT_AFTER),
                unsealed(db).since,
            )
        )
        self._inbox.set(_age(waiting, now))
        self._doubt.set(doubt)
        self._unsealed.set(_age(open_since, now))
        self._looked.set(now.timestamp())

    async def _nearest(self, stage: str, now: datetime) -> datetime:
        async def due_by(day: datetime) -> int:
            return await self._count(
                f"{RUNNING} AND VigilStage = '{stage}' "
                f"AND VigilNextDue < '{(day + NOON).isoformat()}'"
            )

        today = now.replace(hour=0, minute=0, second=0, microsecond=0)
        return await first_day(due_by, today, today + FAR_AHEAD)

    async def _count(self, query: str) -> int:
        return (await self._client.count_workflows(query)).count


async def first_day(count: Count, first: datetime, last: datetime) -> datetime:
    """The first day by whose start anything counts, found by halving; else `last`.

    Nine questions over a year, however many cases there are.
    """
    while first < last:
        middle = first + timedelta(days=(last - first).days // 2)
        if await count(middle):
            last = middle
        else:
            first = middle + timedelta(days=1)
    return last


@asynccontextmanager
async def watching(
    meter: MetricMeter, client: Client, store: Path | URL
) -> AsyncIterator[None]:
    """Look every minute while the block runs. What fails is logged and tried again.

    A number that could not be looked at stays as it was, so whoever is to be woken
    looks at `cp_looked_at_seconds` first.
    """
    database = Database.open(store)
    gauges = Gauges(meter, client, database, SystemClock(), Stage)
    try:
        async with beside(_watch(gauges)):
            yield
    finally:
        database.close()


async def _watch(gauges: Gauges) -> None:
    while True:
        try:
            await gauges.look()
        except (SQLAlchemyError, RPCError) as error:
            log.error("gauges_not_set", exc_info=error)
        await asyncio.sleep(EVERY_SECONDS)


def _instant(db: Connection, wanted: Select[str]) -> datetime | None:
    found = db.scalar(wanted)
    return datetime.fromisoformat(found) if found else None


def _counted(db: Connection, before: datetime) -> int:
    begun = SENDS.c.finished_at.is_(None) & (SENDS.c.begun_at < before.isoformat())
    some = select(SENDS.c.key).where(begun).limit(MOST).subquery()
    return db.scalar(select(func.count()).select_from(some)) or 0


def _age(of: datetime | None, now: datetime) -> float:
    """Seconds; 0 where there is nothing that could be old."""
    return 0.0 if of is None else (now - of).total_seconds()
