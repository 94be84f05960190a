"""Who is kept away is looked at again before each review; marks become records."""

from __future__ import annotations

import pytest

from domain.case import Case
from domain.duties.reckoning import reckon
from domain.gates import lacks
from domain.gates.subject import Subject
from domain.record.conferences import Kind
from domain.requests import Request
from domain.terms import Terms
from rulebook.schema import Before
from tests.dates import instant
from tests.domain.builders import practice
from tests.domain.requesting import asked
from tests.practice.household import (
    FATHER,
    LATER,
    only,
)
from tests.practice.inviting import booked, booking
from tests.practice.keeping_away import (
    AGAIN,
    excluded,
    excluding,
    free,
    lifting,
    reviewing,
)

REVIEW_BOOKED = instant("Mon 2027-02-01 11:00Z")
REVIEW = booking(
    conference="review-1",
    meeting=Kind.REVIEW,
    booked_at=REVIEW_BOOKED,
    starts_at=instant("Fri 2027-03-05 10:00Z"),
)
LOOK = f"look-again-at-who-is-kept-away/review-1/{FATHER}"


def before_a_review(terms: Terms) -> Case:
    return asked(excluded(terms), REVIEW_BOOKED, REVIEW)


@pytest.mark.parametrize("base", ["york", "wales", "guernsey", "pan-sussex"])
@pytest.mark.parametrize("answer", [reviewing(), lifting()])
def test_before_a_review_the_chair_looks_at_each_exclusion_again(
    base: str, answer: Request
) -> None:
    case = before_a_review(free(base))
    rule = case.terms.rule("look-again-at-who-is-kept-away")
    assert rule is not None
    assert (rule.owner, case.duties[LOOK].due.due_at) == ("chair", None)

    case = asked(case, AGAIN, answer)

    assert case.settled[LOOK].met_at == AGAIN
    assert reckon(case, AGAIN, thorough=True) == ()


def test_a_look_before_the_review_was_booked_does_not_stand_for_it() -> None:
    early = reviewing(reviewed_at=LATER)
    case = asked(excluded(free()), LATER, early)

    assert LOOK in asked(case, REVIEW_BOOKED, REVIEW).duties


def test_of_an_exclusion_made_since_no_second_look_is_asked() -> None:
    case = asked(booked()(free()), REVIEW_BOOKED, REVIEW)

    case = asked(case, AGAIN, excluding(excluded_at=AGAIN))

    assert LOOK not in case.duties
    assert LOOK not in case.settled


def test_what_nobody_looked_at_is_shown_before_the_review_and_stops_nobody() -> None:
    gated = only(practice("york"), "kept-away-looked-at-again")
    case = before_a_review(gated)
    review = Subject(case.conference("review-1"))

    (lack,) = lacks(case, Before.HOLD, review)
    assert (lack.gate, lack.about, lack.refuses) == (
        "kept-away-looked-at-again",
        (FATHER,),
        False,
    )
    looked = asked(case, AGAIN, reviewing())
    assert not list(lacks(looked, Before.HOLD, Subject(looked.conference("review-1"))))
