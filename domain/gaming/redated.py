"""A discussion's day was put right to a later one, and a date moved on with it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from domain.facts.enquiries import DiscussionCorrected
from domain.gaming.life import Life
from domain.gaming.sign import Pattern, Sign, of_children, sign
from domain.in_words import day_in_words

CODE: Final = "discussion-redated"


def _signs(life: Life) -> Iterator[Sign]:
    for step in life.steps:
        for told in step.told:
            fact = told.fact
            if not isinstance(fact, DiscussionCorrected) or not step.later:
                continue
            was, now = life.day(fact.was.held_at), life.day(fact.now.held_at)
            if now > was:
                yield sign(
                    CODE,
                    step,
                    [told],
                    f"Recorded as held on {day_in_words(was)}, then as held on "
                    f"{day_in_words(now)}.",
                    children=of_children(step.later),
                    numbers={"later-by-days": max(c.later_by for c in step.later)},
                    dates=step.later,
                )


PATTERN: Final = Pattern(
    code=CODE,
    is_a="The day of a strategy discussion was corrected to a later one, and a date "
    "moved on with it.",
    innocent="The first day may have been a slip of the pen: look at the minutes.",
    source="C28: corrections; a second person stands behind some of them",
    signs=_signs,
)
