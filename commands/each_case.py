"""Going over every case: what is amiss with one keeps nobody from hearing of others.

Only what concerns one case is left aside so, and it is always named. Where no database
answers, or not one case opens for want of a key, the command ends as it would for one.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Final, Generic, NamedTuple, TypeAlias, TypeVar

from pydantic import ValidationError

from adapters.record.heads import Altered
from adapters.sealing.keyring import Unopenable
from adapters.sealing.master import NOT_OPENED
from commands.output import Ended, Failure
from commands.progress import tracked
from commands.words import in_words
from domain.evidence.opaque import CASE
from domain.recording import Row
from domain.refolding import CannotRefold
from rulebook.schema import Code

#: What can be amiss with one case. Anything else ends the command.
OF_ONE_CASE: Final = (
    *NOT_OPENED,
    *(Altered, CannotRefold),
    *(ValueError, LookupError, TypeError),
)

OPENED: Final = "case-opened"
ERASED: Final[Code] = "erased"
NO_KEY: Final = "unknown-key"
NO_REFERENCE: Final[Code] = "no-reference"
ANOTHER_VERSION: Final[Code] = "written-by-another-version"
MORE: Final = "'vigil verify REF' and 'vigil doctor' say more"
NOT_ALL: Final = (
    "not every case could be read, so this is not all that there is: {cases}. " + MORE
)
#: So many are named in a sentence at most.
NAMED: Final = 50
#: What is no reference may be anything, and is not repeated.
NAMELESS: Final = "(no reference)"

T = TypeVar("T")
#: Why a case could not be read, by its reference.
Unread: TypeAlias = Mapping[str, Code]


class Over(NamedTuple, Generic[T]):
    """What was found, case by case, and the cases that could not be read."""

    found: list[T]
    unread: Unread


async def over(
    cases: Sequence[str],
    look: Callable[[str], Awaitable[T]],
    about: str,
    *,
    json: bool = False,
) -> Over[T]:
    """Look at each case in turn; of one that was erased meanwhile nothing is told.

    Raises keyring.Unopenable or master.MasterKeyMissing where not one of them opens
    for want of a key, and whatever is not of one case.
    """
    found, unread = list[T](), dict[str, Code]()
    last: Exception | None = None
    for case in tracked(cases, about, json=json):
        if CASE.fullmatch(case) is None:
            unread[NAMELESS] = NO_REFERENCE
            continue
        try:
            found.append(await look(case))
        except OF_ONE_CASE as fault:
            unread[case], last = why_of(fault), fault
    if last is not None and not found and _want_a_key(unread):
        raise last
    return Over(found, {case: why for case, why in unread.items() if why != ERASED})


def expect_opened(held: Sequence[Row]) -> None:
    """Raises CannotRefold for rows that do not begin with a case's beginning."""
    if not held:
        raise CannotRefold("nothing-recorded")
    if held[0].kind != OPENED:
        raise CannotRefold("not-opened", held[0].no)


def why_of(fault: Exception) -> Code:
    """A fault of one case in a fixed word."""
    if isinstance(fault, (*NOT_OPENED, CannotRefold)):
        return fault.code
    if isinstance(fault, ValidationError):
        return ANOTHER_VERSION
    if isinstance(fault, Altered):
        return "altered"
    return "not-understood"


def expect_a_key(unread: Unread, cases: int) -> None:
    """As `over`, for whoever goes over so many in a way of their own.

    Raises keyring.Unopenable where not one of them opens for want of a key.
    """
    if len(unread) == cases and _want_a_key(unread):
        raise Unopenable(NO_KEY)


def _want_a_key(unread: Unread) -> bool:
    """Whether a key is all that they lack. Of every case, that is no case's fault."""
    return set(unread.values()) == {NO_KEY}


def expect_all(unread: Unread) -> None:
    """After what was found is told. Ends in unreachable, naming what is not in it."""
    if unread:
        raise Failure(Ended.UNREACHABLE, NOT_ALL.format(cases=listed(unread)))


def listed(unread: Unread) -> str:
    """The cases by reference, each with why, in one sentence."""
    named = [f"{case} ({in_words(why)})" for case, why in unread.items()]
    more = len(named) - NAMED
    return ", ".join(named[:NAMED]) + (f" and {more} more" if more > 0 else "")
