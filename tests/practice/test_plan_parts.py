"""What a plan says from the start, and who sees to it."""

from __future__ import annotations

from typing import Any

import pytest

from domain.advance import advance
from domain.decide import respond
from domain.errors import NotYet
from domain.gates.plans import PARTS
from rulebook.schema import Listed
from tests.domain.builders import practice
from tests.practice.gates import Row, lets_by, needs_its_entry, params, proves
from tests.practice.household import (
    EVENING,
    ONE,
    only,
)
from tests.practice.outcomes import (
    CONF,
    an_action,
    booked,
    continue_outcome,
    held,
    no_plan_outcome,
    plan_outcome,
    row,
    with_a_plan,
)

SUSSEX, YORK, WALES, GUERNSEY = "pan-sussex", "york", "wales", "guernsey"
PATHWAY = (SUSSEX, "csa-pathway")
PARTS_GATE = "plan-has-its-parts"


def lacking(rule: str, book: str, part: str, **empty: Any) -> Row:
    """A plan without one of its parts."""
    outcome = plan_outcome(**empty)
    return row(rule, PARTS_GATE, book, outcome, about=(f": {part}",))


NO_ACTION = no_plan_outcome(no_action_because=None)
NO_METHOD = an_action(method=None)
NO_END = an_action(intended=None)
NO_TIME = an_action(on=None)
NOBODYS = an_action(who="somebody-else")

ROWS = (
    row("SX-11", "future-action-decided", SUSSEX, NO_ACTION, no_plan_outcome()),
    row("WA-12", "future-action-decided", WALES, NO_ACTION, no_plan_outcome()),
    row(
        "WA-14",
        "each-action-in-full",
        WALES,
        plan_outcome(actions=(an_action(), NO_METHOD, NO_END, NO_TIME, NOBODYS)),
        plan_outcome(actions=(an_action(on=None, by="Easter"), an_action(who=ONE))),
        about=tuple(f": action-{number}" for number in (2, 3, 4, 5)),
    ),
    lacking("SX-13", SUSSEX, "plan-outcomes", outcomes=()),
    lacking("SX-14", SUSSEX, "plan-interventions", interventions=()),
    lacking("YK-42", YORK, "plan-outcomes", outcomes=()),
    lacking("YK-05", YORK, "plan-contingency", contingency=None),
    lacking("WA-13", WALES, "plan-personal-outcomes", outcomes=()),
    lacking("WA-15", WALES, "plan-interventions", interventions=()),
    lacking("CS-51", "csa-pathway", "plan-actions", actions=()),
    lacking("CS-57", "csa-pathway", "plan-actions", actions=()),
)


@pytest.mark.parametrize("each", params(ROWS))
def test_a_child_is_not_decided_without_this_part_of_the_plan(each: Row) -> None:
    proves(each)


@pytest.mark.parametrize("each", params(ROWS))
def test_a_child_whose_plan_is_whole_is_decided(each: Row) -> None:
    conference = lets_by(each).conference(CONF)

    assert conference is not None
    assert conference.outcome(ONE) is not None


@pytest.mark.parametrize("each", params(ROWS))
def test_nothing_is_asked_that_the_rulebook_does_not_ask(each: Row) -> None:
    needs_its_entry(each)


def test_each_part_that_is_published_is_looked_for_in_a_plan() -> None:
    books = (SUSSEX, YORK, WALES, GUERNSEY, *[(b, "csa-pathway") for b in (YORK,)])
    names = [(b,) if isinstance(b, str) else b for b in books]
    listed = {i.key for n in names for i in practice(*n).lists.get(Listed.PLAN, ())}

    assert listed <= set(PARTS)
    assert len(listed) >= len(PARTS) - 1


@pytest.mark.rule("SX-11", "WA-12")
@pytest.mark.parametrize("book", [SUSSEX, WALES])
def test_no_action_is_an_answer_when_it_is_said_why(book: str) -> None:
    case = booked(only(practice(book), "future-action-decided"))
    nothing = plan_outcome(actions=(), no_action_because="All of it is in hand.")

    assert respond(case, held(nothing), EVENING)


@pytest.mark.rule("CS-50")
def test_wellbeing_support_stands_in_a_plan_and_may_be_left_out() -> None:
    terms = only(practice(*PATHWAY), PARTS_GATE)
    (line,) = (i for i in terms.lists[Listed.PLAN] if i.ids == ("CS-50",))
    assert (line.key, line.required) == ("plan-wellbeing", False)

    case = booked(terms)
    thought_of = plan_outcome(wellbeing="A group for the child and the mother.")
    after = advance(case, respond(case, held(thought_of), EVENING), EVENING)
    conference = after.conference(CONF)
    assert conference is not None
    found = conference.outcome(ONE)
    assert found is not None
    assert found.wellbeing == "A group for the child and the mother."
    assert respond(case, held(plan_outcome(wellbeing=None)), EVENING)


@pytest.mark.rule("YK-42", "CS-57")
def test_a_place_and_the_pathway_over_it_ask_for_their_parts_together() -> None:
    case = booked(only(practice(YORK, "csa-pathway"), PARTS_GATE))

    with pytest.raises(NotYet) as caught:
        respond(case, held(plan_outcome(outcomes=(), actions=())), EVENING)
    (lack,) = caught.value.lacks
    assert lack.about == (f"{ONE}: plan-outcomes", f"{ONE}: plan-actions")
    assert set(lack.ids) == {"YK-05", "YK-42", "CS-51", "CS-57"}


@pytest.mark.rule("SX-11")
def test_actions_of_a_child_without_a_plan_are_actions_too() -> None:
    case = booked(only(practice(SUSSEX), "future-action-decided"))
    without_a_plan = no_plan_outcome(actions=(an_action(),), no_action_because=None)

    assert respond(case, held(without_a_plan), EVENING)


@pytest.mark.rule("SX-11", "WA-12", "WA-14")
@pytest.mark.parametrize(
    ("book", "gate"),
    [
        (SUSSEX, "future-action-decided"),
        (WALES, "future-action-decided"),
        (WALES, "each-action-in-full"),
    ],
)
def test_a_review_may_let_the_actions_stand_and_they_are_looked_at(
    book: str, gate: str
) -> None:
    case = with_a_plan(only(practice(book), gate))
    goes_on = continue_outcome(actions=(), no_action_because=None)
    (plan,) = case.plans
    vague = plan.model_copy(update={"actions": (NO_METHOD,)})
    left_vague = case.model_copy(update={"plans": (vague,)})

    assert respond(case, held(goes_on), EVENING)
    if gate == "each-action-in-full":
        with pytest.raises(NotYet, match="WA-14"):
            respond(left_vague, held(goes_on), EVENING)
