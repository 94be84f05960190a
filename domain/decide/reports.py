"""Requests about a report: completed, countersigned, shared, sent, changed."""

from __future__ import annotations

from datetime import datetime

from domain.case import Case
from domain.decide import checks
from domain.decide.report_corrections import decide_report_corrections
from domain.decide.report_steps import (
    REQUIRED,
    is_completed,
    not_twice,
    of_the_family,
    ready,
    step,
)
from domain.duties.met import SOCIAL_WORK
from domain.errors import Refused
from domain.facts import Facts
from domain.facts.reports import (
    ReportChanged,
    ReportCompleted,
    ReportCountersigned,
    ReportNotShared,
    ReportSentToChair,
    ReportShared,
)
from domain.readings.reports import headings
from domain.requests.reports import (
    ChangeReport,
    CompleteReport,
    CountersignReport,
    DecideNotToShareReport,
    RecordReportCorrection,
    RecordReportMissing,
    ReportRequest,
    SendReportToChair,
    ShareReport,
)


def decide_reports(case: Case, request: ReportRequest, now: datetime) -> Facts:
    match request:
        case CompleteReport():
            return _completed(case, request, now)
        case CountersignReport():
            return _countersigned(case, request, now)
        case ShareReport():
            return _shared(case, request, now)
        case DecideNotToShareReport():
            return _not_shared(case, request, now)
        case SendReportToChair():
            return _sent(case, request, now)
        case ChangeReport():
            return _changed(case, request, now)
        case RecordReportCorrection() | RecordReportMissing():
            return decide_report_corrections(case, request, now)


def _completed(case: Case, request: CompleteReport, now: datetime) -> Facts:
    at = request.completed_at
    report = step(case, request, at, now, "completed_at")
    checks.person(case, request.author, "author")
    _holds_what_it_may(case, request)
    not_twice(report.completed_at, "completed")
    return (
        ReportCompleted(
            at=at,
            conference=request.conference,
            agency=request.agency,
            author=request.author,
            sections=tuple(dict.fromkeys(request.sections)),
            recommends=request.recommends,
            nothing_because=request.nothing_because,
        ),
    )


def _holds_what_it_may(case: Case, request: CompleteReport) -> None:
    """Headings that the procedures know; or nothing, with the reason."""
    conference = checks.conference(case, request.conference)
    known = headings(case, conference, request.agency)
    if known and not known.issuperset(request.sections):
        raise Refused(
            "unknown-section",
            "This report has no such heading: use those that 'vigil guide' lists for "
            "this agency's report.",
            where="sections",
        )
    nothing = request.nothing_because is not None
    if nothing and (request.sections or request.agency == SOCIAL_WORK):
        raise Refused(
            "report-has-content",
            "The social work report, and one with sections, holds something: leave "
            "out 'nothing_because'.",
            where="nothing_because",
            rules=("CS-20", "CS-25"),
        )


def _countersigned(case: Case, request: CountersignReport, now: datetime) -> Facts:
    at = request.countersigned_at
    report = step(case, request, at, now, "countersigned_at")
    checks.person(case, request.countersigned_by, "countersigned_by")
    is_completed(report, at, "countersigned_at")
    own = request.countersigned_by == report.author
    if own and case.terms.provision("countersigner-is-not-author") == REQUIRED:
        raise Refused(
            "countersigner-is-author",
            "Nobody countersigns a report of their own: name the manager who read "
            "it, or whoever acts for them.",
            where="countersigned_by",
            rules=("T4-21",),
        )
    not_twice(report.countersigned_at, "countersigned")
    return (
        ReportCountersigned(
            at=at,
            conference=request.conference,
            agency=request.agency,
            by=request.countersigned_by,
        ),
    )


def _shared(case: Case, request: ShareReport, now: datetime) -> Facts:
    at = request.shared_at
    report = step(case, request, at, now, "shared_at")
    of_the_family(case, request.conference, request.person)
    ready(case, report, at, "shared_at")
    _confirmed_by_a_child(case, request)
    earlier = (s.at for s in report.shared if s.person == request.person)
    not_twice(next(earlier, None), "shared with them")
    return (
        ReportShared(
            at=at,
            conference=request.conference,
            agency=request.agency,
            person=request.person,
            reflects=request.reflects,
        ),
    )


def _confirmed_by_a_child(case: Case, request: ShareReport) -> None:
    if request.reflects and case.child(request.person) is None:
        raise Refused(
            "not-a-child",
            "Only a child confirms that it tells their own circumstances as they are: "
            "leave out 'reflects' for an adult.",
            where="reflects",
            rules=("CS-35",),
        )


def _not_shared(case: Case, request: DecideNotToShareReport, now: datetime) -> Facts:
    """Decided each time, with a reason and by somebody named (T4-23, CS-32)."""
    at = request.decided_at
    report = step(case, request, at, now, "decided_at")
    of_the_family(case, request.conference, request.person)
    if any(shared.person == request.person for shared in report.shared):
        raise Refused(
            "already-shared",
            "They have seen this report already: it can no longer be kept from "
            "them. Once it is changed (change-report), decide again.",
            where="person",
            rules=("T4-23", "CS-32"),
        )
    return (
        ReportNotShared(
            at=at,
            conference=request.conference,
            agency=request.agency,
            person=request.person,
            by=request.by.person,
            why=request.why,
        ),
    )


def _sent(case: Case, request: SendReportToChair, now: datetime) -> Facts:
    at = request.sent_at
    report = step(case, request, at, now, "sent_at")
    ready(case, report, at, "sent_at")
    not_twice(report.with_chair_at, "sent to the chair")
    return (
        ReportSentToChair(at=at, conference=request.conference, agency=request.agency),
    )


def _changed(case: Case, request: ChangeReport, now: datetime) -> Facts:
    at = request.changed_at
    report = step(case, request, at, now, "changed_at")
    is_completed(report, at, "changed_at")
    return (ReportChanged(at=at, conference=request.conference, agency=request.agency),)
