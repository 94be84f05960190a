"""The stories that are measured: the standard case, today's, longer and larger ones."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Final

from bench.conferences import COORDINATOR, FAMILY, SOCIAL_WORKER, Meeting
from commands.rehearsal.story import Asking, Story, read_story
from domain.intake import Opening
from domain.record.conferences import Kind
from domain.requests.base import By
from domain.requests.conferences import MoveConference
from domain.requests.enquiries import ConcludeEnquiry, RecordProcessExplained
from domain.requests.participation import DecideInterpreter
from domain.requests.plans import RecordCoreGroup
from domain.roles import Role

YORK: Final = Path(__file__).parents[1] / "samples" / "stories" / "york.jsonl"
INSTANT: Final = re.compile(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
#: The intake, the booking, who comes, their preparation and the reports: up to the day
#: before the conference.
BEFORE_THE_CONFERENCE: Final = 31
MANAGER: Final = By(person="team-manager", role=Role.FIRST_LINE_MANAGER)
CORE_GROUP_EVERY: Final = timedelta(days=28)
REVIEW_EVERY: Final = timedelta(days=168)


@cache
def two_years() -> Story:
    """The standard case: two children of York, from referral to closing."""
    return read_story(YORK.read_bytes())


def told_today(now: datetime) -> Story:
    """A case that may be told at `now`: all of it has happened but its conference."""
    lines = YORK.read_bytes().splitlines()[:BEFORE_THE_CONFERENCE]
    told = read_story(b"\n".join(lines))
    later = now.replace(second=0, microsecond=0) - told.ends_at
    story = read_story(INSTANT.sub(lambda m: _later(m, later), b"\n".join(lines)))
    last = tuple(Asking(at=story.ends_at, request=r) for r in _last(story.ends_at))
    return Story(opening=story.opening, askings=(*story.askings, *last))


def _later(found: re.Match[bytes], later: timedelta) -> bytes:
    at = datetime.fromisoformat(found[0].decode()) + later
    return at.isoformat().replace("+00:00", "Z").encode()


def _last(
    at: datetime,
) -> Iterator[RecordProcessExplained | MoveConference]:
    """The process explained to both parents, and the conference moved."""
    for person in FAMILY:
        yield RecordProcessExplained(
            id=f"explained-{person}", by=SOCIAL_WORKER, person=person, explained_at=at
        )
    yield MoveConference(
        id="moved",
        by=COORDINATOR,
        conference="conference-1",
        moved_at=at,
        starts_at=at + timedelta(days=3),
        reason="chair-ill",
    )


def as_case(opening: Opening, ref: str) -> Opening:
    """The same intake under another reference."""
    return opening.model_copy(update={"ref": ref})


def of(children: int, years: int) -> Story:
    """A plan for so many children over so many years: core groups and reviews."""
    opening = _family(children)
    refs = tuple(child.ref for child in opening.intake.children)
    began = opening.sent_at + timedelta(days=12)
    ends = opening.sent_at + timedelta(days=365 * years)
    first = Meeting(opening.terms, 1, Kind.INITIAL, refs)
    askings = [*_up_to_it(opening.sent_at, refs), *first.askings(began)]
    askings += _core_groups(began, ends, refs)
    reviews = range(1, (ends - began) // REVIEW_EVERY + 1)
    for number in reviews:
        held = began + number * REVIEW_EVERY
        review = Meeting(opening.terms, number + 1, Kind.REVIEW, refs)
        askings += review.askings(held)
    return Story(opening, tuple(sorted(askings, key=lambda asking: asking.at)))


def _family(children: int) -> Opening:
    """The standard family with so many newborn children, so that none grows up."""
    opening = two_years().opening
    first = opening.intake.children[0]
    born = opening.sent_at.date() - timedelta(days=30)
    refs = tuple(f"child-{number}" for number in range(1, children + 1))
    copies = tuple(
        first.model_copy(update={"ref": ref, "born": born, "lives": ()}) for ref in refs
    )
    enquiry = opening.intake.enquiries[0].model_copy(update={"children": refs})
    changes = {"children": copies, "enquiries": (enquiry,)}
    intake = opening.intake.model_copy(update=changes)
    return opening.model_copy(update={"intake": intake})


def _up_to_it(at: datetime, refs: tuple[str, ...]) -> Iterator[Asking]:
    """The enquiry's end, and that the father follows English well enough."""
    concluded = ConcludeEnquiry(
        id="concluded",
        by=MANAGER,
        enquiry="enquiry-1",
        concluded_at=at,
        at_risk=refs,
    )
    need = DecideInterpreter(
        id="english", by=SOCIAL_WORKER, who="father", needed=False, decided_at=at
    )
    yield from (Asking(at, request) for request in (concluded, need))


def _core_groups(
    began: datetime, ends: datetime, refs: tuple[str, ...]
) -> Iterator[Asking]:
    held, number = began + timedelta(days=9), 1
    while held < ends.astimezone(UTC):
        meeting = RecordCoreGroup(
            id=f"core-group-{number}",
            by=SOCIAL_WORKER,
            meeting=f"core-group-{number}",
            held_at=held,
            children=refs,
        )
        yield Asking(held + timedelta(hours=2), meeting)
        held, number = held + CORE_GROUP_EVERY, number + 1
