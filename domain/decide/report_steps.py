"""What a step of a report is checked for: the report, whose it is, what came before."""

from __future__ import annotations

from datetime import datetime

from domain.case import Case
from domain.decide import checks
from domain.duties.met import SOCIAL_WORK
from domain.duties.responsible import responsible_for
from domain.errors import Refused
from domain.readings.reports import uninvited
from domain.record.conferences import Conference, Report
from domain.record.people import PersonKind
from domain.requests.reports import CompleteReport, ReportRequest
from rulebook.schema import Start

REQUIRED = "required"
IN_ORDER = ("T4-26",)


def step(
    case: Case, request: ReportRequest, at: datetime, now: datetime, where: str
) -> Report:
    """The report as it stands, for a step taken before the conference was held."""
    conference = checks.conference(case, request.conference)
    checks.happened(at, now, where)
    held_at = conference.held_at
    if held_at is not None and at >= held_at and not _late(case, conference, request):
        raise Refused(
            "conference-was-held",
            "The conference had been held by then: give the time before it at which "
            "this was done, or name the next conference.",
            where=where,
        )
    return awaited(case, conference, request.agency)


def _late(case: Case, conference: Conference, request: ReportRequest) -> bool:
    """A report that is owed until the conference is closed may come after the day."""
    owed = any(rule.starts is Start.REPORT_AWAITED for rule in case.terms.rules)
    is_it = isinstance(request, CompleteReport)
    return is_it and owed and conference.closed_at is None


def awaited(case: Case, conference: Conference, agency: str) -> Report:
    """The report of an agency that owes one. Raises `Refused` for any other."""
    report = conference.report(agency)
    if report is not None:
        return report
    if agency == SOCIAL_WORK or agency in uninvited(case, conference):
        return Report(agency=agency)
    raise Refused(
        "report-not-awaited",
        "No report is awaited from that agency for this conference: use one that "
        "'vigil case' shows, or 'social-work'.",
        where="agency",
    )


def not_twice(done_at: datetime | None, what: str) -> None:
    """A second time would overwrite when it was first done, and so make it late."""
    if done_at is not None:
        raise Refused(
            "already-done",
            f"This report is recorded as {what} already: there is nothing to add. If "
            "it was changed since, record that first (change-report).",
            where="agency",
        )


def is_completed(report: Report, at: datetime, where: str) -> None:
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


def ready(case: Case, report: Report, at: datetime, where: str) -> None:
    """Completed, and countersigned where the steps are taken in order."""
    is_completed(report, at, where)
    if not _is_signed_first(case, report):
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


def _is_signed_first(case: Case, report: Report) -> bool:
    """The steps are those of the social worker's report; no other has a countersigner.

    Under terms from before there were gates every report was held to them.
    """
    if case.terms.provision("report-steps-in-order") != REQUIRED:
        return False
    return report.agency == SOCIAL_WORK or not case.terms.gates


def of_the_family(case: Case, ref: str, who: str) -> None:
    """A child, an adult of the family, or whoever else answers for a child."""
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
