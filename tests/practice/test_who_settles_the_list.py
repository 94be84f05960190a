"""Past which questions, and by whom, a list of those invited comes about."""

from __future__ import annotations

import pytest

from domain.decide import respond
from domain.errors import NotYet
from domain.record.people import RoleHeld
from domain.roles import Role
from domain.terms import Gate, Terms, sealed
from tests.domain.builders import OPENED, practice
from tests.domain.requesting import asked, refused
from tests.practice.household import (
    BOOKED,
    MANAGER,
    MOTHER,
    OFFICER,
    ONE,
    SETTLED,
    TEACHER,
    VISITOR,
    WORKER,
    household,
    only,
)
from tests.practice.inviting import booked, booking, listing

SETTLES = "manager-settles-the-list"


@pytest.mark.rule("WA-41")
@pytest.mark.parametrize(
    ("by", "together", "about"),
    [
        (None, WORKER, ("",)),
        (MANAGER, MANAGER, ("",)),
        (TEACHER, WORKER, (TEACHER,)),
        (MANAGER, VISITOR, (VISITOR,)),
        (VISITOR, TEACHER, (VISITOR, TEACHER)),
    ],
)
def test_a_manager_and_the_allocated_worker_settle_it_and_are_two_people(
    by: str | None, together: str | None, about: tuple[str, ...]
) -> None:
    case = booked("wales")(only(practice("wales"), SETTLES))
    request = listing(approved_by=by, approved_with=together)

    with pytest.raises(NotYet) as caught:
        respond(case, request, SETTLED)

    assert [ref for lack in caught.value.lacks for ref in lack.about] == list(about)


@pytest.mark.rule("WA-41")
def test_while_a_manager_is_away_whoever_acts_for_them_settles_it() -> None:
    acts = RoleHeld(
        role=Role.INVITATIONS_MANAGER, person=OFFICER, since=OPENED, acting=True
    )
    case = booked("wales")(only(practice("wales"), SETTLES))
    acting = case.model_copy(update={"roles": (*case.roles, acts)})
    over = acts.model_copy(update={"until": SETTLED})
    ended = case.model_copy(update={"roles": (*case.roles, over)})
    request = listing(approved_by=OFFICER, approved_with=WORKER)

    assert respond(acting, request, SETTLED)
    assert refused(ended, request, SETTLED).rules == ("WA-41",)


def large(least: int | None) -> Terms:
    """Terms that ask why a list is so long: from a number, or with none set."""
    gate = Gate(
        key="large-list-explained",
        ids=(),
        before="invite",
        asks="list-no-larger-than",
        who=("chair",),
        least=least,
        force="practice",
        book="wales",
    )
    return sealed(only(practice("wales")).model_copy(update={"gates": (gate,)}))


@pytest.mark.parametrize("least", [1, None])
def test_it_is_said_why_a_list_is_long_or_why_several_children_come_together(
    least: int | None,
) -> None:
    case = booked("wales")(large(least))

    assert refused(case, listing(), SETTLED).where == "large-list-explained"
    assert respond(case, listing(large_because="Each knows one child."), SETTLED)


def test_a_short_list_and_a_conference_about_one_child_need_no_reason() -> None:
    alone = asked(
        household("wales", terms=large(None)), BOOKED, booking(children=(ONE,))
    )

    assert respond(booked("wales")(large(2)), listing(), SETTLED)
    assert respond(alone, listing(), SETTLED)


def test_where_the_list_is_asked_about_nobody_is_invited_with_the_booking() -> None:
    case = booked()(only(practice("york"), "parents-considered"))

    refusal = refused(case, booking(conference="conf-2", invite=(MOTHER,)), SETTLED)

    assert (refusal.code, refusal.where) == ("list-not-settled", "invite")
    assert respond(case, booking(conference="conf-2"), SETTLED)


def test_where_nothing_is_asked_a_booking_invites_as_ever() -> None:
    case = booked()(only(practice("york")))

    assert respond(case, booking(conference="conf-2", invite=(MOTHER,)), SETTLED)
