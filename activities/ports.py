"""What the outside world must be able to do for us."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

from domain.letters import Message
from domain.recording import Batch


class Refusal(Exception):
    """The carrier said no for good. `code` is a fixed word, never what it said."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class Unavailable(Exception):
    """It may be tried again. `code` is a fixed word, never the other side's text."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class Conflict(Exception):
    """A fact's number already holds other content: an alarm.

    It is asked again for ever, since the clock never waits for the record.
    """


class Post(Protocol):
    """A carrier of messages.

    `send` raises `Refusal` when the carrier says no for good, `Unavailable` when it
    may be tried again. `has_sent` answers True or False where the carrier can be
    asked for a key, None where it cannot.
    """

    async def send(self, message: Message) -> None: ...

    async def has_sent(self, key: str) -> bool | None: ...


class SendLedger(Protocol):
    """Which keys we began and finished sending: written before and after."""

    async def begin(self, key: str) -> bool:
        """Write the key down before sending. True: it was begun before, unfinished.

        Raises `Unavailable`, as `AlreadyFinished`, for a key that was finished: what
        has arrived is never sent again.
        """
        ...

    async def finish(self, key: str, carried: str, at: datetime) -> None: ...

    async def finished(self, key: str) -> str | None:
        """How it was carried, or None when it was never finished."""
        ...


class FactLedger(Protocol):
    """The record: facts by case and number, append-only."""

    async def append(self, batch: Batch) -> int:
        """Append in order; idempotent. Returns the last number held for the case.

        Raises `Conflict` when a number already holds other content.
        """
        ...


class Clock(Protocol):
    """The activity's own time, for what is written to the send ledger."""

    def now(self) -> datetime: ...
