"""`vigil verify`: whether the record is as Vigil wrote it, and if not, where."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from adapters.clock import SystemClock
from adapters.record.audit import UNKEPT, Entry
from adapters.record.seals import LastSeal
from adapters.record.signet import Signet
from adapters.record.verifying import Verified, Verifier, is_as_kept
from adapters.settings import Settings
from commands.one_case import unknown_case
from commands.output import (
    AsJson,
    Ended,
    Failure,
    calm,
    complain,
    rows,
    say,
    say_json,
    show,
    table,
)
from commands.progress import passing
from commands.reading import book_of, reader_of
from commands.record.faults import WHAT_TO_DO, meaning, sealed_so_far, where
from commands.service import Store, case_ref, settings, store_of
from commands.words import many

VERIFIED = "verified"
#: Chains with a fault that are shown one by one; JSON has them all.
SHOWN = 50
WHOLE = (
    "Nothing was altered, put in or moved, or taken away from among others. What was "
    "cut off at an end shows only against a seal that is kept elsewhere (--expect)."
)
NOT_KEPT = (
    "This store does not have seal {no} as it is kept elsewhere: it was put back to an "
    "earlier moment, or made anew, whatever else is said here."
)

Expected = Annotated[
    str | None,
    typer.Option(
        metavar="NO:DIGEST", help="The last seal as the auditor keeps it elsewhere."
    ),
]


@calm
async def verify(
    ref: Annotated[
        str | None, typer.Argument(metavar="[REF]", help="Only this case.")
    ] = None,
    opening: Annotated[
        bool, typer.Option("--open", help="Also open all that is sealed.")
    ] = False,
    expect: Expected = None,
    json: AsJson = False,
) -> None:
    """Check that the record is as Vigil wrote it, and name what is not.

    Finds each fact and entry of the audit that was altered, put in or moved, and what
    was taken away; and procedures that cases are judged by, where they were altered.
    That they were taken away shows with --open, where the entry that names them is
    read. Alone it cannot find the end of a case, or of the whole store, cut
    off back to an earlier moment: keep the number and digest of the last seal ('vigil
    seals') elsewhere, and give them here with --expect. What came after the seal that
    you keep is not proven; letters, texts and the worklist are not looked at.
    """
    found, case = settings(), None if ref is None else case_ref(ref)
    reader, kept = reader_of(found), None if expect is None else parted(expect)
    async with store_of(found) as store:
        verified = await _verified(found, store, case, opening)
        as_kept = None if kept is None else await is_as_kept(store.database, *kept)
    if case is not None and not verified.chains and verified.is_whole:
        raise unknown_case()
    entry = Entry(
        SystemClock().now(), VERIFIED, *reader, "verify", _ended(verified), case
    )
    unwritten = await _written_down(found, entry)
    if json:
        say_json(plain(verified) | {"as_kept": as_kept})
    else:
        _tell(verified, opening)
        if kept is not None and not as_kept:
            complain(NOT_KEPT.format(no=kept[0]))
    if unwritten:
        complain(unwritten)
    whole = verified.is_whole and as_kept is not False
    raise typer.Exit(Ended.DONE if whole else Ended.REFUSED)


def parted(expected: str) -> tuple[int, str]:
    """Number and digest of a seal. Ends in bad input."""
    no, _, digest = expected.strip().partition(":")
    if not no.isdecimal() or not digest:
        raise Failure(
            Ended.BAD_INPUT,
            "write the number of the seal, a colon and its digest, as 'vigil seals' "
            "shows them",
            where="--expect",
        )
    return int(no), digest


def plain(verified: Verified) -> dict[str, Any]:
    """For a program: the first fault of each chain that has one, and what was read."""
    unsealed = verified.unsealed
    return {
        "whole": verified.is_whole,
        "findings": [
            {"book": found.book, "chain": found.chain, **found.fault._asdict()}
            for found in verified.findings
        ],
        "rows": verified.rows,
        "chains": verified.chains,
        "seals": verified.seals,
        "last_seal": last(unsealed.last if unsealed else None),
        "unsealed": unsealed
        and {
            "chains": unsealed.chains,
            "since": unsealed.since,
            "unmarked": unsealed.unmarked,
        },
        "opened": verified.opened,
        "erased": verified.erased,
    }


def last(seal: LastSeal | None) -> dict[str, Any] | None:
    return None if seal is None else seal._asdict()


async def _verified(
    found: Settings, store: Store, case: str | None, opening: bool
) -> Verified:
    custody = found.custody
    signet = Signet(custody.keyring)
    verifier = Verifier(store.database, signet, custody if opening else None)
    done = 0
    with passing(await verifier.steps(case), "Checking the record") as pass_on:

        def progress(more: int) -> None:
            nonlocal done
            done += more
            pass_on(done)

        return await verifier.verify(case, progress)


def _ended(verified: Verified) -> str:
    faults = len(verified.findings)
    return f"faults-{faults}" if faults else "whole"


async def _written_down(found: Settings, entry: Entry) -> str:
    """What to say when it could not be: a record that is broken is still looked at."""
    try:
        async with book_of(found) as book:
            await book.write(entry)
    except UNKEPT as error:
        return (
            "That the record was checked could not be written down "
            f"({type(error).__name__}): keep what was said here."
        )
    return ""


def _entries(number: int) -> str:
    return "1 entry" if number == 1 else f"{number} entries"


def _tell(verified: Verified, opening: bool) -> None:
    facts, entries = verified.rows["facts"], verified.rows["audit"]
    say(
        f"{many(facts, 'fact')} and {_entries(entries)} of the audit "
        f"were checked, in {many(verified.chains, 'chain')}, and "
        f"{many(verified.seals, 'seal')}."
    )
    if opening:
        say(f"{many(verified.opened, 'fact')} opened with the keys that are here.")
    if verified.erased:
        erased = many(len(verified.erased), "erased case")
        say(f"{erased}: nobody can read the words of it, and its chain still counts.")
    if verified.unsealed is not None:
        say(sealed_so_far(verified.unsealed))
    if verified.is_whole:
        say(WHOLE)
        return
    found = table("Where", "What was found", title="Not as Vigil wrote it")
    some = verified.findings[:SHOWN]
    show(rows(found, ((where(each), meaning(each)) for each in some)), complaint=True)
    if len(verified.findings) > SHOWN:
        complain(f"And {len(verified.findings) - SHOWN} more; --json names them all.")
    complain(WHAT_TO_DO)
