"""What the record of a conference holds before it is closed.

Whoever keeps the record can always write: that somebody had nothing to add is an entry
too, so none of this waits for one person.
"""

from __future__ import annotations

from collections.abc import Iterator

from domain.case import Case
from domain.duties.afterwards import held_in_practice
from domain.gates.subject import (
    JUDGED,
    WHOLE,
    Finding,
    Subject,
    applies,
    conference_of,
    listed,
)
from domain.readings.agencies import NEVER_IN_ROLE
from domain.readings.attendance import attendance, chair_of
from domain.record.conferences import Conference
from domain.record.invitations import Capacity
from domain.record.people import PersonKind
from domain.record.the_day import Section
from domain.terms import Gate, Listing
from rulebook.schema import Asks, Before

#: Between agencies, however a source counts them, means from more than one.
SEVERAL = 2


def _lines(
    case: Case, gate: Gate, subject: Subject, written: set[str]
) -> Iterator[Listing]:
    """The required headings of the gate's list that apply here and are not written."""
    for line in listed(case, gate):
        missing = line.required and line.key not in written
        if missing and applies(case, line.when, subject):
            yield line


def record_sections(case: Case, gate: Gate, subject: Subject) -> Iterator[str]:
    """Every heading about the conference as a whole is written under."""
    written = {s.heading for s in conference_of(subject).sections if s.child is None}
    return (line.key for line in _lines(case, gate, subject, written))


def child_sections(case: Case, gate: Gate, subject: Subject) -> Iterator[str]:
    """Every heading about a child is, for each child who was judged and is still here.

    A child who was only considered, or not decided, needs no analysis of their own.
    """
    conference = conference_of(subject)
    for ref in conference.children:
        child, outcome = case.child(ref), conference.outcome(ref)
        gone = child is None or child.left is not None
        if gone or outcome is None or outcome.decided not in JUDGED:
            continue
        written = {s.heading for s in conference.sections if s.child == ref}
        about = subject._replace(child=ref)
        yield from (f"{ref}: {line.key}" for line in _lines(case, gate, about, written))


def several_agencies(case: Case, gate: Gate, subject: Subject) -> Iterator[str]:
    """What is known was brought together: more than one agency added to it (SX-04)."""
    if len(_contributed(conference_of(subject).sections)) < (gate.least or SEVERAL):
        yield WHOLE


def every_agency(case: Case, gate: Gate, subject: Subject) -> Iterator[str]:
    """Each agency that took part added to some heading of the analysis (WA-04)."""
    added = _contributed(conference_of(subject).sections)
    there = dict.fromkeys(agencies_there(case, conference_of(subject)))
    return (agency for agency in there if agency not in added)


def _contributed(sections: tuple[Section, ...]) -> set[str]:
    return {agency for section in sections for agency in section.by}


def agencies_there(case: Case, conference: Conference) -> Iterator[str]:
    """The agencies whose practitioners took part, as often as they had somebody."""
    others = set(_for_another_reason(case, conference))
    for there in attendance(conference):
        person = case.person(there.person)
        if person is None or person.kind is not PersonKind.PROFESSIONAL:
            continue
        takes_part = there.capacity is Capacity.PARTICIPANT and person.ref not in others
        if takes_part and person.agency is not None:
            yield person.agency


def _for_another_reason(case: Case, conference: Conference) -> Iterator[str | None]:
    """Who chairs, writes, interprets or stands by somebody, by role or by the list."""
    yield chair_of(case, conference)
    yield from case.holders(NEVER_IN_ROLE, conference.takes_place_at)
    if conference.invitation is not None:
        for invitee in conference.invitation.invitees:
            if invitee.capacity is not Capacity.PARTICIPANT:
                yield invitee.person


def conferences_closed(case: Case, gate: Gate, subject: Subject) -> Iterator[str]:
    """Each held conference is closed, while a child whom it was about is here.

    Not those held before the case had terms that ask for anything before it.
    """
    if not case.terms.gates_before.get(Before.CLOSE):
        return
    here = {child.ref for child in case.present()}
    for conference, _ in held_in_practice(case):
        if conference.closed_at is None and here & set(conference.children):
            yield conference.ref


RECORD: dict[Asks, Finding] = {
    Asks.RECORD_SECTIONS: record_sections,
    Asks.CHILD_SECTIONS: child_sections,
    Asks.SEVERAL_AGENCIES: several_agencies,
    Asks.EVERY_AGENCY_CONTRIBUTED: every_agency,
    Asks.CONFERENCES_CLOSED: conferences_closed,
}
