"""Who reads what somebody is sent, and who of the staff works the case."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Final

from domain.case import Case
from domain.clearance.reached import figures
from domain.letters import Channel
from domain.readings.kept_away import barred_around, reads_with
from domain.record.people import Person, PersonKind, one_mailbox
from domain.roles import Role

TEAM_INBOX: Final = "team-inbox"
#: They cannot do their work without knowing where somebody is.
WORKS_THE_CASE: Final = frozenset(
    {
        Role.SOCIAL_WORKER,
        Role.KEY_WORKER,
        Role.FIRST_LINE_MANAGER,
        Role.AUTHORISED_MANAGER,
        Role.INVITATIONS_MANAGER,
        Role.SERVICE_MANAGER,
        Role.CHAIR,
        Role.COORDINATOR,
        Role.OUT_OF_HOURS_TEAM,
    }
)


def readers_of(case: Case, ref: str, channel: Channel) -> tuple[str, ...]:
    """The recipient, and everybody living who reads what they are sent that way."""
    person = case.person(ref)
    if person is None:
        return (ref,)
    others = (p for p in case.people if p.ref != ref and p.died_at is None)
    return (ref, *(p.ref for p in others if _reads(case, person, p, channel)))


def _reads(case: Case, one: Person, other: Person, channel: Channel) -> bool:
    declared = other.ref in one.shares_mailbox_with or (
        one.ref in other.shares_mailbox_with
    )
    by_text = channel is Channel.TEXT and _one_telephone(one, other)
    return (
        declared or by_text or one_mailbox(one, other) or reads_with(case, one, other)
    )


def _one_telephone(one: Person, other: Person) -> bool:
    return bool(one.phone and other.phone) and figures(one.phone) == figures(
        other.phone
    )


def workers(case: Case, now: datetime) -> frozenset[str]:
    """Who of the staff works the case at `now`, and their team.

    Whoever came to hold a role: nobody of the family, and nobody whom somebody kept
    away reads with.
    """
    return frozenset({TEAM_INBOX, *_working(case, now)})


def _working(case: Case, now: datetime) -> Iterator[str]:
    holders = case.holders(WORKS_THE_CASE, now)
    for person in case.people:
        kin = person.kind is PersonKind.FAMILY
        if person.ref in holders and not kin and not barred_around(case, person):
            yield person.ref
