"""What the gateway writes into the audit, as what was refused: codes, never a text."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Final

from adapters.clock import SystemClock
from adapters.record.audit import UNKEPT, Entry
from adapters.settings import Settings
from commands.reading import Reader, book_of, unkept
from domain.requests import Request

KIND: Final = "refused"
#: Between what was asked and whose name and role it was asked in by somebody else.
AS: Final = "as"

#: Told what is to stand in the audit, as it is to stand there.
WriteDown = Callable[[Entry], Awaitable[None]]


def writing_down(settings: Settings) -> WriteDown:
    """Into the audit of this installation. Ends in unreachable where it cannot be."""

    async def write(entry: Entry) -> None:
        try:
            async with book_of(settings) as book:
                await book.write(entry)
        except UNKEPT as error:
            raise unkept("the audit cannot be written", error) from None

    return write


def entry_of(
    ref: str, request: Request, why: str, who: Reader, kind: str = KIND
) -> Entry:
    """What `who` asked of which case, in which role, what became of it and why.

    It stands with whoever sat there, never with the person in whose name they asked:
    that name is part of what was tried, as `approve-delay/as/PERSON/ROLE`.
    """
    by = request.by
    what: str = request.kind
    if who != (by.person, by.role):
        what = "/".join((what, AS, by.person, by.role))
    return Entry(SystemClock().now(), kind, *who, what, why, ref)
