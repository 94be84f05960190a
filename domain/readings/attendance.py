"""Who was at a conference, at whose part, as what, and who chaired it."""

from __future__ import annotations

from collections.abc import Iterator

from domain.case import Case
from domain.record.conferences import Conference
from domain.record.invitations import Capacity
from domain.record.the_day import Attendance, TheDay
from domain.roles import Role

#: They serve the meeting and take no part in it: no copy of a plan is theirs.
SERVES_THE_MEETING = frozenset({Capacity.INTERPRETER, Capacity.RECORD_TAKER})


def attendance(conference: Conference) -> tuple[Attendance, ...]:
    """Who was there. Where only names are recorded, each as they were invited."""
    if names_alone(conference):
        return _as_invited(conference, conference.present)
    return conference.day.attendance if conference.day is not None else ()


def names_alone(conference: Conference) -> bool:
    """Nobody recorded at whose part, or as what, those named were there."""
    return conference.day is None or not conference.day.attendance


def _as_invited(
    conference: Conference, people: tuple[str, ...]
) -> tuple[Attendance, ...]:
    """At the part, and in the capacity, of the list; else at all of it, taking part."""
    settled = conference.invitation
    found = ((ref, settled.invitee(ref) if settled else None) for ref in people)
    return tuple(
        Attendance(person=ref)
        if invitee is None
        else Attendance(
            person=ref, capacity=invitee.capacity, children=invitee.children
        )
        for ref, invitee in found
    )


def at_the_part_of(conference: Conference, child: str) -> Iterator[Attendance]:
    """Who was there while this child was considered."""
    for there in attendance(conference):
        if not there.children or child in there.children:
            yield there


def named(case: Case, day: TheDay) -> tuple[str, ...]:
    """The people of the case among those who were there: its children are not."""
    refs = dict.fromkeys(there.person for there in day.attendance)
    return tuple(ref for ref in refs if case.person(ref) is not None)


def recipients(conference: Conference, child: str) -> tuple[str, ...]:
    """To whom a copy of this child's plan goes, of those who were there.

    A parent who was there only for another child has no copy of this one's. Where
    nobody was named as present, it goes by who was invited, likewise.
    """
    there = attendance(conference) or _as_invited(conference, conference.invited)
    parts = (a for a in there if not a.children or child in a.children)
    taking_part = (a.person for a in parts if a.capacity not in SERVES_THE_MEETING)
    return tuple(dict.fromkeys(taking_part))


def chair_of(case: Case, conference: Conference) -> str | None:
    """Who chaired: as it is recorded of the day; else whoever held the role then."""
    day = conference.day
    if day is not None and day.chair is not None:
        return day.chair
    for there in attendance(conference):
        if there.capacity is Capacity.CHAIR:
            return there.person
    return case.holder(Role.CHAIR, conference.takes_place_at)
