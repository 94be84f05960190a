"""`vigil export`: all that is on record of one case, as files that prove themselves."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Annotated, Any, Final, NamedTuple

import typer

from activities.ports import Unavailable
from adapters.clock import SystemClock
from adapters.record import bundle, verifier
from adapters.record.exporting import Exported, Exporting
from adapters.record.heads import Altered
from adapters.record.letters_out import letters_of
from adapters.record.seals import seal
from adapters.record.signet import Signet
from adapters.settings import Settings
from commands.one_case import Ref, unknown_case
from commands.output import AsJson, Ended, Failure, calm, complain, say, say_json
from commands.reading import seen
from commands.record.readme import readme, told_in_words
from commands.service import Store, case_ref, settings, store_of
from commands.words import many

IN_USE: Final = (
    "there is something there already: name a folder that is empty, or that is not "
    "there yet"
)
NOT_SEALED: Final = (
    "The newest entries could not be put under a seal: the record's own ends or "
    "seals were altered: 'vigil verify' says where. They are handed out without."
)
To = Annotated[
    Path, typer.Option("--to", metavar="FOLDER", help="Where to: an empty folder.")
]


class Made(NamedTuple):
    """A bundle that was written: what is in it, and what is wrong with it, if any.

    `unopened`: how many letters have no words. `fingerprint`: of the public keys.
    """

    facts: int
    letters: int
    unopened: int
    erased: bool
    fingerprint: str
    wrong: tuple[str, ...]


@calm
async def export(ref: Ref, to: To, json: AsJson = False) -> None:
    """Write all that is on record of a case into a folder, with what proves it."""
    found, known = settings(), case_ref(ref)
    _expect_empty(to)
    async with store_of(found) as store:
        if not await store.inbox.on_record(known):
            raise unknown_case()
        await seen(found, "export", known)
        made = await _made(found, store, known, to)
    if json:
        say_json(made._asdict())
    else:
        _tell(made, known)
    if made.wrong:
        raise typer.Exit(Ended.REFUSED)


async def _made(found: Settings, store: Store, case: str, to: Path) -> Made:
    at = SystemClock().now()
    await _seal(found, store, at)
    exporting = Exporting(found.custody)
    out = await store.database.read(lambda db: exporting.read(db, case))
    letters = await letters_of(store.database, store.letters, case)
    about = _about(case, at, out, len(letters))
    files = _files(found, out, letters) | {"README.txt": readme(about).encode()}
    written = bundle.whole(files, about, found.keyring())
    try:
        bundle.write(to, written)
    except (OSError, bundle.FolderInUse) as error:
        raise _unwritable(error) from None
    mark = bundle.keys_fingerprint(written)
    wrong = tuple(verifier.check(to, mark, mark))
    unopened = sum(each["letter"] is None for each in letters)
    return Made(len(out.facts), len(letters), unopened, out.erased, mark, wrong)


async def _seal(found: Settings, store: Store, at: datetime) -> None:
    """So that every fact that is handed out is under a seal. What is wrong is said."""
    try:
        done = await seal(store.database, Signet(found.keyring()), at)
    except (Altered, Unavailable):
        complain(NOT_SEALED)
        return
    if done.refused:
        complain(NOT_SEALED)


def _about(case: str, at: datetime, out: Exported, letters: int) -> dict[str, Any]:
    return {
        "bundle": 1,
        "case": case,
        "exported_at": at.isoformat(),
        "facts": len(out.facts),
        "letters": letters,
        "erased": out.erased,
        "head": out.head,
    }


def _files(
    found: Settings, out: Exported, letters: list[dict[str, Any]]
) -> dict[str, bytes]:
    kept = ({"digest": name, "terms": text} for name, text in out.terms.items())
    return {
        "record.txt": told_in_words(out.facts, found.rulebook_folders).encode(),
        "facts.jsonl": bundle.as_lines(out.facts),
        "seals.jsonl": bundle.as_lines(out.seals),
        "terms.jsonl": bundle.as_lines(kept),
        "letters.jsonl": bundle.as_lines(letters),
    }


def _expect_empty(to: Path) -> None:
    """Before anything is written down, or read. Ends in bad input."""
    try:
        bundle.expect_empty(to)
    except (OSError, bundle.FolderInUse) as error:
        raise _unwritable(error) from None


def _unwritable(error: Exception) -> Failure:
    if isinstance(error, bundle.FolderInUse):
        return Failure(Ended.BAD_INPUT, IN_USE, where="--to")
    return Failure(
        Ended.BAD_INPUT,
        f"this folder cannot be written ({type(error).__name__}): name another, and "
        "take away what is in this one",
        where="--to",
    )


def _tell(made: Made, case: str) -> None:
    what = f"{many(made.facts, 'entry')} and {many(made.letters, 'letter')}"
    say(f"Case {case}: {what} were written out, in clear. Keep the folder as such.")
    if made.erased:
        say("The case was erased: of what was said the chain is left, and no words.")
    elif made.unopened:
        complain(f"{many(made.unopened, 'letter')} did not open: they have no words.")
    say(
        "Hand this fingerprint of the keys over by another way than the folder, so "
        f"that whoever gets it can check who made it: {made.fingerprint}"
    )
    for each in made.wrong:
        complain(f"The record is not as it was written: {each}.")
