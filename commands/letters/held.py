"""Whose letters are held, since when and why, in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from commands.words import in_words, moment
from domain.record.people import Hold
from domain.views import CaseView

#: A case that an older worker tells of says no more.
OF_WHOM_IS_NOT_SAID: Final = "Letters are held in this case."
OF_EVERYBODY: Final = "Every letter of this case is held, and what is to be translated"


def holds_in_words(view: CaseView) -> Iterator[str]:
    """One sentence for each reason for which somebody's letters are held."""
    if view.letters_held and not view.holds:
        yield OF_WHOM_IS_NOT_SAID
    for hold in each_once(view.holds):
        yield in_a_sentence(hold, view.zone)


def each_once(holds: Iterable[Hold]) -> tuple[Hold, ...]:
    """Held twice is held: of each reason the first, since when it has held."""
    first: dict[tuple[str | None, str], Hold] = {}
    for hold in holds:
        first.setdefault((hold.who, hold.reason), hold)
    return tuple(first.values())


def in_a_sentence(hold: Hold, zone: str) -> str:
    """Whose letters, since when by the clock on the wall, and why."""
    held = f"Letters to {hold.who} are held" if hold.who else OF_EVERYBODY
    return f"{held}, since {moment(hold.since, zone)}: {in_words(hold.reason)}."
