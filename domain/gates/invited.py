"""Who stands on the list of those invited: relatives, practitioners, the guardian."""

from __future__ import annotations

from collections.abc import Iterator

from domain.case import Case
from domain.gates.subject import Subject, conference_of
from domain.record.invitations import Capacity, InvitationList, Invitee
from domain.roles import Role

#: Who comes in one of these brings neither expertise nor knowledge of the family.
SERVES = frozenset(
    {
        Capacity.CHAIR,
        Capacity.RECORD_TAKER,
        Capacity.INTERPRETER,
        Capacity.ADVOCATE,
        Capacity.SUPPORTER,
    }
)
#: Relations by which somebody speaks for a child, or supports one.
ADVOCATES = frozenset(
    {
        "advocate",
        "supporter",
        "independent-sexual-violence-adviser",
        "isva",
        "chisva",
        "cypsva",
    }
)


def settled_list(subject: Subject) -> InvitationList:
    """The list as it was settled last; an empty one where none has been."""
    conference = conference_of(subject)
    empty = InvitationList(settled_at=conference.booked_at)
    return conference.invitation or empty


def family(case: Case, subject: Subject) -> Iterator[Invitee]:
    """The relatives on the list."""
    for invitee in settled_list(subject).invitees:
        if case.is_relative(invitee.person):
            yield invitee


def bring_something(case: Case, subject: Subject) -> Iterator[Invitee]:
    """The practitioners on the list, without those who only serve the meeting."""
    for invitee in settled_list(subject).invitees:
        if invitee.capacity not in SERVES and not case.is_relative(invitee.person):
            yield invitee


def guardian_now(case: Case, subject: Subject) -> str | None:
    """The guardian who is to be invited; none for a list that was settled before."""
    court, conference = case.proceedings, subject.conference
    since = court.guarded_since if court is not None else None
    if court is None or since is None or conference is None:
        return None
    if conference.invitation is not None and conference.invitation.settled_at < since:
        return None
    person = case.person(court.guardian or "")
    return person.ref if person is not None and person.died_at is None else None


def is_advocate(case: Case, subject: Subject, ref: str) -> bool:
    """True when they are known as somebody's advocate, or held that role by then."""
    person, at = case.person(ref), settled_list(subject).settled_at
    if person is not None and person.relation in ADVOCATES:
        return True
    return ref in case.holders((Role.ADVOCATE, Role.SUPPORTER), at)
