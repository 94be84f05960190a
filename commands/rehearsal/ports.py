"""The outside world of a rehearsal, in memory: it takes everything, at once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from temporalio.client import Client

from activities.ports import Conflict
from adapters.record_words import Ledger
from commands.rehearsal.tray import Tray
from domain.letters import Message, Standing
from domain.recording import Batch, Row
from worker import Parts


@dataclass(frozen=True)
class World:
    """What a story is played in: a server's client, and the adapters of a worker.

    The server may wind a case's time. `ledger` reads what `parts.facts` is given.
    """

    client: Client
    parts: Parts
    ledger: Ledger


class NoPost:
    """activities.ports.Post: takes every message and sends it nowhere."""

    def __init__(self) -> None:
        self._tray = Tray()

    async def send(self, message: Message) -> Standing:
        """Nothing leaves a rehearsal: mail arrives, and paper lies to be posted."""
        return self._tray.taken(message.key, message.channel)

    async def has_sent(self, key: str) -> bool | None:
        return False

    async def standing(self, key: str) -> Standing | None:
        return Standing.DELIVERED

    async def recall(self, key: str) -> bool:
        return self._tray.taken_back(key)


class SendsInMemory:
    """activities.ports.SendLedger, for as long as the rehearsal runs."""

    def __init__(self) -> None:
        self._carried: dict[str, str | None] = {}

    async def begin(self, key: str) -> bool:
        before = key in self._carried
        self._carried.setdefault(key, None)
        return before

    async def finish(self, key: str, carried: str, at: datetime) -> None:
        self._carried[key] = carried

    async def finished(self, key: str) -> str | None:
        return self._carried.get(key)

    async def take_back(self, key: str) -> None:
        self._carried.pop(key, None)


class FactsInMemory:
    """activities.ports.FactLedger of one case, for as long as the rehearsal runs."""

    def __init__(self) -> None:
        self.rows: list[Row] = []

    async def facts(self, case_ref: str) -> list[Row]:
        """Every fact so far: there is one case."""
        return list(self.rows)

    async def append(self, batch: Batch) -> int:
        for row in batch.rows:
            held = len(self.rows)
            if row.no > held + 1 or (row.no <= held and self.rows[row.no - 1] != row):
                raise Conflict
            if row.no == held + 1:
                self.rows.append(row)
        return len(self.rows)
