"""`vigil keys`: which keys there are, what hangs on each, and how one is retired."""

from __future__ import annotations

from typing import Annotated, Final

import typer

from adapters.clock import SystemClock
from adapters.sealing.keyring import KeysUnusable, new_line
from adapters.settings import Settings
from commands.helping import put
from commands.keys.lines import lines_of, listed
from commands.keys.renewing import renew
from commands.keys.retiring import retire
from commands.keys.rewrapping import rewrap
from commands.output import (
    AsJson,
    Ended,
    Failure,
    calm,
    say_as_written,
    say_json,
)
from commands.service import settings, store_troubles

HELP: Final = "The keys that everything is sealed with. Shows no key."
WHERE: Final = (
    "This is a secret, shown once and kept nowhere. First put it last into the file "
    "that VIGIL_KEYS_FILE names (mode 0600) on every machine, and restart; then move "
    "it to the top on every machine, and restart; then run 'vigil keys rewrap'."
)


@calm
def new(
    key_id: Annotated[
        str | None, typer.Argument(metavar="[ID]", help="Its name; today, if not said.")
    ] = None,
    json: AsJson = False,
) -> None:
    """Print a new line for the keyring, and where to put it."""
    named = key_id or f"{SystemClock().now():%Y-%m-%d}"
    if named in _names(settings()):
        raise Failure(
            Ended.REFUSED,
            "a key of this name is in use, or was and something on record still names "
            "it, and a name never means another key: give it one of its own",
            where="ID",
        )
    try:
        line = new_line(named)
    except KeysUnusable as error:
        raise Failure(Ended.BAD_INPUT, str(error), where="ID") from None
    if json:
        say_json({"id": named, "line": line})
        return
    typer.echo(line)
    say_as_written(WHERE)


def _names(found: Settings) -> set[str]:
    """Every id that is taken: of a line that is given, or that the record names."""
    ring = found.keyring()
    given = {*ring.ids, *ring.public}
    if not found.has_store() or not found.has_case_keys():
        return given
    with store_troubles():
        lines, _ = lines_of(found)
    return given | {line.id for line in lines}


def keys() -> typer.Typer:
    """The commands under `vigil keys`; itself it lists them."""
    app = typer.Typer(help=HELP, invoke_without_command=True, rich_markup_mode=None)
    app.callback()(listed)
    put(app, "new", new)
    put(app, "rewrap", rewrap)
    put(app, "renew", renew)
    put(app, "retire", retire)
    return app
