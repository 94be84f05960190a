"""The case after a fact about a report."""

from __future__ import annotations

from datetime import datetime

from domain.case import Case
from domain.evolve.changes import changed, conference
from domain.facts.reports import (
    ReportChanged,
    ReportCompleted,
    ReportCorrected,
    ReportCountersigned,
    ReportFact,
    ReportMissing,
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
        case ReportCompleted():
            return _completed(report, fact)
        case ReportCountersigned(by=by, at=at):
            return changed(report, countersigned_by=by, countersigned_at=at)
        case ReportShared():
            return _shared(report, fact)
        case ReportNotShared(person=person, at=at):
            return changed(report, withheld=_among(report.withheld, person, at))
        case ReportSentToChair(at=at):
            return changed(report, with_chair_at=at)
        case ReportChanged(at=at):
            return _changed(report, at)
        case ReportCorrected() | ReportMissing():
            return _said_of(report, fact)


def _said_of(report: Report, fact: ReportCorrected | ReportMissing) -> Report:
    match fact:
        case ReportCorrected():
            return changed(report, corrections=report.corrections + 1)
        case ReportMissing(why=why):
            return changed(report, missing_because=why)


def _completed(report: Report, fact: ReportCompleted) -> Report:
    return changed(
        report,
        author=fact.author,
        completed_at=fact.at,
        sections=fact.sections,
        recommends=fact.recommends,
        nothing_because=fact.nothing_because,
        missing_because=None,
    )


def _shared(report: Report, fact: ReportShared) -> Report:
    confirmed = (*report.read_back, fact.person) if fact.reflects else report.read_back
    return changed(
        report,
        shared=_among(report.shared, fact.person, fact.at),
        withheld=tuple(w for w in report.withheld if w.person != fact.person),
        read_back=confirmed,
    )


def _among(told: tuple[Shared, ...], person: str, at: datetime) -> tuple[Shared, ...]:
    others = tuple(s for s in told if s.person != person)
    return (*others, Shared(person=person, at=at))


def _changed(report: Report, at: datetime) -> Report:
    """What was signed, shared or sent before the change was another text."""
    signed = _since(report.countersigned_at, at)
    shared = tuple(s for s in report.shared if s.at > at)
    anew = {s.person for s in shared}
    return changed(
        report,
        changed_at=max(at, report.changed_at or at),
        countersigned_at=signed,
        countersigned_by=report.countersigned_by if signed else None,
        shared=shared,
        shown_before=(*report.shown_before, *(s for s in report.shared if s.at <= at)),
        read_back=tuple(person for person in report.read_back if person in anew),
        with_chair_at=_since(report.with_chair_at, at),
    )


def _since(done_at: datetime | None, change: datetime) -> datetime | None:
    return done_at if done_at is not None and done_at > change else None
