"""How a child leaves without a plan."""

from __future__ import annotations

from typing import Any

import pytest

from domain.decide import respond
from domain.errors import NotYet
from domain.gates.exits import exits
from domain.record.conferences import Outcome
from tests.domain.builders import practice, terms
from tests.practice.gates import Row, lets_by, needs_its_entry, params, proves
from tests.practice.household import AUNT, EVENING, FATHER, ONE, only
from tests.practice.outcomes import (
    CONF,
    booked,
    end_outcome,
    held,
    no_plan_outcome,
    plan_outcome,
    with_a_plan,
)

YORK = ("york",)
PATHWAY = ("pan-sussex", "csa-pathway")
IN_WALES = ("wales", "csa-pathway")


def row(
    rule: str,
    gate: str,
    books: tuple[str, ...],
    breaks: Outcome,
    keeps: Outcome | None = None,
) -> Row:
    return Row(
        rule=rule,
        gate=gate,
        books=books,
        case=booked,
        now=EVENING,
        breaks=held(breaks),
        keeps=held(keeps or no_plan_outcome()),
        about=(ONE,),
    )


ELSEWHERE = no_plan_outcome(ends_with="elsewhere")
CARE = no_plan_outcome(ends_with="care-and-support-plan")
EARLY = no_plan_outcome(ends_with="early-help")
HELP = no_plan_outcome(ends_with="family-help")
NOTHING_FURTHER = no_plan_outcome(ends_with="no-further-support")

ROWS = (
    row(
        "YK-45",
        "support-discussed-with-parents",
        YORK,
        no_plan_outcome(supports=(AUNT,)),
        no_plan_outcome(supports=(FATHER,)),
    ),
    row("YK-46", "exit-named", YORK, no_plan_outcome(ends_with=None)),
    row("CS-60", "exit-named", PATHWAY, ELSEWHERE, no_plan_outcome()),
    row("CS-61", "exit-named", PATHWAY, EARLY, HELP),
    row("CS-62", "exit-named", PATHWAY, ELSEWHERE, NOTHING_FURTHER),
    row("CS-60", "exit-named", IN_WALES, no_plan_outcome(), CARE),
    row("CS-61", "exit-named", IN_WALES, HELP, EARLY),
    row("CS-62", "exit-named", IN_WALES, ELSEWHERE, NOTHING_FURTHER),
    row(
        "CS-59",
        "action-already-taken-named",
        PATHWAY,
        no_plan_outcome(action_taken=None),
    ),
)


@pytest.mark.parametrize("each", params(ROWS))
def test_a_child_does_not_leave_without_this(each: Row) -> None:
    proves(each)


@pytest.mark.parametrize("each", params(ROWS))
def test_a_child_leaves_when_it_is_said(each: Row) -> None:
    after = lets_by(each)

    conference = after.conference(CONF)
    assert conference is not None
    assert conference.outcome(ONE) is not None
    assert after.plan_of(ONE) is None


@pytest.mark.parametrize("each", params(ROWS))
def test_nothing_is_asked_that_the_rulebook_does_not_ask(each: Row) -> None:
    needs_its_entry(each)


@pytest.mark.rule("YK-46", "CS-60", "CS-61", "CS-62")
def test_each_place_has_its_own_names_for_the_ways_out() -> None:
    england = ("child-in-need-plan", "family-help", "no-further-support")
    wales = ("care-and-support-plan", "early-help", "no-further-support")
    york = ("child-in-need-plan", "family-early-help-plan", "no-support")

    assert exits(practice(*PATHWAY)) == england
    assert exits(practice("guernsey", "csa-pathway")) == england
    assert exits(practice("wales")) == exits(practice(*IN_WALES)) == wales
    assert exits(practice("wales+timescales", "csa-pathway")) == wales
    assert exits(practice("york")) == exits(practice("york", "csa-pathway")) == york
    assert exits(practice("pan-sussex")) == exits(terms("york")) == ()


@pytest.mark.rule("YK-45", "YK-46")
@pytest.mark.parametrize("gate", ["support-discussed-with-parents", "exit-named"])
def test_the_same_is_asked_when_a_plan_ends_and_not_of_a_child_with_one(
    gate: str,
) -> None:
    case = with_a_plan(only(practice("york"), gate))
    bare: dict[str, Any] = {"supports": (), "ends_with": None}

    with pytest.raises(NotYet):
        respond(case, held(end_outcome(**bare)), EVENING)
    assert respond(case, held(end_outcome()), EVENING)
    new = booked(only(practice("york"), gate))
    assert respond(new, held(plan_outcome(**bare)), EVENING)


@pytest.mark.rule("YK-45")
def test_parents_who_could_not_be_spoken_with_stop_nobody() -> None:
    case = booked(only(practice("york"), "support-discussed-with-parents"))
    alone = no_plan_outcome(
        supports=(), supports_not_because="Neither came; both are written to."
    )

    assert respond(case, held(alone), EVENING)


@pytest.mark.rule("CS-59")
@pytest.mark.parametrize("because", [None, "never-at-risk"])
def test_any_other_reason_for_leaving_asks_for_no_action(because: str | None) -> None:
    case = booked(only(practice(*PATHWAY), "action-already-taken-named"))
    other = no_plan_outcome(ends_because=because, action_taken=None)

    assert respond(case, held(other), EVENING)
