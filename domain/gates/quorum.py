"""Who counts towards a quorum, child by child (decision C6)."""

from __future__ import annotations

from collections.abc import Iterator

from domain.case import Case
from domain.gates.subject import Finding, Subject
from domain.readings.agencies import NEVER, NEVER_IN_ROLE, agency_of
from domain.readings.attendance import at_the_part_of, chair_of
from domain.record.children import Child
from domain.record.conferences import Conference
from domain.record.invitations import Capacity
from domain.record.people import Person, PersonKind
from domain.record.the_day import GoingOn, Service
from domain.terms import Gate
from rulebook.schema import Asks

#: The fewest with whom the chair may go on; with fewer nobody may (WA-53).
WITH_THE_CHAIR = 2
#: Who works for each of the services that an unborn child needs (WA-52).
SERVES = {"midwife": Service.MIDWIFERY, "health-visitor": Service.HEALTH_VISITING}


def counted(case: Case, conference: Conference, child: str) -> tuple[str, ...]:
    """The agencies present at this child's part that have had direct contact.

    Each counts once, and all of health as one unless the chair counts them apart.
    """
    found = case.child(child)
    if found is None:
        return ()
    known = _whose_contact_counts(case, found)
    grouped = {g.person: g.as_agency for g in conference.the_day.groupings}
    agencies = {
        grouped.get(person.ref) or agency_of(person)
        for person in _taking_part(case, conference, child)
        if known & set(person.direct_contact_with)
    }
    return tuple(sorted(agency for agency in agencies if agency is not None))


def _whose_contact_counts(case: Case, child: Child) -> set[str]:
    """The child; before its birth also the children of its household.

    No source says what contact with an unborn child is: to know the expectant mother
    or the household is our reading (decision C6). A midwife is in contact with the
    unborn child.
    """
    if not child.unborn:
        return {child.ref}
    homes = child.homes
    return {
        other.ref
        for other in case.children
        if not homes or not other.lives or homes & other.homes
    }


def _taking_part(case: Case, conference: Conference, child: str) -> Iterator[Person]:
    """Professionals there for this child who are neither observers nor helpers."""
    aside = {chair_of(case, conference), case.proceedings and case.proceedings.guardian}
    aside |= case.holders(NEVER_IN_ROLE, conference.takes_place_at)
    for there in at_the_part_of(conference, child):
        person = case.person(there.person)
        if (
            person is not None
            and person.kind is PersonKind.PROFESSIONAL
            and there.capacity is Capacity.PARTICIPANT
            and person.relation not in NEVER
            and person.ref not in aside
        ):
            yield person


def going_on(conference: Conference, child: str) -> GoingOn | None:
    """The chair's decision to go on with two agencies about this child."""
    day = conference.the_day
    return next((g for g in day.going_on if g.child == child), None)


def counts(case: Case, conference: Conference) -> dict[str, tuple[str, ...]]:
    """For each child who was considered, which agencies count. Shown everywhere."""
    if conference.held_at is None or not case.terms.gates:
        return {}
    return {o.child: counted(case, conference, o.child) for o in conference.outcomes}


def quorate(case: Case, gate: Gate, subject: Subject) -> Iterator[str]:
    """Enough agencies, or the chair goes on with two; with fewer it is not decided."""
    conference, child = subject.conference, subject.child
    if conference is None or child is None or gate.least is None:
        return
    there = len(counted(case, conference, child))
    goes_on = there >= WITH_THE_CHAIR and going_on(conference, child) is not None
    if there < gate.least and not goes_on:
        yield child


def chair_goes_on(case: Case, gate: Gate, subject: Subject) -> Iterator[str]:
    """With two the chair says which information there is, and why it goes on."""
    conference, child = subject.conference, subject.child
    if conference is None or child is None:
        return
    two = len(counted(case, conference, child)) == WITH_THE_CHAIR
    if two and going_on(conference, child) is None:
        yield child


def involved(case: Case, conference: Conference, child: str) -> dict[Service, str]:
    """How midwifery and health visiting are involved: somebody came, or reported."""
    how: dict[Service, str] = {}
    for report in conference.reports:
        author = None if report.author is None else case.person(report.author)
        done = report.completed_at is not None and report.nothing_because is None
        if done and author is not None and author.relation in SERVES:
            how[SERVES[author.relation]] = "report"
    how |= {i.service: i.how for i in conference.the_day.involved}
    for there in at_the_part_of(conference, child):
        person = case.person(there.person)
        if person is not None and person.relation in SERVES:
            how[SERVES[person.relation]] = "attendance"
    return how


def unborn_services(case: Case, gate: Gate, subject: Subject) -> Iterator[str]:
    """Both are involved before anything is decided about an unborn child (WA-52)."""
    if subject.conference is None or subject.child is None:
        return
    how = involved(case, subject.conference, subject.child)
    yield from (service for service in Service if service not in how)


QUORUM: dict[Asks, Finding] = {
    Asks.QUORATE: quorate,
    Asks.UNBORN_SERVICES: unborn_services,
    Asks.CHAIR_GOES_ON: chair_goes_on,
}
