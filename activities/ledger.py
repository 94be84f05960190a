"""Keeping the record: a case's facts, outside the engine's own memory."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from temporalio import activity

from activities.failures import ledger_conflict, unavailable
from activities.ports import Conflict, FactLedger
from domain.recording import Batch

#: Its name on the server, where a check of what runs looks for it.
APPEND: Final = "record.append"


@dataclass(frozen=True)
class Record:
    """A case's facts, put into the ledger as they come."""

    facts: FactLedger

    @activity.defn(name=APPEND)
    async def append(self, batch: Batch) -> int:
        """Append what is new; the last number that the record holds for the case.

        Raises `ApplicationError`, which says a code: `LedgerConflict`, an alarm,
        when a number holds other content, else `Unavailable`.
        """
        try:
            return await self.facts.append(batch)
        except Conflict:
            raise ledger_conflict() from None
        except Exception as error:
            raise unavailable(error) from None
