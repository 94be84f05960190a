"""Requests about the child's and the family's own part in a conference."""

from __future__ import annotations

from datetime import datetime

from domain.case import Case
from domain.decide import checks
from domain.decide.interpreters import decide_interpreters
from domain.decide.preparation import decide_preparation
from domain.decide.record import still_open
from domain.errors import Refused
from domain.facts import Facts
from domain.facts.participation import ChildAttendanceDecided, ViewsRecorded
from domain.record.conferences import Conference
from domain.record.participation import Attending, Takes, Views
from domain.requests.participation import (
    DecideChildAttendance,
    ParticipationRequest,
    RecordPreparation,
    RecordViews,
)


def decide_participation(
    case: Case, request: ParticipationRequest, now: datetime
) -> Facts:
    match request:
        case DecideChildAttendance():
            return _attendance(case, request, now)
        case RecordPreparation():
            return decide_preparation(case, request, now)
        case RecordViews():
            return _views(case, request, now)
        case _:
            return decide_interpreters(case, request, now)


def _attendance(case: Case, request: DecideChildAttendance, now: datetime) -> Facts:
    """Decided again as often as the child wishes: the last decision stands (CS-15)."""
    at = checks.happened(request.decided_at, now, "decided_at")
    conference = checks.conference(case, request.conference)
    still_open(conference)
    checks.child_of(case, conference, request.child, "child")
    _agrees_with_itself(request)
    checks.either(request.wish, request.no_wish_because, "no_wish_because")
    checks.either(
        request.supporter, request.no_supporter_because, "no_supporter_because"
    )
    if request.supporter is not None:
        checks.person(case, request.supporter, "supporter")
    decided = ChildAttendanceDecided(
        at=at,
        conference=request.conference,
        attending=_attending(request),
        reason=request.reason,
    )
    return (decided,)


def _attending(request: DecideChildAttendance) -> Attending:
    return Attending(
        child=request.child,
        decided_at=request.decided_at,
        appropriate=request.appropriate,
        takes=request.takes,
        wish=request.wish,
        no_wish_because=request.no_wish_because,
        invited=request.invited,
        supporter=request.supporter,
        no_supporter_because=request.no_supporter_because,
    )


def _agrees_with_itself(request: DecideChildAttendance) -> None:
    if request.takes is Takes.NONE or (request.appropriate and request.invited):
        return
    raise Refused(
        "contradicts-itself",
        "A child who is there for some of it is invited, and it is right for them to "
        "be there: say 'none' in 'takes', or change what says otherwise.",
        where="takes",
        rules=("SX-03", "YK-11", "WA-02"),
    )


def _views(case: Case, request: RecordViews, now: datetime) -> Facts:
    """What somebody says, with how it comes in; or why there is nothing (CS-52)."""
    at = checks.happened(request.recorded_at, now, "recorded_at")
    conference = checks.conference(case, request.conference)
    still_open(conference)
    _known(case, conference, request)
    _views_or_why_none(request)
    views = Views(
        whose=request.whose,
        at=at,
        how=request.how,
        presented_by=request.presented_by,
        own_words=request.own_words,
        read_back=request.read_back,
        not_because=request.not_because,
    )
    told = ViewsRecorded(
        at=at, conference=request.conference, views=views, words=request.words
    )
    return (told,)


def _known(case: Case, conference: Conference, request: RecordViews) -> None:
    """Whose views they are, and whoever presents them."""
    if case.child(request.whose) is not None:
        checks.child_of(case, conference, request.whose, "whose")
    else:
        checks.person(case, request.whose, "whose")
    if request.presented_by is not None:
        checks.person(case, request.presented_by, "presented_by")


def _views_or_why_none(request: RecordViews) -> None:
    """Either what was said and how it comes in, or why there is nothing."""
    said = (request.how is not None, request.words is not None)
    if request.not_because is None and all(said):
        return
    nothing = not (any(said) or request.own_words or request.read_back)
    if request.not_because is not None and nothing:
        return
    raise Refused(
        "views-or-why-none",
        "Give the views in 'words' and how they come in in 'how'; or leave both out "
        "and say in 'not_because' why there are none.",
        where="words",
        rules=("YK-12", "CS-44", "CS-52"),
    )
