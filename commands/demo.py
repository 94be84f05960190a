"""`vigil demo`: one family's two years on a real server, then their story in words."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import Final

from rich.table import Table

from commands.output import calm, say, show
from commands.progress import passing
from commands.rehearsal.rehearsed import Rehearsed
from commands.rehearsal.story import Story
from commands.rehearsal.timeline import timeline
from commands.rehearse import on_a_server, story_in
from commands.service import settings
from commands.words import day
from domain.duty import Standing

FAMILY: Final = Path(__file__).resolve().parents[1] / "samples/stories/delay.jsonl"
INTRODUCTION: Final = (
    "A fictional family's two years, on a real Temporal server whose time is wound "
    "on: initial conference, a delay refused and a delay agreed, plan, core groups, "
    "reviews, end. The same program keeps real cases; only the clock is hurried."
)
STAFF: Final = frozenset({"digest", "escalation", "task"})


@calm
async def demo() -> None:
    """Play one family's two years in under a minute, and tell what happened."""
    story = story_in(str(FAMILY), settings())
    say(INTRODUCTION)
    clock = asyncio.get_running_loop().time
    began = clock()
    with passing(1 + len(story.askings), "Two years pass") as played:
        rehearsed = await on_a_server(story, None, played)
    tell(story, rehearsed)
    say(f"Played in {clock() - began:.0f} seconds.")


def tell(story: Story, rehearsed: Rehearsed) -> None:
    """The timeline, and what it comes to."""
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    entries = timeline(story, rehearsed)
    for on, same_day in groupby(entries, key=lambda entry: entry.on):
        for number, entry in enumerate(same_day):
            table.add_row("" if number else day(on), entry.says.replace("[", r"\["))
    say()
    show(table)
    say()
    for line in _sums(rehearsed):
        say(line)


def _sums(rehearsed: Rehearsed) -> Iterator[str]:
    standings = [duty.standing for duty in rehearsed.duties]
    met, late = standings.count(Standing.MET), standings.count(Standing.MET_LATE)
    yield f"Of what was due, {met} were done in time and {late} out of timescale."
    staff = [e for e in rehearsed.effects if e.kind in STAFF]
    others = len(rehearsed.effects) - len(staff)
    yield (
        f"{others} letters went to people; staff had {len(staff)} messages, most of "
        "them one a morning. The family was sent nothing about lateness."
    )
    for refusal in rehearsed.refusals:
        yield f"Asked and not done ({refusal.request}): {refusal.message}"
