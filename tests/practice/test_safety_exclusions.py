"""The chair may exclude one of the family; their views and their part are kept."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from domain.duties.reckoning import reckon
from domain.duties.responsible import responsible_for
from domain.requests import Request
from domain.requests.safety import ExcludeFromConference
from domain.roles import Role
from rulebook.schema import Force
from tests.domain.builders import practice
from tests.domain.requesting import asked, refused
from tests.practice.household import (
    AS_MANAGER,
    BEFORE,
    EVENING,
    FATHER,
    LATER,
    MOTHER,
    ONE,
    TEACHER,
    household,
    only,
)
from tests.practice.inviting import booked
from tests.practice.keeping_away import (
    AGAIN,
    excluded,
    excluding,
    free,
    holding,
    lifting,
    part,
    person,
    planned_for,
    reviewing,
    views,
    with_person,
)


@pytest.mark.parametrize("base", ["wales", "guernsey", "pan-sussex"])
def test_in_every_place_only_the_chair_excludes(base: str) -> None:
    case = household(terms=only(practice(base), "excluded-by-chair"))

    assert refused(case, excluding(by=AS_MANAGER), BEFORE).code == "not-yet"
    assert asked(case, BEFORE, excluding()).exclusions[0].by_role == Role.CHAIR


@pytest.mark.parametrize("base", ["wales", "guernsey", "pan-sussex"])
def test_in_every_place_the_views_and_the_part_of_the_excluded_are_due(
    base: str,
) -> None:
    case = asked(household(terms=free(base)), BEFORE, excluding())

    due = [key for key in case.duties if key.endswith(f"/exclusion-1/{FATHER}")]
    assert sorted(key.partition("/")[0] for key in due) == [
        "plan-excluded-part",
        "plan-excluded-views",
    ]


@pytest.mark.rule("YK-20")
def test_an_exclusion_has_a_reason_and_any_code_will_do() -> None:
    given = excluding().model_dump(exclude={"reason"})
    with pytest.raises(ValidationError, match="reason"):
        ExcludeFromConference(**given)

    for code in ("bail-conditions", "threats-against-the-worker"):
        case = asked(household(terms=free()), BEFORE, excluding(reason=code))
        assert case.exclusions[0].why == code
    assert free().provision("exclusion-reason") == "open-list"


@pytest.mark.rule("YK-21")
def test_the_chair_owes_a_plan_for_the_views_of_whoever_is_excluded() -> None:
    key = f"plan-excluded-views/exclusion-1/{FATHER}"
    case = excluded(free())

    rule = case.terms.rule("plan-excluded-views")
    assert rule is not None
    assert (rule.owner, rule.force) == ("chair", Force.STATUTORY)
    assert case.duties[key].due.due_at is None
    assert asked(case, BEFORE, views()).settled[key].met_at == BEFORE


@pytest.mark.rule("YK-22")
def test_the_social_worker_owes_a_plan_for_their_part_in_the_plan() -> None:
    key = f"plan-excluded-part/exclusion-1/{FATHER}"
    case = excluded(free())

    rule = case.terms.rule("plan-excluded-part")
    assert rule is not None
    assert (rule.owner, rule.force) == ("social-worker", Force.STATUTORY)
    assert key in asked(case, BEFORE, views()).duties
    assert asked(case, BEFORE, part()).settled[key].met_at == BEFORE


@pytest.mark.rule("YK-21")
@pytest.mark.parametrize("field", ["with_chair", "with_social_worker"])
def test_their_views_are_planned_by_the_chair_and_the_social_worker(
    field: str,
) -> None:
    wrong = views(**{field: TEACHER})

    refusal = refused(excluded(free()), wrong, BEFORE)

    assert (refusal.code, refusal.where) == ("does-not-hold-the-role", field)


@pytest.mark.parametrize("planning", [views(), part()])
def test_nothing_is_planned_for_somebody_who_is_not_kept_away(
    planning: Request,
) -> None:
    refusal = refused(household(terms=free()), planning, BEFORE)

    assert refusal.code == "nothing-keeps-them-away"


def test_what_was_planned_first_is_when_it_was_done() -> None:
    case = asked(planned_for(free()), LATER, views(planned_at=LATER))

    assert case.exclusions[0].views_planned_at == BEFORE
    assert reckon(case, LATER, thorough=True) == ()


@pytest.mark.rule("YK-19")
def test_an_exclusion_marks_the_person_and_lifting_it_takes_the_mark_away() -> None:
    case = excluded(free())
    assert person(case, FATHER).excluded
    assert responsible_for(case, (ONE,)) == (MOTHER,)

    free_again = asked(case, AGAIN, lifting())

    assert not person(free_again, FATHER).excluded
    assert free_again.exclusions[0].lifted_at == AGAIN
    assert set(responsible_for(free_again, (ONE,))) == {MOTHER, FATHER}


@pytest.mark.rule("YK-19")
def test_once_lifted_what_was_due_for_them_is_due_no_more() -> None:
    case = asked(excluded(free()), AGAIN, lifting())

    lapsed = {key.partition("/")[0]: line.lapsed for key, line in case.settled.items()}
    assert lapsed["plan-excluded-views"] == lapsed["plan-excluded-part"] == "lifted"


@pytest.mark.rule("YK-19")
@pytest.mark.parametrize("asking_for", [reviewing, lifting])
def test_only_the_chair_looks_at_an_exclusion_again_or_lifts_it(
    asking_for: Any,
) -> None:
    refusal = refused(excluded(free()), asking_for(by=AS_MANAGER), AGAIN)

    assert (refusal.code, refusal.where) == ("chairs-decision", "by.role")
    assert refusal.rules == ("YK-19",)


@pytest.mark.parametrize("asking_for", [reviewing, lifting])
def test_an_exclusion_that_does_not_stand_is_neither_looked_at_nor_lifted(
    asking_for: Any,
) -> None:
    lifted = asked(excluded(free()), LATER, lifting(lifted_at=LATER))

    assert refused(lifted, asking_for(id="tests/again"), AGAIN).code == "not-excluded"


def test_nobody_is_excluded_twice_and_may_be_again_later() -> None:
    case = excluded(free())
    again = excluding(excluded_at=AGAIN, id="tests/again")

    assert refused(case, again, AGAIN).code == "already-excluded"
    case = asked(case, AGAIN, lifting(), again)
    assert [e.lifted_at for e in case.exclusions] == [AGAIN, None]
    assert f"plan-excluded-views/exclusion-2/{FATHER}" in case.duties


@pytest.mark.parametrize(
    ("who", "code"), [(TEACHER, "not-of-the-family"), (ONE, "child-of-the-family")]
)
def test_only_an_adult_of_the_family_is_excluded(who: str, code: str) -> None:
    assert refused(household(terms=free()), excluding(person=who), BEFORE).code == code


def test_a_mark_from_before_can_be_lifted_and_asks_the_chair_to_record_it() -> None:
    gated = only(practice("york"), "exclusion-complete")
    case = with_person(booked()(gated), FATHER, excluded=True)

    assert refused(case, holding(), EVENING).code == "not-yet"
    assert not person(asked(case, LATER, lifting(lifted_at=LATER)), FATHER).excluded
    assert asked(case, BEFORE, excluding(), views(), part(), holding(held_at=BEFORE))
