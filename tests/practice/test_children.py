"""Every child of a household is considered, and none is slipped into a plan."""

from __future__ import annotations

from typing import Any

import pytest

from domain.errors import NotYet
from domain.record.children import ChildGiven, Residence
from domain.requests import Request
from domain.requests.children import AddChild
from domain.requests.enquiries import RecordDiscussion
from domain.terms import Terms
from tests.dates import day
from tests.domain.builders import a_child, practice, terms
from tests.domain.requesting import asked, refused
from tests.practice.gates import Row, lets_by, needs_its_entry, params, proves
from tests.practice.household import (
    AS_WORKER,
    BOTH,
    DISCUSSED,
    EVENING,
    ONE,
    TWO,
    UNBORN,
    asking,
    household,
    only,
)
from tests.practice.outcomes import (
    considered,
    held,
    not_considered,
    plan_outcome,
)
from tests.practice.recording import about, closing, held_about, of, outcome_of

SUSSEX, GUERNSEY, YORK = ("pan-sussex",), ("guernsey",), ("york",)
HOUSEHOLD = "every-child-of-the-household-is-considered"
ANSWER, OWN, JOINED = (
    "every-child-has-an-answer",
    "own-initial-conference",
    "joined-with-the-review",
)
THREE = "child-3"
UNBORN_TOO = (a_child(ONE), a_child(UNBORN, expected=day("Tue 2027-06-01")))
NEW_ONE = ChildGiven(ref=THREE, born=day("Tue 2026-12-01"))
NEWCOMER = AddChild(**asking(AS_WORKER, "add"), child=NEW_ONE, added_at=EVENING)


def household_row(rule: str, books: tuple[str, ...], **fields: Any) -> Row:
    """A conference about the first child alone, in a household of two."""
    left_out = fields.pop("left_out", TWO)
    first: tuple[Request, ...] = fields.pop("first", ())
    answer = outcome_of(considered(left_out))
    return Row(
        rule=rule,
        gate=HOUSEHOLD,
        books=books,
        case=held_about(ONE, later=first, **fields),
        lawful=held_about(ONE, later=(*first, answer), **fields),
        now=EVENING,
        breaks=closing(),
        keeps=closing(),
        about=(left_out,),
    )


ALONE: dict[str, Any] = {"children": (a_child(ONE),)}
BORN_AND_UNBORN: dict[str, Any] = {"children": UNBORN_TOO, "left_out": UNBORN}
NEW: dict[str, Any] = {"first": (NEWCOMER,), "left_out": THREE} | ALONE
ROWS = (
    household_row("SX-15", SUSSEX),
    household_row("SX-16", SUSSEX, **NEW),
    household_row("T4-06", GUERNSEY),
    household_row("T4-07", GUERNSEY, **BORN_AND_UNBORN),
    household_row("", YORK),
    Row(
        rule="",
        gate=ANSWER,
        books=YORK,
        case=lambda terms: asked(
            household(terms=terms), EVENING, about(*BOTH), held(plan_outcome(ONE))
        ),
        lawful=held_about(*BOTH),
        now=EVENING,
        breaks=closing(),
        keeps=closing(),
        about=(TWO,),
    ),
)


@pytest.mark.parametrize("row", params(ROWS))
def test_no_child_is_left_out(row: Row) -> None:
    proves(row)


@pytest.mark.parametrize("row", params(ROWS))
def test_with_an_answer_for_each_it_goes_on(row: Row) -> None:
    accepted = [r.body for r in lets_by(row).unrecorded if r.kind == "request-accepted"]
    assert f'"asked":"{row.keeps.kind}"' in accepted[-1]


@pytest.mark.parametrize("row", params(ROWS))
def test_nothing_is_asked_for_without_its_entry(row: Row) -> None:
    needs_its_entry(row)


def closes(book: str, *later: Request, **fields: Any) -> tuple[str, ...]:
    """Who is still in the way of closing a conference about the first child."""
    case = held_about(ONE, later=later, **fields)(only(practice(book), HOUSEHOLD))
    try:
        asked(case, EVENING, closing())
    except NotYet as refusal:
        (lack,) = refusal.lacks
        return lack.about
    return ()


@pytest.mark.rule("SX-15", "T4-06")
@pytest.mark.parametrize(
    ("book", "missing"),
    [("york", ()), ("wales", ()), ("pan-sussex", (TWO,)), ("guernsey", (TWO,))],
)
def test_that_a_child_was_not_considered_is_an_answer_only_where_it_is_asked(
    book: str, missing: tuple[str, ...]
) -> None:
    assert closes(book, outcome_of(not_considered(TWO))) == missing


@pytest.mark.rule("SX-15")
def test_several_conferences_share_the_children_out_between_them() -> None:
    second = about(TWO, ref="conf-2")
    decided = held(plan_outcome(TWO)).model_copy(update={"conference": "conf-2"})

    assert closes("pan-sussex", second) == (TWO,)
    assert closes("pan-sussex", second, decided) == ()


@pytest.mark.rule("SX-16")
def test_the_household_is_the_one_of_the_day() -> None:
    def lives(home: str) -> dict[str, Any]:
        moved_in = day("Tue 2026-01-06")
        return {"lives": (Residence(household=home, since=moved_in),)}

    at_home = a_child(ONE, **lives("home"))
    apart = (at_home, a_child(TWO, **lives("grandmother")))
    together = (at_home, a_child(TWO, **lives("home")))
    nobody_knows = (at_home, a_child(TWO))

    assert closes("pan-sussex", children=apart) == ()
    assert closes("pan-sussex", children=together) == (TWO,)
    assert closes("pan-sussex", children=nobody_knows) == (TWO,)


@pytest.mark.rule("T4-07")
def test_a_conference_may_be_about_an_unborn_child_alone() -> None:
    case = held_about(UNBORN, children=UNBORN_TOO[1:])(
        only(practice("guernsey"), HOUSEHOLD)
    )

    assert of(asked(case, EVENING, closing())).closed_at == EVENING


def free(book: str) -> Terms:
    return only(practice(book), HOUSEHOLD)


DISCUSSION = RecordDiscussion(
    **asking(AS_WORKER, "discussion"),
    enquiry="enq-1",
    discussion="sd-1",
    held_at=DISCUSSED,
    children=BOTH,
)


def test_a_child_due_a_conference_of_their_own_is_not_merely_considered() -> None:
    enquired = held_about(ONE, later=(DISCUSSION,))(free("pan-sussex"))
    not_enquired = held_about(ONE)(free("pan-sussex"))

    refusal = refused(enquired, outcome_of(considered(TWO)), EVENING)
    after = asked(not_enquired, EVENING, outcome_of(considered(TWO)))

    assert (refusal.code, refusal.where) == (
        "child-not-in-conference",
        "outcomes.child",
    )
    assert of(after).outcome(TWO) == considered(TWO)


def test_without_that_gate_a_conference_speaks_only_of_its_own_children() -> None:
    case = held_about(ONE)(terms("pan-sussex"))

    refusal = refused(case, outcome_of(considered(TWO)), EVENING)

    assert refusal.code == "child-not-in-conference"


def test_a_child_who_was_not_considered_needs_a_reason_and_no_other_sitting() -> None:
    case = held_about(ONE)(free("york"))
    silent = outcome_of(not_considered(TWO, because=None))

    after = asked(case, EVENING, outcome_of(not_considered(TWO)))

    assert refused(case, silent, EVENING).code == "not-considered-without-reason"
    assert not [key for key in after.duties if key.startswith("rearrange-conference")]
