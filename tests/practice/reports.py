"""A conference for which reports are awaited, and each step of a report, for tests."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from domain.case import Case
from domain.facts.conferences import ConferenceBooked, ConferenceHeld
from domain.facts.invitations import InvitationsSettled, MedicallyExamined
from domain.gates import lacks
from domain.gates.subject import Subject
from domain.lack import Lack
from domain.record.conferences import Conference, Kind, Report
from domain.record.invitations import InvitationList
from domain.record.people import RoleHeld
from domain.requests.conferences import RecordConferenceHeld
from domain.requests.reports import (
    ChangeReport,
    CompleteReport,
    CountersignReport,
    DecideNotToShareReport,
    RecordReportCorrection,
    RecordReportMissing,
    ShareReport,
)
from domain.requests.the_day import CloseConference
from domain.roles import Role
from domain.terms import Terms
from rulebook.schema import Before
from tests.dates import instant
from tests.domain.builders import OPENED, after
from tests.practice.household import (
    AS_CHAIR,
    AS_MANAGER,
    AS_WORKER,
    BOOKED,
    BOTH,
    CHAIR,
    EVENING,
    MANAGER,
    MOTHER,
    OFFICER,
    ONE,
    ROLES,
    STARTS,
    WORKER,
    asking,
    household,
)

CONF = "conf-1"
WRITTEN = instant("Fri 2027-01-22 12:00Z")
SHOWN = instant("Mon 2027-01-25 12:00Z")
KEPT = instant("Tue 2027-01-26 12:00Z")
AFTERWARDS = instant("Mon 2027-02-01 12:00Z")

#: All the headings of each kind of report where there is concern about sexual abuse.
EVERY = ("what-child-and-parents-want", "agreement-in-the-family")
SOCIAL_WORK = (
    "the-concerns",
    "what-is-known-of-the-concerns",
    "the-child-and-the-family",
    "people-around-the-child",
)
POLICE = (
    "adults-of-concern",
    "earlier-concerns",
    "investigations",
    "interview-of-the-child",
    "disruption",
)
AGENCY = ("signs-and-impact", "family-vulnerabilities")
MEDICAL = ("what-the-examination-found",)


def booked(
    terms: Terms, *agencies: str, kind: Kind = Kind.INITIAL, **fields: Any
) -> Case:
    """A conference about both children, with a report of each of these agencies due.

    Who is invited to it was settled; the list itself is of no importance here.
    """
    from_whom = agencies or ("social-work", "school")
    fact = ConferenceBooked(
        at=BOOKED,
        conference=CONF,
        meeting=kind,
        children=BOTH,
        starts_at=STARTS,
        reports_from=from_whom,
    )
    settled = InvitationsSettled(
        at=BOOKED,
        conference=CONF,
        list=InvitationList(settled_at=BOOKED),
        reports_from=from_whom,
    )
    return after(household(terms=terms, **fields), BOOKED, fact, settled)


def held(case: Case) -> Case:
    """The same once its conference was held, in the morning of its day."""
    return after(case, EVENING, ConferenceHeld(at=STARTS, conference=CONF, present=()))


def with_officer(terms: Terms, *agencies: str, until: datetime | None = None) -> Case:
    """The same where the police have an officer in the case, or had one."""
    officer = RoleHeld(
        role=Role.OFFICER_IN_THE_CASE, person=OFFICER, since=OPENED, until=until
    )
    held_by = (
        RoleHeld(role=role, person=person, since=OPENED)
        for role, person in ROLES.items()
    )
    return booked(terms, *agencies, roles=(*held_by, officer))


def with_examination(terms: Terms, child: str = ONE, by: str = "hospital") -> Case:
    """The same where this child was examined about abuse."""
    made = MedicallyExamined(at=WRITTEN, children=(child,), by_agency=by)
    return after(booked(terms), WRITTEN, made)


def completed(agency: str = "social-work", **fields: Any) -> CompleteReport:
    given: dict[str, Any] = {"author": WORKER, "completed_at": WRITTEN}
    return CompleteReport(
        **asking(AS_WORKER, f"{agency}-1"), conference=CONF, agency=agency,
        **(given | fields),
    )  # fmt: skip


def written(*sections: str, agency: str = "social-work") -> CompleteReport:
    return completed(agency, sections=sections)


def nothing(agency: str, why: str = "no-officer") -> CompleteReport:
    return completed(agency, nothing_because=why)


def shown(person: str = MOTHER, at: datetime = SHOWN, **fields: Any) -> ShareReport:
    given: dict[str, Any] = {"agency": "social-work", "shared_at": at}
    return ShareReport(
        **asking(AS_WORKER, f"shown-{person}"), conference=CONF, person=person,
        **(given | fields),
    )  # fmt: skip


def kept_from(person: str, **fields: Any) -> DecideNotToShareReport:
    given: dict[str, Any] = {
        "agency": "social-work",
        "decided_at": SHOWN,
        "why": "too-young",
    }
    return DecideNotToShareReport(
        **asking(AS_MANAGER, f"kept-from-{person}"), conference=CONF, person=person,
        **(given | fields),
    )  # fmt: skip


def signed(at: datetime = WRITTEN) -> CountersignReport:
    return CountersignReport(
        **asking(AS_MANAGER, "signed"),
        conference=CONF,
        agency="social-work",
        countersigned_by=MANAGER,
        countersigned_at=at,
    )


def rewritten(at: datetime = KEPT) -> ChangeReport:
    return ChangeReport(
        **asking(AS_WORKER, "rewritten"),
        conference=CONF,
        agency="social-work",
        changed_at=at,
    )


def pointed_out(person: str = MOTHER, **fields: Any) -> RecordReportCorrection:
    given: dict[str, Any] = {
        "agency": "social-work",
        "pointed_out_at": KEPT,
        "words": "We moved here in May, not in March.",
    }
    return RecordReportCorrection(
        **asking(AS_WORKER, f"error-{person}"), conference=CONF, person=person,
        **(given | fields),
    )  # fmt: skip


def never_came(agency: str, at: datetime = AFTERWARDS) -> RecordReportMissing:
    return RecordReportMissing(
        **asking(AS_CHAIR, f"missing-{agency}"),
        conference=CONF,
        agency=agency,
        recorded_at=at,
        why="not-received",
    )


def was_held() -> RecordConferenceHeld:
    return RecordConferenceHeld(
        **asking(AS_CHAIR, "held"),
        conference=CONF,
        held_at=STARTS,
        present=(CHAIR, WORKER, MANAGER),
    )


def close() -> CloseConference:
    return CloseConference(
        **asking(AS_CHAIR, "close"), conference=CONF, closed_at=AFTERWARDS
    )


def conference_of(case: Case) -> Conference:
    conference = case.conference(CONF)
    assert conference is not None
    return conference


def report_of(case: Case, agency: str = "social-work") -> Report:
    report = conference_of(case).report(agency)
    assert report is not None
    return report


def lack_of(
    case: Case, gate: str, before: Before, agency: str | None = None
) -> Lack | None:
    """What one gate finds missing of the case's conference, if anything."""
    subject = Subject(conference_of(case), agency=agency)
    return next((x for x in lacks(case, before, subject) if x.gate == gate), None)
