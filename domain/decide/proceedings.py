"""Requests about care proceedings and the children's guardian."""

from __future__ import annotations

from datetime import datetime

from domain.case import Case
from domain.decide import checks
from domain.errors import Refused
from domain.facts import Facts
from domain.facts.proceedings import (
    GuardianAppointed,
    GuardianEnded,
    ProceedingsEnded,
    ProceedingsStarted,
)
from domain.record.orders import Proceedings
from domain.record.people import PersonKind
from domain.requests.proceedings import (
    AppointGuardian,
    EndGuardian,
    EndProceedings,
    ProceedingsRequest,
    StartProceedings,
)


def decide_proceedings(case: Case, request: ProceedingsRequest, now: datetime) -> Facts:
    match request:
        case StartProceedings():
            return _started(case, request, now)
        case EndProceedings():
            return _ended(case, request, now)
        case AppointGuardian():
            return _appointed(case, request, now)
        case EndGuardian():
            return _guardian_ended(case, request, now)


def _started(case: Case, request: StartProceedings, now: datetime) -> Facts:
    at = checks.happened(request.started_at, now, "started_at")
    last = case.proceedings
    if last is not None:
        if last.ended_at is None:
            raise Refused(
                "proceedings-under-way",
                "Care proceedings are under way already: record their end first "
                "(proceedings-ended).",
                where="started_at",
            )
        checks.not_before(at, last.ended_at, "started_at", "the last ones ended")
    return (ProceedingsStarted(at=at),)


def _ended(case: Case, request: EndProceedings, now: datetime) -> Facts:
    under_way = _under_way(case)
    at = checks.happened(request.ended_at, now, "ended_at")
    checks.not_before(at, under_way.started_at, "ended_at", "they started")
    return (ProceedingsEnded(at=at),)


def _under_way(case: Case) -> Proceedings:
    found = case.proceedings
    if found is None or found.ended_at is not None:
        raise Refused(
            "no-proceedings",
            "No care proceedings are under way in this case: record that they began "
            "first (proceedings-started).",
            where="kind",
        )
    return found


def _appointed(case: Case, request: AppointGuardian, now: datetime) -> Facts:
    under_way = _under_way(case)
    at = checks.happened(request.appointed_at, now, "appointed_at")
    checks.not_before(at, under_way.started_at, "appointed_at", "they started")
    person = checks.person(case, request.guardian, "guardian")
    if person.kind is not PersonKind.PROFESSIONAL:
        raise Refused(
            "guardian-of-the-family",
            "A court appoints no relative as children's guardian: name the "
            "professional, or add them first (add-person).",
            where="guardian",
        )
    if under_way.guardian is not None and under_way.guardian_ended_at is None:
        raise Refused(
            "guardian-is-appointed",
            "A guardian is appointed already: record the end of that appointment "
            "first (guardian-ended).",
            where="guardian",
        )
    if under_way.guardian_ended_at is not None:
        before = under_way.guardian_ended_at
        checks.not_before(at, before, "appointed_at", "the last one's end")
    return (GuardianAppointed(at=at, guardian=request.guardian),)


def _guardian_ended(case: Case, request: EndGuardian, now: datetime) -> Facts:
    under_way = _under_way(case)
    if under_way.guardian is None or under_way.guardian_ended_at is not None:
        raise Refused(
            "no-guardian",
            "No guardian is appointed in this case: record the appointment first "
            "(guardian-appointed).",
            where="kind",
        )
    at = checks.happened(request.ended_at, now, "ended_at")
    since = under_way.appointed_at or under_way.started_at
    checks.not_before(at, since, "ended_at", "the appointment")
    return (GuardianEnded(at=at, guardian=under_way.guardian),)
