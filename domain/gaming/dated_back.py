"""A discussion was told of long after its day, and a date began or moved with it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from domain.facts.enquiries import DiscussionHeld
from domain.gaming.life import Clock, Life, Step
from domain.gaming.sign import Pattern, Sign, of_children, sign
from domain.in_words import day_in_words

CODE: Final = "discussion-dated-back"
#: Working days after which telling is late. Ours, set by no source: a third of fifteen.
LATE: Final = 5


def _signs(life: Life) -> Iterator[Sign]:
    for step in life.steps:
        for told in step.told:
            fact = told.fact
            if not isinstance(fact, DiscussionHeld):
                continue
            held, heard = life.day(fact.at), life.day(told.told_at)
            late = life.working_days(held, heard)
            clocks = tuple(_of(step, fact))
            if late >= LATE and clocks:
                yield sign(
                    CODE,
                    step,
                    [told],
                    f"Held on {day_in_words(held)}, told on {day_in_words(heard)}: "
                    f"{late} working days later.",
                    children=of_children(clocks),
                    numbers={"told-after-working-days": late},
                    dates=clocks,
                )


def _of(step: Step, fact: DiscussionHeld) -> Iterator[Clock]:
    """What is counted from this very discussion since it was told."""
    last = {clock.key: clock for clock in step.clocks}
    for clock in last.values():
        if clock.now.anchor == fact.at and clock.now.due_on is not None:
            yield clock


PATTERN: Final = Pattern(
    code=CODE,
    is_a="A strategy discussion was recorded a week or more after the day it is said "
    "to have been held, and a date is counted from it.",
    innocent="A referral may come late from another area or after a holiday, with all "
    "that had happened by then.",
    source="C28: back-dated starts; both times are kept",
    signs=_signs,
)
