"""A pregnancy may end: nothing is due for the child, and nobody is written to."""

from __future__ import annotations

from typing import Any

import pytest

from domain.decide.births import decide_births
from domain.duties.reckoning import reckon
from domain.evolve import evolve, evolved
from domain.facts.children import (
    ChildLeft,
    LeavingUndone,
)
from domain.record.children import Leaving, Left
from domain.requests.children import RecordPregnancyEnded
from tests.dates import instant
from tests.domain.asking import ask
from tests.domain.builders import a_child, after, waited
from tests.domain.expecting import (
    BABY,
    EXPECTED,
    ONE,
    TOLD,
    born,
    expecting,
    lines,
    lived,
    with_a_plan,
)
from tests.domain.requesting import refused


def ended(child: str = BABY, at: str = "Wed 2026-12-16 08:00Z") -> Any:
    return ask(RecordPregnancyEnded, child=child, ended_at=instant(at))


def test_when_a_pregnancy_ends_what_was_due_for_the_child_is_due_no_more() -> None:
    case = with_a_plan(expecting())

    facts = decide_births(case, ended(), TOLD)
    case = after(case, TOLD, *facts)

    at = instant("Wed 2026-12-16 08:00Z")
    leaving = Leaving(why=Left.PREGNANCY_ENDED, at=at)
    assert facts == (ChildLeft(at=at, child=BABY, leaving=leaving),)
    assert not any(duty.child == BABY for duty in case.duties.values())
    assert case.plan_of(BABY) is None


def test_when_a_pregnancy_ends_no_letter_of_any_kind_is_sent_or_left_to_send() -> None:
    case = with_a_plan(expecting(children=(a_child(BABY, expected=EXPECTED),)))
    assert case.outbox

    case = after(case, TOLD, *decide_births(case, ended(), TOLD))
    case = waited(case, instant("Fri 2027-01-29 12:00Z"))

    assert (case.outbox, case.waiting) == ({}, {})


def test_after_a_pregnancy_ended_nobody_is_asked_whether_the_child_was_born() -> None:
    case = expecting()
    before_the_date = after(case, TOLD, *decide_births(case, ended(), TOLD))
    overdue = waited(case, TOLD)
    assert any("has-the-child-been-born" in key for key in overdue.duties)
    after_the_date = after(overdue, TOLD, *decide_births(overdue, ended(), TOLD))

    for told in (before_the_date, after_the_date):
        later = waited(told, instant("Fri 2027-01-29 12:00Z"))
        assert not any("has-the-child-been-born" in key for key in later.duties)


def test_the_end_of_a_pregnancy_answers_whether_the_child_was_born() -> None:
    case = waited(expecting(), TOLD)
    end = ended(at="Mon 2026-12-21 08:00Z")

    case = after(case, TOLD, *decide_births(case, end, TOLD))

    answered = case.settled[f"has-the-child-been-born/{BABY}/{BABY}"]
    assert answered.met_at == instant("Mon 2026-12-21 08:00Z")


def test_the_pregnancy_of_a_child_who_was_born_does_not_end() -> None:
    case = born(expecting(), ONE)

    answer = refused(case, ended(), TOLD)
    unborn = decide_births(expecting(), ended(), TOLD)

    assert (answer.code, answer.where) == ("child-is-born", "child")
    assert "record-death" in answer.message
    assert len(unborn) == 1


@pytest.mark.parametrize(
    ("child", "at", "code", "where"),
    [
        ("nobody", "Wed 2026-12-16 08:00Z", "unknown-child", "child"),
        (BABY, "Mon 2026-12-21 09:01Z", "in-the-future", "ended_at"),
    ],
)
def test_an_end_that_cannot_be_so_is_refused_with_the_field(
    child: str, at: str, code: str, where: str
) -> None:
    answer = refused(expecting(), ended(child, at), TOLD)

    assert (answer.code, answer.where) == (code, where)


def test_an_end_recorded_in_error_leaves_no_gap_when_it_is_undone() -> None:
    case = waited(with_a_plan(lived(expecting())), TOLD)
    mistaken = after(case, TOLD, *decide_births(case, ended(), TOLD))

    undone = evolve(mistaken, LeavingUndone(at=TOLD, child=BABY))
    follows = reckon(undone, TOLD, thorough=True, correcting=True)
    restored = evolved(undone, follows)

    assert (restored.children, restored.plans) == (case.children, case.plans)
    assert lines(restored, BABY) == lines(case, BABY)
