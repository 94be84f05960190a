"""Requests about what is wrong with a report, or that it never came."""

from __future__ import annotations

from datetime import datetime

from domain.case import Case
from domain.decide import checks
from domain.decide.report_steps import awaited, not_twice, of_the_family
from domain.errors import Refused
from domain.facts import Facts
from domain.facts.reports import ReportCorrected, ReportMissing
from domain.requests.reports import RecordReportCorrection, RecordReportMissing


def decide_report_corrections(
    case: Case, request: RecordReportCorrection | RecordReportMissing, now: datetime
) -> Facts:
    match request:
        case RecordReportCorrection():
            return _corrected(case, request, now)
        case RecordReportMissing():
            return _missing(case, request, now)


def _corrected(case: Case, request: RecordReportCorrection, now: datetime) -> Facts:
    """An error that the family pointed out, in whichever text of it they were shown.

    It may be said at any time, at the conference or after it too. The report does not
    change by it: that is its author's, and recorded as such (change-report).
    """
    at = request.pointed_out_at
    conference = checks.conference(case, request.conference)
    checks.happened(at, now, "pointed_out_at")
    report = awaited(case, conference, request.agency)
    of_the_family(case, request.conference, request.person)
    told = (*report.shown_before, *report.shared)
    seen = [shared.at for shared in told if shared.person == request.person]
    if not seen:
        raise Refused(
            "report-not-shared",
            "They have not been shown this report: record when it was gone through "
            "with them first (share-report).",
            where="person",
            rules=("YK-32",),
        )
    checks.not_before(at, min(seen), "pointed_out_at", "they were shown the report")
    return (
        ReportCorrected(
            at=at,
            conference=request.conference,
            agency=request.agency,
            person=request.person,
            words=request.words,
        ),
    )


def _missing(case: Case, request: RecordReportMissing, now: datetime) -> Facts:
    """Only once the conference was held is it known that a report did not come."""
    at = request.recorded_at
    conference = checks.conference(case, request.conference)
    checks.happened(at, now, "recorded_at")
    report = awaited(case, conference, request.agency)
    if conference.held_at is None or at < conference.held_at:
        raise Refused(
            "conference-not-held",
            "Until the conference is held this report may still come: record that it "
            "is missing afterwards.",
            where="recorded_at",
            rules=("WA-58",),
        )
    not_twice(report.completed_at, "completed")
    return (
        ReportMissing(
            at=at,
            conference=request.conference,
            agency=request.agency,
            why=request.why,
        ),
    )
