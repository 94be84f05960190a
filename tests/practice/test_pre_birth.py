"""Before a birth: the reasons for a conference, and how long it leaves."""

from __future__ import annotations

from typing import Any

import pytest

from domain.duties.pre_birth import triggers_of
from domain.errors import NotYet
from domain.record.conferences import Decided
from domain.requests.conferences import (
    RecordOutcome,
)
from domain.views import case_view
from rulebook.schema import Listed
from tests.dates import instant
from tests.domain.builders import a_child, practice, terms
from tests.domain.requesting import asked, refused
from tests.practice.expecting import (
    BIRTH,
    GATE,
    GROUNDS,
    RULE,
    birth,
    expecting,
    ground,
    not_needed,
    sibling_plan,
)
from tests.practice.gates import Row, lets_by, needs_its_entry, params, proves
from tests.practice.household import (
    AS_CHAIR,
    EVENING,
    LATER,
    ONE,
    UNBORN,
    asking,
    only,
)
from tests.practice.outcomes import (
    CONF,
    held,
    of_one_unborn,
    plan_outcome,
)

ROWS = tuple(
    Row(
        rule=rule,
        gate=GATE,
        books=("wales",),
        case=of_one_unborn,
        now=EVENING,
        breaks=held(plan_outcome(UNBORN, triggers=())),
        keeps=held(plan_outcome(UNBORN, triggers=(ground,))),
        about=(UNBORN,),
    )
    for rule, ground in {"WA-65": "pre-birth-assessment", **GROUNDS}.items()
)


@pytest.mark.parametrize("each", params(ROWS))
def test_an_unborn_child_is_not_decided_without_a_reason_of_the_list(each: Row) -> None:
    proves(each)


@pytest.mark.parametrize("each", params(ROWS))
def test_an_unborn_child_is_decided_when_one_is_named(each: Row) -> None:
    assert lets_by(each).plan_of(UNBORN) is not None


@pytest.mark.parametrize("each", params(ROWS))
def test_nothing_is_asked_that_the_rulebook_does_not_ask(each: Row) -> None:
    needs_its_entry(each)


@pytest.mark.rule("WA-65", "WA-68")
def test_what_was_recorded_or_shows_in_the_case_need_not_be_named_again() -> None:
    terms = only(practice("wales"), GATE)
    nothing = held(plan_outcome(UNBORN, triggers=()))

    assert asked(of_one_unborn(terms), EVENING, ground(), nothing).plan_of(UNBORN)
    with pytest.raises(NotYet):
        asked(of_one_unborn(terms), EVENING, nothing)


@pytest.mark.rule("WA-65")
def test_a_reason_that_is_on_no_list_is_none() -> None:
    terms = only(practice("wales"), GATE)
    other = held(plan_outcome(UNBORN, triggers=("a-feeling",)))

    with pytest.raises(NotYet, match="WA-65"):
        asked(of_one_unborn(terms), EVENING, other)
    refusal = refused(expecting(), ground("a-feeling"), LATER)
    assert (refusal.code, refusal.where) == ("unknown-trigger", "trigger")
    assert "a-feeling" not in refusal.message
    assert "pre-birth-assessment" in refusal.message


@pytest.mark.rule("WA-65")
def test_no_reason_is_asked_about_a_child_who_is_born_or_was_not_decided() -> None:
    terms = only(practice("wales"), GATE)
    left = plan_outcome(UNBORN, triggers=()).model_copy(
        update={"decided": Decided.NOT_DECIDED, "protection": "The midwife calls."}
    )
    case = asked(of_one_unborn(terms), EVENING, held(left))
    assert case.conferences[0].outcome(UNBORN) == left

    later = RecordOutcome(
        **asking(AS_CHAIR), conference=CONF, outcome=plan_outcome(ONE, triggers=())
    )
    born = a_child(ONE)
    case = of_one_unborn(terms)
    meeting = case.conferences[0].model_copy(
        update={"children": (ONE, UNBORN), "held_at": EVENING}
    )
    case = case.model_copy(
        update={"children": (born, *case.children), "conferences": (meeting,)}
    )
    assert asked(case, LATER, later).plan_of(ONE) is not None


@pytest.mark.parametrize("request_for", [ground, not_needed])
def test_neither_is_recorded_about_a_child_who_is_born_or_unknown(
    request_for: Any,
) -> None:
    known = request_for()
    for ref, code in ((ONE, "child-is-born"), ("nobody", "unknown-child")):
        wrong = known.model_copy(update={"child": ref})
        assert refused(expecting(), wrong, LATER).code == code
    early = expecting()
    assert refused(early, known, instant("Mon 2027-01-11 09:00Z")).code == (
        "in-the-future"
    )


def test_the_same_reason_at_the_same_time_is_recorded_once() -> None:
    case = asked(expecting(), LATER, ground())

    assert refused(case, ground(id="tests/other"), LATER).code == "already-recorded"
    assert asked(case, LATER, ground(at=LATER)).triggers[1].at == LATER


@pytest.mark.rule("WA-65")
def test_a_place_without_the_rule_keeps_the_reason_and_opens_nothing() -> None:
    case = expecting(terms("york"), plans=(sibling_plan(),))
    case = asked(case, LATER, ground("a-ground-of-york"))

    assert [t.code for t in case.triggers] == ["a-ground-of-york"]
    assert not any(key.startswith(RULE) for key in (*case.duties, *case.settled))
    assert triggers_of(case, case.children[1]) == case.triggers


@pytest.mark.rule("WA-66", "WA-67", "WA-68", "WA-69", "WA-70", "WA-71")
def test_each_reason_of_the_source_is_on_the_list_once() -> None:
    lines = practice("wales").lists[Listed.TRIGGERS]

    assert {line.ids[0]: line.key for line in lines} == GROUNDS
    assert {len(line.ids) for line in lines} == {1}


@pytest.mark.rule("WA-72")
def test_the_days_from_a_conference_to_the_birth_are_shown_and_none_is_asked() -> None:
    case = of_one_unborn(practice("wales"))
    view = case_view(case, LATER)

    assert [c.days_to_birth for c in view.conferences] == [{UNBORN: 123}]
    assert [c.days_to_expected_birth for c in view.children] == [120]
    born = asked(case, BIRTH, birth())
    assert [c.days_to_birth for c in case_view(born, BIRTH).conferences] == [{}]
    assert case.terms.provision("time-before-the-birth") == "not-set"
