"""The outside world of a rehearsal, in memory: it takes everything, at once."""

from __future__ import annotations

from datetime import datetime

from activities.ports import Conflict
from domain.letters import Message
from domain.recording import Batch, Row


class NoPost:
    """activities.ports.Post: takes every message and sends it nowhere."""

    async def send(self, message: Message) -> None:
        """Nothing leaves a rehearsal."""

    async def has_sent(self, key: str) -> bool | None:
        return False


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


class FactsInMemory:
    """activities.ports.FactLedger of one case, for as long as the rehearsal runs."""

    def __init__(self) -> None:
        self.rows: list[Row] = []

    async def append(self, batch: Batch) -> int:
        for row in batch.rows:
            held = len(self.rows)
            if row.no > held + 1 or (row.no <= held and self.rows[row.no - 1] != row):
                raise Conflict
            if row.no == held + 1:
                self.rows.append(row)
        return len(self.rows)
