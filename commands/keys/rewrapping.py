"""`vigil keys rewrap`: all that can be moved, under the first line of the keyring."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from functools import partial
from typing import Final, NamedTuple

from sqlalchemy import Connection

from adapters.record.rotating import Marked, mark_anew
from adapters.record.signet import Signet
from adapters.sealing.case_keys import Rewrapped
from adapters.settings import Settings
from adapters.store.database import Database
from commands.keys.lines import expect_a_record
from commands.output import AsJson, Ended, Failure, calm, complain, say, say_json
from commands.progress import passing
from commands.service import settings, store_troubles
from commands.words import many

#: As many are named one by one; JSON has them all.
NAMED: Final = 20
MARKS_LEFT: Final = (
    "The mark of {many} was left as it is: {named}. It is not Vigil's, or of a key "
    "that is not given here: 'vigil verify' says which. Tell the auditor, and put "
    "nothing right by hand."
)
KEYS_LEFT: Final = (
    "The key of {many} does not open where it lies, and was left as it is: {named}. "
    "Restore its row from the newest backup of the database of keys."
)
AFTERWARDS: Final = (
    "everything else is moved. Run this again once that is put right: until then what "
    "was left needs the line that it is under"
)


class Moved(NamedTuple):
    """What was put under the first line, and what was left."""

    keys: Rewrapped
    marks: Marked


@calm
def rewrap(json: AsJson = False) -> None:
    """Put every case's key, and every mark, under the first line of the keyring.

    What is broken is left, named, and keeps nothing else from being moved. May be
    stopped and run again, while cases live and on several machines at once.
    """
    found = settings()
    expect_a_record(found)
    with store_troubles():
        moved = _rewrapped(found)
    current = found.keyring().current
    if json:
        say_json(_plain(current, moved))
    else:
        say(
            f"The cases' keys and the record's marks are put under {current}: "
            f"{moved.keys.moved} keys and {moved.marks.moved} marks were moved. 'vigil "
            "keys' says which lines nothing needs."
        )
    _tell_what_was_left(moved)
    with store_troubles():
        found.custody.check()
    if moved.keys.left or moved.marks.left:
        raise Failure(Ended.REFUSED, AFTERWARDS)


def _plain(current: str, moved: Moved) -> dict[str, object]:
    keys, marks = moved
    left = {"keys": keys.left, "marks": marks.left}
    return {"under": current, "keys": keys.moved, "marks": marks.moved, "left": left}


def _tell_what_was_left(moved: Moved) -> None:
    if left := moved.keys.left:
        counted = many(len(left), "case")
        complain(KEYS_LEFT.format(many=counted, named=_named(left)))
    if left := moved.marks.left:
        counted = many(len(left), "chain")
        complain(MARKS_LEFT.format(many=counted, named=_named(left)))


def _named(left: tuple[str, ...]) -> str:
    """Quoted where it is no plain text: no terminal does what stands in it."""
    more = f" and {len(left) - NAMED} more (--json)" if len(left) > NAMED else ""
    shown = (each if each.isprintable() else ascii(each) for each in left[:NAMED])
    return ", ".join(shown) + more


def _rewrapped(found: Settings) -> Moved:
    custody = found.custody
    current = custody.keyring.current
    older = [each for each in custody.counted() if each.master_id != current]
    total = sum(each.generations for each in older)
    with passing(total, "Wrapping the cases' keys anew") as played:
        keys = custody.rewrap(_adding_up(played))
    database = Database.open(found.store)
    try:
        return Moved(keys, asyncio.run(_mark_all(database, Signet(custody.keyring))))
    finally:
        database.close()


def _adding_up(played: Callable[[int], None]) -> Callable[[int], None]:
    done = 0

    def told(moved: int) -> None:
        nonlocal done
        done += moved
        played(done)

    return told


def _next(signet: Signet, passed: int) -> Callable[[Connection], Marked]:
    return partial(mark_anew, signet=signet, passed=passed)


async def _mark_all(database: Database, signet: Signet) -> Marked:
    done, left = 0, list[str]()
    while any(found := await database.write(_next(signet, len(left)))):
        done += found.moved
        left += found.left
    return Marked(done, tuple(left))
