"""The discussion that the date is counted from is another, and a later one, now."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Final, NamedTuple

from domain.facts.enquiries import DiscussionCorrected, DiscussionHeld
from domain.gaming.life import Life, Step, Told
from domain.gaming.sign import Pattern, Sign, of_children, sign
from domain.ids import Instant
from domain.in_words import day_in_words
from domain.record.enquiries import Discussion

CODE: Final = "initiating-moved"


class _Flagged(NamedTuple):
    """A discussion that came to be the initiating one of its enquiry, and when."""

    enquiry: str
    discussion: Discussion
    told_at: Instant


def _signs(life: Life) -> Iterator[Sign]:
    """A later discussion than the one before it, where a date became later by it.

    What was told together was so from the beginning, and nothing moved.
    """
    initiating: dict[str, _Flagged] = {}
    for step in life.steps:
        for told in step.told:
            now = _flagged(told, initiating)
            if now is None:
                continue
            was = initiating.get(now.enquiry, now)
            initiating[now.enquiry] = now
            if step.later and _moved_on(was, now):
                yield _sign(life, step, told, was.discussion, now.discussion)


def _moved_on(was: _Flagged, now: _Flagged) -> bool:
    another = was.discussion.ref != now.discussion.ref
    later = now.discussion.held_at > was.discussion.held_at
    return another and later and was.told_at < now.told_at


def _flagged(told: Told, known: Collection[str]) -> _Flagged | None:
    match told.fact:
        case DiscussionHeld(enquiry=enquiry, discussion=held):
            first = enquiry not in known
            initiates = first or held.initiating
            return _Flagged(enquiry, held, told.told_at) if initiates else None
        case DiscussionCorrected(enquiry=enquiry, now=held) if held.initiating:
            return _Flagged(enquiry, held, told.told_at)
        case _:
            return None


def _sign(life: Life, step: Step, told: Told, was: Discussion, now: Discussion) -> Sign:
    return sign(
        CODE,
        step,
        [told],
        f"It was counted from the discussion of {day_in_words(life.day(was.held_at))}; "
        f"since then from the one of {day_in_words(life.day(now.held_at))}.",
        children=of_children(step.later),
        numbers={"later-by-days": max(clock.later_by for clock in step.later)},
        dates=step.later,
    )


PATTERN: Final = Pattern(
    code=CODE,
    is_a="A later discussion was marked as the one that began the enquiry, and a date "
    "moved on with it.",
    innocent="The first may have been marked by mistake, or was a consultation that "
    "began nothing.",
    source="SX-23: one discussion of an enquiry initiated it",
    signs=_signs,
)
