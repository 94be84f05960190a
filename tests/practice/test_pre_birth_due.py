"""What begins a conference before a birth, and what ends that it is due."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given

from domain.duties.pre_birth import triggers_of
from domain.duties.reckoning import reckon
from domain.duty import Settled, Standing, standing
from domain.record.plans import Ended, Plan
from domain.requests.afterwards import DecidePreBirthNotNeeded, RecordTrigger
from domain.requests.children import RecordBirth, RecordPregnancyEnded
from domain.requests.conferences import (
    BookConference,
    RecordConferenceHeld,
)
from domain.requests.corrections import Correct, OutcomePutRight
from domain.terms import sealed
from tests.dates import day, instant
from tests.domain.builders import OPENED, practice
from tests.domain.plausible.life import Life, lived
from tests.domain.requesting import asked, refused
from tests.domain.strategies import LIVES, lives
from tests.practice.expecting import (
    BIRTH,
    GROUNDS,
    KEY,
    RULE,
    birth,
    due,
    expecting,
    ground,
    not_needed,
    settled,
    sibling_plan,
    wales,
)
from tests.practice.household import (
    AS_CHAIR,
    AS_WORKER,
    EVENING,
    LATER,
    SETTLED,
    UNBORN,
    asking,
    people,
)
from tests.practice.outcomes import (
    CONF,
    held,
    no_plan_outcome,
    of_one_unborn,
    plan_outcome,
)


@pytest.mark.rule("WA-65", "WA-66", "WA-67", "WA-69", "WA-70")
@pytest.mark.parametrize("code", sorted(GROUNDS.values()))
def test_a_recorded_reason_opens_something_without_a_date_for_the_social_worker(
    code: str,
) -> None:
    case = asked(expecting(), LATER, ground(code))

    opened = due(case)
    rule = case.terms.rule(RULE)
    assert rule is not None
    assert (rule.owner, rule.allowance, rule.ids) == ("social-worker", None, ("WA-65",))
    assert (opened.due.due_on, opened.due.silent) == (None, "not-set")
    assert opened.due.since == SETTLED
    assert standing(opened) is Standing.OPEN
    settled(case, LATER)


@pytest.mark.rule("WA-68")
def test_a_sister_on_the_register_opens_it_by_herself() -> None:
    case = asked(expecting(plans=(sibling_plan(),)), LATER, ground())

    assert [t.code for t in triggers_of(case, case.children[1])] == [
        "pre-birth-assessment",
        "sibling-on-the-register",
    ]
    alone = expecting(plans=(sibling_plan(),))
    assert [fact.kind for fact in reckon(alone, LATER)].count("duty-opened") >= 1
    assert KEY in {getattr(fact, "key", "") for fact in reckon(alone, LATER)}


@pytest.mark.rule("WA-68")
@pytest.mark.parametrize(
    "plan",
    [
        sibling_plan(ended=Ended(why="ended-by-conference", at=OPENED)),
        sibling_plan(child=UNBORN),
    ],
)
def test_a_plan_that_had_ended_or_is_the_child_s_own_opens_nothing(plan: Plan) -> None:
    before = plan.model_copy(update={"began_at": instant("Mon 2026-06-01 09:00Z")})
    case = expecting(plans=(before if plan.ended else plan,))

    assert triggers_of(case, case.children[1]) == ()


@pytest.mark.rule("WA-71")
@pytest.mark.parametrize(
    ("born", "young"), [("Tue 2010-12-07", False), ("Wed 2010-12-08", True)]
)
def test_a_mother_under_sixteen_on_the_day_the_child_came_into_the_case(
    born: str, young: bool
) -> None:
    mother = people()[0].model_copy(update={"born": day(born)})
    case = expecting(people=(mother, *people()[1:]))

    codes = [t.code for t in triggers_of(case, case.children[1])]
    assert codes == (["mother-under-sixteen"] if young else [])
    keys = {getattr(fact, "key", "") for fact in reckon(case, LATER)}
    assert (KEY in keys) is young


@pytest.mark.rule("WA-65")
@pytest.mark.parametrize("make", [plan_outcome, no_plan_outcome])
def test_the_conference_that_decides_the_child_meets_it(make: Any) -> None:
    case = asked(of_one_unborn(wales()), EVENING, ground(), held(make(UNBORN)))

    assert standing(due(case)) is Standing.MET
    settled(case, EVENING)


@pytest.mark.rule("WA-65")
def test_a_manager_with_a_reason_ends_it_and_nobody_else() -> None:
    case = asked(expecting(), LATER, ground())

    for by in (AS_WORKER, AS_CHAIR):
        refusal = refused(case, not_needed(by), LATER)
        assert (refusal.code, refusal.rules) == ("managers-decision", ("WA-65",))
    case = asked(case, LATER, not_needed())
    ended = due(case)
    assert isinstance(ended, Settled)
    assert ended.lapsed == "not-needed"
    settled(case, LATER)


@pytest.mark.rule("WA-65")
def test_a_birth_ends_it_and_so_does_the_end_of_the_pregnancy() -> None:
    case = asked(expecting(), LATER, ground())
    ended = RecordPregnancyEnded(**asking(), child=UNBORN, ended_at=LATER)

    born = asked(case, BIRTH, birth())
    lost = asked(case, BIRTH, ended)
    for after, why in ((born, "born"), (lost, "pregnancy-ended")):
        over = due(after)
        assert isinstance(over, Settled)
        assert over.lapsed == why
        settled(after, BIRTH)


@pytest.mark.rule("WA-65")
def test_a_reason_that_comes_after_it_was_answered_asks_again() -> None:
    case = asked(expecting(), LATER, ground(), not_needed())
    again = ground("person-posing-risk-in-the-home", at=BIRTH)
    case = asked(case, BIRTH, again)

    assert isinstance(due(case), Settled)
    assert standing(due(case, f"{RULE}/{UNBORN}-2/{UNBORN}")) is Standing.OPEN
    settled(case, BIRTH)


@pytest.mark.rule("WA-65")
def test_a_child_who_has_a_plan_is_not_asked_about_again() -> None:
    case = asked(of_one_unborn(wales()), EVENING, ground(), held(plan_outcome(UNBORN)))
    case = asked(case, BIRTH, ground("person-posing-risk-in-the-home", at=BIRTH))

    assert {key for key in case.duties if key.startswith(RULE)} == set()
    settled(case, BIRTH)


@pytest.mark.rule("WA-65")
def test_an_outcome_taken_back_opens_it_again() -> None:
    case = asked(of_one_unborn(wales()), EVENING, ground(), held(plan_outcome(UNBORN)))
    wrong = OutcomePutRight(conference=CONF, child=UNBORN)
    undo = Correct(
        **asking(),
        put_right=wrong,
        corrected_at=LATER,
        reason="Meant for another family.",
        seconded_by="manager",
        evidence="Minutes.",
    )

    assert standing(due(asked(case, LATER, undo))) is Standing.OPEN


#: What most lives before a birth are made of.
BEFORE_A_BIRTH = (
    RecordTrigger,
    RecordTrigger,
    DecidePreBirthNotNeeded,
    BookConference,
    RecordConferenceHeld,
    RecordConferenceHeld,
    RecordBirth,
    Correct,
)


def of_this_rule(life: Life) -> Life:
    """The same life where nothing falls due but the conference before a birth."""
    whole = practice("wales")
    rules = tuple(rule for rule in whole.rules if rule.key == RULE)
    alone = whole.model_copy(update={"rules": rules, "gates": ()})
    opening = life.opening.model_copy(update={"terms": sealed(alone)})
    return life._replace(opening=opening)


@pytest.mark.rule("WA-65")
@LIVES
@given(lives(usual=BEFORE_A_BIRTH, rulebooks=("wales",)))
def test_in_any_life_nothing_is_left_to_reckon(life: Life) -> None:
    for step in lived(of_this_rule(life)):
        settled(step.after, step.now)
