"""A conference at which these were, and which agencies count for a child of it."""

from __future__ import annotations

from typing import Any

from domain.case import Case
from domain.gates.quorum import counted
from domain.record.invitations import Capacity
from domain.record.the_day import Attendance, Grouping
from tests.domain.builders import a_person, practice
from tests.domain.requesting import asked
from tests.practice.holding import a_day, booking, held
from tests.practice.household import (
    BOOKED,
    BOTH,
    EVENING,
    ONE,
    household,
    only,
    people,
)

ALL = {"direct_contact_with": BOTH}
SECOND_TEACHER = a_person("head", relation="head-teacher", agency="school", **ALL)
NO_AGENCY = a_person("minder", relation="childminder", **ALL)
INTERPRETER = a_person("voice", relation="interpreter", agency="language-line", **ALL)
CLERK = a_person("clerk", relation="clerk", agency="safeguarding", **ALL)
EVERYBODY = (*people(), SECOND_TEACHER, NO_AGENCY, INTERPRETER, CLERK)


def as_(person: str, capacity: Capacity, **fields: Any) -> Attendance:
    return Attendance(person=person, capacity=capacity, **fields)


def met(
    *there: Attendance, groupings: tuple[Grouping, ...] = (), **fields: Any
) -> Case:
    """The conference once it was held with these."""
    given: dict[str, Any] = {"people": EVERYBODY} | fields
    own = only(practice("wales"))
    case = household(terms=own, **given)
    about = tuple(child.ref for child in case.children)
    case = asked(case, BOOKED, booking(children=about, invite=()))
    day_ = a_day(attendance=there, absences=(), groupings=groupings)
    return asked(case, EVENING, held(day=day_))


def agencies(case: Case, child: str = ONE) -> tuple[str, ...]:
    (conference,) = case.conferences
    return counted(case, conference, child)
