"""Whoever begins to work with a child counts for that child from then on."""

from __future__ import annotations

from typing import Any

import pytest

from domain.requests.people import ChangePerson
from tests.domain.builders import practice
from tests.domain.requesting import asked, refused
from tests.practice.holding import NO_PLAN, a_day, booked, came, held
from tests.practice.household import (
    BOOKED,
    EVENING,
    ONE,
    TEACHER,
    TWO,
    VISITOR,
    WORKER,
    asking,
    only,
)

ABOUT_TWO = NO_PLAN.model_copy(update={"child": TWO})
HELD = held(
    ABOUT_TWO, day=a_day(attendance=came(WORKER, VISITOR, TEACHER), absences=())
)


def works_with(*children: str, **fields: Any) -> ChangePerson:
    given: dict[str, Any] = {"since": BOOKED, "direct_contact_with": children}
    own = asking(number="contact") | {"person": TEACHER}
    return ChangePerson(**(own | given | fields))


@pytest.mark.rule("WA-49")
def test_who_came_to_know_a_child_after_the_referral_counts_for_that_child() -> None:
    case = booked(only(practice("wales"), "quorum"))
    assert refused(case, HELD, EVENING).code == "not-yet"

    case = asked(case, EVENING, works_with(ONE, TWO))
    case = asked(case, EVENING, HELD)

    assert case.conferences[0].outcome(TWO) == ABOUT_TWO


@pytest.mark.rule("WA-51")
def test_who_works_with_a_child_no_more_does_not_count() -> None:
    case = booked(only(practice("wales"), "quorum"))
    case = asked(case, EVENING, works_with(ONE, TWO))
    no_more = works_with(id="tests/no-more", since=EVENING)
    case = asked(case, EVENING, no_more)

    assert refused(case, HELD, EVENING).code == "not-yet"


def test_how_somebody_is_reached_leaves_their_contact_as_it_was() -> None:
    case = booked(only(practice("wales")))
    moved = works_with(direct_contact_with=None, email="new@school.example.org")
    case = asked(case, EVENING, moved)

    person = case.person(TEACHER)
    assert person is not None
    assert person.direct_contact_with == (ONE,)


def test_a_child_whom_the_case_does_not_know_is_refused() -> None:
    case = booked(only(practice("wales")))

    found = refused(case, works_with("child-9"), EVENING)
    assert (found.code, found.where) == ("unknown-child", "direct_contact_with")
