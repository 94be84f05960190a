"""No conference was found to be required just before the date for one fell due."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from domain.duty import Due
from domain.facts.enquiries import ConferenceNotRequired
from domain.gaming.life import Clock, Life, Step, Told
from domain.gaming.sign import Pattern, Sign, of_children, sign
from domain.in_words import day_in_words
from domain.terms import INITIAL_CONFERENCE

CODE: Final = "not-required-at-the-last"
#: Day 14 or 15 of fifteen: on the last working day, or with one more to come.
LEFT: Final = 1


def _signs(life: Life) -> Iterator[Sign]:
    """By the day of the decision: one told later, but dated so, is no other."""
    for step in life.steps:
        for told in step.told:
            fact = told.fact
            if not isinstance(fact, ConferenceNotRequired):
                continue
            clocks = tuple(_at_the_last(life, step, fact, life.day(fact.at)))
            if clocks:
                yield _sign(life, step, told, clocks)


def _sign(life: Life, step: Step, told: Told, clocks: tuple[Clock, ...]) -> Sign:
    day, due = life.day(told.fact.at), clocks[0].now
    assert due.due_on is not None
    nth = life.working_days(life.day(due.anchor), day)
    late = life.working_days(day, life.day(told.told_at))
    return sign(
        CODE,
        step,
        [told],
        f"Decided on {day_in_words(day)}, working day {nth}; the conference was due "
        f"by {day_in_words(due.due_on)}.",
        children=of_children(clocks),
        numbers={"working-day": nth, "told-after-working-days": late},
        dates=clocks,
    )


def _at_the_last(
    life: Life, step: Step, fact: ConferenceNotRequired, day: date
) -> Iterator[Clock]:
    """The conferences that were no longer due by this, and nearly had been missed."""
    for clock in step.lapsed:
        mine = clock.rule == INITIAL_CONFERENCE and clock.child in fact.children
        if mine and _nearly_due(life, clock.now, day):
            yield clock


def _nearly_due(life: Life, due: Due, day: date) -> bool:
    if due.due_on is None or day > due.due_on:
        return False
    return life.working_days(day, due.due_on) <= LEFT


PATTERN: Final = Pattern(
    code=CODE,
    is_a="It was decided that no conference is required on the last or the last but "
    "one working day of the time for holding it.",
    innocent="Enquiries may take all of the time that they are given, and end with a "
    "child who is safe.",
    source="the auditor's list: a decision at day 14 or 15 of the fifteen",
    signs=_signs,
)
