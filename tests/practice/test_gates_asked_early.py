"""A gate that is asked of what is not decided yet says so, and never stumbles."""

from __future__ import annotations

import pytest

from domain.case import Case
from domain.gates import FINDINGS
from domain.gates.categories import CATEGORIES
from domain.gates.judgements import JUDGEMENTS
from domain.gates.plans import PLANS
from domain.gates.subject import Subject
from domain.record.conferences import Decided, Outcome
from rulebook.schema import Asks, Before
from tests.domain.builders import practice
from tests.practice.household import ONE, TWO
from tests.practice.outcomes import booked, no_plan_outcome, plan_outcome

WALES = ("wales", "csa-pathway")
YORK = ("york", "csa-pathway")
GUERNSEY = ("guernsey", "csa-pathway")
BOOKS = (WALES, YORK, GUERNSEY)
#: What is counted of those who came, whatever was decided.
COUNTED = {Asks.QUORATE, Asks.UNBORN_SERVICES}
#: What a plan has, and no plan is there.
OF_A_PLAN = {Asks.KEY_WORKER_NAMED, Asks.CORE_GROUP_NAMED}


def decided(books: tuple[str, ...], *outcomes: Outcome) -> Case:
    """A conference that decided this, and no plan in force after it."""
    case = booked(practice(*books))
    meeting = case.conferences[0].model_copy(update={"outcomes": outcomes})
    return case.model_copy(update={"conferences": (meeting,)})


def found(case: Case, subject: Subject) -> set[Asks]:
    """Which questions before a decision find something missing, asked of it so."""
    gates = case.terms.gates_before[Before.DECIDE]
    return {g.asks for g in gates if list(FINDINGS[g.asks](case, g, subject))}


def of_one(books: tuple[str, ...], *outcomes: Outcome) -> set[Asks]:
    """What they find missing about the first child."""
    case = decided(books, *outcomes)
    return found(case, Subject(case.conferences[0], child=ONE)) - COUNTED


@pytest.mark.parametrize("books", BOOKS)
@pytest.mark.parametrize("outcomes", [(), (plan_outcome(TWO),)])
def test_of_a_child_who_is_not_decided_yet_nothing_that_was_decided_is_asked(
    books: tuple[str, ...], outcomes: tuple[Outcome, ...]
) -> None:
    assert of_one(books, *outcomes) <= OF_A_PLAN


@pytest.mark.parametrize("books", BOOKS)
def test_of_a_child_left_undecided_no_finding_is_asked(books: tuple[str, ...]) -> None:
    left = Outcome(child=ONE, decided=Decided.NOT_DECIDED, protection="The aunt stays.")

    assert not of_one(books, left) & {*JUDGEMENTS, *CATEGORIES}


@pytest.mark.parametrize("books", BOOKS)
def test_of_a_child_without_a_plan_no_category_is_asked(books: tuple[str, ...]) -> None:
    assert not of_one(books, no_plan_outcome(categories=())) & set(CATEGORIES)


@pytest.mark.parametrize("books", [*BOOKS, ("pan-sussex", "csa-pathway")])
def test_what_a_plan_was_to_hold_is_taken_from_its_outcome_once_it_has_ended(
    books: tuple[str, ...],
) -> None:
    assert not of_one(books, plan_outcome()) & set(PLANS)


@pytest.mark.parametrize("books", BOOKS)
def test_a_conference_as_a_whole_is_asked_for_no_decision(
    books: tuple[str, ...],
) -> None:
    case = decided(books)

    assert found(case, Subject(case.conferences[0])) <= OF_A_PLAN
