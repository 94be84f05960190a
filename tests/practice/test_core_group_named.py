"""Who answers for a plan, and who works on it in the core group."""

from __future__ import annotations

from typing import Any

import pytest

from domain.case import Case
from domain.decide import respond
from domain.errors import NotYet
from domain.record.people import Person
from domain.terms import Terms
from tests.domain.builders import practice
from tests.practice.gates import Row, lets_by, needs_its_entry, params, proves
from tests.practice.household import (
    EVENING,
    FATHER,
    MOTHER,
    ONE,
    TWO,
    VISITOR,
    WORKER,
    only,
    people,
)
from tests.practice.outcomes import (
    at_risk,
    booked,
    continue_outcome,
    held,
    of_concern,
    plan_outcome,
    row,
    with_a_plan,
)

YORK, GUERNSEY = "york", "guernsey"
PATHWAY = ("pan-sussex", "csa-pathway")
TEAM = "assessment-and-intervention"
OTHER_TEAM = plan_outcome(key_worker_because=None)
OF_THE_MOTHER = (WORKER, VISITOR, MOTHER)


ROWS = (
    row("T4-10", "key-worker-named", GUERNSEY, plan_outcome(key_worker=None)),
    row(
        "T4-11",
        "key-worker-of-the-right-team",
        GUERNSEY,
        OTHER_TEAM,
        about=(f": {WORKER}",),
    ),
    row(
        "YK-43",
        "core-group-named",
        YORK,
        plan_outcome(core_group=(MOTHER,)),
        plan_outcome(core_group=(VISITOR,)),
    ),
    row(
        "YK-44",
        "parents-in-core-group",
        YORK,
        plan_outcome(core_group=(WORKER, VISITOR)),
        about=(f": {MOTHER}", f": {FATHER}"),
    ),
    row(
        "CS-48",
        "nobody-of-concern-in-core-group",
        "csa-pathway",
        plan_outcome(),
        plan_outcome(core_group=OF_THE_MOTHER),
        case=of_concern,
        about=(f": {FATHER}",),
    ),
)


@pytest.mark.parametrize("each", params(ROWS))
def test_a_child_is_not_decided_without_those_who_see_to_the_plan(each: Row) -> None:
    proves(each)


@pytest.mark.parametrize("each", params(ROWS))
def test_a_child_is_decided_when_they_are_named(each: Row) -> None:
    assert lets_by(each).plan_of(ONE) is not None


@pytest.mark.parametrize("each", params(ROWS))
def test_nothing_is_asked_that_the_rulebook_does_not_ask(each: Row) -> None:
    needs_its_entry(each)


@pytest.mark.rule("YK-43", "T4-10")
@pytest.mark.parametrize(
    ("book", "gate"),
    [
        (YORK, "core-group-named"),
        (YORK, "parents-in-core-group"),
        (GUERNSEY, "key-worker-named"),
    ],
)
def test_a_review_may_let_the_core_group_and_the_key_worker_stand(
    book: str, gate: str
) -> None:
    case = with_a_plan(only(practice(book), gate))

    assert respond(
        case, held(continue_outcome(core_group=(), key_worker=None)), EVENING
    )


@pytest.mark.rule("T4-11")
def test_a_key_worker_of_the_team_needs_no_reason() -> None:
    terms = only(practice(GUERNSEY), "key-worker-of-the-right-team")
    case = booked(terms, people=_with(WORKER, team=TEAM))

    assert respond(case, held(OTHER_TEAM), EVENING)


@pytest.mark.rule("T4-10")
@pytest.mark.parametrize("who", ["nobody-we-know", MOTHER])
def test_a_key_worker_is_a_professional_of_the_case(who: str) -> None:
    case = booked(only(practice(GUERNSEY), "key-worker-named"))

    with pytest.raises(NotYet, match="T4-10"):
        respond(case, held(plan_outcome(key_worker=who)), EVENING)


def without_the_father(terms: Terms, **father: Any) -> Case:
    return booked(terms, people=_with(FATHER, **father))


def _with(who: str, **changes: Any) -> tuple[Person, ...]:
    return tuple(
        person.model_copy(update=changes) if person.ref == who else person
        for person in people()
    )


@pytest.mark.rule("YK-44")
@pytest.mark.parametrize(
    "father",
    [
        {"excluded": True},
        {"of_concern_about": (ONE,)},
        {"died_at": EVENING},
    ],
)
def test_a_parent_who_is_kept_away_or_dead_is_not_asked_for(
    father: dict[str, Any],
) -> None:
    case = without_the_father(only(practice(YORK), "parents-in-core-group"), **father)

    assert respond(case, held(plan_outcome(core_group=OF_THE_MOTHER)), EVENING)


@pytest.mark.rule("YK-44")
def test_a_parent_of_concern_about_a_brother_belongs_to_this_child_s_core_group() -> (
    None
):
    terms = only(practice(YORK), "parents-in-core-group")
    case = without_the_father(terms, of_concern_about=(TWO,))
    without = plan_outcome(core_group=OF_THE_MOTHER)

    with pytest.raises(NotYet, match=FATHER):
        respond(case, held(without), EVENING)
    said_why = without.model_copy(update={"parents_not_because": "Lives abroad."})
    assert respond(case, held(said_why), EVENING)


@pytest.mark.rule("CS-48")
def test_a_core_group_that_stands_is_looked_at_again() -> None:
    terms = only(practice(*PATHWAY), "nobody-of-concern-in-core-group")
    case = with_a_plan(terms)
    people_now = _with(FATHER, of_concern_about=(ONE,))
    case = case.model_copy(update={"people": people_now})
    goes_on = continue_outcome(core_group=(), judgement=at_risk())

    with pytest.raises(NotYet, match="CS-48"):
        respond(case, held(goes_on), EVENING)
    anew = continue_outcome(core_group=OF_THE_MOTHER)
    assert respond(case, held(anew), EVENING)


@pytest.mark.rule("T4-11")
def test_of_a_key_worker_who_is_not_named_no_team_is_asked() -> None:
    """That one is named is for the gate that asks for it."""
    case = booked(only(practice(GUERNSEY), "key-worker-of-the-right-team"))
    nobody = plan_outcome(key_worker=None, key_worker_because=None)

    assert respond(case, held(nobody), EVENING)


@pytest.mark.rule("YK-44")
def test_that_one_parent_has_died_does_not_leave_out_the_other() -> None:
    terms = only(practice(YORK), "parents-in-core-group")
    case = booked(terms, people=_with(MOTHER, died_at=EVENING))

    with pytest.raises(NotYet, match=FATHER):
        respond(case, held(plan_outcome(core_group=(WORKER, VISITOR))), EVENING)
