"""A careful team passes every gate there is, each in a role that may ask for it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

import pytest

from domain.case import Case
from domain.record.conferences import Kind
from domain.requests import Request
from tests.dates import day, instant
from tests.domain.builders import a_child, with_roles
from tests.domain.requesting import asked
from tests.practice.household import (
    BOOKED,
    CONCLUDED,
    DISCUSSED,
    EVENING,
    STARTS,
    UNBORN,
    household,
)
from tests.practice.lawful import Team
from tests.practice.of_the_case import here, left, planned

BOOKS = (
    ("pan-sussex",),
    ("york",),
    ("wales",),
    ("guernsey",),
    ("pan-sussex", "csa-pathway"),
    ("york", "csa-pathway"),
    ("wales", "csa-pathway"),
    ("guernsey", "csa-pathway"),
)
SPRING = instant("Mon 2027-04-19 09:00Z")
REVIEWED = instant("Tue 2027-04-27 10:00Z")
THAT_EVENING = instant("Tue 2027-04-27 17:00Z")


def all_of(case: Case, now: datetime, requests: Iterable[Request]) -> Case:
    for request in tuple(requests):
        case = asked(case, now, request)
    return case


def ready(case: Case, team: Team, kind: Kind, at: datetime, starts: datetime) -> Case:
    """Booked, settled, prepared and reported on, all on one day."""
    case = asked(case, at, team.book(case, at, starts, kind))
    case = all_of(case, at, team.interpreters(case, at))
    case = asked(case, at, team.settle(case, at))
    case = all_of(case, at, team.prepare(case, at))
    case = all_of(case, at, team.report(case, at))
    return asked(case, at, team.group(case, at))


def closed(case: Case, team: Team, evening: datetime) -> Case:
    case = all_of(case, evening, team.write(case, evening))
    case = all_of(case, evening, team.share(case, evening))
    return asked(case, evening, team.close(evening))


def to_a_plan(*books: str) -> Case:
    """Both children and an unborn one, each with a plan by the first conference."""
    unborn = a_child(UNBORN, expected=day("Tue 2027-06-01"))
    case, team = household(*books, terms=with_roles(*books)), Team("conf-1")
    case = case.model_copy(update={"children": (*case.children, unborn)})
    case = asked(case, DISCUSSED, team.discuss(case, DISCUSSED))
    case = asked(case, CONCLUDED, team.conclude(case, CONCLUDED))
    case = ready(case, team, Kind.INITIAL, BOOKED, STARTS)
    outcomes = (planned(case, child) for child in here(case))
    case = asked(case, EVENING, team.hold(case, STARTS, *outcomes))
    return closed(case, team, EVENING)


@pytest.mark.parametrize("books", BOOKS, ids="+".join)
def test_a_first_conference_goes_from_discussion_to_a_closed_record(
    books: tuple[str, ...],
) -> None:
    case = to_a_plan(*books)

    assert case.conferences[0].closed_at == EVENING
    assert {plan.child for plan in case.plans} == set(here(case))


@pytest.mark.parametrize("books", BOOKS, ids="+".join)
def test_a_review_repeats_the_gates_and_ends_the_plans(books: tuple[str, ...]) -> None:
    case, team = to_a_plan(*books), Team("rev-1")
    case = ready(case, team, Kind.REVIEW, SPRING, REVIEWED)
    outcomes = (left(case, child) for child in here(case))
    case = asked(case, THAT_EVENING, team.hold(case, REVIEWED, *outcomes))
    case = closed(case, team, THAT_EVENING)

    assert all(plan.ended is not None for plan in case.plans)
    assert case.conferences[1].closed_at == THAT_EVENING
