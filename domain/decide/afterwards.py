"""Requests of the time after a conference: telling, the record, complaints, visits."""

from __future__ import annotations

from datetime import datetime

from domain.case import Case
from domain.decide import checks
from domain.decide.visits import plan_version, visited
from domain.errors import Refused
from domain.facts import Facts
from domain.facts.afterwards import (
    ComplaintMade,
    DecisionSetAside,
    OutcomeTold,
    RecordHandedOver,
)
from domain.readings.attendance import attendance
from domain.record.afterwards import Complaint, RecordGiven, SetAside, Told
from domain.record.children import Child
from domain.record.conferences import Conference
from domain.record.people import Person, PersonKind
from domain.requests.afterwards import (
    AfterwardsRequest,
    GiveRecord,
    RecordComplaint,
    RecordPlanVersion,
    RecordTold,
    RecordVisit,
    SetDecisionAside,
)


def decide_afterwards(case: Case, request: AfterwardsRequest, now: datetime) -> Facts:
    match request:
        case RecordTold():
            return _told(case, request, now)
        case GiveRecord():
            return _given(case, request, now)
        case RecordPlanVersion():
            return plan_version(case, request, now)
        case RecordVisit():
            return visited(case, request, now)
        case RecordComplaint():
            return _complained(case, request, now)
        case SetDecisionAside():
            return _set_aside(case, request, now)


def _held(case: Case, ref: str, at: datetime, where: str) -> Conference:
    """The conference, which was held by then. Raises `Refused` otherwise."""
    conference, held_at = checks.held(case, ref)
    checks.not_before(at, held_at, where, "the conference was held")
    return conference


def _of_the_family(case: Case, ref: str) -> Child | Person:
    """A child of the case or an adult of its family. Raises `Refused` for others."""
    child = case.child(ref)
    if child is not None:
        return child
    person = checks.person(case, ref, "person")
    if person.kind is not PersonKind.FAMILY:
        raise Refused(
            "not-of-the-family",
            "This is recorded for a child or an adult of the family: name one of them. "
            "Whoever else took part has the plan (record-plan-given).",
            where="person",
            rules=("CS-64", "CS-65"),
        )
    return person


def _told(case: Case, request: RecordTold, now: datetime) -> Facts:
    at = checks.happened(request.told_at, now, "told_at")
    conference = _held(case, request.conference, at, "told_at")
    _of_the_family(case, request.person)
    checks.person(case, request.told_by, "told_by")
    if request.told_by == request.person:
        raise Refused(
            "told-by-themselves",
            "Nobody tells themselves what was decided: name who did.",
            where="told_by",
        )
    told = Told(
        person=request.person,
        at=at,
        by=request.told_by,
        how=request.how,
        discussed=request.discussed,
        read_back=request.read_back,
        there=any(a.person == request.person for a in attendance(conference)),
    )
    return (OutcomeTold(at=at, conference=conference.ref, told=told),)


def _given(case: Case, request: GiveRecord, now: datetime) -> Facts:
    """In any language: whether it is the one they need is written down with it."""
    at = checks.happened(request.given_at, now, "given_at")
    conference = _held(case, request.conference, at, "given_at")
    theirs = _of_the_family(case, request.person)
    wanted = (theirs.language, theirs.format)
    given = RecordGiven(
        person=request.person,
        at=at,
        language=request.language,
        format=request.format,
        theirs=(request.language, request.format) == wanted,
    )
    return (RecordHandedOver(at=at, conference=conference.ref, record=given),)


def _complained(case: Case, request: RecordComplaint, now: datetime) -> Facts:
    """It changes no date and ends nothing: only a decision set aside does."""
    at = checks.happened(request.made_at, now, "made_at")
    checks.new((c.ref for c in case.complaints), request.complaint, "complaint")
    if request.conference is not None:
        checks.conference(case, request.conference)
    if request.made_by is not None and case.child(request.made_by) is None:
        checks.person(case, request.made_by, "made_by")
    complaint = Complaint(
        ref=request.complaint, at=at, about=request.conference, by=request.made_by
    )
    return (ComplaintMade(at=at, complaint=complaint, words=request.words),)


def _set_aside(case: Case, request: SetDecisionAside, now: datetime) -> Facts:
    """A new conference decides this child; the plan stands till then."""
    at = checks.happened(request.set_aside_at, now, "set_aside_at")
    conference = _held(case, request.conference, at, "set_aside_at")
    checks.children(case, (request.child,), "child")
    outcome = conference.outcome(request.child)
    if outcome is None or not outcome.settles:
        raise Refused(
            "no-outcome",
            "That conference decided nothing about that child: name the conference "
            "whose decision is set aside.",
            where="child",
        )
    asides = {(aside.conference, aside.child) for aside in case.set_aside}
    if (conference.ref, request.child) in asides:
        raise Refused(
            "set-aside-already",
            "That decision is set aside already: a new conference decides that child.",
            where="conference",
        )
    aside = SetAside(conference=conference.ref, child=request.child, at=at)
    return (DecisionSetAside(at=at, set_aside=aside, why=request.reason),)
