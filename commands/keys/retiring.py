"""`vigil keys retire`: the line of a public half, to put in an old key's place."""

from __future__ import annotations

from typing import Annotated, Final

import typer

from adapters.record.signet import Signet
from adapters.sealing.keyring import Keyring, public_line
from commands.keys.lines import Line, expect_a_record, lines_of
from commands.output import (
    AsJson,
    Ended,
    Failure,
    calm,
    complain,
    say_as_written,
    say_json,
)
from commands.service import settings, store_troubles
from commands.words import many

WHERE: Final = (
    "This is no secret. Put it in the place of the line {id} in the file that "
    "VIGIL_KEYS_FILE names, on every machine, restart, and destroy every copy of the "
    "old line. With it the seals of {id} are checked; nothing is opened or marked."
)
NOT_YET: Final = (
    "{id} itself is still needed by {needs}: without it these could not be opened, or "
    "added to. Run 'vigil keys rewrap' first, and see what 'vigil keys' says then"
)


@calm
def retire(
    key_id: Annotated[
        str,
        typer.Argument(metavar="ID", help="The old line, as 'vigil keys' names it."),
    ],
    anyway: Annotated[
        bool, typer.Option(help="Although the old line itself is still needed.")
    ] = False,
    json: AsJson = False,
) -> None:
    """Print the line of its public half, to put in an old line's place.

    Refused while anything still needs the old line itself. Changes nothing.
    """
    found = settings()
    expect_a_record(found)
    ring = found.keyring()
    _expect_an_old_one(ring, key_id)
    with store_troubles():
        lines, _ = lines_of(found)
    line = next(each for each in lines if each.id == key_id)
    printed = public_line(key_id, Signet(ring).public_keys[key_id])
    if line.is_needed_whole:
        _not_yet(NOT_YET.format(needs=_needs(line), id=key_id), anyway)
    if json:
        say_json({"id": key_id, "line": printed, "still_needed": line.is_needed_whole})
        return
    typer.echo(printed)
    say_as_written(WHERE.format(id=key_id))


def _not_yet(why: str, anyway: bool) -> None:
    """Whoever puts it in place by a script is stopped; whoever means it is told."""
    if not anyway:
        raise Failure(Ended.REFUSED, why, where="ID")
    complain(f"{why}.")


def _expect_an_old_one(ring: Keyring, key_id: str) -> None:
    if key_id == ring.current:
        raise Failure(
            Ended.REFUSED,
            "this line seals now: put a new one above it first ('vigil keys new'), on "
            "every machine, and run 'vigil keys rewrap'",
            where="ID",
        )
    if key_id not in ring.ids:
        raise Failure(
            Ended.BAD_INPUT,
            "no whole line of the keyring has this id: 'vigil keys' lists them",
            where="ID",
        )


def _needs(line: Line) -> str:
    counts = {
        f"the keys of {many(line.cases, 'case')}": line.generations,
        many(line.heads, "mark"): line.heads,
        many(line.rows, "row"): line.rows,
    }
    return ", ".join(said for said, count in counts.items() if count)
