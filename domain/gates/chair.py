"""Who chairs a conference, and what its chair answers for."""

from __future__ import annotations

from collections.abc import Iterator

from domain.case import Case
from domain.gates.subject import WHOLE, Finding, Subject, conference_of, listed
from domain.readings.attendance import attendance, chair_of
from domain.record.invitations import Capacity
from domain.roles import Role
from domain.terms import Gate
from rulebook.schema import Asks

#: Whoever holds one of these is in the line management of the case.
LINE = frozenset({Role.SOCIAL_WORKER, Role.FIRST_LINE_MANAGER, Role.KEY_WORKER})
#: The choice that says by whom, as their relation is recorded, a conference is chaired.
CHAIRED_BY = "conference-chaired-by"


def satisfied(case: Case, gate: Gate, subject: Subject) -> Iterator[str]:
    """The chair was asked, and expects enough information (WA-17).

    A chair who is not satisfied postpones, or answers again when more has come. It is
    asked before a conference is held, never before it is booked.
    """
    answer = conference_of(subject).sufficiency
    if answer is None or not answer.satisfied:
        yield WHOLE


def independent(case: Case, gate: Gate, subject: Subject) -> Iterator[str]:
    """The chair neither manages the case nor wrote a report for it (decision C4)."""
    conference = conference_of(subject)
    chair = chair_of(case, conference)
    if chair is None:
        yield WHOLE
        return
    held = set(case.roles_of(chair, conference.takes_place_at))
    wrote = {p for r in conference.reports for p in (r.author, r.countersigned_by)}
    if chair in wrote or held & LINE:
        yield chair


def senior_manager(case: Case, gate: Gate, subject: Subject) -> Iterator[str]:
    """The chair's relation is the one that the terms name (CS-05)."""
    chair = chair_of(case, conference_of(subject))
    person = None if chair is None else case.person(chair)
    if person is None:
        yield WHOLE
    elif person.relation != case.terms.provision(CHAIRED_BY):
        yield person.ref


def checked(case: Case, gate: Gate, subject: Subject) -> Iterator[str]:
    """Each line of the checks that go before a conference about sexual abuse."""
    done = conference_of(subject).the_day.checked
    for line in listed(case, gate):
        if line.required and line.key not in done:
            yield line.key


def enough_information(case: Case, gate: Gate, subject: Subject) -> Iterator[str]:
    """The chair says so at the start, or why it goes on with less (WA-47)."""
    day = conference_of(subject).the_day
    without = day.enough_information is False and day.goes_on_because is not None
    if not day.enough_information and not without:
        yield WHOLE


def observers_apart(case: Case, gate: Gate, subject: Subject) -> Iterator[str]:
    """Where somebody observes, the chair kept them out of the deciding (WA-46)."""
    conference = conference_of(subject)
    if conference_of(subject).the_day.observers_apart:
        return
    guardian = case.proceedings.guardian if case.proceedings else None
    for there in attendance(conference):
        if there.capacity is Capacity.OBSERVER or there.person == guardian:
            yield there.person


CHAIR: dict[Asks, Finding] = {
    Asks.CHAIR_SATISFIED: satisfied,
    Asks.CHAIR_INDEPENDENT: independent,
    Asks.CHAIR_IS_SENIOR_MANAGER: senior_manager,
    Asks.CHAIR_CHECKED: checked,
    Asks.ENOUGH_INFORMATION: enough_information,
    Asks.OBSERVERS_KEPT_APART: observers_apart,
}
