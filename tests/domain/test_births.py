"""A birth may be of one or several, early or late: none is refused."""

from __future__ import annotations

from typing import Any

import pytest

from domain.decide.births import decide_births
from domain.facts.children import (
    ChildBorn,
    ChildLeft,
    ExpectedDatePassed,
)
from domain.record.children import Leaving, Left
from tests.dates import day, instant
from tests.domain.builders import OPENED, a_case, a_child, after, waited
from tests.domain.expecting import (
    BABY,
    EXPECTED,
    ONE,
    SIBLING,
    TOLD,
    TWIN,
    TWO,
    birth,
    born,
    expecting,
    the,
)
from tests.domain.requesting import refused


def test_the_first_baby_keeps_the_reference_and_the_others_stand_beside_it() -> None:
    facts = decide_births(expecting(), TWO, TOLD)

    (fact,) = facts
    assert isinstance(fact, ChildBorn)
    assert (fact.at, fact.expected) == (TOLD, BABY)
    assert [(b.ref, b.born, b.expected) for b in fact.babies] == [
        (BABY, day("Sun 2026-12-20"), None),
        (TWIN, day("Mon 2026-12-21"), None),
    ]


def test_each_baby_has_what_was_known_of_the_expected_child() -> None:
    expected = the(expecting(), BABY)

    case = born(expecting())

    for ref, date in ((BABY, "Sun 2026-12-20"), (TWIN, "Mon 2026-12-21")):
        same = {"ref": ref, "born": day(date), "expected": None}
        assert the(case, ref) == expected.model_copy(
            update=same | {"birth_settled_at": TOLD}
        )


@pytest.mark.parametrize("expected", [1, 2, 3])
@pytest.mark.parametrize("request_", [ONE, TWO])
def test_as_many_are_born_as_are_born_whatever_was_expected(
    expected: int, request_: Any
) -> None:
    unborn = a_child(BABY, expected=EXPECTED, expected_babies=expected)

    case = born(a_case(children=(unborn,)), request_)

    assert [child.ref for child in case.children] == [b.ref for b in request_.born]
    assert [child.expected_babies for child in case.children] == [1] * len(
        request_.born
    )


@pytest.mark.parametrize(
    ("request_", "code", "where"),
    [
        (birth((TWIN, "Sun 2026-12-20")), "first-keeps-reference", "born.0.ref"),
        (
            birth((BABY, "Sun 2026-12-20"), (SIBLING, "Sun 2026-12-20")),
            "reference-in-use",
            "born.1.ref",
        ),
        (
            birth(*((ref, "Sun 2026-12-20") for ref in (BABY, TWIN, TWIN))),
            "reference-in-use",
            "born.2.ref",
        ),
        (birth((BABY, "Tue 2026-12-22")), "in-the-future", "born.0.born"),
        (birth((BABY, "Fri 2026-02-27")), "impossible-birth-date", "born.0.born"),
        (
            birth((BABY, "Sun 2026-12-20"), told_at="Mon 2026-12-21 09:01Z"),
            "in-the-future",
            "told_at",
        ),
        (
            birth((BABY, "Sun 2026-12-20"), told_at="Sat 2026-12-19 23:59Z"),
            "in-the-future",
            "born.0.born",
        ),
    ],
)
def test_a_birth_that_cannot_be_so_is_refused_with_the_field(
    request_: Any, code: str, where: str
) -> None:
    answer = refused(expecting(), request_, TOLD)

    assert (answer.code, answer.where) == (code, where)


@pytest.mark.parametrize(
    "request_",
    [
        birth((BABY, "Mon 2026-12-21")),
        birth((BABY, "Sat 2026-02-28")),
        birth((BABY, "Fri 2026-07-31")),
        birth((BABY, "Sun 2026-12-20"), told_at="Sun 2026-12-20 00:00Z"),
        birth((BABY, "Sun 2026-12-20"), ("b" * 32, "Sun 2026-12-20")),
    ],
)
def test_life_is_never_refused_for_being_early_late_or_one_of_several(
    request_: Any,
) -> None:
    case = born(expecting(), request_)

    assert the(case, BABY).born == request_.born[0].born


def test_a_birth_after_the_expected_date_has_passed_is_recorded_like_any_other() -> (
    None
):
    at = instant("Mon 2027-01-04 10:00Z")
    case = waited(expecting(), at)

    late = birth((BABY, "Sun 2027-01-03"), told_at="Mon 2027-01-04 10:00Z")

    assert the(after(case, at, *decide_births(case, late, at)), BABY).born == day(
        "Sun 2027-01-03"
    )


def test_a_child_is_born_once_and_only_while_it_is_in_the_case() -> None:
    pregnancy_ended = ChildLeft(
        at=OPENED,
        child=BABY,
        leaving=Leaving(why=Left.PREGNANCY_ENDED, at=OPENED),
    )

    twice = refused(born(expecting()), ONE, TOLD)
    gone = refused(after(expecting(), OPENED, pregnancy_ended), ONE, TOLD)

    assert (twice.code, twice.where) == ("already-born", "expected")
    assert (gone.code, gone.where) == ("child-has-left", "expected")


def test_has_the_child_been_born_is_answered_when_we_are_told() -> None:
    case = waited(expecting(), TOLD)
    question = f"has-the-child-been-born/{BABY}/{BABY}"
    asked = case.duties[question]

    answered = born(case, ONE).settled[question]

    assert asked.due.since == instant("Sun 2026-12-20 00:00Z")
    assert (answered.met_at, answered.lapsed) == (TOLD, None)


def test_of_a_child_born_before_its_date_nobody_asks_whether_it_was_born() -> None:
    early = birth((BABY, "Thu 2026-12-17"), told_at="Thu 2026-12-17 12:00Z")
    at = instant("Thu 2026-12-17 12:00Z")
    case = expecting()

    case = waited(after(case, at, *decide_births(case, early, at)), TOLD)

    assert not any("has-the-child-been-born" in key for key in case.duties)


def test_the_expected_date_that_passed_stays_known_after_the_birth() -> None:
    passed = ExpectedDatePassed(at=instant("Sun 2026-12-20 00:00Z"), child=BABY)
    case = after(expecting(), TOLD, passed)

    assert the(case, BABY).expected_date_passed
    assert the(born(case), TWIN).expected_date_passed
    assert not the(born(expecting()), BABY).expected_date_passed
