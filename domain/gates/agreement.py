"""Whether the agencies agree on what is decided, and who has no say in it."""

from __future__ import annotations

from collections.abc import Iterator

from domain.case import Case
from domain.gates.subject import Finding, Subject
from domain.readings.agencies import NEVER, NEVER_IN_ROLE, agency_of
from domain.readings.attendance import at_the_part_of, chair_of
from domain.record.conferences import Conference
from domain.record.invitations import Capacity
from domain.record.people import Person, PersonKind
from domain.roles import Role
from domain.terms import Gate
from rulebook.schema import Asks

#: Who serves the conference, and speaks for no agency at it.
WITHOUT_A_SAY = NEVER_IN_ROLE | {Role.COORDINATOR, Role.BUSINESS_SUPPORT}


def _speaks(case: Case, conference: Conference, person: Person) -> bool:
    """A professional who does not chair it or serve it."""
    if person.kind is not PersonKind.PROFESSIONAL or person.relation in NEVER:
        return False
    held = set(case.roles_of(person.ref, conference.takes_place_at))
    return person.ref != chair_of(case, conference) and not held & WITHOUT_A_SAY


def _agency(case: Case, ref: str) -> str:
    """For whom somebody speaks; for themselves where no agency is known."""
    person = case.person(ref)
    return (agency_of(person) if person is not None else None) or ref


def _taking_part(case: Case, conference: Conference, child: str) -> set[str]:
    """The agencies that take part in deciding about this child."""
    parts = (
        there.person
        for there in at_the_part_of(conference, child)
        if there.capacity is Capacity.PARTICIPANT
    )
    people = (case.person(ref) for ref in parts)
    return {
        _agency(case, person.ref)
        for person in people
        if person is not None and _speaks(case, conference, person)
    }


def agencies_agreed(case: Case, gate: Gate, subject: Subject) -> Iterator[str]:
    """Each agency there agrees, or dissents and says why (CS-55)."""
    conference, outcome = subject.conference, subject.outcome
    if conference is None or outcome is None:
        return
    said = {_agency(case, a.person) for a in outcome.agreed if a.agrees or a.why}
    yield from sorted(_taking_part(case, conference, outcome.child) - said)
    yield from (a.person for a in outcome.agreed if not a.agrees and a.why is None)


def observers_have_no_say(case: Case, gate: Gate, subject: Subject) -> Iterator[str]:
    """Who observes, a guardian above all, neither agrees nor dissents (WA-45)."""
    conference, outcome = subject.conference, subject.outcome
    if conference is None or outcome is None:
        return
    silent = {
        there.person
        for there in at_the_part_of(conference, outcome.child)
        if there.capacity is Capacity.OBSERVER
    }
    ongoing = case.proceedings
    if ongoing is not None and ongoing.guardian and ongoing.guarded_since:
        silent.add(ongoing.guardian)
    yield from (a.person for a in outcome.agreed if a.person in silent)


AGREEMENT: dict[Asks, Finding] = {
    Asks.AGENCIES_AGREED: agencies_agreed,
    Asks.OBSERVERS_HAVE_NO_SAY: observers_have_no_say,
}
