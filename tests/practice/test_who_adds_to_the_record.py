"""Whose agencies are asked to add to the record: not those of who only helps."""

from __future__ import annotations

import pytest

from domain.case import Case
from domain.gates.record import agencies_there
from domain.record.people import RoleHeld
from domain.roles import Role
from tests.domain.builders import OPENED, practice
from tests.domain.requesting import asked
from tests.practice.holding import a_day, booked, came, held
from tests.practice.household import EVENING, OFFICER, TEACHER, VISITOR, household, only


def helped_by(role: Role, *people: str) -> Case:
    """The teacher, the visitor and the officer came, some of them in this role."""
    own = only(practice("york"))
    roles = tuple(RoleHeld(role=role, person=p, since=OPENED) for p in people)
    case = booked(own, roles=(*household(terms=own).roles, *roles))
    there = (TEACHER, VISITOR, OFFICER)
    meeting = held(present=there, day=a_day(attendance=came(*there), absences=()))
    return asked(case, EVENING, meeting)


def asked_to_add(case: Case) -> set[str]:
    (conference,) = case.conferences
    return set(agencies_there(case, conference))


def agency(case: Case, ref: str) -> str:
    person = case.person(ref)
    return (person and person.agency) or ref


@pytest.mark.parametrize("role", [Role.INTERPRETER, Role.SUPPORTER, Role.ADVOCATE])
def test_of_several_who_help_none_is_asked_to_add_to_the_record(role: Role) -> None:
    case = helped_by(role, VISITOR, OFFICER)

    assert asked_to_add(case) == {agency(case, TEACHER)}


def test_whoever_takes_part_for_an_agency_is_asked() -> None:
    case = helped_by(Role.INTERPRETER)

    everybody = {agency(case, ref) for ref in (TEACHER, VISITOR, OFFICER)}
    assert asked_to_add(case) == everybody
