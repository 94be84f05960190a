"""Before a conference and on its day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from domain.case import Case
from domain.gates.chair import CHAIR
from domain.gates.siblings import SIBLINGS
from domain.gates.subject import WHOLE, Finding, Subject, about, conference_of
from domain.intake import Began
from domain.readings.attendance import attendance
from domain.record.children import Child
from domain.record.conferences import Conference
from domain.record.enquiries import Enquiry
from domain.terms import Gate
from rulebook.schema import Asks


def enquiry_found_risk(case: Case, gate: Gate, subject: Subject) -> Iterator[str]:
    """A conference follows an enquiry that found a risk to a child of it (YK-01).

    At least one child has that finding; whoever is in an enquiry waits for its end. A
    child without one, or found not at risk, may be considered beside the others. A
    child whose part is adjourned is not asked about, nor is a case that was moved here
    with its plans.
    """
    if case.kind == Began.TRANSFER_IN:
        return
    conference = conference_of(subject)
    away = {part.child for part in conference.adjourned}
    here = (child for child in about(case, subject) if child.left is None)
    children = [child for child in here if child.ref not in away]
    lasts = {child.ref: _last_enquiry(case, child.ref) for child in children}
    going_on = [ref for ref, e in lasts.items() if e and e.concluded_at is None]
    if going_on:
        yield from (r for r in going_on if not _known_otherwise(case, conference, r))
    elif not any(_found(case, conference, child, lasts) for child in children):
        yield from (ref for ref, enquiry in lasts.items() if enquiry)
        if not any(lasts.values()):
            yield WHOLE


def _last_enquiry(case: Case, child: str) -> Enquiry | None:
    about_it = (e for e in case.enquiries if child in e.children)
    return max(about_it, key=lambda e: e.began_at, default=None)


def _found(
    case: Case, conference: Conference, child: Child, lasts: dict[str, Enquiry | None]
) -> bool:
    enquiry = lasts[child.ref]
    if enquiry is not None and child.ref in enquiry.at_risk:
        return True
    return _known_otherwise(case, conference, child.ref) or (
        child.unborn and _has_trigger(case, conference, child.ref)
    )


def _known_otherwise(case: Case, conference: Conference, child: str) -> bool:
    """Another sitting of a conference that did not decide, or one set aside."""
    left = {
        part.child
        for other in case.conferences
        if other.ref != conference.ref
        for part in other.adjourned
    }
    left |= {
        outcome.child
        for other in case.conferences
        if other.ref != conference.ref
        for outcome in other.outcomes
        if not outcome.settles
    }
    return child in left or any(s.child == child for s in case.set_aside)


def _has_trigger(case: Case, conference: Conference, child: str) -> bool:
    """What asks for a conference before a birth stands in for an enquiry (WA-66 on)."""
    outcome = conference.outcome(child)
    named = outcome is not None and bool(outcome.triggers)
    return named or any(trigger.child == child for trigger in case.triggers)


def attendance_accounted_for(case: Case, gate: Gate, subject: Subject) -> Iterator[str]:
    """Whoever is still on the list came, or did not for a reason (YK-13, WA-42)."""
    conference = conference_of(subject)
    day = conference.the_day
    known = {there.person for there in attendance(conference)}
    known |= {away.person for away in day.absences}
    for ref in conference.invited:
        person = case.person(ref)
        if ref not in known and person is not None and person.died_at is None:
            yield ref


def times_recorded(case: Case, gate: Gate, subject: Subject) -> Iterator[str]:
    """When it really began and ended, beside when it was to begin."""
    day = conference_of(subject).the_day
    if day.started_at is None or day.ended_at is None:
        yield WHOLE


def long_explained(case: Case, gate: Gate, subject: Subject) -> Iterator[str]:
    """Why it took longer than `least` minutes, where it did (WA-60)."""
    day = conference_of(subject).the_day
    if day.started_at is None or day.ended_at is None or gate.least is None:
        return
    took = day.ended_at - day.started_at
    if took > timedelta(minutes=gate.least) and day.long_because is None:
        yield WHOLE


CONFERENCE: dict[Asks, Finding] = {
    Asks.ENQUIRY_FOUND_RISK: enquiry_found_risk,
    Asks.ATTENDANCE_ACCOUNTED_FOR: attendance_accounted_for,
    Asks.TIMES_RECORDED: times_recorded,
    Asks.LONG_CONFERENCE_EXPLAINED: long_explained,
    **CHAIR,
    **SIBLINGS,
}
