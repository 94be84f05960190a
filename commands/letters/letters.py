"""`vigil letters`: every letter of a case, where it stands, and what has not gone."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated

import typer
from rich.table import Table

from adapters.settings import Settings
from commands.letters.not_gone import waiting
from commands.letters.sending import Sending
from commands.letters.sendings import TOLD, sendings
from commands.letters.standings import stands, way, what, whom
from commands.one_case import Ref, unknown_case, view_of
from commands.output import (
    AsJson,
    Ended,
    Failure,
    calm,
    complain,
    rows,
    say,
    say_json,
    table,
)
from commands.output import show as put
from commands.reading import seen
from commands.service import case_ref, settings, store_of
from commands.telling import Telling
from commands.words import moment
from domain.unsent import UnsentView

NOT_ASKED = (
    "What has not gone yet is not listed: the case could not be asked. Everything "
    "that was handed over is."
)


@calm
async def letters(
    ref: Ref,
    awaited: Annotated[
        bool,
        typer.Option("--awaited", help="Only what is not known to have arrived."),
    ] = False,
    json: AsJson = False,
) -> None:
    """Every letter of a case: what, to whom, by which way, and where it stands."""
    known, found = case_ref(ref), settings()
    telling, told = await told_of(found, known)
    unsent = await _unsent(found, known)
    chosen = [*told, *waiting(unsent or ())]
    if awaited:
        chosen = [letter for letter in chosen if letter.is_awaited]
    await seen(found, "letters", known)
    if json:
        say_json([letter.model_dump(mode="json") for letter in chosen])
    elif chosen:
        put(listed(chosen, telling))
        if any(letter.no for letter in chosen):
            say(f"One of them as it went: 'vigil letter {known} NO'.")
    elif unsent is not None:
        say("No letter is like that." if told else "No letter has gone yet.")
    if unsent is None and (awaited or not chosen):
        # An empty list, or a short one, would say that nothing is waited for.
        raise Failure(Ended.UNREACHABLE, NOT_ASKED)
    if unsent is None:
        complain(NOT_ASKED)


async def told_of(settings: Settings, ref: str) -> tuple[Telling, tuple[Sending, ...]]:
    """How a case is told, and its letters by its record. Ends in bad input."""
    async with store_of(settings) as store:
        held = await store.facts.facts(ref, TOLD)
    if not held:
        raise unknown_case()
    return Telling.of(held, settings.rulebook_folders), sendings(held)


def listed(letters: Iterable[Sending], telling: Telling) -> Table:
    """The letters as a table of at most 80 columns."""
    made = table("#No", "What, and to whom", "When, and by what", "Where it stands")
    return rows(made, (_line(letter, telling) for letter in letters))


def _line(letter: Sending, telling: Telling) -> tuple[str, ...]:
    place = telling.place
    return (
        "" if letter.no is None else str(letter.no),
        f"{what(letter, place)}\nto {whom(letter, place)}",
        f"{moment(letter.at, telling.zone)}\n{way(letter)}".rstrip(),
        stands(letter),
    )


async def _unsent(settings: Settings, ref: str) -> tuple[UnsentView, ...] | None:
    """What the case still has to send; None where it cannot be asked."""
    try:
        return (await view_of(settings, ref)).unsent
    except Failure:
        return None
