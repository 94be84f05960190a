"""A conference on Thu 2026-12-17 for which reports are due, and a report's steps."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from domain.case import Case
from domain.duty import Standing, standing
from domain.facts.conferences import ConferenceBooked, ConferenceHeld
from domain.record.conferences import Kind, Report
from domain.requests.reports import (
    ChangeReport,
    CompleteReport,
    CountersignReport,
    DecideNotToShareReport,
    SendReportToChair,
    ShareReport,
)
from tests.dates import instant
from tests.domain.builders import a_case, a_child, a_person, after
from tests.domain.requesting import WORKER

BOOKED = instant("Mon 2026-12-07 09:00Z")
FRIDAY = instant("Fri 2026-12-11 12:00Z")
MONDAY = instant("Mon 2026-12-14 12:00Z")
TUESDAY = instant("Tue 2026-12-15 12:00Z")
WEDNESDAY = instant("Wed 2026-12-16 12:00Z")
STARTS = instant("Thu 2026-12-17 10:00Z")
FRIDAY_AFTER = instant("Fri 2026-12-18 12:00Z")
OF: dict[str, Any] = {
    "conference": "conf-1",
    "agency": "social-work",
    "id": "r",
    "by": WORKER,
}


def a_booked_case(rulebook: str = "guernsey", *overlays: str) -> Case:
    """A conference on Thu 2026-12-17, reports due from the school and social work."""
    people = (
        a_person("worker"),
        a_person("manager", relation="team-manager"),
        a_person("teacher", relation="teacher", agency="school"),
        a_person("mother", kind="family", relation="mother"),
        a_person("father", kind="family", relation="father"),
    )
    child = a_child(responsible=("mother", "father"))
    booked = ConferenceBooked(
        at=BOOKED,
        conference="conf-1",
        meeting=Kind.INITIAL,
        children=("child-1",),
        starts_at=STARTS,
        reports_from=("social-work", "school"),
    )
    case = a_case(rulebook, *overlays, people=people, children=(child,))
    return after(case, BOOKED, booked)


def completed(at: datetime = FRIDAY, **fields: Any) -> CompleteReport:
    return CompleteReport(**(OF | {"author": "worker", "completed_at": at} | fields))


def signed(
    at: datetime = MONDAY, by: str = "manager", **fields: Any
) -> CountersignReport:
    given = {"countersigned_by": by, "countersigned_at": at}
    return CountersignReport(**(OF | given | fields))


def shared(person: str, at: datetime = TUESDAY, **fields: Any) -> ShareReport:
    return ShareReport(**(OF | {"person": person, "shared_at": at} | fields))


def kept_from(
    person: str, at: datetime = TUESDAY, **fields: Any
) -> DecideNotToShareReport:
    given = {"person": person, "decided_at": at, "why": "unsafe"}
    return DecideNotToShareReport(**(OF | given | fields))


def sent(at: datetime = WEDNESDAY, **fields: Any) -> SendReportToChair:
    return SendReportToChair(**(OF | {"sent_at": at} | fields))


def rewritten(at: datetime = TUESDAY, **fields: Any) -> ChangeReport:
    return ChangeReport(**(OF | {"changed_at": at} | fields))


def stands(case: Case, rule: str, who: str = "social-work") -> Standing:
    duty = case.duty(f"{rule}/conf-1/{who}")
    assert duty is not None
    return standing(duty)


def report_of(case: Case, agency: str = "social-work") -> Report:
    conference = case.conference("conf-1")
    report = conference.report(agency) if conference else None
    assert report is not None
    return report


def held(case: Case, now: datetime = FRIDAY_AFTER) -> Case:
    return after(case, now, ConferenceHeld(at=STARTS, conference="conf-1", present=()))
