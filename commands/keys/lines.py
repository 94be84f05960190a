"""`vigil keys`: every line of the keyring, and what of the record needs it."""

from __future__ import annotations

import asyncio
from typing import Final

import typer

from adapters.record.rotating import Hanging, hanging
from adapters.sealing.case_keys import Counted
from adapters.sealing.keyring import Keyring
from adapters.settings import Settings
from adapters.store.database import Database
from commands.output import (
    AsJson,
    Ended,
    Failure,
    calm,
    rows,
    say,
    say_json,
    show,
    table,
)
from commands.service import settings, store_troubles
from rulebook.schema import Frozen

NOTHING: Final = Hanging(0, 0, 0)


class Line(Frozen):
    """One line of the keyring, and what needs it.

    `cases`, `generations`: whose own keys it wraps. `rows`, `heads`, `seals`: what of
    the record it sealed, marked and signed itself. `given`: whether it is in the ring,
    whole; `public`: whether its public half is, which checks seals and nothing else.
    """

    id: str
    seals_now: bool
    given: bool
    public: bool
    cases: int = 0
    generations: int = 0
    rows: int = 0
    heads: int = 0
    seals: int = 0

    @property
    def is_needed_whole(self) -> bool:
        """Whether its public half is not enough."""
        return self.seals_now or any((self.generations, self.rows, self.heads))

    @property
    def is_needed(self) -> bool:
        return self.is_needed_whole or self.seals > 0

    @property
    def stands(self) -> str:
        if self.seals_now:
            return "seals now"
        if self.given:
            return "opens"
        return "checks seals" if self.public else "is missing"


@calm
def listed(ctx: typer.Context, json: AsJson = False) -> None:
    """Show the keys by their ids, and how much needs each of them."""
    if ctx.invoked_subcommand is not None:
        return
    found = settings()
    expect_a_record(found)
    with store_troubles():
        lines, erased = lines_of(found)
    if json:
        shown = [line.model_dump() | {"needed": line.is_needed} for line in lines]
        say_json({"keys": shown, "erased": erased})
        return
    names = ("Key", "Stands", "#Cases", "#Their keys", "#Rows", "#Marks", "#Seals")
    made = table(*names)
    show(rows(made, (_cells(line) for line in lines)))
    say(f"Cases whose keys were destroyed: {erased}.")
    for line in lines:
        if said := _what_to_do(line):
            say(said)


def expect_a_record(settings: Settings) -> None:
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


def lines_of(found: Settings) -> tuple[list[Line], int]:
    """Every id that is given or needed, the one that seals now first; how many erased.

    The latter are cases whose keys were destroyed.
    """
    custody = found.custody
    ring = custody.keyring
    wrapped = {each.master_id: each for each in custody.counted()}
    held = _in_the_record(found)
    given = (*ring.ids, *ring.public)
    ids = [*given, *sorted({*wrapped, *held} - set(given))]
    return [
        _line(ring, wrapped.get(each, Counted(each, 0, 0)), held.get(each, NOTHING))
        for each in ids
    ], custody.count_destroyed()


def _line(ring: Keyring, wrapped: Counted, held: Hanging) -> Line:
    key_id, cases, generations = wrapped
    return Line(
        id=key_id,
        seals_now=key_id == ring.current,
        given=key_id in ring.ids,
        public=key_id in ring.public,
        cases=cases,
        generations=generations,
        **held._asdict(),
    )


def _in_the_record(found: Settings) -> dict[str, Hanging]:
    database = Database.open(found.store)
    try:
        return asyncio.run(database.read(hanging))
    finally:
        database.close()


def _cells(line: Line) -> tuple[str, ...]:
    counts = (line.cases, line.generations, line.rows, line.heads, line.seals)
    return line.id, line.stands, *map(str, counts)


def _what_to_do(line: Line) -> str:
    """About a line that need not stand there as it does, or does not and should."""
    if (line.given or line.public) and not line.is_needed:
        return f"Nothing needs {line.id}: its line can be taken out and destroyed."
    if line.is_needed_whole:
        return "" if line.given else f"{line.id} is needed whole: put its line back."
    if line.public:
        return ""
    enough = f"Only seals need {line.id}, and its public half is enough for them: "
    if line.given:
        return f"{enough}'vigil keys retire {line.id}' prints what to put in its place."
    return f"{enough}an export has it in keys.json, and 'vigil seals' showed it."
