"""What every command of retention works with, and how a step is taken or refused."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import datetime
from typing import Final, NamedTuple

from adapters.clock import SystemClock
from adapters.record.audit import UNKEPT, Entry, SqlAudit
from adapters.record.erasing import older_rows
from adapters.record.retention import Act, Decide, SqlRetention, only_written
from adapters.record.signet import Signet
from adapters.retention_policies import load_retention
from adapters.sealing.master import KeysNotReady
from adapters.settings import Settings
from commands.output import Ended, Failure
from commands.reading import REFUSED, Reader, reader_of, unkept
from commands.service import (
    Store,
    published_troubles,
    refusal,
    settings,
    store_of,
    store_troubles,
)
from domain.errors import Refused
from domain.requests.base import By
from domain.retention.steps import Standing, Step, standing
from rulebook.schema import RetentionPolicy

#: What is written of a step that was refused, before its own name.
ABOUT: Final = "retention"
NOTHING_DONE: Final = "nothing was done, because it could not be written down"


class Desk(NamedTuple):
    """The open store, the council's table, and who sits there."""

    settings: Settings
    store: Store
    retention: SqlRetention
    audit: SqlAudit
    policy: RetentionPolicy
    reader: Reader

    @property
    def by(self) -> By:
        """Who sits there, as the rules want it."""
        return By(person=self.reader.person, role=self.reader.role)

    async def take(
        self,
        case: str,
        name: str,
        decide: Decide,
        act: Act = only_written,
        failed: str = NOTHING_DONE,
    ) -> Step:
        """Take a step; what is refused is written down with who asked for it.

        `act`: as of SqlRetention.take. Ends as refused; in unreachable, and says that
        it `failed`, where it cannot be done or written.
        """
        try:
            return await self.retention.take(case, decide, act)
        except Refused as refused:
            raise await self._refused(case, name, refused) from None
        except KeysNotReady as error:
            raise Failure(Ended.UNREACHABLE, f"{failed}: {error}") from None
        except UNKEPT as error:
            raise unkept(failed, error) from None

    async def stands(self, case: str) -> Standing:
        """How it stands with a case. Ends in unreachable for an audit that is altered.

        What somebody put there behind Vigil's back erases nothing.
        """
        return standing(await self.steps(case))

    async def steps(self, case: str) -> list[Step]:
        """Every step about a case, the oldest first. Ends as `stands`."""
        try:
            return await self.retention.steps(case)
        except UNKEPT as error:
            raise unkept(NOTHING_DONE, error) from None

    async def key_gone_at(self, case: str) -> datetime | None:
        """When the case's key was destroyed; None: it is there, or came back."""
        with store_troubles():
            return await asyncio.to_thread(self.gone_at, case)

    def gone_at(self, case: str) -> datetime | None:
        """As `key_gone_at`, while a step is decided. Raises KeysOutOfReach."""
        return self.settings.custody.destroyed_at(case)

    async def older(self, case: str) -> int:
        """How many rows of a case its own key does not seal. Ends in unreachable."""
        with store_troubles():
            return await self.store.database.read(lambda db: older_rows(db, case))

    async def judged(
        self, case: str | None, name: str, judge: Callable[[], None]
    ) -> None:
        """Ask a rule about a step that is not written as one. Ends as `take`."""
        try:
            judge()
        except Refused as refused:
            raise await self._refused(case, name, refused) from None

    async def write(self, kind: str, what: str, why: str) -> None:
        """Write down what is about no one case, before it is done. Ends as `take`."""
        try:
            await self.audit.write(Entry(now(), kind, *self.reader, what, why))
        except UNKEPT as error:
            raise unkept(NOTHING_DONE, error) from None

    async def _refused(self, case: str | None, name: str, refused: Refused) -> Failure:
        what, why = f"{ABOUT}/{name}", refused.code
        try:
            await self.audit.write(Entry(now(), REFUSED, *self.reader, what, why, case))
        except UNKEPT as error:
            return unkept(NOTHING_DONE, error)
        return refusal(refused)


@asynccontextmanager
async def desk() -> AsyncIterator[Desk]:
    """Open, closed afterwards. Ends in bad input, or in unreachable."""
    found = settings()
    reader = reader_of(found)
    with published_troubles("VIGIL_RETENTION"):
        policy = load_retention(found.retention, found.rulebook_folders)
    async with store_of(found) as store:
        audit = SqlAudit(store.database, Signet(found.custody.keyring))
        retention = SqlRetention(store.database, audit)
        yield Desk(found, store, retention, audit, policy, reader)


def now() -> datetime:
    """This instant, in UTC."""
    return SystemClock().now()
