"""Under which categories a child has a plan, and the finding about sexual abuse."""

from __future__ import annotations

import pytest

from domain.advance import advance
from domain.case import Case
from domain.decide import respond
from domain.errors import NotYet
from domain.gates import lacks
from domain.gates.subject import Subject
from domain.record.conferences import Outcome
from rulebook.schema import Before
from tests.domain.builders import practice
from tests.practice.gates import Row, lets_by, needs_its_entry, params, proves
from tests.practice.household import EVENING, ONE, TWO, only
from tests.practice.outcomes import (
    CONF,
    at_risk,
    booked,
    held,
    of_concern,
    plan_outcome,
)

YORK = "york"
PATHWAY = ("pan-sussex", "csa-pathway")


def row(rule: str, gate: str, breaks: Outcome, keeps: Outcome | None = None) -> Row:
    return Row(
        rule=rule,
        gate=gate,
        books=PATHWAY,
        case=booked,
        now=EVENING,
        breaks=held(breaks),
        keeps=held(keeps or plan_outcome()),
        about=(ONE,),
    )


ROWS = (
    row(
        "CS-67",
        "found-on-the-balance-of-probabilities",
        plan_outcome(judgement=at_risk(standard=None)),
    ),
    row(
        "CS-56",
        "categories-named",
        plan_outcome(categories=()),
    ),
    row(
        "CS-68",
        "sexual-abuse-is-the-category",
        plan_outcome(judgement=at_risk(sexual_abuse=True)),
        plan_outcome(
            judgement=at_risk(sexual_abuse=True), categories=("neglect", "sexual-abuse")
        ),
    ),
    row(
        "CS-67",
        "sexual-abuse-found-or-not",
        plan_outcome(judgement=at_risk(sexual_abuse=None)),
    )._replace(case=of_concern),
)


@pytest.mark.parametrize("each", params(ROWS))
def test_a_child_is_not_decided_without_what_must_be_found(each: Row) -> None:
    proves(each)


@pytest.mark.parametrize("each", params(ROWS))
def test_a_child_of_whom_it_was_found_is_decided(each: Row) -> None:
    assert lets_by(each).plan_of(ONE) is not None


@pytest.mark.parametrize("each", params(ROWS))
def test_nothing_is_asked_that_the_rulebook_does_not_ask(each: Row) -> None:
    needs_its_entry(each)


@pytest.mark.rule("CS-67")
def test_only_an_answer_is_asked_where_an_adult_may_have_abused_that_child() -> None:
    terms = only(practice(*PATHWAY), "sexual-abuse-found-or-not")
    nothing_found = at_risk(sexual_abuse=None)
    of_the_other = held(plan_outcome(TWO, judgement=nothing_found))

    assert respond(of_concern(terms), of_the_other, EVENING)
    for answer in (True, False):
        found = plan_outcome(judgement=at_risk(sexual_abuse=answer))
        assert respond(of_concern(terms), held(found), EVENING)


@pytest.mark.rule("CS-56")
@pytest.mark.parametrize("books", [PATHWAY, (YORK, "csa-pathway")])
def test_a_category_that_nobody_reports_under_is_none(books: tuple[str, ...]) -> None:
    case = booked(only(practice(*books), "categories-named"))
    several = plan_outcome(categories=("physical-abuse", "emotional-abuse"))

    assert respond(case, held(several), EVENING)
    with pytest.raises(NotYet, match="CS-56"):
        respond(case, held(plan_outcome(categories=("neglect", "other"))), EVENING)


@pytest.mark.rule("CS-68")
def test_another_category_is_lawful_with_a_reason() -> None:
    case = booked(only(practice(*PATHWAY), "sexual-abuse-is-the-category"))
    other = plan_outcome(
        judgement=at_risk(sexual_abuse=True),
        category_because="The harm now feared is neglect; the abuser is in prison.",
    )

    assert respond(case, held(other), EVENING)


@pytest.mark.rule("CS-68")
def test_another_category_is_asked_about_where_there_is_concern_and_stops_nobody() -> (
    None
):
    terms = only(practice(*PATHWAY), "another-category-thought-over")
    request = held(plan_outcome())
    after = advance(
        of_concern(terms), respond(of_concern(terms), request, EVENING), EVENING
    )

    def asked_again(case: Case) -> list[bool]:
        subject = Subject(case.conference(CONF), ONE)
        return [lack.refuses for lack in lacks(case, Before.DECIDE, subject)]

    assert asked_again(after) == [False]
    for chosen in (
        plan_outcome(categories=("neglect", "sexual-abuse")),
        plan_outcome(category_because="No sign points to it."),
    ):
        case = of_concern(terms)
        case = advance(case, respond(case, held(chosen), EVENING), EVENING)
        assert asked_again(case) == []


@pytest.mark.rule("CS-67")
def test_where_nothing_was_found_no_standard_of_proof_is_asked() -> None:
    case = booked(only(practice(*PATHWAY), "found-on-the-balance-of-probabilities"))
    open_still = at_risk(sexual_abuse=None, standard=None)

    assert respond(case, held(plan_outcome(judgement=open_still)), EVENING)


@pytest.mark.rule("CS-68")
def test_a_plan_with_no_finding_at_all_is_not_asked_for_that_category() -> None:
    case = booked(only(practice(*PATHWAY), "sexual-abuse-is-the-category"))

    assert respond(case, held(plan_outcome(judgement=None)), EVENING)
