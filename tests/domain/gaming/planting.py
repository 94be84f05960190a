"""Lives into which one thing was planted that an auditor wants to look at, and others
that look much the same and are nothing unusual.

Discussed on Mon 2026-12-07: working day 14 is Tue 2026-12-29, day 15 Wed 2026-12-30.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from domain.advance import advance
from domain.case import Case
from domain.decide.keeping import calendar_of
from domain.facts.keeping import CaseOpened
from domain.gaming import Life, Sign, signs
from domain.record.conferences import Decided
from domain.record.invitations import Capacity
from domain.record.participation import Heard, Takes
from domain.record.the_day import Attendance, TheDay
from domain.recording import Row
from domain.requests import Request
from domain.requests.afterwards import RecordVisit
from domain.requests.corrections import DiscussionPutRight, MeetingPutRight
from domain.requests.enquiries import RecordDiscussion, ReopenEnquiry
from domain.requests.participation import (
    DecideChildAttendance,
    RecordPreparation,
    RecordViews,
)
from domain.requests.the_day import RecordTheDay
from tests.dates import instant
from tests.domain.builders import a_case, a_child, a_person
from tests.domain.conferring import (
    A_PLAN,
    BOTH,
    CHAIR,
    EVENING,
    IN_CONFERENCE,
    IN_ENQUIRY,
    JANUARY,
    NO_PLAN,
    OF,
    ONE,
    SECONDED,
    STARTS,
    TWO,
    book,
    booked,
    conclude,
    correct,
    discussion,
    enquired,
    held,
    household,
    not_required,
    outcome,
)
from tests.domain.requesting import asked

WEDNESDAY = instant("Wed 2026-12-16 10:00Z")
THURSDAY = instant("Thu 2026-12-17 10:00Z")
FRIDAY = instant("Fri 2026-12-18 10:00Z")
DAY_13 = instant("Thu 2026-12-24 10:00Z")
DAY_14 = instant("Tue 2026-12-29 16:00Z")
DAY_15 = instant("Wed 2026-12-30 16:00Z")
AGENCIES = ("worker", "teacher", "chair")
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


def record(case: Case) -> tuple[Row, ...]:
    """The whole record of a case, from its opening on."""
    opened = CaseOpened(
        at=case.opened_at,
        what=case.kind,
        team_inbox=case.team_inbox,
        children=case.children,
        people=case.people,
        roles=case.roles,
        rulebook=case.terms.rulebook,
        calendar=calendar_of(case.terms),
    )
    rows = advance(a_case(), (opened,), case.opened_at).unrecorded
    later = (row.model_copy(update={"no": row.no + 1}) for row in case.unrecorded)
    return (*rows[:1], *later)


def found(case: Case) -> tuple[Sign, ...]:
    """What the list says of a case, by its whole record."""
    return signs(Life.of(record(case), case.terms.calendar))


def second(**fields: Any) -> RecordDiscussion:
    """A further discussion of the same enquiry, on Wed 2026-12-16."""
    return discussion(**({"discussion": "sd-2", "held_at": WEDNESDAY} | fields))


def right(**fields: Any) -> Request:
    given = {"enquiry": "enq-1", "discussion": "sd-1"}
    wrong = DiscussionPutRight(**(given | fields))
    return correct(wrong, JANUARY, **SECONDED)


def flag_moved() -> Case:
    """A week later another discussion is said to have begun it all."""
    return asked(enquired(), WEDNESDAY, second(initiating=True))


def flag_moved_by_a_correction() -> Case:
    case = asked(enquired(), WEDNESDAY, second())
    return asked(case, JANUARY, right(discussion="sd-2", initiating=True))


def a_discussion_that_began_nothing() -> Case:
    return asked(enquired(), WEDNESDAY, second())


def flag_moved_to_an_earlier_one() -> Case:
    earlier = instant("Fri 2026-12-04 10:00Z")
    return asked(enquired(), EVENING, second(held_at=earlier, initiating=True))


def flag_moved_where_no_date_hangs_on_it() -> Case:
    """In Wales the last discussion counts, whichever began it."""
    case = asked(enquired("wales"), WEDNESDAY, second())
    return asked(case, JANUARY, right(discussion="sd-2", initiating=True))


def told_after_a_week() -> Case:
    """Held on Mon 2026-12-07, told on Mon 2026-12-14: five working days later."""
    told = instant("Mon 2026-12-14 09:00Z")
    return asked(household(), told, discussion())


def told_after_four_days() -> Case:
    told = instant("Fri 2026-12-11 09:00Z")
    return asked(household(), told, discussion())


def a_late_discussion_that_moves_nothing() -> Case:
    told = instant("Mon 2026-12-28 09:00Z")
    return asked(enquired(), told, second(held_at=THURSDAY))


def redated_to_a_later_day() -> Case:
    return asked(enquired(), JANUARY, right(held_at=WEDNESDAY))


def redated_to_an_earlier_day() -> Case:
    friday = instant("Fri 2026-12-04 10:00Z")
    return asked(enquired(), JANUARY, right(held_at=friday))


def reopened() -> Case:
    case = asked(enquired(), WEDNESDAY, conclude(WEDNESDAY))
    again = {"reopened_at": FRIDAY, "reason": "new-injury", "seconded_by": "manager"}
    return asked(case, FRIDAY, ReopenEnquiry(**(IN_ENQUIRY | again)))


def a_new_enquiry_that_follows() -> Case:
    case = asked(enquired(), WEDNESDAY, conclude(WEDNESDAY))
    anew = second(enquiry="enq-2", linked_to="enq-1", held_at=FRIDAY)
    return asked(case, FRIDAY, anew)


def not_required_on(at: datetime, told: datetime | None = None) -> Case:
    return asked(enquired(), told or at, not_required(at))


def held_with(*present: str) -> Case:
    return asked(booked(), EVENING, held(A_PLAN, NO_PLAN, present=present))


def held_by_the_chair_alone() -> Case:
    alone = Attendance(person="chair", capacity=Capacity.CHAIR)
    watching = Attendance(person="teacher", capacity=Capacity.OBSERVER)
    day = TheDay(chair="chair", attendance=(alone, watching))
    return asked(booked(), EVENING, held(A_PLAN, NO_PLAN, present=(), day=day))


def who_was_there_was_written_down_later() -> Case:
    day = TheDay(attendance=(Attendance(person="worker"), Attendance(person="teacher")))
    noted = RecordTheDay(
        **(IN_CONFERENCE | {"by": CHAIR}), recorded_at=JANUARY, day=day
    )
    ended = (outcome(ONE, Decided.NO_PLAN, ends_with="early-help"), NO_PLAN)
    return asked(asked(booked(), EVENING, held(*ended, present=())), JANUARY, noted)


def nobody_was_decided() -> Case:
    """Too few came, and each child is left for another day, with what protects it."""
    undecided = (
        outcome(ref, Decided.NOT_DECIDED, protection="With the aunt.") for ref in BOTH
    )
    return asked(booked(), EVENING, held(*undecided, present=("worker",)))


def visit(child: str, at: datetime, *, seen: bool = True) -> RecordVisit:
    given = {"child": child, "visited_at": at, "visited_by": "worker", "seen": seen}
    return RecordVisit(**OF, **given)


def seen_in_one_minute(*children: str) -> Case:
    return asked(household(), STARTS, *(visit(child, THURSDAY) for child in children))


def seen_one_after_another() -> Case:
    visits = (visit(ONE, THURSDAY), visit(TWO, THURSDAY + HOUR))
    return asked(household(), STARTS, *visits)


def recorded_in_two_minutes() -> Case:
    case = asked(household(), STARTS, visit(ONE, THURSDAY))
    return asked(case, STARTS + MINUTE, visit(TWO, THURSDAY))


def recorded_by_two_people() -> Case:
    by_chair = visit(TWO, THURSDAY).model_copy(update={"by": CHAIR})
    return asked(household(), STARTS, visit(ONE, THURSDAY), by_chair)


def not_seen() -> Case:
    visits = (visit(child, THURSDAY, seen=False) for child in BOTH)
    return asked(household(), STARTS, *visits)


def an_only_child() -> Case:
    case = a_case(children=(a_child(ONE),), people=(a_person("worker"),))
    return asked(case, STARTS, visit(ONE, THURSDAY))


def prepared_in_one_minute() -> Case:
    given = {"prepared_at": THURSDAY, "prepared_by": "worker", "capable": True}
    prepared = (
        RecordPreparation(**IN_CONFERENCE, person=child, **given) for child in BOTH
    )
    return asked(booked(), FRIDAY, *prepared)


def heard_in_one_minute() -> Case:
    given: dict[str, Any] = {"recorded_at": THURSDAY, "how": Heard.SOCIAL_WORKER}
    given |= {"presented_by": "worker", "words": "To stay at home."}
    views = (RecordViews(**IN_CONFERENCE, whose=child, **given) for child in BOTH)
    return asked(booked(), FRIDAY, *views)


def asked_in_one_minute() -> Case:
    given: dict[str, Any] = {"decided_at": THURSDAY, "appropriate": True}
    given |= {"takes": Takes.PART, "wish": Takes.PART, "reason": "They want to."}
    wishes = (
        DecideChildAttendance(
            **IN_CONFERENCE, child=child, no_supporter_because="none-wanted", **given
        )
        for child in BOTH
    )
    return asked(booked(), FRIDAY, *wishes)


def a_miss_taken_back() -> Case:
    """Held on Mon 2027-01-04, after the date; then it is said to have been before."""
    case = asked(enquired(), instant("Tue 2026-12-08 10:00Z"), book())
    case = asked(case, JANUARY, held(A_PLAN, NO_PLAN, held_at=JANUARY))
    meeting = MeetingPutRight(meeting="conf-1", held_at=STARTS)
    return asked(case, JANUARY + HOUR, correct(meeting, JANUARY + HOUR, **SECONDED))


def held_in_time_and_told_late() -> Case:
    return asked(booked(), JANUARY, held(A_PLAN, NO_PLAN, present=AGENCIES))
