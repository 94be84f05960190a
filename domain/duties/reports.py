"""Reports that a conference waits for, and whose they are."""

from __future__ import annotations

from collections.abc import Iterator

from domain.case import Case
from domain.duties.conferences import asked_later
from domain.duties.start import Beginning, Finder, Over, still_due
from domain.readings.reports import examiners, officers
from domain.record.conferences import Conference
from rulebook.schema import Met, Per, Start

EVERYBODY_S_REPORT = (Met.REPORT_COMPLETED, Per.AGENCY_REPORT)


def awaited(case: Case, thorough: bool) -> Iterator[Beginning]:
    """From the booking until the conference is closed: absence cancels no report."""
    due = still_due(case)
    for conference in case.conferences:
        if thorough or conference.awaited or conference.ref in due:
            yield Beginning(
                ref=conference.ref,
                anchor=conference.booked_at,
                children=conference.children,
                over=_over(conference),
                reports_from=tuple(report.agency for report in conference.reports),
                later=asked_later(conference),
            )


def _over(conference: Conference) -> Over | None:
    """One held before there was a list of who is invited was never closed either."""
    if conference.closed_at is not None:
        return Over("conference-closed", conference.closed_at)
    if conference.held_at is not None and conference.invitation is None:
        return Over("conference-held", conference.held_at)
    if conference.off is not None:
        return Over("conference-called-off", conference.off.at)
    return None


def from_whom(case: Case, per: Per, began: Beginning) -> tuple[str, ...]:
    """The agencies that owe a report of their own kind, invited or not.

    Where the place itself asks each agency invited for one, theirs is that one: it is
    not asked for twice (decision C2).
    """
    conference = case.conference(began.ref)
    if conference is None:
        return ()
    medical = per is Per.MEDICAL_REPORT
    owing = examiners(case, conference) if medical else officers(case)
    asked = began.reports_from if _asks_everybody(case) else ()
    return tuple(agency for agency in owing if agency not in asked)


def _asks_everybody(case: Case) -> bool:
    rules = case.terms.by_key.values()
    return any((r.met_by, r.per) == EVERYBODY_S_REPORT for r in rules)


REPORTS: dict[Start, Finder] = {Start.REPORT_AWAITED: awaited}
