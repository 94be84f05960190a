"""Where a child lives changes nothing that is due for the child."""

from __future__ import annotations

from typing import Any

import pytest

from domain.case import Case
from domain.decide.children import decide_children
from domain.facts.children import HouseholdChanged
from domain.record.children import Leaving, Left, Residence
from domain.requests.children import ChangeHousehold
from tests.dates import day, instant
from tests.domain.asking import ask
from tests.domain.builders import OPENED, a_case, a_child, after
from tests.domain.living import discussed
from tests.domain.requesting import refused

NOW = instant("Wed 2026-12-09 10:00Z")


def moves(
    case: Case, household: str = "home-2", since: str = "Wed 2026-12-09", **fields: Any
) -> Any:
    request = ask(
        ChangeHousehold,
        child="child-1",
        household=household,
        since=day(since),
        **fields,
    )
    return case, request, NOW


def lives(*homes: tuple[str, str]) -> Case:
    residences = tuple(Residence(household=h, since=day(since)) for h, since in homes)
    return a_case(children=(a_child(lives=residences),))


def homes(case: Case) -> list[str]:
    (child,) = case.children
    return [home.household for home in child.lives if home.until is None]


def test_a_child_moves_home_and_nothing_due_for_the_child_changes() -> None:
    case = discussed(lives(("home-1", "Mon 2026-03-02")), "child-1")

    facts = decide_children(*moves(case))
    moved = after(case, NOW, *facts)

    at = instant("Wed 2026-12-09 00:00Z")
    assert facts == (
        HouseholdChanged(
            at=at, child="child-1", household="home-2", since=day("Wed 2026-12-09")
        ),
    )
    assert homes(moved) == ["home-2"]
    assert moved.children[0].lives[0].until == day("Wed 2026-12-09")
    assert (moved.duties, moved.settled) == (case.duties, case.settled)


def test_a_child_may_live_in_two_homes_and_then_in_one_of_them_only() -> None:
    case = lives(("home-1", "Mon 2026-03-02"))

    case = after(case, NOW, *decide_children(*moves(case, also=True)))
    assert homes(case) == ["home-1", "home-2"]

    case = after(case, NOW, *decide_children(*moves(case, "home-1")))
    assert homes(case) == ["home-1"]
    assert [(home.since, home.until) for home in case.children[0].lives] == [
        (day("Mon 2026-03-02"), None),
        (day("Wed 2026-12-09"), day("Wed 2026-12-09")),
    ]


def test_a_child_who_went_back_home_lives_there_from_that_day_on() -> None:
    case = lives(("home-1", "Mon 2026-03-02"))
    case = after(case, NOW, *decide_children(*moves(case, since="Mon 2026-12-07")))

    case = after(case, NOW, *decide_children(*moves(case, "home-1")))

    assert homes(case) == ["home-1"]
    assert [home.since for home in case.children[0].lives] == [
        day("Mon 2026-03-02"),
        day("Mon 2026-12-07"),
        day("Wed 2026-12-09"),
    ]


@pytest.mark.parametrize(
    ("household", "since", "also", "code", "where"),
    [
        ("home-1", "Wed 2026-12-09", False, "lives-there", "household"),
        ("home-1", "Wed 2026-12-09", True, "lives-there", "household"),
        ("home-2", "Thu 2026-12-10", False, "in-the-future", "since"),
        ("home-2", "Fri 2026-05-29", False, "out-of-order", "since"),
    ],
)
def test_a_move_that_cannot_be_so_is_refused(
    household: str, since: str, also: bool, code: str, where: str
) -> None:
    case = lives(("home-1", "Mon 2026-06-01"))

    answer = refused(*moves(case, household, since, also=also))

    assert (answer.code, answer.where) == (code, where)


@pytest.mark.parametrize(
    ("since", "also"),
    [("Wed 2026-12-09", False), ("Mon 2026-06-01", False), ("Fri 2026-05-29", True)],
)
def test_the_nearest_move_that_can_be_so_is_recorded(since: str, also: bool) -> None:
    case = lives(("home-1", "Mon 2026-06-01"))

    facts = decide_children(*moves(case, "home-2", since, also=also))

    assert homes(after(case, NOW, *facts))[-1] == "home-2"


def test_a_child_lives_nowhere_before_birth_though_an_unborn_one_has_a_home() -> None:
    born = a_case(children=(a_child(born=day("Tue 2026-12-08")),))
    unborn = a_case(children=(a_child(expected=day("Sat 2026-12-19")),))

    answer = refused(*moves(born, since="Mon 2026-12-07"))

    assert (answer.code, answer.where) == ("out-of-order", "since")
    case = after(unborn, NOW, *decide_children(*moves(unborn, since="Mon 2026-12-07")))
    assert homes(case) == ["home-2"]


def test_a_child_who_left_the_case_moves_no_more() -> None:
    left = Leaving(why=Left.TRANSFERRED, at=OPENED)
    case = a_case(children=(a_child(left=left),))

    answer = refused(*moves(case))

    assert (answer.code, answer.where) == ("child-has-left", "child")
