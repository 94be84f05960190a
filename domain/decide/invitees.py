"""A list of those invited: everybody on it known, alive, named once, and where said."""

from __future__ import annotations

from collections.abc import Iterable

from domain.case import Case
from domain.decide import checks
from domain.errors import Refused
from domain.record.conferences import Conference
from domain.record.invitations import InvitationList
from domain.requests.invitations import InviteToConference
from rulebook.schema import Listed


def list_of(
    case: Case, booked: Conference, request: InviteToConference
) -> InvitationList:
    """The list as it is asked for. Raises `Refused` where it cannot be so."""
    _invitees(case, booked, request)
    _considered(case, booked, request)
    _others(case, request)
    before = booked.invitation
    since = dict.fromkeys(booked.invited, booked.booked_at)
    if before is not None:
        since = before.since
    return InvitationList(
        settled_at=request.settled_at,
        number=1 if before is None else before.number + 1,
        since={
            invitee.person: since.get(invitee.person, request.settled_at)
            for invitee in request.invitees
        },
        invitees=request.invitees,
        considered=request.considered,
        not_invited=request.not_invited,
        assessment=request.assessment,
        template=request.template,
        approved_by=request.approved_by,
        approved_with=request.approved_with,
        not_named_to=request.not_named_to,
        large_because=request.large_because,
    )


def _invitees(case: Case, booked: Conference, request: InviteToConference) -> None:
    _once((i.person for i in request.invitees), "invitees")
    for invitee in request.invitees:
        if checks.person(case, invitee.person, "invitees").died_at is not None:
            raise Refused(
                "has-died",
                "Somebody on this list has died: leave them out.",
                where="invitees",
            )
        if not set(invitee.children) <= set(booked.children):
            raise Refused(
                "child-not-in-conference",
                "Somebody is invited to the part of a child whom this conference is "
                "not about: name its own children, or none for all of it.",
                where="invitees",
            )
        if invitee.asked_for_by is not None:
            _asks(case, invitee.asked_for_by)


def _asks(case: Case, ref: str) -> None:
    """A child or a parent may wish somebody there (CS-40)."""
    parents = {
        p for child in case.children for p in (*child.parents, *child.responsible)
    }
    if case.child(ref) is None and ref not in parents:
        raise Refused(
            "not-child-or-parent",
            "Who asked for somebody to come is a child of the case or a parent: name "
            "one of them, or leave it out.",
            where="invitees",
            rules=("CS-40",),
        )


def _considered(case: Case, booked: Conference, request: InviteToConference) -> None:
    """Lines of the checklist, and for each somebody who stands on this very list."""
    _once((c.line for c in request.considered), "considered")
    lines = {i.key for i in case.terms.lists.get(Listed.INVITATION_CHECKLIST, ())}
    coming = {*(i.person for i in request.invitees), *booked.children}
    for line in request.considered:
        if lines and line.line not in lines:
            raise Refused(
                "unknown-line",
                "One of these lines does not stand on the checklist of these "
                "procedures: 'vigil guide' shows those that do.",
                where="considered",
            )
        if not set(line.invited) <= coming:
            raise Refused(
                "not-on-the-list",
                "Somebody is named for a line of the checklist who is not among the "
                "invitees: add them, or say why nobody comes for it (not_because).",
                where="considered",
            )


def _others(case: Case, request: InviteToConference) -> None:
    """Everybody else who is named: not invited, not told of the others, approving."""
    _once((n.who for n in request.not_invited), "not_invited")
    coming = {invitee.person for invitee in request.invitees}
    for left_out in request.not_invited:
        if case.child(left_out.who) is None:
            checks.person(case, left_out.who, "not_invited")
        if left_out.who in coming:
            raise Refused(
                "invited-and-not",
                "Somebody is both invited and not: leave them out of one of the two.",
                where="not_invited",
            )
    for person in request.not_named_to:
        checks.person(case, person, "not_named_to")
    for field in ("approved_by", "approved_with"):
        named = getattr(request, field)
        if named is not None:
            checks.person(case, named, field)


def _once(refs: Iterable[str], where: str) -> None:
    named = list(refs)
    if len(set(named)) < len(named):
        raise Refused(
            "named-twice",
            "Something stands here twice: name each person, and each line, once.",
            where=where,
        )
