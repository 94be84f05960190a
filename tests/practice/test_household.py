"""Who else of a household is considered: in this round of conferences, or before it."""

from __future__ import annotations

from datetime import datetime

import pytest

from domain.errors import NotYet
from domain.record.children import Residence
from domain.record.conferences import Conference, Kind
from domain.record.enquiries import Discussion, Enquiry
from domain.record.plans import Plan
from tests.dates import day, instant
from tests.domain.builders import a_child, practice
from tests.domain.requesting import asked, refused
from tests.practice.holding import an_enquiry
from tests.practice.household import (
    BOOKED,
    BOTH,
    DISCUSSED,
    EVENING,
    ONE,
    STARTS,
    TWO,
    only,
)
from tests.practice.outcomes import no_plan_outcome
from tests.practice.recording import closing, held_about
from tests.practice.test_children import ANSWER, HOUSEHOLD, closes

THREE = "child-3"
WEDNESDAY = instant("Wed 2027-01-13 10:00Z")
THURSDAY = instant("Thu 2027-01-14 10:00Z")
FRIDAY = instant("Fri 2027-01-15 10:00Z")


def earlier(at: datetime) -> Conference:
    """A conference that considered the second child, and made no plan."""
    return Conference(
        ref="conf-0",
        kind=Kind.INITIAL,
        children=(TWO,),
        starts_at=at,
        booked_at=at,
        held_at=at,
        outcomes=(no_plan_outcome(TWO),),
    )


def enquiry(at: datetime, *children: str) -> Enquiry:
    began = Discussion(ref="sd-1", held_at=at, initiating=True)
    ref = f"enq-{at:%d}-{len(children)}"
    return an_enquiry(ref=ref, children=children, at_risk=(), discussions=(began,))


@pytest.mark.rule("SX-15")
@pytest.mark.parametrize(
    ("enquiries", "held_at", "counts"),
    [
        ((), WEDNESDAY, False),
        ((), BOOKED, True),
        ((), EVENING, True),
        ((enquiry(DISCUSSED, *BOTH),), WEDNESDAY, True),
        ((enquiry(THURSDAY, *BOTH),), WEDNESDAY, False),
        ((enquiry(DISCUSSED, *BOTH), enquiry(FRIDAY, TWO)), WEDNESDAY, True),
        ((enquiry(DISCUSSED, *BOTH), enquiry(EVENING, ONE)), WEDNESDAY, True),
        ((enquiry(DISCUSSED, *BOTH), enquiry(STARTS, ONE)), WEDNESDAY, False),
    ],
)
def test_another_conference_counts_since_what_led_to_this_one_began(
    enquiries: tuple[Enquiry, ...], held_at: datetime, counts: bool
) -> None:
    """By the last enquiry before it about its own child; else from its booking."""
    missing = closes("pan-sussex", enquiries=enquiries, conferences=(earlier(held_at),))

    assert missing == (() if counts else (TWO,))


@pytest.mark.rule("SX-15")
def test_a_child_who_has_a_plan_is_not_considered_again() -> None:
    plan = Plan(ref=f"{TWO}-plan-1", child=TWO, conference="conf-0", began_at=BOOKED)

    assert closes("pan-sussex") == (TWO,)
    assert closes("pan-sussex", plans=(plan,)) == ()


@pytest.mark.rule("SX-16")
def test_where_the_home_of_one_is_not_known_nobody_is_taken_to_live_elsewhere() -> None:
    def lives(home: str) -> tuple[Residence, ...]:
        return (Residence(household=home, since=day("Tue 2026-01-06")),)

    apart = a_child(THREE, lives=lives("grandmother"))
    at_home = a_child(ONE, lives=lives("home"))
    own = only(practice("pan-sussex"), HOUSEHOLD)

    def missing(two: tuple[Residence, ...]) -> bool:
        children = (at_home, a_child(TWO, lives=two), apart)
        case = held_about(*BOTH, children=children)(own)
        try:
            asked(case, EVENING, closing())
        except NotYet:
            return True
        return False

    assert not missing(lives("home"))
    assert missing(())


def test_each_child_of_a_conference_is_asked_about_and_no_other() -> None:
    """The first child is in the case and not in this conference; the second is."""
    own = only(practice("york"), ANSWER)
    undecided = held_about(TWO)(own)
    meeting = undecided.conferences[0].model_copy(update={"outcomes": ()})
    undecided = undecided.model_copy(update={"conferences": (meeting,)})

    refusal = refused(undecided, closing(), EVENING)

    assert isinstance(refusal, NotYet)
    assert refusal.lacks[0].about == (TWO,)
