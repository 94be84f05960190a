"""Who is kept away from a conference, and what they are told."""

from __future__ import annotations

from collections.abc import Iterator

from domain.case import Case
from domain.gates.subject import Finding, Subject, conference_of
from domain.readings.attendance import attendance, names_alone
from domain.readings.kept_away import (
    barred_from,
    excluded_at,
    exclusions_of,
    kept_away,
    looked_at_since,
)
from domain.readings.sharing import decision_on
from domain.record.conferences import Conference
from domain.record.safety import Document
from domain.roles import Role
from domain.terms import Gate
from rulebook.schema import Asks


def excluded_by_chair(case: Case, gate: Gate, subject: Subject) -> Iterator[str]:
    """Nobody but the chair excludes, whoever writes it down (YK-19)."""
    theirs = (e for e in case.exclusions if e.person == subject.person)
    for exclusion in theirs:
        if exclusion.lifted_at is None and exclusion.by_role != Role.CHAIR:
            yield exclusion.person


def nobody_excluded_invited(case: Case, gate: Gate, subject: Subject) -> Iterator[str]:
    """An exclusion keeps somebody off the list until the chair lifts it."""
    conference = conference_of(subject)
    for invitee in conference.invitation.invitees if conference.invitation else ():
        person = case.person(invitee.person)
        if person is not None and person.excluded:
            yield person.ref


def exclusion_complete(case: Case, gate: Gate, subject: Subject) -> Iterator[str]:
    """Both are on record: how their views come in, and their share in a plan.

    An answer is asked for and no more: what was agreed, or that they wanted none.
    """
    at = conference_of(subject).takes_place_at
    for person in kept_away(case):
        for exclusion in exclusions_of(case, person.ref):
            planned = (exclusion.views_planned_at, exclusion.part_planned_at)
            if exclusion.in_force(at) and None in planned:
                yield person.ref


def looked_at_again(case: Case, gate: Gate, subject: Subject) -> Iterator[str]:
    """Each exclusion and concern, since this review was booked (decision C5)."""
    conference = conference_of(subject)
    for person in kept_away(case):
        if None in looked_at_since(case, person.ref, conference.booked_at):
            yield person.ref


def nobody_of_concern_present(
    case: Case, gate: Gate, subject: Subject
) -> Iterator[str]:
    """Nothing was decided about a child while an adult of concern was there (CS-48).

    That they came is a thing that happened, and can always be recorded: with that
    child's part adjourned, or left undecided with what protects the child. What cannot
    be recorded is a decision taken in their presence, as if it had been a lawful one.
    Only a concern that was in force on that day counts.
    """
    conference = conference_of(subject)
    at = conference.takes_place_at
    for ref, parts in _there(conference).items():
        person = case.person(ref)
        considered = parts & _considered(conference)
        if person is not None and considered & barred_from(case, person, at):
            yield ref


def nobody_excluded_present(case: Case, gate: Gate, subject: Subject) -> Iterator[str]:
    """Likewise of the excluded; whom the chair let in after all, the chair lifts it."""
    conference = conference_of(subject)
    at = conference.takes_place_at
    for ref, parts in _there(conference).items():
        person = case.person(ref)
        considered = parts & _considered(conference)
        if person is not None and considered and excluded_at(case, person, at):
            yield ref


def _there(conference: Conference) -> dict[str, set[str]]:
    """Who was there, and at whose part: at every part where none was recorded.

    To be invited to one child's part does not show that somebody left for the others.
    """
    if names_alone(conference):
        return {ref: set(conference.children) for ref in conference.present}
    there: dict[str, set[str]] = {}
    for part in attendance(conference):
        known = there.setdefault(part.person, set())
        known.update(part.children or conference.children)
    return there


def _considered(conference: Conference) -> set[str]:
    """The children whose part was gone through: not adjourned, not left undecided."""
    adjourned = {part.child for part in conference.adjourned}
    undecided = {o.child for o in conference.outcomes if not o.settles}
    return set(conference.children) - adjourned - undecided


def sharing_decided(case: Case, gate: Gate, subject: Subject) -> Iterator[str]:
    """What each adult of concern is told, and whether they get the plan (CS-66)."""
    conference = conference_of(subject)
    at = conference.takes_place_at
    outcomes = {outcome.child for outcome in conference.outcomes}
    for person in kept_away(case):
        concerned = outcomes & barred_from(case, person, at)
        if concerned and not _all_decided(case, conference, person.ref):
            yield person.ref


def _all_decided(case: Case, conference: Conference, ref: str) -> bool:
    owed = any(c.person == ref and c.settled_at is None for c in conference.copies)
    wanted = (Document.OUTCOME, Document.PLAN) if owed else (Document.OUTCOME,)
    return all(decision_on(case, ref, each, conference.ref) for each in wanted)


SAFETY: dict[Asks, Finding] = {
    Asks.EXCLUDED_BY_CHAIR: excluded_by_chair,
    Asks.NOBODY_EXCLUDED_INVITED: nobody_excluded_invited,
    Asks.EXCLUSION_COMPLETE: exclusion_complete,
    Asks.CONCERN_LOOKED_AT_AGAIN: looked_at_again,
    Asks.NOBODY_OF_CONCERN_PRESENT: nobody_of_concern_present,
    Asks.NOBODY_EXCLUDED_PRESENT: nobody_excluded_present,
    Asks.SHARING_DECIDED: sharing_decided,
}
