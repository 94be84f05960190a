"""Requests about a report: completed, countersigned, shared, sent, changed."""

from __future__ import annotations

from datetime import datetime

from domain.case import Case
from domain.decide import checks
from domain.duties.met import SOCIAL_WORK, responsible_for
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
from domain.record.conferences import Conference, Report
from domain.record.people import PersonKind
from domain.requests.reports import (
    ChangeReport,
    CompleteReport,
    CountersignReport,
    DecideNotToShareReport,
    ReportRequest,
    SendReportToChair,
    ShareReport,
)

REQUIRED = "required"
IN_ORDER = ("T4-26",)


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


def _completed(case: Case, request: CompleteReport, now: datetime) -> Facts:
    at = request.completed_at
    report = _step(case, request, at, now, "completed_at")
    checks.person(case, request.author, "author")
    _not_twice(report.completed_at, "completed")
    return (
        ReportCompleted(
            at=at,
            conference=request.conference,
            agency=request.agency,
            author=request.author,
        ),
    )


def _countersigned(case: Case, request: CountersignReport, now: datetime) -> Facts:
    at = request.countersigned_at
    report = _step(case, request, at, now, "countersigned_at")
    checks.person(case, request.countersigned_by, "countersigned_by")
    _is_completed(report, at, "countersigned_at")
    own = request.countersigned_by == report.author
    if own and case.terms.provision("countersigner-is-not-author") == REQUIRED:
        raise Refused(
            "countersigner-is-author",
            "Nobody countersigns a report of their own: name the manager who read "
            "it, or whoever acts for them.",
            where="countersigned_by",
            rules=("T4-21",),
        )
    _not_twice(report.countersigned_at, "countersigned")
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
    report = _step(case, request, at, now, "shared_at")
    _of_the_family(case, request.conference, request.person)
    _ready(case, report, at, "shared_at")
    earlier = (s.at for s in report.shared if s.person == request.person)
    _not_twice(next(earlier, None), "shared with them")
    return (
        ReportShared(
            at=at,
            conference=request.conference,
            agency=request.agency,
            person=request.person,
        ),
    )


def _not_shared(case: Case, request: DecideNotToShareReport, now: datetime) -> Facts:
    """Decided each time, with a reason and by somebody named (T4-23, CS-32)."""
    at = request.decided_at
    report = _step(case, request, at, now, "decided_at")
    _of_the_family(case, request.conference, request.person)
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
    report = _step(case, request, at, now, "sent_at")
    _ready(case, report, at, "sent_at")
    _not_twice(report.with_chair_at, "sent to the chair")
    return (
        ReportSentToChair(at=at, conference=request.conference, agency=request.agency),
    )


def _changed(case: Case, request: ChangeReport, now: datetime) -> Facts:
    at = request.changed_at
    report = _step(case, request, at, now, "changed_at")
    _is_completed(report, at, "changed_at")
    return (ReportChanged(at=at, conference=request.conference, agency=request.agency),)


def _step(
    case: Case, request: ReportRequest, at: datetime, now: datetime, where: str
) -> Report:
    """The report as it stands, for a step taken before the conference was held."""
    conference = checks.conference(case, request.conference)
    checks.happened(at, now, where)
    if conference.held_at is not None and at >= conference.held_at:
        raise Refused(
            "conference-was-held",
            "The conference had been held by then: give the time before it at which "
            "this was done, or name the next conference.",
            where=where,
        )
    return _awaited(conference, request.agency)


def _awaited(conference: Conference, agency: str) -> Report:
    report = conference.report(agency)
    if report is not None:
        return report
    if agency == SOCIAL_WORK:
        return Report(agency=agency)
    raise Refused(
        "report-not-awaited",
        "No report is awaited from that agency for this conference: use one that "
        "'vigil case' shows, or 'social-work'.",
        where="agency",
    )


def _not_twice(done_at: datetime | None, what: str) -> None:
    """A second time would overwrite when it was first done, and so make it late."""
    if done_at is not None:
        raise Refused(
            "already-done",
            f"This report is recorded as {what} already: there is nothing to add. If "
            "it was changed since, record that first (change-report).",
            where="agency",
        )


def _is_completed(report: Report, at: datetime, where: str) -> None:
    """This very text was complete by then."""
    if report.completed_at is None:
        raise Refused(
            "report-not-completed",
            "This report is not completed: record that first (complete-report).",
            where="agency",
            rules=IN_ORDER,
        )
    written_at = report.changed_at or report.completed_at
    checks.not_before(at, written_at, where, "the report was completed or changed")


def _ready(case: Case, report: Report, at: datetime, where: str) -> None:
    """Completed, and countersigned where the steps are taken in order."""
    _is_completed(report, at, where)
    if case.terms.provision("report-steps-in-order") != REQUIRED:
        return
    if report.countersigned_at is None:
        raise Refused(
            "report-not-countersigned",
            "A manager countersigns this report before anybody else has it: record "
            "that first (countersign-report).",
            where="agency",
            rules=IN_ORDER,
        )
    checks.not_before(at, report.countersigned_at, where, "it was countersigned")


def _of_the_family(case: Case, ref: str, who: str) -> None:
    """A child, an adult of the family, or whoever else answers for a child."""
    person = case.person(who)
    if case.child(who) is not None:
        return
    person = checks.person(case, who, "person")
    responsible = responsible_for(case, checks.conference(case, ref).children)
    if person.kind is not PersonKind.FAMILY and who not in responsible:
        raise Refused(
            "not-of-the-family",
            "A report is shared with the family: name an adult of the family or a "
            "child. For the chair use send-report-to-chair.",
            where="person",
            rules=("YK-31", "T4-22"),
        )
