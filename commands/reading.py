"""Who sees what: the one place through which every command says it before it shows.

What is shown of one family leaves an entry in that family's audit. A list of many
families by codes alone, which names nobody, leaves one in the book of the house: an
entry a family each time that somebody looks at the caseload would be ten thousand of
them a look, and would bury who really read about a family. What somebody asks of a
case is on the case's own record, with who asked it.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from typing import Final, NamedTuple

from adapters.clock import SystemClock
from adapters.record.audit import UNKEPT, Entry, SqlAudit
from adapters.record.signet import Signet
from adapters.settings import Environment, Settings
from adapters.store.database import Database
from commands.output import Ended, Failure
from commands.shows import MAY_SEE, SHOWS, Shows
from domain.roles import Role

#: Who sits at a machine on which Vigil is tried out.
DEVELOPER: Final = "developer"
IN_DEVELOPMENT: Final = Role.SERVICE_MANAGER
#: So few roles are named to whoever has none of them.
FEW: Final = 5
READ, REFUSED, EXPORTED = "read", "refused", "exported"
NOT_SHOWN: Final = (
    "nothing is shown, because who reads a family's record is written down first, and "
    "the audit cannot be written"
)
WRONG_ROLE: Final = "not-for-this-role"


class Reader(NamedTuple):
    """Who reads, by an opaque reference, and in which role."""

    person: str
    role: Role


def reader_of(settings: Settings) -> Reader:
    """Who sits there. Ends in bad input where families' records are and nobody said."""
    if settings.environment is Environment.PRODUCTION:
        _expect(settings.person, "VIGIL_PERSON", "the reference of whoever sits here")
        _expect(settings.role, "VIGIL_ROLE", "the code of the role in which they read")
    return Reader(settings.person or DEVELOPER, settings.role or IN_DEVELOPMENT)


def _expect(given: str | None, name: str, what: str) -> None:
    if given is None:
        raise Failure(
            Ended.BAD_INPUT,
            "nothing of a family is shown while nobody says who reads it: set it to "
            f"{what}",
            where=name,
        )


@asynccontextmanager
async def book_of(settings: Settings) -> AsyncIterator[SqlAudit]:
    """The audit, closed afterwards. A book is never begun by reading."""
    if not settings.has_store():
        raise Failure(
            Ended.UNREACHABLE,
            "there is no record here yet, so nobody can write down who reads: start "
            "Vigil with 'vigil up', or set VIGIL_HOME to the folder that has it",
        )
    database = Database.open(settings.store)
    try:
        yield SqlAudit(database, Signet(settings.custody.keyring))
    finally:
        database.close()


async def seen(
    settings: Settings,
    what: str,
    case: str | None = None,
    *,
    of: str = "",
    done: bool = False,
) -> None:
    """Write down that whoever sits here sees this, before it is shown.

    `what`: the command, as in commands.shows; `of`: which letter, or whose doings;
    `case`: which family, None for many or none. `done`: something was asked of the case
    before, and is done. Ends as refused for a role that may not see it, which is
    written down too, and in unreachable where it cannot be written.
    """
    await seen_of(settings, what, (case,), of=of, done=done)


async def seen_of(
    settings: Settings,
    what: str,
    cases: Iterable[str | None],
    *,
    of: str = "",
    done: bool = False,
) -> None:
    """As `seen`, of several families at once: each has its own entry, or none has."""
    reader, at = reader_of(settings), SystemClock().now()
    may = reader.role in MAY_SEE[SHOWS[what]]
    did = EXPORTED if SHOWS[what] is Shows.WHOLE else READ
    kind, why = (did, "") if may else (REFUSED, WRONG_ROLE)
    name = f"{what}/{of}" if of else what
    entries = [Entry(at, kind, *reader, name, why, case) for case in cases]
    try:
        async with book_of(settings) as book:
            await book.write_all(entries)
    except UNKEPT as error:
        says = f"{_done(done)}{NOT_SHOWN}"
        raise unkept(says, error) from None
    if not may:
        raise _not_for(what, reader.role, done)


def unkept(says: str, error: Exception) -> Failure:
    """The end of a command whose entry could not be kept: `error` is one of UNKEPT."""
    return Failure(
        Ended.UNREACHABLE,
        f"{says} ({type(error).__name__}): 'vigil doctor' looks at the record",
    )


def _not_for(what: str, role: Role, done: bool) -> Failure:
    may = MAY_SEE[SHOWS[what]]
    few = f"one of these: {', '.join(sorted(may))}"
    whom = few if len(may) < FEW else "somebody who works with the family"
    return Failure(
        Ended.REFUSED,
        f"{_done(done)}this is not shown to {role}, and it was written down that it "
        f"was asked for: ask {whom}",
        where="VIGIL_ROLE",
    )


def _done(done: bool) -> str:
    return "what was asked is done, and " if done else ""
