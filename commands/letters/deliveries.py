"""`vigil deliveries`: over all cases, what is not known to have arrived."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Annotated, Final, NamedTuple, TypeAlias

import typer
from rich.table import Table

from commands.each_case import Unread, expect_all, expect_opened, over
from commands.letters.at_a_glance import at_the_end, counted, picture
from commands.letters.keys import kind_of, recipient_of
from commands.letters.not_gone import unsent_of, waiting
from commands.letters.sending import Sending, State
from commands.letters.sendings import TOLD, sendings
from commands.letters.standings import next_of, stands, way, what, whom
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
from commands.reading import seen
from commands.service import Store, settings, store_of
from commands.telling import Telling
from commands.words import Place, day
from domain.unsent import UnsentView
from domain.working_days import local_day
from rulebook.schema import Frozen

DIGEST: Final = "digest"
READING: Final = "Reading the letters of every case"
NOT_ASKED: Final = (
    "What has not gone yet is not among these: not every case could be asked. 'vigil "
    "doctor' says why"
)
ELSEWHERE: Final = Telling(Place(""), "Europe/London")
#: By case, what it still has to send.
Unsent: TypeAlias = dict[str, tuple[UnsentView, ...]]


class Underway(Frozen):
    """A letter of some case that is not known to have arrived, and what comes next."""

    case: str
    letter: Sending
    next: str


class Told(NamedTuple):
    """One case's letters, and how they are told."""

    case: str
    telling: Telling
    letters: tuple[Sending, ...]


@calm
async def deliveries(
    stuck: Annotated[
        bool,
        typer.Option(
            "--stuck", help="Only what came back, is late, unposted or in doubt."
        ),
    ] = False,
    json: AsJson = False,
) -> None:
    """Across all cases: letters not known to have arrived, and what comes next."""
    found = settings()
    async with store_of(found) as store:
        cases = await store.facts.readable()
        look = partial(_told, store, found.rulebook_folders)
        told, unread = await over(cases, look, READING, json=json)
        doubted = in_doubt(await store.sends.unfinished(), told)
        # What is stuck is on record: no case need be asked.
        asked = [each.case for each in told]
        unsent = {} if stuck else await unsent_of(found, store.facts, asked)
    everything = [*told, *doubted, *not_gone(told, doubted, unsent or {})]
    chosen = under_way(everything, stuck)
    await seen(found, "deliveries")
    if json:
        say_json([each.model_dump(mode="json") for each in chosen])
    else:
        _show(told, chosen, {each.case: each.telling for each in everything})
        _sum_up(told, chosen, unsent, stuck, whole=not unread)
    _expect_all(unsent, unread)


def _show(
    told: Sequence[Told], chosen: Sequence[Underway], tellings: dict[str, Telling]
) -> None:
    gone = [letter for each in told for letter in each.letters]
    if gone:
        show(picture(gone))
    if chosen:
        show(_table(chosen, tellings))


def _sum_up(
    told: Iterable[Told],
    chosen: Sequence[Underway],
    unsent: Unsent | None,
    stuck: bool,
    *,
    whole: bool,
) -> None:
    """What waits, and that nothing does only where every case was read and asked."""
    if stuck:
        if whole and not chosen:
            say("Nothing is stuck.")
        return
    waits = [letter for owed in (unsent or {}).values() for letter in owed]
    if waits:
        say(counted(waits))
    if whole and unsent is not None and not chosen:
        say(at_the_end([letter for each in told for letter in each.letters]))


def _expect_all(unsent: Unsent | None, unread: Unread) -> None:
    """Ends in unreachable where not every case was read, or could be asked."""
    if unsent is None and unread:
        complain(f"{NOT_ASKED}.")
    elif unsent is None:
        raise Failure(Ended.UNREACHABLE, NOT_ASKED)
    expect_all(unread)


def under_way(told: Iterable[Told], stuck: bool) -> list[Underway]:
    """What waits to be heard of: what must not go first, then the longest waiting."""
    found = [
        Underway(case=each.case, letter=letter, next=next_of(letter))
        for each in told
        for letter in each.letters
        if (letter.is_stuck if stuck else letter.is_awaited)
    ]
    return sorted(found, key=_urgency)


def _urgency(each: Underway) -> tuple[bool, datetime, str]:
    letter = each.letter
    return letter.state is not State.TO_BE_TAKEN_BACK, letter.since, each.case


def not_gone(
    told: Iterable[Told],
    doubted: Iterable[Told],
    unsent: Mapping[str, Sequence[UnsentView]],
) -> list[Told]:
    """What has not gone to people or is held. What staff are told daily is counted."""
    begun = {letter.key or "" for each in doubted for letter in each.letters}
    return [
        each._replace(letters=tuple(waiting(_listed(unsent[each.case], begun))))
        for each in told
        if each.case in unsent
    ]


def _listed(unsent: Iterable[UnsentView], begun: Collection[str]) -> list[UnsentView]:
    return [
        each
        for each in unsent
        if each.key not in begun and (each.held or not each.role)
    ]


def in_doubt(
    unfinished: Iterable[tuple[str, datetime]], told: Iterable[Told]
) -> list[Told]:
    """What was begun, never finished, and that no case has heard the end of."""
    cases = {each.case: each for each in told}
    known = {letter.key for each in cases.values() for letter in each.letters}
    return [
        _doubted(key, since, cases) for key, since in unfinished if key not in known
    ]


def _doubted(key: str, since: datetime, cases: dict[str, Told]) -> Told:
    """A day's digest over several families belongs to no case."""
    case = key.partition("/")[0]
    told = cases.get(case)
    letter = Sending(
        key=key,
        what=kind_of(key) if told else DIGEST,
        to=recipient_of(key) if told else "staff",
        at=since,
        since=since,
        state=State.IN_DOUBT,
    )
    return Told(case if told else "", told.telling if told else ELSEWHERE, (letter,))


def _table(chosen: Iterable[Underway], tellings: dict[str, Telling]) -> Table:
    made = table("Case", "What, to whom, and since when", "Where it stands, and next")
    for each in chosen:
        rows(made, [_line(each, tellings[each.case])])
        made.add_section()
    return made


def _line(each: Underway, telling: Telling) -> tuple[str, ...]:
    letter, place = each.letter, telling.place
    number = "" if letter.no is None else f"\nno {letter.no}"
    since = day(local_day(letter.since, telling.zone))
    by = f" by {way(letter)}" if letter.way else ""
    return (
        f"{each.case}{number}",
        f"{what(letter, place)}\nto {whom(letter, place)}\n{since}{by}",
        f"{stands(letter)}\nNext: {each.next}" if each.next else stands(letter),
    )


async def _told(store: Store, folders: Sequence[Path], case: str) -> Told:
    """Raises CannotRefold, and what the record raises."""
    held = await store.facts.facts(case, TOLD)
    expect_opened(held)
    return Told(case, Telling.of(held, folders), sendings(held))
