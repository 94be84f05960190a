"""Who is of concern is a recorded decision; it bars, and only a person lifts it."""

from __future__ import annotations

from typing import Any

import pytest

from domain.effects import EffectKind
from domain.readings.kept_away import barred_from
from domain.record.invitations import Invitee
from domain.requests.base import By
from domain.roles import Role
from tests.dates import day
from tests.domain.builders import a_person, practice
from tests.domain.requesting import asked, refused
from tests.practice.household import (
    AS_CHAIR,
    AS_COORDINATOR,
    AS_MANAGER,
    AS_WORKER,
    AUNT,
    BEFORE,
    FATHER,
    LATER,
    MOTHER,
    ONE,
    TWO,
    WORKER,
    household,
    only,
)
from tests.practice.inviting import CONF, booked, listing
from tests.practice.keeping_away import (
    AGAIN,
    KEPT,
    concerned,
    excluding,
    free,
    holding,
    letters,
    looking_again,
    no_longer,
    of_concern,
    part,
    person,
    tasks,
    views,
    with_person,
)
from tests.practice.test_safety_reviews import LOOK, REVIEW, REVIEW_BOOKED

SERVICE = By(person="service", role=Role.AUTHORISED_MANAGER)
HIMSELF = By(person=FATHER, role=Role.FIRST_LINE_MANAGER)


@pytest.mark.rule("CS-48")
@pytest.mark.parametrize("by", [AS_MANAGER, SERVICE, AS_CHAIR])
def test_a_manager_or_the_chair_decides_that_an_adult_is_of_concern(by: By) -> None:
    case = asked(household(terms=free()), BEFORE, of_concern(by=by))

    (concern,) = case.adult_concerns
    assert (concern.person, concern.children) == (FATHER, (ONE,))
    assert concern.decided_at == KEPT
    assert person(case, FATHER).of_concern_about == (ONE,)


@pytest.mark.rule("CS-48")
@pytest.mark.parametrize("by", [AS_WORKER, AS_COORDINATOR, HIMSELF])
@pytest.mark.parametrize("request_for", [of_concern, looking_again, no_longer])
def test_nobody_else_decides_it_or_takes_it_back(by: By, request_for: Any) -> None:
    case = concerned(free())
    again = {"children": (TWO,)} if request_for is of_concern else {}

    refusal = refused(case, request_for(by=by, **again), AGAIN)

    assert (refusal.code, refusal.where) == ("managers-decision", "by.role")
    assert refusal.rules == ("CS-48",)


@pytest.mark.rule("CS-48")
def test_a_child_of_the_family_who_may_have_harmed_is_not_barred() -> None:
    brother = a_person("brother", kind="family", born=day("Mon 2009-01-26"))
    case = household(terms=free(), people=(*household().people, brother))

    for child in (TWO, "brother"):
        refusal = refused(case, of_concern(person=child), BEFORE)
        assert refusal.code == "child-of-the-family"
        assert "chair" in refusal.message


@pytest.mark.rule("CS-48")
def test_whoever_turned_eighteen_on_the_very_day_is_an_adult() -> None:
    brother = a_person("brother", kind="family", born=day("Sun 2009-01-25"))
    case = household(terms=free(), people=(*household().people, brother))

    case = asked(case, BEFORE, of_concern(person="brother"))

    assert person(case, "brother").of_concern_about == (ONE,)


@pytest.mark.rule("CS-48")
def test_a_young_person_marked_at_the_referral_may_still_be_invited() -> None:
    gated = free("york", "csa-pathway")
    young = {"of_concern_about": (ONE,), "born": day("Tue 2011-03-01")}
    case = with_person(booked()(gated), AUNT, **young)

    assert barred_from(case, person(case, AUNT), BEFORE) == frozenset()
    grown = with_person(case, AUNT, born=day("Wed 1991-03-06"))
    assert barred_from(grown, person(grown, AUNT), BEFORE) == {ONE}


def test_a_further_child_is_added_to_the_concern_and_no_child_twice() -> None:
    case = concerned(free())

    assert refused(case, of_concern(), BEFORE).code == "already-of-concern"
    case = asked(case, BEFORE, of_concern(children=(ONE, TWO)))
    assert person(case, FATHER).of_concern_about == (ONE, TWO)
    assert [c.children for c in case.adult_concerns] == [(ONE,), (TWO,)]


# Who had been invited.


@pytest.mark.rule("CS-48")
def test_an_invitation_on_its_way_is_stopped_and_the_list_is_to_be_settled_anew() -> (
    None
):
    both = listing(Invitee(person=MOTHER), Invitee(person=FATHER))
    case = asked(booked()(free()), BEFORE, both, of_concern())

    assert letters(case, EffectKind.INVITATION) == []
    assert letters(case, EffectKind.INVITATION, MOTHER)
    assert tasks(case) == [("decide-what-to-tell", f"{CONF}/bar-1/{FATHER}")]


@pytest.mark.rule("CS-48")
def test_whoever_comes_for_another_child_alone_stays_invited_and_needs_a_decision() -> (
    None
):
    for_two = listing(Invitee(person=MOTHER), Invitee(person=FATHER, children=(TWO,)))
    case = asked(booked()(free()), BEFORE, for_two, of_concern())

    assert letters(case, EffectKind.INVITATION) == []
    assert [code for code, _ in tasks(case)] == ["decide-what-to-send"]


# What it begins.


@pytest.mark.rule("YK-21", "YK-22")
def test_a_parent_of_concern_keeps_a_part_as_the_excluded_do() -> None:
    case = concerned(free())
    rules = ("plan-excluded-views", "plan-excluded-part")
    due = [f"{rule}/concern-1/{FATHER}" for rule in rules]
    assert set(due) <= set(case.duties)

    planned = asked(case, BEFORE, views(), part())

    assert [planned.settled[key].met_at for key in due] == [BEFORE, BEFORE]


def test_of_a_relative_without_parental_part_nobody_asks_for_one() -> None:
    case = asked(household(terms=free()), BEFORE, of_concern(person=AUNT))

    assert not [key for key in case.duties if key.startswith("plan-excluded")]


def test_one_plan_serves_an_exclusion_and_a_concern_that_both_stand() -> None:
    case = asked(concerned(free()), BEFORE, excluding(), views(), part())

    assert [e.views_planned_at for e in case.exclusions] == [BEFORE]
    assert [c.part_planned_at for c in case.adult_concerns] == [BEFORE]


def test_a_concern_is_looked_at_again_before_each_review() -> None:
    case = asked(concerned(free()), REVIEW_BOOKED, REVIEW)
    assert LOOK in case.duties

    case = asked(case, AGAIN, looking_again())

    assert case.settled[LOOK].met_at == AGAIN
    assert case.adult_concerns[0].reviews == (AGAIN,)


def test_both_bars_on_one_person_are_looked_at() -> None:
    case = asked(concerned(free()), BEFORE, excluding())
    case = asked(case, REVIEW_BOOKED, REVIEW)

    case = asked(case, AGAIN, looking_again())

    assert LOOK in case.duties


@pytest.mark.rule("CS-48")
def test_a_concern_that_is_lifted_bars_no_more_and_stays_on_record() -> None:
    gated = free("york", "csa-pathway")
    case = asked(concerned(gated), AGAIN, no_longer())

    assert person(case, FATHER).of_concern_about == ()
    assert case.adult_concerns[0].lifted_at == AGAIN
    assert barred_from(case, person(case, FATHER), LATER) == {ONE}
    assert barred_from(case, person(case, FATHER), AGAIN) == frozenset()
    assert refused(case, no_longer(id="tests/twice"), AGAIN).code == "not-of-concern"


def test_a_concern_decided_after_the_day_makes_no_presence_unlawful() -> None:
    gated = only(practice("york"), "nobody-of-concern-present")
    case = asked(booked()(gated), LATER, of_concern(decided_at=LATER))

    came = holding(present=(WORKER, FATHER))
    assert asked(case, LATER, came).conferences[0].present == (WORKER, FATHER)
