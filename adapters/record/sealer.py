"""What the worker does for the record beside its work: adopts it, seals it often."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from typing import Final

import structlog

from activities.ports import Clock, Conflict
from adapters.record.adopting import Adoption, adopt
from adapters.record.books import FACTS_BOOK
from adapters.record.seals import Unsealed, seal
from adapters.record.signet import Signet
from adapters.sealing.custody import Custody
from adapters.store.database import Database
from adapters.waiting import beside

EVERY: Final = timedelta(minutes=1)
#: What waits for a line of the keyring is looked at anew. A worker that is given the
#: line is started anew, and looks at once: this is for one that others mark for.
AGAIN: Final = timedelta(hours=1)
#: Rows that wait longer than this for a seal are somebody's business.
LATE: Final = timedelta(minutes=5)

log = structlog.get_logger(__name__)


def is_late(unsealed: Unsealed, now: datetime) -> bool:
    """Whether sealing does not keep up: nobody seals, or it fails each time."""
    return unsealed.since is not None and now - unsealed.since > LATE


@asynccontextmanager
async def sealing(
    database: Database, custody: Custody, clock: Clock, every: timedelta = EVERY
) -> AsyncIterator[None]:
    """Adopt what is unmarked and seal, at once and every minute; seal at the end too.

    Nobody waits for it: a large store from before marks takes its time. What fails is
    logged and tried again: the record goes on without a seal.
    """
    sealer = Sealer(database, custody, clock)
    try:
        async with beside(_keep_sealing(sealer, every)):
            yield
    finally:
        await sealer.seal()


class Sealer:
    """For one worker. Whatever comes of it is logged, and nothing is raised.

    One line for all ends of a kind, with the first of them: `vigil verify` names all.
    """

    def __init__(self, database: Database, custody: Custody, clock: Clock) -> None:
        self._database, self._custody, self._clock = database, custody, clock
        self._again: datetime | None = None

    async def adopt(self) -> None:
        """Mark what can be. While some wait for a line, no oftener than `AGAIN`."""
        now = self._clock.now()
        if self._again is not None and now < self._again:
            return
        try:
            done = await adopt(self._database, self._custody, now)
        except Exception:
            log.exception("adoption_failed")
        else:
            self._again = now + AGAIN if done.waiting else None
            _say(done)

    async def seal(self) -> None:
        """Seal what moved and has a mark."""
        signet = Signet(self._custody.keyring)
        try:
            made = await seal(self._database, signet, self._clock.now())
        except Conflict:
            log.critical("seals_altered", code="run-vigil-verify")
        except Exception:
            log.exception("sealing_failed")
        else:
            if made.refused:
                _alarm("end_not_ours", *made.refused)


def _say(done: Adoption) -> None:
    if done.marked:
        log.warning("record_adopted", count=done.marked)
    if done.refused:
        _alarm("end_not_adopted", *((FACTS_BOOK.name, each) for each in done.refused))
    if done.waiting:
        _alarm("adoption_waits", *((FACTS_BOOK.name, each) for each in done.waiting))


def _alarm(event: str, *ends: tuple[str, str]) -> None:
    book, chain = ends[0]
    log.critical(event, kind=book, key=chain, count=len(ends))


async def _keep_sealing(sealer: Sealer, every: timedelta) -> None:
    while True:
        await sealer.adopt()
        await sealer.seal()
        await asyncio.sleep(every.total_seconds())
