"""Children considered apart: a sister with a plan, and whose conference judges whom."""

from __future__ import annotations

import pytest

from domain.record.plans import Plan
from domain.record.the_day import SiblingGroups
from tests.domain.builders import practice
from tests.domain.requesting import asked, refused
from tests.practice.holding import booking, held
from tests.practice.household import BOOKED, EVENING, ONE, STARTS, TWO, household, only
from tests.practice.test_siblings import (
    APART,
    SECOND_HELD,
    TOGETHER,
    group,
    no_plan,
    two_conferences,
)

ALONE = booking(children=(ONE,), invite=())


def test_a_sister_who_has_a_plan_is_left_out_without_a_word() -> None:
    own = only(practice("york"), "siblings-grouped")
    plan = Plan(ref=f"{TWO}-plan-1", child=TWO, conference="conf-0", began_at=BOOKED)
    with_plan = asked(household(terms=own, plans=(plan,)), BOOKED, ALONE)
    without = asked(household(terms=own), BOOKED, ALONE)

    assert refused(without, held(), EVENING).code == "not-yet"
    assert asked(with_plan, EVENING, held()).conferences[0].held_at


@pytest.mark.rule("WA-63")
def test_a_conference_for_half_of_a_group_judges_nobody() -> None:
    own = only(practice("wales"), "each-child-in-one-conference")
    together, apart = (
        SiblingGroups(groups=groups, decided_at=BOOKED) for groups in (TOGETHER, APART)
    )
    half = asked(household(terms=own, sibling_groups=together), BOOKED, ALONE)
    whole = asked(household(terms=own, sibling_groups=apart), BOOKED, ALONE)

    assert refused(half, held(no_plan(ONE)), EVENING).rules == ("WA-63",)
    assert asked(whole, EVENING, held(no_plan(ONE))).conferences[0].outcome(ONE)


@pytest.mark.rule("WA-63")
def test_a_conference_held_as_the_groups_were_decided_is_of_their_round() -> None:
    own = only(practice("wales"), "each-child-in-one-conference")
    case = asked(two_conferences(own), EVENING, group(*APART, decided_at=STARTS))

    assert refused(case, SECOND_HELD, EVENING).rules == ("WA-63",)
