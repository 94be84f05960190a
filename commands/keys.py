"""`vigil keys`: which keys there are, what hangs on each, and how one is retired."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Annotated, Final

import typer
from sqlalchemy import Connection

from activities.ports import Unavailable
from adapters.clock import SystemClock
from adapters.record.heads import Altered
from adapters.record.rotating import Hanging, hanging_on, mark_anew
from adapters.record.signet import Signet
from adapters.sealing.keyring import KeysUnusable, new_line
from adapters.settings import Settings
from adapters.store.database import Database
from commands.output import (
    AsJson,
    Ended,
    Failure,
    calm,
    rows,
    say,
    say_as_written,
    say_json,
    show,
    table,
)
from commands.progress import passing
from commands.renewing import renew
from commands.service import settings, store_troubles
from rulebook.schema import Frozen

HELP: Final = "The keys that everything is sealed with. Shows no key."
WHERE: Final = (
    "This is a secret, shown once and kept nowhere. First put it last into the file "
    "that VIGIL_KEYS_FILE names (mode 0600) on every machine, and restart; then move "
    "it to the top on every machine, and restart; then run 'vigil keys rewrap'."
)
NOTHING: Final = Hanging(0, 0, 0)


class Line(Frozen):
    """One line of the keyring, and what needs it.

    `cases`, `generations`: whose own keys it wraps. `rows`, `heads`, `seals`: what of
    the record it sealed, marked and signed itself. `given`: whether it is in the ring.
    """

    id: str
    seals_now: bool
    given: bool
    cases: int = 0
    generations: int = 0
    rows: int = 0
    heads: int = 0
    seals: int = 0

    @property
    def is_needed(self) -> bool:
        return self.seals_now or any(
            (self.generations, self.rows, self.heads, self.seals)
        )


@calm
def listed(ctx: typer.Context, json: AsJson = False) -> None:
    """Show the keys by their ids, and how much needs each of them."""
    if ctx.invoked_subcommand is not None:
        return
    found = settings()
    _expect_a_record(found)
    with store_troubles():
        lines, erased = _lines(found)
    if json:
        shown = [line.model_dump() | {"needed": line.is_needed} for line in lines]
        say_json({"keys": shown, "erased": erased})
        return
    names = ("Key", "Stands", "#Cases", "#Their keys", "#Rows", "#Marks", "#Seals")
    made = table(*names)
    show(rows(made, (_cells(line) for line in lines)))
    say(f"Cases whose keys were destroyed: {erased}.")
    for line in lines:
        if line.given and not line.is_needed:
            say(f"Nothing needs {line.id}: its line can be taken out and destroyed.")


@calm
def new(
    key_id: Annotated[
        str | None, typer.Argument(metavar="[ID]", help="Its name; today, if not said.")
    ] = None,
    json: AsJson = False,
) -> None:
    """Print a new line for the keyring, and where to put it."""
    named = key_id or f"{SystemClock().now():%Y-%m-%d}"
    if named in settings().keyring().ids:
        raise Failure(
            Ended.REFUSED,
            "a key of this name is in use, and a name never means another key: give "
            "it one of its own",
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


@calm
def rewrap(json: AsJson = False) -> None:
    """Put every case's key, and every mark, under the first line of the keyring.

    May be stopped and run again, while cases live and on several machines at once.
    """
    found = settings()
    _expect_a_record(found)
    with store_troubles():
        cases, marks = _rewrapped(found)
    current = found.keyring().current
    if json:
        say_json({"under": current, "keys": cases, "marks": marks})
        return
    say(
        f"The cases' keys and the record's marks are under {current} now: {cases} keys "
        f"and {marks} marks were moved. 'vigil keys' says which lines nothing needs."
    )


def _expect_a_record(settings: Settings) -> None:
    """Of a folder with nothing in it a line could seem to be needed by nothing.

    Ends in unreachable; makes nothing.
    """
    if not settings.has_store() or not settings.has_case_keys():
        raise Failure(
            Ended.UNREACHABLE,
            "there is no record here, or no database of the cases' keys, so nobody can "
            "say which keys are needed: set VIGIL_HOME to the folder that has them, or "
            "VIGIL_STORE_URL and VIGIL_CASE_KEYS_URL",
        )


def keys() -> typer.Typer:
    """The commands under `vigil keys`; itself it lists them."""
    app = typer.Typer(help=HELP, invoke_without_command=True, rich_markup_mode=None)
    app.callback()(listed)
    app.command("new")(new)
    app.command("rewrap")(rewrap)
    app.command("renew")(renew)
    return app


def _lines(found: Settings) -> tuple[list[Line], int]:
    """Every id that is given or needed, the one that seals now first."""
    custody = found.custody
    wrapped = {each.master_id: each for each in custody.counted()}
    given = custody.keyring.ids
    ids = [*given, *sorted(set(wrapped) - set(given))]
    hanging = _in_the_record(found, ids)
    return [
        Line(
            id=each,
            seals_now=each == custody.keyring.current,
            given=each in given,
            cases=wrapped[each].cases if each in wrapped else 0,
            generations=wrapped[each].generations if each in wrapped else 0,
            **hanging.get(each, NOTHING)._asdict(),
        )
        for each in ids
    ], custody.count_destroyed()


def _in_the_record(found: Settings, ids: list[str]) -> dict[str, Hanging]:
    """Nothing where there is no record yet."""
    if not found.has_store():
        return {}

    def work(db: Connection) -> dict[str, Hanging]:
        return {each: hanging_on(db, each) for each in ids}

    database = Database.open(found.store)
    try:
        return asyncio.run(database.read(work))
    finally:
        database.close()


def _cells(line: Line) -> tuple[str, ...]:
    stands = "seals now" if line.seals_now else "opens" if line.given else "is missing"
    counts = (line.cases, line.generations, line.rows, line.heads, line.seals)
    return line.id, stands, *map(str, counts)


def _rewrapped(found: Settings) -> tuple[int, int]:
    """How many keys of cases, and marks of the record, were moved."""
    custody = found.custody
    current = custody.keyring.current
    older = [each for each in custody.counted() if each.master_id != current]
    total = sum(each.generations for each in older)
    with passing(total, "Wrapping the cases' keys anew") as played:
        keys = custody.rewrap(_adding_up(played))
    return keys, _marked(found, Signet(custody.keyring))


def _adding_up(played: Callable[[int], None]) -> Callable[[int], None]:
    done = 0

    def told(moved: int) -> None:
        nonlocal done
        done += moved
        played(done)

    return told


def _marked(found: Settings, signet: Signet) -> int:
    if not found.has_store():
        return 0
    database = Database.open(found.store)
    try:
        return asyncio.run(_mark_all(database, signet))
    except (Altered, Unavailable) as error:
        raise Failure(
            Ended.REFUSED,
            "the end of a chain of the record was changed, or was marked with a key "
            f"that is not given here ({type(error).__name__}): 'vigil verify' names "
            "it; the cases' keys are moved, and the marks up to there",
        ) from None
    finally:
        database.close()


async def _mark_all(database: Database, signet: Signet) -> int:
    done = 0
    while moved := await database.write(lambda db: mark_anew(db, signet)):
        done += moved
    return done
