"""Who need not stand on a list of those invited, and of whom it is asked all the same.

The parent of a child who has left, a brother under age, a guardian appointed since.
"""

from __future__ import annotations

from datetime import datetime

import pytest

from domain.case import Case
from domain.record.children import Leaving, Left
from domain.record.invitations import Invitee
from domain.record.participation import Attending, Takes
from domain.record.people import RoleHeld
from domain.requests.children import RecordDeath
from domain.roles import Role
from tests.dates import day
from tests.domain.builders import OPENED, practice
from tests.domain.requesting import asked, refused
from tests.practice.household import (
    AUNT,
    BOOKED,
    FATHER,
    GUARDIAN,
    MOTHER,
    ONE,
    SETTLED,
    TEACHER,
    TWO,
    VISITOR,
    asking,
    only,
)
from tests.practice.inviting import booked, listing
from tests.practice.keeping_away import with_person
from tests.practice.test_proceedings import (
    FRIDAY,
    THURSDAY,
    appointed,
    began,
    observer,
)

CSA = ("york", "csa-pathway")


def under(gate: str, *books: str) -> Case:
    return booked(*books)(only(practice(*books), gate))


@pytest.mark.rule("YK-18")
def test_the_parents_of_a_child_who_has_left_are_not_asked_about() -> None:
    case = under("parents-considered", "york")
    one, two = case.children
    of_the_aunt = two.model_copy(update={"parents": (AUNT,), "responsible": ()})
    gone = of_the_aunt.model_copy(
        update={"left": Leaving(why=Left.TRANSFERRED, at=BOOKED)}
    )
    parents = listing(Invitee(person=MOTHER), Invitee(person=FATHER))

    here = case.model_copy(update={"children": (one, of_the_aunt)})
    left = case.model_copy(update={"children": (one, gone)})

    assert refused(here, parents, SETTLED).code == "not-yet"
    assert asked(left, SETTLED, parents).conferences[0].invitation


@pytest.mark.rule("CS-48")
@pytest.mark.parametrize(
    ("born", "comes"), [("Wed 2009-01-14", False), ("Wed 2009-01-21", True)]
)
def test_who_is_of_age_when_the_list_is_settled_is_an_adult_of_concern(
    born: str, comes: bool
) -> None:
    """On Tue 2027-01-19 the one has been eighteen for five days; the other is not."""
    case = under("nobody-of-concern-invited", *CSA)
    case = with_person(case, AUNT, of_concern_about=(ONE,), born=day(born))
    invite = listing(Invitee(person=AUNT))

    if comes:
        assert asked(case, SETTLED, invite).conferences[0].invitation
    else:
        assert refused(case, invite, SETTLED).code == "not-yet"


@pytest.mark.rule("CS-16")
def test_one_child_is_invited_and_of_the_other_it_is_said_why_not() -> None:
    case = under("child-is-invited-or-there-is-a-reason", *CSA)
    comes = Attending(
        child=ONE,
        decided_at=BOOKED,
        appropriate=True,
        takes=Takes.PART,
        invited=True,
    )
    meeting = case.conferences[0].model_copy(update={"attending": (comes,)})
    case = case.model_copy(update={"conferences": (meeting,)})
    too_young = ({"who": TWO, "why": "too-young"},)

    assert refused(case, listing(), SETTLED).code == "not-yet"
    assert asked(case, SETTLED, listing(not_invited=too_young)).conferences[0]


@pytest.mark.rule("CS-07")
def test_who_holds_the_role_of_a_supporter_comes_as_one() -> None:
    case = under("advocate-comes-as-advocate", *CSA)
    supports = RoleHeld(role=Role.SUPPORTER, person=TEACHER, since=OPENED)
    case = case.model_copy(update={"roles": (*case.roles, supports)})

    assert refused(case, listing(Invitee(person=TEACHER)), SETTLED).code == "not-yet"
    assert asked(case, SETTLED, listing(Invitee(person=VISITOR))).conferences[0]


def guarded() -> Case:
    """A guardian was appointed on Thu 2027-01-21; it is Friday."""
    return asked(under("guardian-is-invited", "wales"), FRIDAY, began(), appointed())


@pytest.mark.rule("WA-44")
@pytest.mark.parametrize(("at", "asks"), [(SETTLED, False), (THURSDAY, True)])
def test_a_list_names_whoever_was_guardian_when_it_was_settled(
    at: datetime, asks: bool
) -> None:
    bare = listing(settled_at=at)

    if asks:
        assert refused(guarded(), bare, FRIDAY).rules == ("WA-44",)
        with_her = listing(observer(), settled_at=at)
        assert asked(guarded(), FRIDAY, with_her).conferences[0].invitation
    else:
        assert asked(guarded(), FRIDAY, bare).conferences[0].invitation


@pytest.mark.rule("WA-44")
def test_a_guardian_who_has_died_is_not_asked_for() -> None:
    died = RecordDeath(**asking(number="died"), who=GUARDIAN, died_at=FRIDAY)
    case = asked(guarded(), FRIDAY, died)

    assert asked(case, FRIDAY, listing(settled_at=FRIDAY)).conferences[0].invitation
