"""What each parent hears before a conference in Guernsey: four things, in one talk."""

from __future__ import annotations

from typing import Any

import pytest

from domain.case import Case
from domain.duty import Standing, standing
from domain.facts.enquiries import ConferenceDecidedOn
from domain.gates import lacks
from domain.gates.subject import Subject
from domain.requests.enquiries import RecordProcessExplained
from domain.terms import Terms
from rulebook.schema import Before
from tests.dates import day, instant
from tests.domain.builders import after, practice
from tests.domain.requesting import asked, refused
from tests.practice.gates import Row, lets_by, needs_its_entry, params, proves
from tests.practice.household import (
    AUNT,
    BOTH,
    CONCLUDED,
    FATHER,
    MOTHER,
    asking,
    household,
    only,
)

TALK = instant("Wed 2027-01-20 15:00Z")
AGAIN = instant("Thu 2027-01-21 15:00Z")
ALL = (
    "why-there-is-a-conference",
    "how-a-conference-works",
    "what-a-plan-means",
    "other-care-for-the-children",
)


def decided(terms: Terms, **fields: Any) -> Case:
    """On Mon 2027-01-18 it was decided to go to conference about both children."""
    going = ConferenceDecidedOn(
        at=CONCLUDED, enquiry="enq-1", decision="dec-1", children=BOTH
    )
    return after(household(terms=terms, **fields), CONCLUDED, going)


def explained(*covered: str, **fields: Any) -> RecordProcessExplained:
    given: dict[str, Any] = {"person": MOTHER, "explained_at": TALK}
    return RecordProcessExplained(**asking(), covered=covered, **(given | fields))


def stands(case: Case, who: str) -> Standing:
    duty = case.duty(f"explain-process/dec-1/{who}")
    assert duty is not None
    return standing(duty)


GATE = "explained-to-parents"
ROWS = tuple(
    Row(
        rule,
        GATE,
        ("guernsey",),
        decided,
        AGAIN,
        breaks=explained(*(line for line in ALL if line not in about)),
        keeps=explained(*ALL),
        about=about,
    )
    for rule, about in (("T4-17", ALL[:3]), ("T4-17", ALL[1:2]), ("T4-18", ALL[3:]))
)


@pytest.mark.parametrize("row", params(ROWS))
def test_half_a_talk_does_not_count(row: Row) -> None:
    proves(row)


@pytest.mark.parametrize("row", params(ROWS))
def test_a_whole_one_does(row: Row) -> None:
    assert lets_by(row).explained[-1].covered == ALL


@pytest.mark.parametrize("row", params(ROWS))
def test_it_is_the_entry_that_asks(row: Row) -> None:
    needs_its_entry(row)


@pytest.mark.rule("T4-17", "T4-18", "T4-19")
def test_each_parent_has_a_talk_of_their_own_within_five_working_days() -> None:
    case = decided(practice("guernsey"))
    assert case.duties[f"explain-process/dec-1/{FATHER}"].due.due_on == day(
        "Mon 2027-01-25"
    )

    case = asked(case, AGAIN, explained(*ALL))

    assert stands(case, MOTHER) is Standing.MET
    assert stands(case, FATHER) is Standing.OPEN


@pytest.mark.rule("T4-17")
def test_a_parent_without_responsibility_hears_it_and_so_does_who_else_has_it() -> None:
    children = tuple(
        child.model_copy(update={"parents": (MOTHER, FATHER), "responsible": (AUNT,)})
        for child in household().children
    )
    case = decided(practice("guernsey"), children=children)
    due = [d.who for d in case.duties.values() if d.rule == "explain-process"]
    assert due == [MOTHER, FATHER, AUNT]


@pytest.mark.rule("T4-17")
def test_an_earlier_talk_does_not_make_up_for_a_new_one() -> None:
    case = asked(decided(practice("guernsey")), AGAIN, explained(*ALL))
    assert refused(case, explained(*ALL[1:]), AGAIN).code == "not-yet"
    assert len(asked(case, AGAIN, explained(*ALL)).explained) == 2


@pytest.mark.rule("T4-17")
def test_the_talk_with_one_parent_says_nothing_of_the_other_s() -> None:
    case = asked(decided(practice("guernsey")), AGAIN, explained(*ALL))
    assert refused(case, explained(person=FATHER), AGAIN).code == "not-yet"


def test_where_no_procedure_has_a_list_a_talk_counts_as_it_is() -> None:
    case = asked(decided(practice("york")), AGAIN, explained())
    assert case.explained[-1].covered == ()


@pytest.mark.rule("T4-17")
def test_before_any_talk_all_four_are_still_to_be_explained() -> None:
    case = decided(only(practice("guernsey"), GATE))

    (lack,) = lacks(case, Before.EXPLAIN, Subject(person=MOTHER))
    assert lack.about == ALL
