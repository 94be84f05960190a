"""What a case is about to do, and what is missing before it. Refuses nothing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from domain.case import Case
from domain.gates import lacks
from domain.gates.subject import Subject
from domain.lack import Lack
from domain.record.conferences import Conference
from rulebook.schema import Before


class NextStep(NamedTuple):
    """A step that somebody is about to take, and with what."""

    before: Before
    subject: Subject


def next_steps(case: Case) -> Iterator[NextStep]:
    """The steps ahead: of each conference in the order they are taken, then the case's.

    A case under terms without gates has none: nothing stands before its steps.
    """
    if case.closed_at is not None or not case.terms.gates:
        return
    for conference in case.conferences:
        yield from steps_of_conference(case, conference)
    if _may_soon_be_closed(case):
        yield NextStep(Before.CLOSE_CASE, Subject())


def steps_of_conference(case: Case, conference: Conference) -> Iterator[NextStep]:
    """What lies ahead of one conference, the nearest first."""
    subject = Subject(conference)
    if conference.awaited:
        if conference.invitation is None:
            yield NextStep(Before.INVITE, subject)
        yield NextStep(Before.HOLD, subject)
    elif conference.held_at is not None and _is_written_up(case, conference):
        yield NextStep(Before.CLOSE, subject)


def missing(case: Case) -> tuple[Lack, ...]:
    """All that is missing before the steps ahead, step by step."""
    steps = next_steps(case)
    return tuple(lack for s in steps for lack in lacks(case, s.before, s.subject))


def missing_next(case: Case, conference: str | None) -> tuple[Lack, ...]:
    """What is missing before the nearest step of one conference that lacks anything."""
    about = case.conference(conference) if conference else None
    if about is None or case.closed_at is not None:
        return ()
    found = (
        tuple(lacks(case, step.before, step.subject))
        for step in steps_of_conference(case, about)
    )
    return next(filter(None, found), ())


def _is_written_up(case: Case, conference: Conference) -> bool:
    """Held and still open. One that was held before the practice was recorded, and was
    followed by another, is not looked for again."""
    if conference.closed_at is not None:
        return False
    held = [c for c in case.conferences if c.held_at is not None]
    recorded = (conference.invitation, conference.day, conference.sections)
    return held[-1] is conference or any(recorded)


def _may_soon_be_closed(case: Case) -> bool:
    """Nothing is due, awaited or planned: closing it is what is left."""
    in_force = any(plan.ended is None for plan in case.plans)
    awaited = any(conference.awaited for conference in case.conferences)
    return not (case.duties or in_force or awaited) and bool(case.conferences)
