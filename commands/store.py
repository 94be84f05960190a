"""`vigil store`: the tables of the record, brought up to this program's release."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Final

import typer
from psycopg.errors import InsufficientPrivilege
from sqlalchemy import URL
from sqlalchemy.exc import DBAPIError

from adapters.store.upgrading import NEWEST, upgrade_store
from commands.helping import put
from commands.output import AsJson, Ended, Failure, calm, say, say_json
from commands.service import settings, store_troubles

HELP: Final = "The store of the record, for whoever owns its database."
NOT_ITS_OWNER: Final = (
    "this login may not change the store's tables, or not make the role vigil_writer: "
    "set VIGIL_STORE_URL_FILE, for this command only, to a file with the address of "
    "the login that owns the database, and let it make roles (CREATEROLE) or make "
    "vigil_writer first"
)


@calm
async def upgrade(json: AsJson = False) -> None:
    """Bring the store's tables to this release. Again does nothing.

    A database on a server is upgraded by the login that owns it, before the workers of
    the new release start; theirs is a member of the role vigil_writer, and may not. A
    store that is a file is upgraded by whoever opens it.
    """
    found = settings()
    with store_troubles():
        held = await asyncio.to_thread(_upgraded, found.store)
    if json:
        say_json({"from": held, "to": NEWEST})
    elif held == NEWEST:
        say(f"The store is of release {NEWEST} already.")
    else:
        say(f"The store is of release {NEWEST} now; it was {held or 'empty'}.")


def store() -> typer.Typer:
    """The commands under `vigil store`."""
    app = typer.Typer(help=HELP, no_args_is_help=True, rich_markup_mode=None)
    # Without a callback, typer would take a single command for the group itself.
    app.callback()(lambda: None)
    put(app, "upgrade", upgrade)
    return app


def _upgraded(where: Path | URL) -> str | None:
    try:
        return upgrade_store(where)
    except DBAPIError as error:
        if isinstance(error.orig, InsufficientPrivilege):
            raise Failure(Ended.REFUSED, NOT_ITS_OWNER) from None
        raise
