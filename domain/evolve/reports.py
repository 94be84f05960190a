"""The case after a fact about a report."""

from __future__ import annotations

from domain.case import Case
from domain.evolve.changes import changed, conference
from domain.facts.reports import (
    ReportChanged,
    ReportCompleted,
    ReportCountersigned,
    ReportFact,
    ReportNotShared,
    ReportSentToChair,
    ReportShared,
)
from domain.record.conferences import Conference, Report, Shared


def evolve_reports(case: Case, fact: ReportFact) -> Case:
    return conference(case, fact.conference, lambda c: _with_report(c, fact))


def _with_report(conference: Conference, fact: ReportFact) -> Conference:
    report = conference.report(fact.agency) or Report(agency=fact.agency)
    others = tuple(r for r in conference.reports if r.agency != fact.agency)
    return changed(conference, reports=(*others, _after(report, fact)))


def _after(report: Report, fact: ReportFact) -> Report:
    match fact:
        case ReportCompleted(author=author, at=at):
            return changed(report, author=author, completed_at=at)
        case ReportCountersigned(by=by, at=at):
            return changed(report, countersigned_by=by, countersigned_at=at)
        case ReportShared(person=person, at=at):
            others = tuple(s for s in report.shared if s.person != person)
            return changed(report, shared=(*others, Shared(person=person, at=at)))
        case ReportSentToChair(at=at):
            return changed(report, with_chair_at=at)
        case ReportChanged(at=at):
            # What was signed, shared or sent was another text.
            return changed(
                report,
                changed_at=at,
                shared=(),
                countersigned_at=None,
                countersigned_by=None,
                with_chair_at=None,
            )
        case ReportNotShared():
            return report
