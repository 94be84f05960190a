"""A booked conference about both children, and requests about the family's part."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from domain.case import Case
from domain.record.conferences import Kind
from domain.record.participation import Heard, Takes
from domain.record.people import Person
from domain.requests import Request
from domain.requests.conferences import BookConference, RecordConferenceHeld
from domain.requests.participation import (
    ArrangeInterpreter,
    ConfirmInterpreter,
    DecideChildAttendance,
    DecideInterpreter,
    InterpreterDidNotCome,
    RecordPreparation,
    RecordViews,
)
from domain.requests.the_day import CloseConference
from domain.terms import Terms
from tests.domain.builders import practice
from tests.domain.requesting import asked
from tests.practice.household import (
    AS_CHAIR,
    AS_WORKER,
    BEFORE,
    BOOKED,
    BOTH,
    CHAIR,
    EVENING,
    FATHER,
    LATER,
    MOTHER,
    ONE,
    STARTS,
    TWO,
    WORKER,
    asking,
    household,
    only,
    people,
)

CONF = "conf-1"
PARENTS = (MOTHER, FATHER)
CHILD_LINES = (
    "child-knows-what-happens",
    "child-support-to-take-part",
    "child-may-bring-somebody",
    "child-asked-who-else",
    "child-knows-the-purpose",
    "help-the-child-wants",
    "child-did-right-to-tell",
)
PARENT_LINES = (
    "parents-know-what-happens",
    "parents-support-to-take-part",
    "parents-asked-who-else",
    "parents-know-the-purpose",
)
RELATIVE_LINES = ("ready-for-the-discussion", "ready-for-the-planning")


def booking(invite: tuple[str, ...] = (*PARENTS, WORKER, CHAIR)) -> BookConference:
    return BookConference(
        **asking(AS_WORKER, "book"),
        conference=CONF,
        meeting=Kind.INITIAL,
        booked_at=BOOKED,
        starts_at=STARTS,
        children=BOTH,
        invite=invite,
    )


def case_of(*books: str, gates: tuple[str, ...] = (), **fields: Any) -> Case:
    """A case of these books, with no gates but these, once the conference is booked."""
    terms = only(practice(*books), *gates)
    return asked(household(terms=terms, **fields), BOOKED, booking())


def under(*told: Request, **fields: Any) -> Callable[[Terms], Case]:
    """How a case with the conference and these requests is made under given terms."""

    def made(terms: Terms) -> Case:
        case = asked(household(terms=terms, **fields), BOOKED, booking())
        return asked(case, BEFORE, *told)

    return made


def closing(*told: Request, present: tuple[str, ...] = PARENTS) -> Any:
    """Likewise, once the conference has been held."""

    def made(terms: Terms) -> Case:
        return asked(under(*told)(terms), EVENING, holding(present=present))

    return made


def attends(child: str = ONE, **fields: Any) -> DecideChildAttendance:
    """The child comes to part of it, as the child wished; unless `fields` differ."""
    given: dict[str, Any] = {
        "conference": CONF,
        "child": child,
        "decided_at": BEFORE,
        "appropriate": True,
        "takes": Takes.PART,
        "wish": Takes.PART,
        "reason": "She wants to say where she would like to live.",
    }
    number = f"attends-{child}-{len(fields)}"
    return DecideChildAttendance(**asking(AS_WORKER, number), **(given | fields))


def stays_away(child: str = ONE, **fields: Any) -> DecideChildAttendance:
    away = {"takes": Takes.NONE, "wish": Takes.NONE, "reason": "He prefers to write."}
    return attends(child, **(away | fields))


def too_young(child: str = TWO) -> DecideChildAttendance:
    return stays_away(
        child, appropriate=False, wish=None, no_wish_because="two-years-old"
    )


def prepares(person: str = MOTHER, **fields: Any) -> RecordPreparation:
    given: dict[str, Any] = {
        "conference": CONF,
        "person": person,
        "prepared_at": BEFORE,
        "prepared_by": WORKER,
    }
    return RecordPreparation(
        **asking(AS_WORKER, f"prepares-{person}"), **(given | fields)
    )


def says(whose: str = ONE, **fields: Any) -> RecordViews:
    given: dict[str, Any] = {
        "conference": CONF,
        "whose": whose,
        "recorded_at": BEFORE,
        "how": Heard.WRITING,
        "presented_by": WORKER,
        "words": "I want to stay at my school.",
    }
    return RecordViews(**asking(AS_WORKER, f"says-{whose}"), **(given | fields))


def says_nothing(whose: str, why: str) -> RecordViews:
    none = {"how": None, "words": None, "presented_by": None}
    return says(whose, **none, not_because=why)


def holding(present: tuple[str, ...] = PARENTS, **fields: Any) -> RecordConferenceHeld:
    given: dict[str, Any] = {
        "conference": CONF,
        "held_at": STARTS,
        "present": (*present, WORKER, CHAIR),
    }
    return RecordConferenceHeld(**asking(AS_CHAIR, "hold"), **(given | fields))


def close(at: datetime = LATER) -> CloseConference:
    return CloseConference(**asking(AS_CHAIR, "close"), conference=CONF, closed_at=at)


def needs(who: str = MOTHER, needed: bool = True, at: datetime = BEFORE) -> Any:
    return DecideInterpreter(
        **asking(AS_WORKER, f"needs-{who}-{needed}"),
        who=who,
        needed=needed,
        decided_at=at,
    )


def arranges(who: str = MOTHER, at: datetime = BEFORE) -> ArrangeInterpreter:
    return ArrangeInterpreter(
        **asking(AS_WORKER, f"arranges-{who}"),
        conference=CONF,
        who=who,
        language="pl",
        arranged_at=at,
    )


def confirms(who: str = MOTHER, at: datetime = BEFORE) -> ConfirmInterpreter:
    return ConfirmInterpreter(
        **asking(AS_WORKER, f"confirms-{who}"),
        conference=CONF,
        who=who,
        confirmed_at=at,
    )


def misses(who: str = MOTHER, at: datetime = STARTS) -> InterpreterDidNotCome:
    return InterpreterDidNotCome(
        **asking(AS_WORKER, f"misses-{who}"), conference=CONF, who=who, at=at
    )


def polish(**fields: Any) -> tuple[Person, ...]:
    """Everybody, with a mother who needs Polish."""
    changes = {"language_need": "pl"} | fields
    return tuple(
        p.model_copy(update=changes) if p.ref == MOTHER else p for p in people()
    )
