"""Before a child is decided: who must be there, and what the chair may do."""

from __future__ import annotations

import pytest

from domain.duty import Standing, standing
from domain.record.conferences import Decided
from domain.record.invitations import Capacity
from domain.record.the_day import Attendance
from tests.domain.builders import practice, terms
from tests.domain.requesting import asked, refused
from tests.practice.gates import Row, lets_by, needs_its_entry, params, proves
from tests.practice.holding import (
    CONF,
    GOES_ON,
    LEFT,
    NO_PLAN,
    a_day,
    booked,
    booking,
    came,
    held,
    with_,
)
from tests.practice.household import (
    BOOKED,
    EVENING,
    GUARDIAN,
    LAWYER,
    MANAGER,
    MIDWIFE,
    MOTHER,
    OFFICER,
    ONE,
    STARTS,
    TEACHER,
    TWO,
    VISITOR,
    WORKER,
    household,
    only,
)

QUORUM, OF_TWO = "quorum", "quorum-of-two"
THREE = came(WORKER, TEACHER, VISITOR)


def quorum(rule: str, *there: Attendance) -> Row:
    """With these it is not decided; with three agencies it is."""
    return Row(
        rule, QUORUM, ("wales",), booked, EVENING, with_(*there), with_(*THREE), (ONE,)
    )


ROWS = (
    quorum("WA-49", *came(WORKER, MANAGER, TEACHER)),
    quorum("WA-51", *came(WORKER, TEACHER, LAWYER, MIDWIFE)),
    quorum(
        "WA-45",
        *came(WORKER, TEACHER),
        Attendance(person=GUARDIAN, capacity=Capacity.OBSERVER),
    ),
    quorum("WA-50", *came(WORKER, MOTHER)),
    Row(
        rule="WA-53",
        gate=QUORUM,
        books=("wales",),
        case=booked,
        now=EVENING,
        breaks=with_(*came(WORKER, MANAGER), going_on=(GOES_ON,)),
        keeps=with_(*came(WORKER, MANAGER), outcome=LEFT),
        about=(ONE,),
    ),
)


@pytest.mark.parametrize("row", params(ROWS))
def test_it_refuses_what_it_must_and_says_what_is_missing(row: Row) -> None:
    proves(row)


@pytest.mark.parametrize("row", params(ROWS))
def test_it_lets_the_nearest_lawful_case_by(row: Row) -> None:
    assert lets_by(row)


@pytest.mark.parametrize("row", params(ROWS))
def test_without_its_entry_nothing_is_refused(row: Row) -> None:
    needs_its_entry(row)


@pytest.mark.rule("WA-53")
def test_a_child_too_few_came_for_waits_and_the_others_are_decided() -> None:
    """Nobody but the school knows the first child; the others know the second."""
    own = only(practice("wales"), QUORUM, OF_TWO)
    second = NO_PLAN.model_copy(update={"child": TWO})
    parts = [Attendance(person=p, children=(TWO,)) for p in (WORKER, VISITOR, OFFICER)]
    day_ = a_day(attendance=(*parts, *came(TEACHER)), absences=())
    case = asked(booked(own), EVENING, held(LEFT, second, day=day_))
    (conference,) = case.conferences
    again = case.duties[f"rearrange-conference/{CONF}-{ONE}/household"]

    assert (
        refused(booked(own), held(NO_PLAN, second, day=day_), EVENING).where == QUORUM
    )
    assert {o.child: o.decided for o in conference.outcomes} == {
        ONE: Decided.NOT_DECIDED,
        TWO: Decided.NO_PLAN,
    }
    assert standing(again) is Standing.OPEN


@pytest.mark.rule("WA-53")
def test_a_child_who_is_not_decided_needs_what_keeps_it_safe_until_it_is() -> None:
    own = only(practice("wales"), QUORUM)
    bare = LEFT.model_copy(update={"protection": None})

    assert refused(booked(own), with_(outcome=bare), EVENING).rules == ("WA-53",)
    assert asked(booked(own), EVENING, with_(outcome=LEFT)).conferences[0].held_at


@pytest.mark.rule("WA-49")
def test_a_review_is_asked_the_same() -> None:
    own = only(practice("wales"), QUORUM)
    start = household(terms=own)
    review = booking(meeting="review", invite=())
    few, enough = with_(*came(WORKER)), with_(*THREE)
    case = asked(start, BOOKED, review)

    assert refused(case, few, EVENING).where == QUORUM
    assert asked(case, EVENING, enough).conferences[0].held_at == STARTS


@pytest.mark.parametrize("book", ["york", "pan-sussex", "guernsey"])
def test_where_no_source_sets_a_number_few_are_enough(book: str) -> None:
    assert not {QUORUM, OF_TWO} & {gate.key for gate in practice(book).gates}
    own = only(practice(book))
    case = asked(booked(own), EVENING, with_(*came(WORKER, MANAGER)))

    assert case.conferences[0].outcome(ONE) == NO_PLAN


def test_a_first_edition_decides_as_it_always_did() -> None:
    case = asked(booked(terms("wales")), EVENING, with_(*came(WORKER)))

    assert case.conferences[0].outcome(ONE) == NO_PLAN
