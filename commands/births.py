"""In words: a child's entry on the register, and how long a birth is ahead."""

from __future__ import annotations

from collections.abc import Iterator

from commands.words import day
from domain.readings.register import Entry, State
from domain.views import CaseView


def on_register(entry: Entry | None) -> str:
    """How a child stands on the register; nothing where there is none."""
    if entry is None:
        return ""
    if entry.state is State.PENDING_BIRTH:
        return "; will be registered at birth"
    if entry.state is State.REMOVED:
        return f"; off the register since {day(entry.until)}"
    return f"; on the register since {day(entry.since)}"


def before_births(view: CaseView) -> Iterator[str]:
    """How many days each conference to come leaves before a birth (WA-72)."""
    for conference in view.conferences:
        if conference.held_at is not None or conference.off is not None:
            continue
        for child, days in conference.days_to_birth.items():
            if days >= 0:
                number = f"{days} {'day' if days == 1 else 'days'}"
                yield f"{conference.ref} is {number} before {child} is expected."
