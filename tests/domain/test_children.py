"""A child joins the household, born or not yet."""

from __future__ import annotations

from typing import Any

import pytest

from domain.case import Case
from domain.decide.children import decide_children
from domain.facts.children import ChildAdded
from domain.record.children import ChildGiven, Residence
from domain.requests.children import AddChild
from tests.dates import day, instant
from tests.domain.asking import ask
from tests.domain.builders import a_case, a_child, after
from tests.domain.family import (
    FATHER,
    MOTHER,
    a_family,
)
from tests.domain.living import discussed
from tests.domain.requesting import refused

NOW = instant("Wed 2026-12-09 10:00Z")


def joins(case: Case, added_at: str = "Wed 2026-12-09 09:00Z", **given: Any) -> Any:
    known = "born" in given or "expected" in given
    born = {} if known else {"born": day("Tue 2020-09-01")}
    child = ChildGiven(**({"ref": "child-9"} | born | given))
    return case, ask(AddChild, child=child, added_at=instant(added_at)), NOW


def test_a_child_who_joins_is_in_the_case_from_then_and_owes_it_no_duty_yet() -> None:
    at = instant("Tue 2026-12-08 15:00Z")

    facts = decide_children(*joins(a_case(), "Tue 2026-12-08 15:00Z"))

    child = a_child("child-9", born=day("Tue 2020-09-01"), since=at)
    assert facts == (ChildAdded(at=at, child=child),)
    case = after(a_case(), NOW, *facts)
    assert (case.child("child-9"), case.duties) == (child, {})


def test_a_discussion_names_the_new_child_and_only_then_is_a_conference_due() -> None:
    case = after(a_case(), NOW, *decide_children(*joins(a_case())))

    case = discussed(case, "child-1", "child-9")

    # Four days that week, five, four before Christmas, then Tuesday and Wednesday.
    due = case.duties["initial-conference/enq-1/child-9"].due.due_on
    assert due == day("Wed 2026-12-30")


@pytest.mark.parametrize(
    ("given", "code", "where"),
    [
        ({"ref": "child-1"}, "reference-in-use", "child.ref"),
        ({"born": day("Thu 2026-12-10")}, "born-in-the-future", "child.born"),
        ({"born": day("Tue 2008-12-09")}, "already-eighteen", "child.born"),
        (
            {"expected": day("Thu 2027-09-30")},
            "impossible-expected-date",
            "child.expected",
        ),
        (
            {"expected": day("Tue 2026-02-17")},
            "impossible-expected-date",
            "child.expected",
        ),
        ({"parents": ("p-nobody",)}, "unknown-person", "child.parents"),
        ({"responsible": ("p-nobody",)}, "unknown-person", "child.responsible"),
        (
            {"lives": (Residence(household="home-1", since=day("Thu 2026-12-10")),)},
            "in-the-future",
            "child.lives",
        ),
    ],
)
def test_a_child_who_cannot_be_so_is_refused_with_the_field(
    given: dict[str, Any], code: str, where: str
) -> None:
    answer = refused(*joins(a_family(), **given))

    assert (answer.code, answer.where) == (code, where)


@pytest.mark.parametrize(
    "given",
    [
        {"ref": "c" * 32},
        {"born": day("Wed 2026-12-09"), "added_at": "Wed 2026-12-09 00:00Z"},
        {"born": day("Wed 2008-12-10")},
        {"expected": day("Wed 2027-09-29")},
        {"expected": day("Wed 2026-02-18")},
        {"parents": (MOTHER,), "responsible": (MOTHER, FATHER)},
        {"lives": (Residence(household="home-1", since=day("Wed 2026-12-09")),)},
    ],
)
def test_the_nearest_child_who_can_be_so_is_added(given: dict[str, Any]) -> None:
    (fact,) = decide_children(*joins(a_family(), **given))

    assert isinstance(fact, ChildAdded)
    told = {k: v for k, v in given.items() if k != "added_at"}
    assert {field: getattr(fact.child, field) for field in told} == told


@pytest.mark.parametrize(
    ("added_at", "code"),
    [
        ("Wed 2026-12-09 10:01Z", "in-the-future"),
        ("Mon 2020-08-31 22:59Z", "too-long-ago"),
    ],
)
def test_a_child_joins_when_it_has_happened_and_not_long_before_us(
    added_at: str, code: str
) -> None:
    answer = refused(*joins(a_case(), added_at))

    assert (answer.code, answer.where) == (code, "added_at")


def test_a_child_does_not_join_before_its_birth_by_the_local_clock() -> None:
    born = day("Mon 2026-06-01")

    early = refused(*joins(a_case(), "Sun 2026-05-31 22:59Z", born=born))
    (fact,) = decide_children(*joins(a_case(), "Sun 2026-05-31 23:00Z", born=born))

    assert (early.code, early.where) == ("out-of-order", "added_at")
    assert fact.at == instant("Sun 2026-05-31 23:00Z")
