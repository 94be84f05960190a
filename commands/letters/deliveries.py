"""`vigil deliveries`: over all cases, what is not known to have arrived."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Annotated, Final, NamedTuple

import typer
from rich.table import Table
from rich.text import Text

from commands.letters.keys import kind_of, recipient_of
from commands.letters.sending import Sending, State
from commands.letters.sendings import TOLD, sendings
from commands.letters.standings import (
    GLANCE,
    NOT_ARRIVED,
    WAYS,
    glances,
    next_of,
    stands,
    way,
    what,
    whom,
)
from commands.output import AsJson, calm, rows, say, say_json, show, table
from commands.progress import tracked
from commands.service import Store, settings, store_of
from commands.telling import Telling
from commands.words import Place, day
from domain.letters import Channel
from domain.working_days import local_day
from rulebook.schema import Frozen

WIDTH: Final = 24
SIGNS: Final = (
    *((name, sign, colour) for name, sign, colour, _ in GLANCE),
    NOT_ARRIVED,
)
LEGEND: Final = ", ".join(f"{sign} {name}" for name, sign, _ in SIGNS)
DIGEST: Final = "digest"
ELSEWHERE: Final = Telling(Place(""), "Europe/London")


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
        cases = await store.facts.cases()
        told = [
            await _told(store, case, found.rulebook_folders)
            for case in tracked(cases, "Reading the letters of every case", json=json)
        ]
        doubted = in_doubt(await store.sends.unfinished(), told)
    everything = [*told, *doubted]
    chosen = under_way(everything, stuck)
    if json:
        say_json([each.model_dump(mode="json") for each in chosen])
        return
    if told:
        show(picture([letter for each in told for letter in each.letters]))
    if chosen:
        show(_table(chosen, {each.case: each.telling for each in everything}))
    else:
        say("Nothing is stuck." if stuck else "Everything is known to have arrived.")


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


def picture(letters: Sequence[Sending]) -> Table:
    """A bar for each way: how much arrived, is on its way, is unknown, did not."""
    made = table("Way", LEGEND, "#Letters")
    for channel in Channel:
        by_way = [each for each in letters if each.way is channel and not each.then]
        if by_way:
            made.add_row(WAYS[channel], _bar(glances(by_way)), str(len(by_way)))
    return made


def _bar(counted: dict[str, int]) -> Text:
    """What there is at all is seen, however little of it there is."""
    whole, bar = sum(counted.values()), Text()
    for name, sign, colour in SIGNS:
        if counted[name]:
            length = max(1, round(WIDTH * counted[name] / whole))
            bar.append(sign * length, style=colour)
    figures = ", ".join(f"{counted[n]} {n}" for n, *_ in SIGNS if counted[n])
    return bar.append(f"\n{figures}")


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


async def _told(store: Store, case: str, folders: Sequence[Path]) -> Told:
    held = await store.facts.facts(case, TOLD)
    return Told(case, Telling.of(held, folders), sendings(held))
