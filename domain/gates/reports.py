"""What a report holds, that each was accounted for, and what is explained to parents.

"Nothing, because" answers for all that a report would hold; only the social work report
has always something to say. That a report never came can be written down as well, so no
agency that stays silent keeps a conference from being closed.
"""

from __future__ import annotations

from collections.abc import Iterator

from domain.case import Case
from domain.duties.met import SOCIAL_WORK
from domain.gates.subject import (
    WHOLE,
    Finding,
    Subject,
    about,
    applies,
    conference_of,
    listed,
)
from domain.readings.reports import POLICE, accounted_for, kind_of, officers
from domain.record.conferences import Report
from domain.terms import Gate
from rulebook.schema import Asks, Listed

FORBIDDEN = "forbidden"


def _written(subject: Subject) -> Report:
    """The report that is about to count as complete."""
    agency = subject.agency or SOCIAL_WORK
    return conference_of(subject).report(agency) or Report(agency=agency)


def report_sections(case: Case, gate: Gate, subject: Subject) -> Iterator[str]:
    """The headings that such a report has, each one that it did not write under."""
    report = _written(subject)
    fits = kind_of(case, conference_of(subject), report.agency)
    if gate.on not in (fits, Listed.EVERY_REPORT) or report.nothing_because:
        return
    for line in listed(case, gate):
        asked = line.required and applies(case, line.when, subject)
        if asked and line.key not in report.sections:
            yield line.key


def recommendation(case: Case, gate: Gate, subject: Subject) -> Iterator[str]:
    """Whether the social work report says what to decide, as the place has it (C21).

    Where that is forbidden, only a report that does so is refused: nothing said of it
    is no view.
    """
    report = _written(subject)
    if report.agency != SOCIAL_WORK:
        return
    forbidden = case.terms.provision("report-recommendation") == FORBIDDEN
    if (report.recommends is True) is forbidden:
        yield WHOLE


def reports_accounted_for(case: Case, gate: Gate, subject: Subject) -> Iterator[str]:
    """Each agency's report is here, or it is on the record why it is not (WA-58).

    Being absent excuses nobody. Nor may a silent agency keep the conference open for
    ever: record-report-missing says why, and excuses nothing.
    """
    for report in conference_of(subject).reports:
        if not accounted_for(report):
            yield report.agency


def police_report_or_none(case: Case, gate: Gate, subject: Subject) -> Iterator[str]:
    """A report of each force that has the case; "none" is an answer with a reason."""
    for agency in officers(case) or (POLICE,):
        if not accounted_for(conference_of(subject).report(agency)):
            yield agency


def child_shown_or_why(case: Case, gate: Gate, subject: Subject) -> Iterator[str]:
    """Each child was shown the social work report, or it was decided not to (T4-23)."""
    report = conference_of(subject).report(SOCIAL_WORK) or Report(agency=SOCIAL_WORK)
    answered = {s.person for s in (*report.shared, *report.withheld)}
    yield from _children(case, subject, answered)


def report_read_back(case: Case, gate: Gate, subject: Subject) -> Iterator[str]:
    """Each child said that it tells their circumstances as they are (CS-35).

    A child from whom it was kept was not asked.
    """
    answered: set[str] = set()
    for report in conference_of(subject).reports:
        answered |= set(report.read_back)
        answered |= {kept.person for kept in report.withheld}
    yield from _children(case, subject, answered)


def _children(case: Case, subject: Subject, answered: set[str]) -> Iterator[str]:
    """The children of the conference, born and still here, who are not among these."""
    for child in about(case, subject):
        if not child.unborn and child.left is None and child.ref not in answered:
            yield child.ref


def explained_in_full(case: Case, gate: Gate, subject: Subject) -> Iterator[str]:
    """Every line of the list, in this one talk: half of it explains nothing (T4-17).

    Talks do not add up, or an old one would answer for a new decision. Who needed two
    records the second, with all that was gone through by then.
    """
    talks = (e for e in reversed(case.explained) if e.person == subject.person)
    talk = next(talks, None)
    covered = talk.covered if talk is not None else ()
    for line in listed(case, gate):
        if line.required and line.key not in covered:
            yield line.key


REPORTS: dict[Asks, Finding] = {
    Asks.REPORT_SECTIONS: report_sections,
    Asks.RECOMMENDATION: recommendation,
    Asks.REPORTS_ACCOUNTED_FOR: reports_accounted_for,
    Asks.POLICE_REPORT_OR_NONE: police_report_or_none,
    Asks.CHILD_SHOWN_OR_WHY: child_shown_or_why,
    Asks.REPORT_READ_BACK: report_read_back,
    Asks.PROCESS_EXPLAINED_IN_FULL: explained_in_full,
}
