"""What the codec server does, in the audit: who, which case, how many, never a text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from activities.ports import Clock
from adapters.codec_server.door import AUDITOR, WitnessSilent
from adapters.codec_server.tokens import Person
from adapters.record.audit import UNKEPT, Entry, SqlAudit
from adapters.record.signet import Signet
from adapters.store.database import Database
from domain.evidence.opaque import CASE

DECODED, REFUSED, WHAT = "decoded", "refused", "payloads"
#: The role of somebody whose roles let them do nothing here.
NONE_OF_OURS: Final = "none"


class AuditWitness:
    """adapters.codec_server.door.Witness in the store's audit."""

    def __init__(self, database: Database, signet: Signet, clock: Clock) -> None:
        self._audit = SqlAudit(database, signet)
        self._clock = clock

    async def decoded(self, person: Person, seen: Mapping[str | None, int]) -> None:
        """Each case's own audit has its entry, or none has."""
        at = self._clock.now()
        who = (person.subject, AUDITOR)
        await self._write(
            [
                Entry(at, DECODED, *who, f"{WHAT}/{count}", case=_case(case))
                for case, count in seen.items()
            ]
        )

    async def refused(self, person: Person, why: str) -> None:
        """In the audit of the house: nobody looked whose it was."""
        at = self._clock.now()
        entry = Entry(at, REFUSED, person.subject, NONE_OF_OURS, WHAT, why)
        await self._write([entry])

    async def _write(self, entries: Sequence[Entry]) -> None:
        try:
            await self._audit.write_all(entries)
        except UNKEPT as fault:
            raise WitnessSilent from fault


def _case(carried: str | None) -> str | None:
    """A workflow that is no case's stands with what belongs to no case."""
    return carried if carried is not None and CASE.fullmatch(carried) else None
