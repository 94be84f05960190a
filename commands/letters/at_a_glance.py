"""All letters at a glance: a bar for each way, and in a sentence what there is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from rich.table import Table
from rich.text import Text

from commands.letters.sending import Sending, State
from commands.letters.standings import GLANCE, NOT_ARRIVED, WAYS, glances
from commands.output import table
from commands.words import many
from domain.letters import Channel
from domain.unsent import UnsentView

WIDTH: Final = 24
SIGNS: Final = (
    *((name, sign, colour) for name, sign, colour, _ in GLANCE),
    NOT_ARRIVED,
)
LEGEND: Final = ", ".join(f"{sign} {name}" for name, sign, _ in SIGNS)


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


def counted(unsent: Sequence[UnsentView]) -> str:
    """How much has not gone yet, and how much of it is held."""
    people = [each for each in unsent if each.held or not each.role]
    held = sum(each.held for each in people)
    staff = len(unsent) - len(people)
    parts = (
        f"{many(len(people), 'letter')}{f' ({held} held)' if held else ''}",
        f"{many(staff, 'message')} to staff",
    )
    said = [part for part, number in zip(parts, (people, staff), strict=True) if number]
    return f"Not gone yet: {' and '.join(said)}."


def at_the_end(letters: Sequence[Sending]) -> str:
    """What there is to say where no letter that has gone is waited for."""
    if not letters:
        return "No letter has gone yet."
    if all(each.state is State.ARRIVED for each in letters if each.then is None):
        return "Everything that has gone is known to have arrived."
    return (
        "Nothing that has gone is waited for: what did not arrive was taken back or "
        "dealt with."
    )
