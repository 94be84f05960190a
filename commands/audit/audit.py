"""`vigil audit`: who saw, changed or tried what of a family, and when."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import date
from typing import Annotated, Final

import typer
from pydantic import TypeAdapter, ValidationError
from rich.table import Table

from adapters.record.audit import UNKEPT, SqlAudit
from adapters.sealing.keyring import Unopenable
from adapters.settings import Settings
from commands.audit.doings import ASKED, OPENED, Doing, in_order, of_audit, of_record
from commands.audit.wording import said
from commands.each_case import Over, Unread, expect_all, over
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
from commands.reading import book_of, seen
from commands.service import case_ref, settings, store_of
from commands.telling import Telling
from commands.words import in_words, moment
from domain.evidence.opaque import PERSON, NotOpaque
from domain.ids import Day
from domain.recording import Row
from domain.working_days import local_day

DAY: Final = TypeAdapter[date](Day)
#: Where no family's own clock counts.
ZONE: Final = "Europe/London"
ERASED: Final = "erased"
#: An entry of a family's audit is not as Vigil writes them.
AMISS: Final = "entry-of-the-audit-changed"
#: Of one family the list is not all: who looks at a list of many is not in it.
ELSEWHERE: Final = (
    "Looks at lists of many families at once, as 'vigil cases', are not among these: "
    "'vigil audit' without a reference lists those."
)

Since = Annotated[str | None, typer.Option(help="From this day on: 2026-11-02.")]
Until = Annotated[str | None, typer.Option(help="Up to and with this day.")]


@calm
async def audit(
    ref: Annotated[
        str | None, typer.Argument(metavar="[REF]", help="The case's reference.")
    ] = None,
    person: Annotated[
        str | None, typer.Option(help="What one person did, in every family.")
    ] = None,
    since: Since = None,
    until: Until = None,
    json: AsJson = False,
) -> None:
    """Who saw, changed or tried what of a family. Without REF: of many at once.

    A look at a list of many families, as 'vigil cases', stands with none of them: only
    'vigil audit' without REF tells who took it.
    """
    first, last = _day(since, "--since"), _day(until, "--until")
    found = settings()
    unread: Unread = {}
    if person is None:
        doings, zone = await _of_one(found, None if ref is None else case_ref(ref))
    else:
        doings, unread = await _of_person(found, _reference(person, ref), json)
        zone = ZONE
    chosen = [d for d in doings if _within(local_day(d.at, zone), first, last)]
    if json:
        say_json([doing.model_dump(mode="json") for doing in chosen])
    elif chosen:
        show(listed(chosen, zone, by_case=person is not None))
    elif not unread:
        say("Nothing was done in that time." if doings else "Nothing is written down.")
    if ref is not None and not json:
        say(ELSEWHERE)
    expect_all(unread)


async def _of_one(found: Settings, case: str | None) -> tuple[list[Doing], str]:
    """Of one family, or of the house; this very look is the last of it."""
    zone, held = ZONE, list[Row]()
    if case is not None:
        held, zone = await _record(found, case)
    async with _readable(found) as book:
        if case is not None and not held and not await book.of_case(case):
            raise unknown_case()
        await seen(found, "audit", case)
        kept = await book.of_case(case)
    return in_order([*of_audit(kept), *of_record(case or "", held)]), zone


async def _record(found: Settings, case: str) -> tuple[list[Row], str]:
    """What was asked of a case, and its own zone; of an erased one nothing is left."""
    async with store_of(found) as store:
        try:
            held = await store.facts.facts(case, (OPENED, *ASKED))
        except Unopenable as why:
            if why.code != ERASED:
                raise
            complain("This case was erased: what was asked of it cannot be read.")
            return [], ZONE
    if not held or held[0].kind != OPENED:
        return held, ZONE
    return held, Telling.of(held, found.rulebook_folders).zone


async def _of_person(found: Settings, person: str, json: bool) -> Over[Doing]:
    """What is written of them, and what they asked of each case."""
    await seen(found, "audit", of=person)
    async with _readable(found) as book:
        amiss = set[str]()
        kept = await book.of_person(person, amiss)
    async with store_of(found) as store:

        async def look(case: str) -> list[Doing]:
            return [*of_record(case, await store.facts.facts(case, ASKED))]

        cases = await store.facts.readable()
        about = "Reading what was asked of every case"
        found_in, unread = await over(cases, look, about, json=json)
    asked = (doing for case in found_in for doing in case if doing.person == person)
    not_read = {**dict.fromkeys(sorted(amiss), AMISS), **unread}
    return Over(in_order([*of_audit(kept), *asked]), not_read)


@asynccontextmanager
async def _readable(found: Settings) -> AsyncIterator[SqlAudit]:
    """The audit, to be read. Ends in unreachable for one that cannot be, or not so."""
    try:
        async with book_of(found) as book:
            yield book
    except UNKEPT as error:
        raise Failure(
            Ended.UNREACHABLE, f"the audit cannot be read ({type(error).__name__})"
        ) from None
    except NotOpaque:
        raise Failure(
            Ended.UNREACHABLE,
            "an entry of the audit is not as Vigil writes them: somebody changed it; "
            "'vigil verify' says which",
        ) from None


def listed(doings: Sequence[Doing], zone: str, *, by_case: bool = False) -> Table:
    """Who did what, or in which family, as a table of at most 80 columns."""
    whom = "Family" if by_case else "Who, and as what"
    made = table("When", whom, "What")
    return rows(made, (_line(doing, zone, by_case) for doing in doings))


def _line(doing: Doing, zone: str, by_case: bool) -> tuple[str, ...]:
    who = f"{doing.person or 'nobody can say'}\n{in_words(doing.role)}".rstrip()
    on = f"\nentry {doing.fact}" if doing.fact is not None else ""
    did = f"{said(doing.did, doing.what, doing.why)}{on}"
    return moment(doing.at, zone), (doing.case or "-") if by_case else who, did


def _day(given: str | None, option: str) -> date | None:
    """A day of an option. Ends in bad input."""
    if given is None:
        return None
    try:
        return DAY.validate_python(given)
    except ValidationError:
        raise Failure(
            Ended.BAD_INPUT, "write a day, as 2026-11-02", where=option
        ) from None


def _within(day: date, first: date | None, last: date | None) -> bool:
    return (first is None or first <= day) and (last is None or day <= last)


def _reference(person: str, ref: str | None) -> str:
    """Whose doings. Ends in bad input."""
    if ref is not None:
        raise Failure(
            Ended.BAD_INPUT,
            "ask about one family (REF), or about one person in all of them (--person)",
            where="--person",
        )
    if PERSON.fullmatch(person) is None:
        raise Failure(
            Ended.BAD_INPUT, "name a person by their reference", where="--person"
        )
    return person
