"""Whoever of the family comes, and who supports them, was met before it began."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import pytest

from domain.case import Case
from domain.record.invitations import Capacity, InvitationList, Invitee
from domain.requests import Request
from domain.terms import Terms
from tests.dates import instant
from tests.domain.requesting import asked
from tests.practice.gates import Row, lets_by, needs_its_entry, params, proves
from tests.practice.household import (
    ADVOCATE,
    BEFORE,
    EVENING,
    FATHER,
    ONE,
)
from tests.practice.participating import (
    PARENTS,
    attends,
    holding,
    prepares,
    too_young,
    under,
)

OVER = ("york", "csa-pathway")
HOLD = partial(Row, now=EVENING, breaks=holding(), keeps=holding())
ROWS = (
    HOLD(
        rule="CS-45",
        gate="met-before-the-conference",
        books=OVER,
        case=under(attends(), too_young(), prepares(), prepares(FATHER)),
        lawful=under(
            attends(), too_young(), prepares(), prepares(FATHER), prepares(ONE)
        ),
        about=(ONE,),
    ),
)


@pytest.mark.parametrize("row", params(ROWS))
def test_it_refuses_what_is_missing(row: Row) -> None:
    proves(row)


@pytest.mark.parametrize("row", params(ROWS))
def test_it_lets_the_nearest_lawful_case_by(row: Row) -> None:
    lets_by(row)


@pytest.mark.parametrize("row", params(ROWS))
def test_without_its_entry_nothing_is_refused(row: Row) -> None:
    needs_its_entry(row)


@pytest.mark.rule("CS-45")
def test_an_advocate_who_comes_was_met_before_too() -> None:
    row = ROWS[0]._replace(
        breaks=holding(present=(*PARENTS, ADVOCATE)),
        keeps=holding(present=(*PARENTS, ADVOCATE)),
        about=(ADVOCATE,),
    )
    met = (attends(), too_young(), prepares(), prepares(FATHER), prepares(ONE))

    proves(row._replace(case=with_advocate(*met)))
    lets_by(row._replace(lawful=with_advocate(*met, prepares(ADVOCATE))))


def with_advocate(*told: Request) -> Callable[[Terms], Case]:
    """The advocate is invited as one before anything else is told."""
    coming = (Invitee(person=ADVOCATE, capacity=Capacity.ADVOCATE),)

    def made(terms: Terms) -> Case:
        case = under()(terms)
        list_of = InvitationList(settled_at=BEFORE, invitees=coming)
        booked = case.conferences[0].model_copy(update={"invitation": list_of})
        case = case.model_copy(update={"conferences": (booked,)})
        return asked(case, BEFORE, *told)

    return made


@pytest.mark.rule("CS-45")
def test_a_meeting_after_the_conference_began_was_no_meeting_before_it() -> None:
    row = ROWS[0]
    after = prepares(ONE, prepared_at=instant("Fri 2027-01-29 12:00Z"))

    def late(terms: Terms) -> Case:
        return asked(row.case(terms), EVENING, after)

    proves(row._replace(case=late))
