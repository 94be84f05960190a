"""What a case, or the gateway itself, refused: codes in the audit, never a word."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Final

from adapters.clock import SystemClock
from adapters.record.audit import UNKEPT, Entry
from adapters.settings import Settings
from commands.reading import book_of, unkept
from domain.requests import Request

KIND: Final = "refused"

#: Told what was refused: of which case, what was asked, and the code of why.
WriteDown = Callable[[str, Request, str], Awaitable[None]]


def writing_down(settings: Settings) -> WriteDown:
    """Into the audit of this installation. Ends in unreachable where it cannot be."""

    async def write(ref: str, request: Request, why: str) -> None:
        entry = entry_of(ref, request, why)
        try:
            async with book_of(settings) as book:
                await book.write(entry)
        except UNKEPT as error:
            raise unkept("the audit cannot be written", error) from None

    return write


def entry_of(ref: str, request: Request, why: str) -> Entry:
    """Who asked what of which case, in which role, and why it was not done."""
    by = request.by
    return Entry(SystemClock().now(), KIND, by.person, by.role, request.kind, why, ref)
