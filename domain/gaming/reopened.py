"""An enquiry was concluded and taken up again."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from domain.facts.enquiries import DiscussionHeld, EnquiryConcluded, EnquiryReopened
from domain.gaming.life import Clock, Life, Step, Told
from domain.gaming.sign import Pattern, Sign, sign
from domain.in_words import day_in_words

CODE: Final = "enquiry-reopened"


def _signs(life: Life) -> Iterator[Sign]:
    """Each re-opening, with the dates that were counted anew then or from then on."""
    children: dict[str, set[str]] = {}
    concluded: dict[str, Told] = {}
    for at, step in enumerate(life.steps):
        for told in step.told:
            match told.fact:
                case DiscussionHeld(enquiry=enquiry, children=these):
                    children.setdefault(enquiry, set()).update(these)
                case EnquiryConcluded(enquiry=enquiry):
                    concluded[enquiry] = told
                case EnquiryReopened(enquiry=enquiry) if enquiry in concluded:
                    anew = tuple(_anew(life.steps[at:], enquiry))
                    yield _sign(life, step, concluded[enquiry], told, anew, children)


def _anew(steps: tuple[Step, ...], enquiry: str) -> Iterator[Clock]:
    """Of what this enquiry began, each date that is later since."""
    for step in steps:
        for clock in step.later:
            if f"/{enquiry}/" in f"{clock.key}/":
                yield clock


def _sign(
    life: Life,
    step: Step,
    ended: Told,
    told: Told,
    anew: tuple[Clock, ...],
    children: dict[str, set[str]],
) -> Sign:
    assert isinstance(told.fact, EnquiryReopened)
    first, again = life.day(ended.fact.at), life.day(told.fact.at)
    between = life.working_days(first, again)
    return sign(
        CODE,
        step,
        [told, ended],
        f"Concluded on {day_in_words(first)}, taken up again on "
        f"{day_in_words(again)}, {between} working days later.",
        children=children.get(told.fact.enquiry, set()),
        numbers={"working-days-between": between, "dates-made-later": len(anew)},
        dates=anew,
    )


PATTERN: Final = Pattern(
    code=CODE,
    is_a="An enquiry that was concluded was taken up again under its own reference.",
    innocent="New information may have come, or it was concluded by mistake: a second "
    "person stood behind it.",
    source="C28: re-opened enquiries",
    signs=_signs,
)
