"""The ports in memory: they remember what was asked of them, and fail as they are told.

Each keeps what its port promises; the contract of Post is run against this one too.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from activities.ports import Conflict, Unavailable
from domain.letters import Message, Standing
from domain.recording import Batch
from tests.dates import instant

NOW = instant("Mon 2027-01-04 08:00Z")


@dataclass
class FakePost:
    """activities.ports.Post. `trouble` is raised instead of taking a letter.

    `lost`: it takes the letter, and its answer does not arrive. `can_be_asked`: a
    carrier that knows its letters, as plain SMTP does not.
    """

    trouble: Exception | None = None
    lost: bool = False
    can_be_asked: bool = True
    taken: list[Message] = field(default_factory=list)

    async def send(self, message: Message) -> Standing:
        if self.trouble is not None:
            raise self.trouble
        self.taken.append(message)
        if self.lost:
            raise Unavailable("carrier-hung-up")
        return Standing.DELIVERED if self.can_be_asked else Standing.UNCONFIRMED

    async def has_sent(self, key: str) -> bool | None:
        if not self.can_be_asked:
            return None
        return any(message.key == key for message in self.taken)

    async def standing(self, key: str) -> Standing | None:
        return Standing.DELIVERED if await self.has_sent(key) else None

    async def recall(self, key: str) -> bool:
        return False


@dataclass
class FakeSends:
    """activities.ports.SendLedger. `full`: nothing more can be written."""

    begun: set[str] = field(default_factory=set)
    done: dict[str, tuple[str, datetime]] = field(default_factory=dict)
    full: bool = False

    async def begin(self, key: str) -> bool:
        self._write()
        before = key in self.begun
        self.begun.add(key)
        return before

    async def finish(self, key: str, carried: str, at: datetime) -> None:
        self._write()
        self.done.setdefault(key, (carried, at))

    async def finished(self, key: str) -> str | None:
        return self.done[key][0] if key in self.done else None

    async def take_back(self, key: str) -> None:
        self._write()
        self.begun.discard(key)
        self.done.pop(key, None)

    def _write(self) -> None:
        if self.full:
            raise OSError("no room in the folder of Amelia Doe")


@dataclass
class FakeFacts:
    """activities.ports.FactLedger, for one case. `trouble` is raised instead."""

    held: dict[int, str] = field(default_factory=dict)
    lines: list[str] = field(default_factory=list)
    trouble: Exception | None = None

    async def append(self, batch: Batch) -> int:
        if self.trouble is not None:
            raise self.trouble
        for row in batch.rows:
            if self.held.setdefault(row.no, row.body) != row.body:
                raise Conflict(f"fact {row.no} says that Amelia Doe was told")
        self.lines.append(batch.line)
        return max(self.held, default=0)


@dataclass(frozen=True)
class FakeClock:
    """activities.ports.Clock, stopped."""

    at: datetime = NOW

    def now(self) -> datetime:
        return self.at


def keys(messages: Iterable[Message]) -> list[str]:
    return [message.key for message in messages]
