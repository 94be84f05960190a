"""Who belongs to a child's part of a case: the family, the plan, the conference."""

from __future__ import annotations

from collections.abc import Iterator

from domain.case import Case
from domain.clearance.hiding import parents_of
from domain.readings.attendance import at_the_part_of, attendance, recipients
from domain.record.conferences import Conference


def with_the_child(case: Case, child: str) -> frozenset[str]:
    """The child, the parents and whoever else has parental responsibility."""
    found = case.child(child)
    return frozenset({child, *parents_of(found)}) if found is not None else frozenset()


def in_the_plan(case: Case, child: str) -> frozenset[str]:
    """The key worker and the core group of every plan that the child has had."""
    plans = [plan for plan in case.plans if plan.child == child]
    groups = {ref for plan in plans for ref in plan.core_group}
    return frozenset(groups | {plan.key_worker for plan in plans if plan.key_worker})


def at_the_part(case: Case, child: str) -> frozenset[str]:
    """Who was invited to this child's part of a conference, or was there."""
    found: set[str] = set()
    for conference in case.conferences:
        if child in conference.children:
            found |= set(_at(conference, child))
    return frozenset(found)


def _at(conference: Conference, child: str) -> Iterator[str]:
    """Who was there; as long as that is not recorded, who was invited."""
    if attendance(conference):
        return (there.person for there in at_the_part_of(conference, child))
    return _invited(conference, child)


def _invited(conference: Conference, child: str) -> Iterator[str]:
    settled = conference.invitation
    for ref in conference.invited:
        invitee = settled.invitee(ref) if settled is not None else None
        if invitee is None or not invitee.children or child in invitee.children:
            yield ref


def given_a_copy(conference: Conference, child: str) -> frozenset[str]:
    """To whom this child's plan goes, and whom the outcome appoints to it."""
    copies = {c.person for c in conference.copies if c.child == child}
    outcome = conference.outcome(child)
    group = set(outcome.core_group) if outcome is not None else set()
    key_worker = outcome.key_worker if outcome is not None else None
    named = copies | group | ({key_worker} if key_worker else set())
    return frozenset(named | set(recipients(conference, child)))
