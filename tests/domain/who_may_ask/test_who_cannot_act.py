"""The family, whoever is kept away and the dead act in no professional role."""

from __future__ import annotations

import pytest

from domain.case import Case
from domain.decide import decide
from domain.errors import Refused
from domain.record.people import RoleHeld
from domain.requests.base import By
from domain.roles import Role
from tests.domain.builders import OPENED, a_person
from tests.domain.who_may_ask.household import (
    answer,
    asking,
    by,
    case,
    named,
    roles,
    staff,
)
from tests.practice.household import AUNT, BOOKED, FATHER, MOTHER, ONE, people

WORKER, MANAGER = Role.SOCIAL_WORKER, Role.FIRST_LINE_MANAGER
CANNOT, YES = "cannot-act-here", "accepted"
FAMILY = tuple(p for p in people() if p.kind == "family")


def with_one(**change: object) -> Case:
    """The manager is somebody about whom this is recorded."""
    marked = a_person(named(MANAGER), **change)
    others = tuple(p for p in staff() if p.ref != marked.ref)
    return case(people=(*FAMILY, *others, marked))


@pytest.mark.parametrize("who", [MOTHER, FATHER, AUNT, ONE])
@pytest.mark.parametrize("role", [WORKER, Role.PARTNER_AGENCY, Role.OUT_OF_HOURS_TEAM])
def test_nobody_of_the_family_acts_in_a_professional_role(who: str, role: Role) -> None:
    vacant = case(roles=roles(vacant=(role,)))

    assert answer(vacant, asking("record-protective-action", by(role, who))) == CANNOT


def test_nor_does_one_to_whom_the_role_was_given_by_mistake() -> None:
    held = RoleHeld(role=WORKER, person=MOTHER, since=OPENED)
    found = case(roles=roles(held, vacant=(WORKER,)))

    assert answer(found, asking("add-child", by(WORKER, MOTHER))) == CANNOT


@pytest.mark.parametrize(
    "change",
    [{"excluded": True}, {"of_concern_about": (ONE,)}, {"died_at": OPENED}],
    ids=["excluded", "of concern", "died"],
)
@pytest.mark.parametrize("kind", ["decide-adult-concern", "record-protective-action"])
def test_whoever_is_kept_away_or_has_died_acts_in_no_role_even_of_their_own(
    kind: str, change: dict[str, object]
) -> None:
    assert answer(with_one(), asking(kind, by(MANAGER))) == YES
    assert answer(with_one(**change), asking(kind, by(MANAGER))) == CANNOT


def test_the_refusal_does_not_tell_which_of_these_somebody_is() -> None:
    said = set()
    for change in ({"excluded": True}, {"of_concern_about": (ONE,)}):
        with pytest.raises(Refused) as caught:
            decide(with_one(**change), asking("add-child", by(MANAGER)), BOOKED)
        said.add(caught.value.message)
        assert named(MANAGER) not in caught.value.message
    with pytest.raises(Refused) as caught:
        decide(case(), asking("add-child", by(MANAGER, MOTHER)), BOOKED)

    assert said == {caught.value.message}


@pytest.mark.parametrize("role", [Role.SUPPORTER, Role.GUARDIAN])
def test_a_supporter_and_a_guardian_change_nothing(role: Role) -> None:
    who = by(role, AUNT if role is Role.SUPPORTER else None)

    assert answer(case(), asking("record-views", who)) == "not-yours-to-ask"
    assert answer(case(), asking("add-child", who)) == "not-yours-to-ask"


@pytest.mark.parametrize(
    ("whose", "who", "said"),
    [
        (ONE, by(Role.ADVOCATE, AUNT), "unknown-conference"),
        (ONE, by(Role.ADVOCATE), "unknown-conference"),
        (AUNT, by(Role.ADVOCATE, AUNT), "about-themselves"),
        (ONE, by(Role.SUPPORTER, AUNT), "not-yours-to-ask"),
        (ONE, by(WORKER, AUNT), CANNOT),
    ],
)
def test_an_advocate_of_the_family_says_a_childs_views_and_not_their_own(
    whose: str, who: By, said: str
) -> None:
    assert answer(case(), asking("record-views", who, whose=whose)) == said
