"""A conference of that household on its way to its day, and what the day was like."""

from __future__ import annotations

from typing import Any

from domain.case import Case
from domain.record.conferences import Decided, Outcome
from domain.record.enquiries import Discussion, Enquiry
from domain.record.invitations import Capacity
from domain.record.the_day import Absence, Attendance, GoingOn, TheDay
from domain.requests.conferences import BookConference, RecordConferenceHeld
from domain.requests.the_day import CloseConference, RecordTheDay
from domain.terms import Terms
from tests.dates import instant
from tests.domain.requesting import asked
from tests.practice.household import (
    AS_CHAIR,
    AS_WORKER,
    BOOKED,
    BOTH,
    CHAIR,
    CONCLUDED,
    DISCUSSED,
    EVENING,
    MANAGER,
    MOTHER,
    OFFICER,
    ONE,
    STARTS,
    TEACHER,
    VISITOR,
    WORKER,
    asking,
    household,
)

CONF = "conf-1"
ENDED = instant("Fri 2027-01-29 11:45Z")
#: Three agencies that work with the first child, and those who never count.
CAME = (MOTHER, WORKER, MANAGER, TEACHER, VISITOR, CHAIR)


def there(person: str, **fields: Any) -> Attendance:
    return Attendance(person=person, **fields)


def came(*people: str) -> tuple[Attendance, ...]:
    """These people, for all of it; the chair as chair."""
    chair = {CHAIR: {"capacity": Capacity.CHAIR}}
    return tuple(there(person, **chair.get(person, {})) for person in people)


def a_day(**changes: Any) -> TheDay:
    """A day on which all went as it should, unless `changes` say otherwise."""
    given: dict[str, Any] = {
        "chair": CHAIR,
        "started_at": STARTS,
        "ended_at": ENDED,
        "enough_information": True,
        "attendance": came(*CAME),
        "absences": (Absence(person=OFFICER, why="called-away"),),
    }
    return TheDay(**(given | changes))


def held(*outcomes: Outcome, **fields: Any) -> RecordConferenceHeld:
    """That it was held, on a day on which all went as it should."""
    given: dict[str, Any] = {"conference": CONF, "held_at": STARTS, "day": a_day()}
    return RecordConferenceHeld(
        **(asking(AS_CHAIR, "held") | given | {"outcomes": outcomes} | fields)
    )


def the_day(day: TheDay, **fields: Any) -> RecordTheDay:
    given: dict[str, Any] = {"conference": CONF, "recorded_at": EVENING, "day": day}
    return RecordTheDay(**(asking(AS_CHAIR, "day") | given | fields))


CLOSE = CloseConference(**asking(AS_CHAIR, "close"), conference=CONF, closed_at=EVENING)


def an_enquiry(**changes: Any) -> Enquiry:
    """One about both children, concluded with a finding about the first."""
    given: dict[str, Any] = {
        "ref": "enq-1",
        "children": BOTH,
        "discussions": (Discussion(ref="sd-1", held_at=DISCUSSED, initiating=True),),
        "concluded_at": CONCLUDED,
        "at_risk": (ONE,),
    }
    return Enquiry(**(given | changes))


def booking(**fields: Any) -> BookConference:
    given: dict[str, Any] = {
        "conference": CONF,
        "meeting": "initial",
        "booked_at": BOOKED,
        "starts_at": STARTS,
        "children": BOTH,
        "invite": (MOTHER, WORKER, TEACHER, VISITOR, OFFICER),
    }
    return BookConference(**(asking(AS_WORKER, "book") | given | fields))


def booked(terms: Terms, **fields: Any) -> Case:
    """An initial conference about both children, to which five people are invited."""
    return asked(household(terms=terms, **fields), BOOKED, booking())


def after(terms: Terms, *outcomes: Outcome, **fields: Any) -> Case:
    """The case once that conference was held, in the evening of its day."""
    return asked(booked(terms), EVENING, held(*outcomes, **fields))


NO_PLAN = Outcome(child=ONE, decided=Decided.NO_PLAN, ends_with="early-help")
LEFT = Outcome(
    child=ONE, decided=Decided.NOT_DECIDED, protection="The aunt is there each night."
)
#: The chair goes on about the first child with two agencies.
GOES_ON = GoingOn(
    child=ONE,
    information="What social services and health know was there.",
    rationale="Nobody else works with this child.",
)


def with_(
    *there: Attendance, outcome: Outcome = NO_PLAN, **changes: Any
) -> RecordConferenceHeld:
    """It was held with these, and decided the first child so."""
    return held(outcome, day=a_day(attendance=there, absences=(), **changes))


def ready(row: str, *books: str, **changes: Any) -> dict[str, Any]:
    """What most rows about a day have: the conference is booked, and then held."""
    return {
        "gate": row,
        "books": books,
        "case": booked,
        "now": EVENING,
        "keeps": held(day=a_day(**changes)),
    }
