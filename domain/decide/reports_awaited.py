"""Which agencies' reports a conference awaits."""

from __future__ import annotations

from collections.abc import Iterable

from domain.case import Case
from domain.duties.met import SOCIAL_WORK
from domain.ids import Instant
from domain.record.invitations import Capacity, Invitee
from domain.record.people import PersonKind
from domain.roles import Role

#: Whoever holds these brings no report, in whatever capacity they were named.
RUN_IT = (Role.CHAIR, Role.RECORD_TAKER)


def from_people(
    case: Case, invited: Iterable[str], children: tuple[str, ...]
) -> tuple[str, ...]:
    """One from each agency invited, and the social work report always."""
    people = (case.person(ref) for ref in invited)
    agencies = {
        person.agency
        for person in people
        if person and person.agency and person.kind is PersonKind.PROFESSIONAL
    }
    agencies |= _examiners(case, children)
    return (SOCIAL_WORK, *sorted(agencies - {SOCIAL_WORK}))


def from_list(
    case: Case, invitees: Iterable[Invitee], children: tuple[str, ...], at: Instant
) -> tuple[str, ...]:
    """As from people, of those who take part.

    Who observes, interprets, advises, supports or runs the conference brings none.
    """
    runs = {case.holder(role, at) for role in RUN_IT}
    take_part = (
        invitee.person
        for invitee in invitees
        if invitee.capacity is Capacity.PARTICIPANT and invitee.person not in runs
    )
    return from_people(case, take_part, children)


def _examiners(case: Case, children: tuple[str, ...]) -> set[str]:
    """Who examined a child of the conference reports to it, invited or not (CS-24)."""
    return {made.by for made in case.examined if set(made.children) & set(children)}
