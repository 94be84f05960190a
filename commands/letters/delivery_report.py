"""`vigil delivery-report`: what a mail server reported of an e-mail, as it came."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, Final

import typer

from adapters.carriers.delivery_reports import (
    MOST_BYTES,
    Fault,
    NotAReport,
    Report,
    read_report,
)
from adapters.carriers.handovers import Handovers
from commands.output import Ended, Failure, calm, say
from commands.service import now, settings, store_of

STDIN: Final = "-"
WHY: Final = {
    Fault.TOO_LARGE: "this mail is too large to be a delivery report",
    Fault.NOT_A_REPORT: "this mail is not a delivery report (RFC 3464)",
    Fault.WHICH_LETTER: "this delivery report does not say which letter it is about",
    Fault.WHAT_BECAME: "this delivery report does not say what became of the letter",
}


@calm
async def delivery_report(
    file: Annotated[
        str, typer.Argument(metavar="FILE", help="A mail; - reads it from stdin.")
    ],
) -> None:
    """Read one delivery report that a mail server sent back, and keep what it says."""
    found = _read(file)
    async with store_of(settings()) as store:
        if not await _is_kept(Handovers(store.database), found):
            raise Failure(Ended.REFUSED, "no letter from here is the one it is about")
    say("Written down." if found.standing else "It is still being tried: nothing new.")


async def _is_kept(handovers: Handovers, found: Report) -> bool:
    """Whether the letter is ours. One that is still being tried leaves no trace."""
    if found.standing is None:
        return await handovers.knows(found.reference)
    return await handovers.hint(found.reference, found.standing, now())


def _read(file: str) -> Report:
    try:
        return read_report(_bytes(file))
    except OSError:
        raise Failure(
            Ended.BAD_INPUT, "the file cannot be read", where="FILE"
        ) from None
    except NotAReport as error:
        raise Failure(Ended.BAD_INPUT, WHY[error.fault], where="FILE") from None


def _bytes(file: str) -> bytes:
    """One byte more than may be: enough to see that it is too large."""
    if file == STDIN:
        return sys.stdin.buffer.read(MOST_BYTES + 1)
    with Path(file).open("rb") as mail:
        return mail.read(MOST_BYTES + 1)
