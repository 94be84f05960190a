"""Reports for a conference: from whom, of which kind, on which lists what they hold."""

from __future__ import annotations

from domain.case import Case
from domain.duties.met import SOCIAL_WORK
from domain.record.conferences import Conference, Report
from domain.roles import Role
from rulebook.schema import Listed

#: Under this name the police answer where no officer of theirs is known.
POLICE = "police"


def officers(case: Case) -> tuple[str, ...]:
    """The forces of whoever is, or was, the officer in the case (CS-25)."""
    held = [r.person for r in case.roles if r.role == Role.OFFICER_IN_THE_CASE]
    people = (case.person(ref) for ref in held)
    return tuple(dict.fromkeys(p.agency or POLICE for p in people if p is not None))


def examiners(case: Case, conference: Conference) -> tuple[str, ...]:
    """The agencies that examined a child of this conference about abuse (CS-24)."""
    made = (e for e in case.examined if set(e.children) & set(conference.children))
    return tuple(dict.fromkeys(each.by for each in made))


def kind_of(case: Case, conference: Conference, agency: str) -> Listed:
    """The list of what this agency's report is to hold."""
    if agency == SOCIAL_WORK:
        return Listed.SOCIAL_WORK_REPORT
    if agency == POLICE or agency in officers(case):
        return Listed.POLICE_REPORT
    if agency in examiners(case, conference):
        return Listed.MEDICAL_REPORT
    return Listed.AGENCY_REPORT


def headings(case: Case, conference: Conference, agency: str) -> frozenset[str]:
    """The headings under which this report may be written; empty where none is set."""
    lists = (kind_of(case, conference, agency), Listed.EVERY_REPORT)
    return frozenset(i.key for each in lists for i in case.terms.lists.get(each, ()))


def uninvited(case: Case, conference: Conference) -> tuple[str, ...]:
    """Agencies whose report is due though nobody of theirs was invited (CS-24, CS-25).

    Only where the procedures ask for a police report: the police may always answer.
    """
    if Listed.POLICE_REPORT not in case.terms.lists:
        return ()
    return (POLICE, *officers(case), *examiners(case, conference))


def accounted_for(report: Report | None) -> bool:
    """It is here, or it was said why there is nothing in it, or why it is missing."""
    return report is not None and (
        report.completed_at is not None or report.missing_because is not None
    )
