"""Requests about a conference's date."""

from __future__ import annotations

from datetime import datetime

from domain.case import Case
from domain.decide import checks
from domain.decide.conference_day import decided_later, held
from domain.decide.invitations import past_no_gate
from domain.decide.joining import joins_a_review
from domain.decide.reports_awaited import from_people
from domain.errors import Refused
from domain.facts import Facts
from domain.facts.conferences import (
    ChildAdjourned,
    ConferenceBooked,
    ConferenceCalledOff,
    ConferenceMoved,
)
from domain.record.conferences import Conference
from domain.requests.conferences import (
    AdjournChildren,
    BookConference,
    BringConferenceForward,
    ConferenceRequest,
    MoveConference,
    PostponeConference,
    RecordConferenceHeld,
    RecordConferenceNotHeld,
    RecordOutcome,
)
from domain.roles import Role
from domain.terms import DELAY_AUTHORITY


def decide_conferences(case: Case, request: ConferenceRequest, now: datetime) -> Facts:
    match request:
        case BookConference():
            return _booked(case, request, now)
        case MoveConference() | BringConferenceForward():
            return _moved(case, request, now)
        case PostponeConference():
            return _postponed(case, request, now)
        case RecordConferenceNotHeld():
            return _not_held(case, request, now)
        case AdjournChildren():
            return _adjourned(case, request, now)
        case RecordConferenceHeld():
            return held(case, request, now)
        case RecordOutcome():
            return decided_later(case, request)


def _booked(case: Case, request: BookConference, now: datetime) -> Facts:
    checks.happened(request.booked_at, now, "booked_at")
    checks.not_before(
        request.starts_at, request.booked_at, "starts_at", "the conference was booked"
    )
    checks.new((c.ref for c in case.conferences), request.conference, "conference")
    checks.children(case, request.children)
    for ref in request.invite:
        checks.person(case, ref, "invite")
    past_no_gate(case, request.invite)
    joins_a_review(case, request)
    return (
        ConferenceBooked(
            at=request.booked_at,
            conference=request.conference,
            meeting=request.meeting,
            children=request.children,
            starts_at=request.starts_at,
            place=request.place,
            invited=tuple(dict.fromkeys(request.invite)),
            reports_from=from_people(case, request.invite, request.children),
            joined_with=request.joined_with,
            not_joined_because=request.not_joined_because,
        ),
    )


def _moved(
    case: Case, request: MoveConference | BringConferenceForward, now: datetime
) -> Facts:
    booked = checks.awaited(case, request.conference)
    checks.happened(request.moved_at, now, "moved_at")
    checks.not_before(request.moved_at, booked.booked_at, "moved_at", "the booking")
    checks.not_before(
        request.starts_at, request.moved_at, "starts_at", "the day it was moved"
    )
    _is_a_move(booked, request)
    return (
        ConferenceMoved(
            at=request.moved_at,
            conference=booked.ref,
            starts_at=request.starts_at,
            was=booked.starts_at,
            reason=request.reason,
        ),
    )


def _is_a_move(
    booked: Conference, request: MoveConference | BringConferenceForward
) -> None:
    earlier = request.starts_at < booked.starts_at
    if isinstance(request, BringConferenceForward) and not earlier:
        raise Refused(
            "not-earlier",
            "To bring a conference forward give an earlier date; to put it off use "
            "move-conference.",
            where="starts_at",
        )
    if request.starts_at == booked.starts_at and booked.awaited:
        raise Refused(
            "same-date", "The conference is already on that date.", where="starts_at"
        )


def _postponed(case: Case, request: PostponeConference, now: datetime) -> Facts:
    """Only a chair postpones, and only where the procedures give that power."""
    booked = checks.awaited(case, request.conference)
    checks.happened(request.postponed_at, now, "postponed_at")
    checks.not_before(
        request.postponed_at, booked.booked_at, "postponed_at", "the booking"
    )
    _still_on(booked)
    _chair_may_postpone(case, request)
    called_off = ConferenceCalledOff(
        at=request.postponed_at,
        conference=booked.ref,
        why="postponed-by-chair",
        protection=request.children_protected,
    )
    return (called_off, *_new_date(booked.ref, booked.starts_at, request))


def _chair_may_postpone(case: Case, request: PostponeConference) -> None:
    if case.terms.provision(DELAY_AUTHORITY) != Role.CHAIR:
        raise Refused(
            "no-postponement",
            "These procedures give nobody the power to postpone: move the "
            "conference (move-conference) or record that it did not go ahead "
            "(conference-did-not-go-ahead). The date it is due stays as it is.",
            where="kind",
        )
    if request.by.role != Role.CHAIR:
        raise Refused(
            "chairs-decision",
            "Only the chair may postpone a conference, in exceptional "
            "circumstances: the chair records it.",
            where="by.role",
            rules=("WA-18",),
        )


def _new_date(
    ref: str, was: datetime, request: PostponeConference | RecordConferenceNotHeld
) -> Facts:
    """The new date given with the old one's end, if there is one."""
    if request.new_starts_at is None:
        return ()
    at = request.postponed_at if isinstance(request, PostponeConference) else request.at
    checks.not_before(request.new_starts_at, at, "new_starts_at", "the old date's end")
    return (
        ConferenceMoved(
            at=at,
            conference=ref,
            starts_at=request.new_starts_at,
            was=was,
            reason="rearranged",
        ),
    )


def _not_held(case: Case, request: RecordConferenceNotHeld, now: datetime) -> Facts:
    booked = checks.awaited(case, request.conference)
    checks.happened(request.at, now, "at")
    checks.not_before(request.at, booked.booked_at, "at", "the booking")
    _still_on(booked)
    off = ConferenceCalledOff(at=request.at, conference=booked.ref, why=request.reason)
    return (off, *_new_date(booked.ref, booked.starts_at, request))


def _still_on(booked: Conference) -> None:
    if booked.off is not None:
        raise Refused(
            "already-off",
            "This conference is already off: give it a new date first "
            "(move-conference).",
            where="conference",
        )


def _adjourned(case: Case, request: AdjournChildren, now: datetime) -> Facts:
    """A child's part is adjourned on the day: a further sitting must decide it."""
    conference = checks.conference(case, request.conference)
    checks.happened(request.at, now, "at")
    checks.not_before(request.at, conference.booked_at, "at", "the booking")
    adjourned = {part.child for part in conference.adjourned}
    for ref in request.children:
        if ref not in conference.children or ref in adjourned:
            raise Refused(
                "child-not-in-conference",
                "Name children whom this conference is about and whose part has "
                "not been adjourned yet.",
                where="children",
            )
        if conference.outcome(ref) is not None:
            raise Refused(
                "child-decided",
                "This conference has decided one of these children: correct the "
                "outcome first.",
                where="children",
            )
    return tuple(
        ChildAdjourned(
            at=request.at, conference=conference.ref, child=ref, why=request.reason
        )
        for ref in request.children
    )
