"""Requests about who is invited to a conference."""

from __future__ import annotations

from datetime import datetime

from domain.case import Case
from domain.decide import checks
from domain.decide.invitees import list_of
from domain.decide.reports_awaited import from_list
from domain.errors import Refused
from domain.facts import Facts
from domain.facts.invitations import InvitationsSettled, MedicallyExamined
from domain.record.conferences import Conference
from domain.requests.invitations import (
    InvitationRequest,
    InviteToConference,
    RecordMedicalExamination,
)
from rulebook.schema import Before


def decide_invitations(case: Case, request: InvitationRequest, now: datetime) -> Facts:
    match request:
        case InviteToConference():
            return _settled(case, request, now)
        case RecordMedicalExamination():
            return _examined(case, request, now)


def past_no_gate(case: Case, invite: tuple[str, ...]) -> None:
    """Nobody is invited by the way, where something stands before an invitation.

    Raises `Refused` when a booking names somebody under terms that ask about the list.
    """
    gates = case.terms.gates_before.get(Before.INVITE, ())
    if invite and any(gate.refuses for gate in gates):
        raise Refused(
            "list-not-settled",
            "These procedures ask about everybody who is invited: book the conference "
            "without naming anybody, then settle the list (invite-to-conference).",
            where="invite",
        )


def list_was_settled(case: Case, conference: Conference) -> None:
    """Nobody goes round what is asked before an invitation by inviting nobody.

    Raises `Refused` for a conference that is held without any list, under terms that
    ask about it; who was invited under earlier terms stays invited.
    """
    if conference.invitation is not None or conference.invited:
        return
    gates = case.terms.gates_before.get(Before.INVITE, ())
    if any(gate.refuses for gate in gates):
        raise Refused(
            "list-not-settled",
            "These procedures ask about everybody who is invited: settle the list as "
            "it was before the conference (invite-to-conference), then record that it "
            "was held.",
            where="conference",
        )


def _settled(case: Case, request: InviteToConference, now: datetime) -> Facts:
    booked = checks.awaited(case, request.conference)
    at = checks.happened(request.settled_at, now, "settled_at")
    _is_on(booked)
    checks.not_before(at, booked.booked_at, "settled_at", "the booking")
    if booked.invitation is not None:
        earlier = booked.invitation.settled_at
        checks.not_before(at, earlier, "settled_at", "the list as it is now")
    settled = list_of(case, booked, request)
    named = [invitee.person for invitee in settled.invitees]
    gone = tuple(person for person in booked.invited if person not in named)
    return (
        InvitationsSettled(
            at=at,
            conference=booked.ref,
            list=settled,
            newly=tuple(person for person in named if person not in booked.invited),
            no_longer=gone,
            to_tell=tuple(person for person in gone if person in booked.informed),
            reports_from=from_list(case, settled.invitees, booked.children, at),
        ),
    )


def _is_on(booked: Conference) -> None:
    if booked.off is not None:
        raise Refused(
            "conference-is-off",
            "This conference is off: give it a new date first (move-conference), then "
            "settle who comes.",
            where="conference",
        )


def _examined(case: Case, request: RecordMedicalExamination, now: datetime) -> Facts:
    """Recorded of any child of the case, even of one who has left it since."""
    for child in request.children:
        checks.child(case, child)
    at = checks.happened(request.examined_at, now, "examined_at")
    children = tuple(dict.fromkeys(request.children))
    return (MedicallyExamined(at=at, children=children, by_agency=request.by_agency),)
