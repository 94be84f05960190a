"""The list that a gate goes by: which of its lines are asked for, and when none is."""

from __future__ import annotations

from typing import Any

import pytest

from domain.gates import FINDINGS
from domain.gates.subject import Subject, listed
from domain.terms import Terms, sealed
from rulebook.schema import Listed, When
from tests.domain.builders import practice
from tests.practice.gates import Row, proves, refusal
from tests.practice.household import only
from tests.practice.outcomes import booked, plan_outcome
from tests.practice.test_invitations import ROWS as INVITING
from tests.practice.test_plan_parts import ROWS as PLANNING
from tests.practice.test_preparation import ROWS as PREPARING
from tests.practice.test_record import ROWS as RECORDING
from tests.practice.test_report_sections import ROWS as REPORTING

GATES = (
    "invitation-checklist-considered",
    "plan-has-its-parts",
    "parents-prepared",
    "child-prepared",
    "agenda-was-gone-through",
    "agency-report-in-full",
)


def by_a_list() -> tuple[Row, ...]:
    """For each of these gates the last row that leaves out a line of its list."""
    found = (*INVITING, *PLANNING, *PREPARING, *RECORDING, *REPORTING)
    named = {row.gate: row for row in found if row.gate in GATES}
    assert len(named) == len(GATES)
    return tuple(named.values())


def with_lines(row: Row, **changes: Any) -> Terms:
    """The terms with this gate alone, and every line of every list changed so."""
    own = only(practice(*row.books), row.gate)
    lines = tuple(line.model_copy(update=changes) for line in own.items)
    return sealed(own.model_copy(update={"items": lines}))


EACH = pytest.mark.parametrize("row", [pytest.param(r, id=r.gate) for r in by_a_list()])


@EACH
def test_a_line_is_asked_for_where_it_applies(row: Row) -> None:
    proves(row, with_lines(row, when=(When.BORN,)))


@EACH
def test_a_line_about_an_unborn_child_is_not_asked_where_all_are_born(row: Row) -> None:
    assert refusal(row, with_lines(row, when=(When.UNBORN,))) is None


@EACH
def test_a_line_that_need_not_be_answered_stops_nobody(row: Row) -> None:
    assert refusal(row, with_lines(row, required=False)) is None


@pytest.mark.rule("YK-42")
def test_a_part_of_which_nothing_is_known_does_not_hide_the_next() -> None:
    own = only(practice("york"), "plan-has-its-parts")
    first = own.lists[Listed.PLAN][0].model_copy(update={"key": "family-tree"})
    longer = sealed(own.model_copy(update={"items": (first, *own.items)}))
    (row,) = (row for row in PLANNING if row.rule == "YK-42")

    proves(row, longer)


def test_a_list_on_which_nothing_stands_asks_for_nothing() -> None:
    case = booked(practice("wales", "csa-pathway"))
    gates = [gate for gate in case.terms.gates if gate.on is not None]
    empty = case.model_copy(update={"terms": without_lines(case.terms)})

    assert gates
    for gate in gates:
        assert listed(case, gate)
        assert listed(empty, gate) == ()
        assert listed(case, gate.model_copy(update={"on": None})) == ()


def without_lines(own: Terms) -> Terms:
    return sealed(own.model_copy(update={"items": ()}))


@pytest.mark.parametrize(
    "gate", ["categories-named", "reason-for-pre-birth-conference"]
)
def test_where_nothing_is_listed_a_council_s_own_word_may_be_named(gate: str) -> None:
    own = without_lines(practice("wales", "csa-pathway"))
    (asking,) = (each for each in own.gates if each.key == gate)
    word = ("a-word-of-the-council",)
    said = plan_outcome(categories=word, triggers=word)
    case = booked(only(own))
    meeting = case.conferences[0].model_copy(update={"outcomes": (said,)})

    assert not list(FINDINGS[asking.asks](case, asking, Subject(meeting, said.child)))
