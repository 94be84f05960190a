"""The case after a fact about a person or a role."""

from __future__ import annotations

from domain.case import Case
from domain.evolve.changes import changed, each, to
from domain.facts.people import (
    PeopleFact,
    PersonAdded,
    PersonChanged,
    PersonDied,
    RoleAssigned,
    RoleEnded,
)
from domain.record.people import RoleHeld


def evolve_people(case: Case, fact: PeopleFact) -> Case:
    match fact:
        case PersonAdded(person=person):
            return to(case, people=(*case.people, person))
        case PersonChanged(person=person):
            return to(case, people=each(case.people, person.ref, lambda p: person))
        case PersonDied(person=ref, at=at):
            people = each(case.people, ref, lambda p: changed(p, died_at=at))
            return to(case, people=people)
        case RoleAssigned(held=held):
            return to(case, roles=(*_succeeded(case, held), held))
        case RoleEnded():
            return to(case, roles=_ended(case.roles, fact))


def _succeeded(case: Case, held: RoleHeld) -> tuple[RoleHeld, ...]:
    """A new holder ends the last one's tenure; who only acts for a holder does not."""
    if held.acting:
        return case.roles
    return tuple(
        changed(r, until=held.since)
        if r.role == held.role and not r.acting and r.until is None
        else r
        for r in case.roles
    )


def _ended(roles: tuple[RoleHeld, ...], fact: RoleEnded) -> tuple[RoleHeld, ...]:
    """What goes on ends. Where nothing does, what is over is marked, and stays over."""
    who = (fact.role, fact.person)
    theirs = [r for r in roles if (r.role, r.person) == who and not r.called_off]
    goes_on = any(r.goes_on(fact.at) for r in theirs)

    def after(held: RoleHeld) -> RoleHeld:
        if held.goes_on(fact.at):
            return changed(held, until=fact.at, ended=True)
        return held if goes_on else changed(held, ended=True)

    return tuple(after(r) if r in theirs else r for r in roles)
