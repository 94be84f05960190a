"""A household of two on its way to a conference, around Christmas 2026.

Discussed on Mon 2026-12-07, so decided by Wed 2026-12-30; the conference is booked for
Mon 2026-12-21. The first working days of a plan leave out Christmas and New Year.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from domain.case import Case
from domain.duty import Settled, Standing, standing
from domain.facts import Fact
from domain.record.conferences import Decided, Kind, Outcome
from domain.record.people import RoleHeld
from domain.requests.base import By
from domain.requests.conferences import (
    BookConference,
    MoveConference,
    RecordConferenceHeld,
)
from domain.requests.corrections import Correct, OutcomePutRight, PutRight
from domain.requests.enquiries import (
    ConcludeEnquiry,
    DecideNotRequired,
    DecideOnConference,
    RecordDiscussion,
    RecordProcessExplained,
)
from domain.requests.plans import RecordCoreGroup
from domain.roles import Role
from tests.dates import day, instant
from tests.domain.builders import OPENED, a_case, a_child, a_person, waited
from tests.domain.requesting import WORKER, asked

ONE, TWO = "child-1", "child-2"
BOTH = (ONE, TWO)
DISCUSSED = instant("Mon 2026-12-07 10:00Z")
BOOKED = instant("Tue 2026-12-08 10:00Z")
THURSDAY = instant("Thu 2026-12-17 10:00Z")
STARTS = instant("Mon 2026-12-21 10:00Z")
EVENING = instant("Mon 2026-12-21 17:00Z")
DUE = day("Wed 2026-12-30")
MISSED = instant("Thu 2026-12-31 00:00Z")
JANUARY = instant("Mon 2027-01-04 10:00Z")
SPRING = instant("Mon 2027-03-22 10:00Z")
T1 = f"initial-conference/enq-1/{ONE}"
T1_OF_TWO = f"initial-conference/enq-1/{TWO}"
PLAN = f"{ONE}-plan-1"

LINE_MANAGER = By(person="manager", role=Role.FIRST_LINE_MANAGER)
CHAIR = By(person="chair", role=Role.CHAIR)
OF: dict[str, Any] = {"id": "r", "by": WORKER}
IN_ENQUIRY: dict[str, Any] = OF | {"enquiry": "enq-1"}
IN_CONFERENCE: dict[str, Any] = OF | {"conference": "conf-1"}


def household(rulebook: str = "pan-sussex", *overlays: str, **fields: Any) -> Case:
    children = tuple(
        a_child(ref, parents=("mother",), responsible=("mother",)) for ref in BOTH
    )
    people = (
        a_person("worker"),
        a_person("manager", relation="team-manager"),
        a_person("chair"),
        a_person("teacher", relation="teacher", agency="school"),
        a_person("mother", kind="family", relation="mother"),
    )
    roles = tuple(
        RoleHeld(role=role, person=person, since=OPENED)
        for role, person in (
            (Role.SOCIAL_WORKER, "worker"),
            (Role.FIRST_LINE_MANAGER, "manager"),
        )
    )
    given = {"children": children, "people": people, "roles": roles}
    return a_case(rulebook, *overlays, **(given | fields))


def discussion(**fields: Any) -> RecordDiscussion:
    given = {"discussion": "sd-1", "held_at": DISCUSSED, "children": BOTH}
    return RecordDiscussion(**(IN_ENQUIRY | given | fields))


def conclude(at: datetime, **fields: Any) -> ConcludeEnquiry:
    given = {"concluded_at": at, "at_risk": (ONE,)}
    return ConcludeEnquiry(**(IN_ENQUIRY | given | fields))


def decide_on(at: datetime, **fields: Any) -> DecideOnConference:
    given = {"decision": "dec-1", "decided_at": at, "children": BOTH}
    return DecideOnConference(**(IN_ENQUIRY | given | fields))


def not_required(at: datetime, **fields: Any) -> DecideNotRequired:
    given = {"by": LINE_MANAGER, "decided_at": at, "children": BOTH}
    return DecideNotRequired(**(IN_ENQUIRY | given | {"reason": "no-risk"} | fields))


def explained(
    at: datetime = THURSDAY, person: str = "mother"
) -> RecordProcessExplained:
    return RecordProcessExplained(**OF, person=person, explained_at=at)


def book(**fields: Any) -> BookConference:
    given = {
        "meeting": Kind.INITIAL,
        "booked_at": BOOKED,
        "starts_at": STARTS,
        "children": BOTH,
        "invite": ("mother", "teacher"),
    }
    return BookConference(**(IN_CONFERENCE | given | fields))


def move(at: datetime, to: datetime, **fields: Any) -> MoveConference:
    given = {"moved_at": at, "starts_at": to, "reason": "room-not-free"}
    return MoveConference(**(IN_CONFERENCE | given | fields))


def outcome(child: str, decided: Decided, **fields: Any) -> Outcome:
    return Outcome(child=child, decided=decided, **fields)


A_PLAN = outcome(ONE, Decided.PLAN, key_worker="worker")
NO_PLAN = outcome(TWO, Decided.NO_PLAN, ends_with="early-help")


def held(*outcomes: Outcome, **fields: Any) -> RecordConferenceHeld:
    given = {"held_at": STARTS, "present": ("worker", "manager", "mother")}
    return RecordConferenceHeld(
        **(IN_CONFERENCE | given | {"outcomes": outcomes} | fields)
    )


def core_group(at: datetime, meeting: str = "cg-1", **fields: Any) -> RecordCoreGroup:
    given = {"meeting": meeting, "held_at": at, "children": (ONE,)}
    return RecordCoreGroup(**(OF | given | fields))


def correct(wrong: PutRight, at: datetime, **fields: Any) -> Correct:
    given = {"put_right": wrong, "corrected_at": at, "reason": "Written down wrongly."}
    return Correct(**(OF | given | fields))


def undo(conference: str, at: datetime, child: str = ONE, **fields: Any) -> Correct:
    wrong = OutcomePutRight(conference=conference, child=child)
    return correct(wrong, at, **fields)


SECONDED: dict[str, Any] = {"seconded_by": "manager", "evidence": "Minutes, file 7."}


def enquired(rulebook: str = "pan-sussex", *overlays: str, **fields: Any) -> Case:
    return asked(household(rulebook, *overlays, **fields), DISCUSSED, discussion())


def booked(rulebook: str = "pan-sussex", **fields: Any) -> Case:
    return asked(enquired(rulebook), BOOKED, book(**fields))


def planned(rulebook: str = "york") -> Case:
    """A plan for the first child, none for the second, from Mon 2026-12-21."""
    return asked(booked(rulebook), EVENING, held(A_PLAN, NO_PLAN))


def reviewed(case: Case, at: datetime, *outcomes: Outcome, ref: str = "rev-1") -> Case:
    """A review of the first child's plan, booked two weeks after it was made."""
    children = tuple(each.child for each in outcomes)
    review = book(
        conference=ref,
        meeting=Kind.REVIEW,
        booked_at=JANUARY,
        starts_at=at,
        children=children,
    )
    done = held(*outcomes, conference=ref, held_at=at)
    return asked(asked(case, JANUARY, review), at, done)


def how(case: Case, key: str) -> Standing:
    duty = case.duty(key)
    assert duty is not None, key
    return standing(duty)


def settled(case: Case, key: str) -> Settled:
    return case.settled[key]


def kinds_about(facts: tuple[Fact, ...], key: str) -> list[str]:
    """What became of one thing that is due, in order."""
    return [fact.kind for fact in facts if getattr(fact, "key", None) == key]


def open_rules(case: Case, child: str | None = ONE) -> set[str]:
    return {duty.rule for duty in case.duties.values() if duty.child == child}


def later(case: Case, now: datetime) -> Case:
    return waited(case, now)
