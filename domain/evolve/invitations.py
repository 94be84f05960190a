"""The case after a fact about who is invited to a conference."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from domain.case import Case
from domain.evolve.changes import changed, conference, to
from domain.facts.invitations import (
    InvitationFact,
    InvitationsSettled,
    MedicallyExamined,
)
from domain.record.conferences import Conference, Report
from domain.record.invitations import Examined
from domain.record.people import Person, PersonKind


def evolve_invitations(case: Case, fact: InvitationFact) -> Case:
    match fact:
        case InvitationsSettled(conference=ref):
            return conference(case, ref, lambda c: _settled(case, c, fact))
        case MedicallyExamined():
            return _examined(case, fact)


def _settled(case: Case, was: Conference, fact: InvitationsSettled) -> Conference:
    """Relatives stand first: they know the child best (YK-08)."""
    people = {p.ref: p for p in case.people}
    invited = sorted(
        (i.person for i in fact.list.invitees), key=lambda r: not _of_family(people, r)
    )
    gone = fact.no_longer
    kept = tuple(p for p in was.invitations_left if p not in gone)
    left = (*kept, *fact.newly)
    # Once all have gone, a later name on the list makes nothing late that was not.
    done = was.invitations_sent_at or (None if left else fact.at)
    return changed(
        was,
        invitation=fact.list,
        invited=tuple(invited),
        invitations_left=left,
        invitations_sent_at=done,
        notified=tuple(p for p in was.informed if p not in gone),
        struck_off=(*was.struck_off, *gone),
        reports=tuple(_reports(was, fact.reports_from, fact.at)),
    )


def _of_family(people: dict[str, Person], ref: str) -> bool:
    person = people.get(ref)
    return person is None or person.kind is PersonKind.FAMILY


def _reports(
    was: Conference, awaited: tuple[str, ...], at: datetime
) -> Iterator[Report]:
    """Nobody owes a report for having stood on the list once; what is begun stays."""
    for report in was.reports:
        untouched = Report(agency=report.agency, asked_at=report.asked_at)
        if report.agency in awaited or report != untouched:
            yield report
    known = {report.agency for report in was.reports}
    new = (agency for agency in awaited if agency not in known)
    yield from (Report(agency=agency, asked_at=at) for agency in new)


def _examined(case: Case, fact: MedicallyExamined) -> Case:
    """Every conference about them that is still to come awaits its report (CS-24)."""
    made = Examined(children=fact.children, by=fact.by_agency, at=fact.at)
    conferences = tuple(_awaiting(c, made) for c in case.conferences)
    return to(case, examined=(*case.examined, made), conferences=conferences)


def _awaiting(conference: Conference, made: Examined) -> Conference:
    about = set(made.children) & set(conference.children)
    known = conference.report(made.by) is not None
    if conference.held_at is not None or known or not about:
        return conference
    # Of one that is off nothing is due: it is asked for once that is on again.
    off_at = conference.off.at if conference.off is not None else made.at
    report = Report(agency=made.by, asked_at=max(made.at, off_at))
    return changed(conference, reports=(*conference.reports, report))
