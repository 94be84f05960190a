"""A conference stays open until an adjourned child's part has been taken up."""

from __future__ import annotations

from domain.case import Case
from domain.record.conferences import Kind, Outcome
from domain.requests.conferences import (
    AdjournChildren,
    BookConference,
    RecordConferenceHeld,
)
from tests.dates import instant
from tests.domain.builders import practice
from tests.domain.requesting import asked, refused
from tests.practice.household import (
    AS_CHAIR,
    EVENING,
    ONE,
    TWO,
    asking,
    only,
)
from tests.practice.outcomes import CONF, booked, considered, held, plan_outcome
from tests.practice.recording import closing, of

SITTING = instant("Fri 2027-02-05 10:00Z")
AFTER = instant("Fri 2027-02-05 16:00Z")
ANSWER = "every-child-has-an-answer"


def adjourned() -> Case:
    """The first child has a plan; the second's part waits for a further sitting."""
    made = booked(only(practice("york"), ANSWER))
    part = AdjournChildren(
        **asking(AS_CHAIR, "part"),
        conference=CONF,
        at=EVENING,
        children=(TWO,),
        reason="information-missing",
    )
    return asked(made, EVENING, held(plan_outcome(ONE)), part)


def taken_up(case: Case, *outcomes: Outcome) -> Case:
    book = BookConference(
        **asking(AS_CHAIR, "book-2"),
        conference="conf-2",
        meeting=Kind.INITIAL,
        booked_at=EVENING,
        starts_at=SITTING,
        children=(TWO,),
    )
    sat = RecordConferenceHeld(
        **asking(AS_CHAIR, "held-2"),
        conference="conf-2",
        held_at=SITTING,
        outcomes=outcomes,
    )
    return asked(asked(case, EVENING, book), AFTER, sat)


def test_it_is_not_closed_while_the_child_has_no_answer() -> None:
    case = adjourned()

    assert "(child-2)" in refused(case, closing(), EVENING).message
    still = taken_up(case)
    assert refused(still, closing(closed_at=AFTER), AFTER).code == "not-yet"


def test_it_is_closed_once_the_further_sitting_has_answered() -> None:
    case = taken_up(adjourned(), considered(TWO))

    assert of(asked(case, AFTER, closing(closed_at=AFTER))).closed_at == AFTER
