"""A conference due by Wed 2026-12-30, and the delay that somebody asks for.

Discussed on Mon 2026-12-07: 15 working days on, without Christmas Day and the Monday
after it. The manager answers on Mon 2026-12-21.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from domain.case import Case
from domain.facts.conferences import ChildDecided, ConferenceBooked, ConferenceHeld
from domain.facts.enquiries import DiscussionHeld
from domain.record.conferences import Decided, Kind, Outcome
from domain.record.enquiries import Discussion
from domain.requests.delays import (
    ApproveDelay,
    RecordReasonForLateness,
    RecordRiskCheck,
    RefuseDelay,
    RequestDelay,
)
from tests.dates import day, instant
from tests.domain.builders import a_case, a_child, a_person, after, waited
from tests.domain.requesting import MANAGER, WORKER, asked

DISCUSSED = instant("Mon 2026-12-07 10:00Z")
FRIDAY = instant("Fri 2026-12-18 10:00Z")
MONDAY = instant("Mon 2026-12-21 10:00Z")
HELD = instant("Mon 2027-01-04 10:00Z")
DUE = day("Wed 2026-12-30")
FIRST_CHECK = day("Wed 2026-12-23")
AGREED = day("Fri 2027-01-08")
CONFERENCE = "initial-conference/enq-1/child-1"
SECOND = "initial-conference/enq-1/child-2"
CHECK = "risk-check/delay-1-1/household"
OF: dict[str, Any] = {"id": "r", "by": WORKER, "delay": "delay-1"}
SAFE = ({"child": "child-1", "action": "Stays with an aunt."},)
BOTH_SAFE = (*SAFE, {"child": "child-2", "action": "Seen at school each day."})


def discussed(rulebook: str = "pan-sussex", *overlays: str, **fields: Any) -> Case:
    """One child, unless `fields` of `Case` say otherwise, whose conference is due."""
    people = (a_person("worker"), a_person("manager"), a_person("visitor"))
    given: dict[str, Any] = {"people": people} | fields
    case = a_case(rulebook, *overlays, **given)
    held = Discussion(ref="sd-1", held_at=DISCUSSED, initiating=True)
    children = tuple(child.ref for child in case.children)
    fact = DiscussionHeld(
        at=DISCUSSED, enquiry="enq-1", children=children, discussion=held
    )
    return after(case, DISCUSSED, fact)


def two_children(**fields: Any) -> Case:
    return discussed(children=(a_child("child-1"), a_child("child-2")), **fields)


def request_delay(**fields: Any) -> RequestDelay:
    given = {"children": ("child-1",), "reasons": "A report is late."}
    return RequestDelay(**(OF | given | {"proposed_on": AGREED} | fields))


def approve(**fields: Any) -> ApproveDelay:
    """A complete agreement, unless `fields` take something out of it."""
    given: dict[str, Any] = {
        "by": MANAGER,
        "document": "Letter of agreement, file 12.",
        "reasons": "A report is late.",
        "safeguards": SAFE,
        "checker": "visitor",
        "first_check_on": FIRST_CHECK,
        "agreed_on": AGREED,
    }
    return ApproveDelay(**(OF | given | fields))


def refuse(**fields: Any) -> RefuseDelay:
    given = {"by": MANAGER, "reasons": "The report can be given by word of mouth."}
    return RefuseDelay(**(OF | given | fields))


def checked(at: datetime, next_on: str | None, **fields: Any) -> RecordRiskCheck:
    following = None if next_on is None else day(next_on)
    given = {"checked_at": at, "next_check_on": following}
    return RecordRiskCheck(**(OF | given | fields))


def reason(duty: str = CONFERENCE, **fields: Any) -> RecordReasonForLateness:
    given = {"duty": duty, "code": "report-late", "words": "A report was late."}
    return RecordReasonForLateness(id="r", by=WORKER, **(given | fields))


def delay_asked_for(case: Case | None = None, **fields: Any) -> Case:
    return asked(case or discussed(), FRIDAY, request_delay(**fields))


def delay_agreed(case: Case | None = None, **fields: Any) -> Case:
    return asked(case or delay_asked_for(), MONDAY, approve(**fields))


def decided(case: Case, *children: str, at: datetime = HELD) -> Case:
    """A conference, on Mon 2027-01-04 or then, that decides these children only."""
    booked = ConferenceBooked(
        at=MONDAY,
        conference="conf-1",
        meeting=Kind.INITIAL,
        children=tuple(child.ref for child in case.children),
        starts_at=at,
    )
    held = ConferenceHeld(at=at, conference="conf-1", present=())
    outcomes = (
        ChildDecided(
            at=at,
            conference="conf-1",
            outcome=Outcome(child=child, decided=Decided.NO_PLAN, ends_with="none"),
        )
        for child in children
    )
    return after(waited(case, at), at, booked, held, *outcomes)
