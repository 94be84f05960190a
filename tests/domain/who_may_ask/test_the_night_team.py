"""Shared roles, the night team's first: its people are on a rota, not on the case."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from domain.asking.holding import SHARED
from domain.case import Case
from domain.record.people import RoleHeld
from domain.requests import Request
from domain.roles import Role
from tests.dates import instant
from tests.domain.builders import OPENED
from tests.domain.requesting import asked
from tests.domain.who_may_ask.household import (
    answer,
    asking,
    by,
    case,
    may,
    named,
    roles,
)

NIGHT = Role.OUT_OF_HOURS_TEAM
ENDED, NOT_HELD = "role-has-ended", "does-not-hold-it"
BEFORE = instant("Wed 2027-01-20 09:00Z")
DUSK = instant("Thu 2027-01-21 17:00Z")
MIDNIGHT = instant("Fri 2027-01-22 00:00Z")
DAWN = instant("Fri 2027-01-22 08:00Z")
NEXT_NIGHT = instant("Sun 2027-01-24 02:10Z")
DAY = instant("Mon 2027-01-25 11:00Z")
A_MINUTE = timedelta(minutes=1)
#: Of each role that several share, something that it asks; a supporter asks nothing.
OF_A_SHARED_ROLE = {
    Role.PARTNER_AGENCY: "record-medical-examination",
    Role.INTERPRETER: "check-translation",
    Role.TRANSLATION_DESK: "return-translation",
    Role.BUSINESS_SUPPORT: "record-complaint",
    Role.OUT_OF_HOURS_TEAM: "add-child",
    Role.ADVOCATE: "record-views",
}
A_SHARED_ROLE = pytest.mark.parametrize("role", list(OF_A_SHARED_ROLE))


def covers(role: Role = NIGHT) -> Request:
    """The stranger does, in the night from Thursday to Friday."""
    span = {"starts_at": DUSK, "ends_at": DAWN}
    return asking("act-for", by(Role.COORDINATOR), role=role, person="stranger", **span)


def takes(person: str, role: Role, since: datetime) -> Request:
    held = {"role": role, "person": person, "since": since}
    return asking("assign-role", by(Role.COORDINATOR), **held)


def put_out(person: str, role: Role, at: datetime) -> Request:
    ended = {"role": role, "person": person, "ended_at": at}
    return asking("end-role", by(Role.COORDINATOR), **ended)


def covered(role: Role = NIGHT) -> Case:
    """Arranged on the day before."""
    return asked(case(), BEFORE, covers(role))


def of(role: Role, person: str = "stranger") -> Request:
    return asking(OF_A_SHARED_ROLE[role], by(role, person))


@pytest.mark.parametrize(
    "kind",
    [
        "record-emergency-order",
        "extend-emergency-order",
        "discharge-emergency-order",
        "add-child",
        "add-person",
        "change-person",
        "change-household",
        "record-birth",
        "record-death",
        "record-discussion",
        "record-sibling-concern",
        "record-visit",
    ],
)
def test_a_night_that_is_over_puts_nobody_out_of_the_night_team_for_the_next(
    kind: str,
) -> None:
    never_heard_of = asking(kind, by(NIGHT, "second-worker"))
    was_here_before = asking(kind, by(NIGHT, "stranger"))

    assert may(case(), never_heard_of, NEXT_NIGHT)
    assert may(covered(), was_here_before, NEXT_NIGHT)


@pytest.mark.parametrize("at", [DUSK, DAWN - A_MINUTE, DAWN, NEXT_NIGHT])
def test_the_rest_of_the_night_team_asks_while_one_of_them_is_on_record(
    at: datetime,
) -> None:
    assert may(covered(), of(NIGHT, "second-worker"), at)


@A_SHARED_ROLE
def test_cover_of_a_shared_role_that_ran_out_is_no_leaving(role: Role) -> None:
    assert may(covered(role), of(role), NEXT_NIGHT)


@A_SHARED_ROLE
def test_another_on_record_in_a_shared_role_puts_nobody_out_of_it(role: Role) -> None:
    found = asked(case(), DAY, takes("stranger", role, DUSK))

    assert found.holder(role, DAY) == "stranger"
    assert may(found, of(role, named(role)), DAY)


@A_SHARED_ROLE
def test_who_was_put_out_of_a_shared_role_in_the_midst_of_cover_stays_out(
    role: Role,
) -> None:
    found = asked(covered(role), MIDNIGHT, put_out("stranger", role, MIDNIGHT))

    assert may(found, of(role), MIDNIGHT - A_MINUTE)
    assert answer(found, of(role), MIDNIGHT) == ENDED
    assert answer(found, of(role), NEXT_NIGHT) == ENDED


@A_SHARED_ROLE
def test_who_was_put_out_of_a_shared_role_is_back_once_they_are_given_it(
    role: Role,
) -> None:
    holder = named(role)
    out = asked(case(), MIDNIGHT, put_out(holder, role, MIDNIGHT))
    back = asked(out, DAY, takes(holder, role, DAY))

    assert answer(out, of(role, holder), DAY) == ENDED
    assert may(back, of(role, holder), DAY)


def test_who_was_put_out_of_the_night_team_is_out_after_a_night_of_cover_as_well() -> (
    None
):
    left = RoleHeld(
        role=NIGHT, person="stranger", since=OPENED, until=BEFORE, ended=True
    )
    found = asked(case(roles=roles(left)), BEFORE, covers())

    assert may(found, of(NIGHT), DUSK)
    assert answer(found, of(NIGHT), DAWN) == ENDED


@pytest.mark.parametrize("at", [BEFORE, DUSK - A_MINUTE])
def test_a_night_that_was_called_off_before_it_began_puts_nobody_out(
    at: datetime,
) -> None:
    found = asked(covered(), at, put_out("stranger", NIGHT, at))

    assert found.holder(NIGHT, DUSK) == named(NIGHT)
    assert may(found, of(NIGHT), NEXT_NIGHT)
    assert answer(found, put_out("stranger", NIGHT, at), at) == NOT_HELD


@A_SHARED_ROLE
def test_who_was_put_out_in_the_minute_they_took_a_shared_role_is_out(
    role: Role,
) -> None:
    found = asked(case(), DAY, takes("stranger", role, DAY))
    out = asked(found, DAY, put_out("stranger", role, DAY))

    assert may(found, of(role), DAY)
    assert answer(out, of(role), DAY) == ENDED
    assert answer(out, of(role), DAY + A_MINUTE) == ENDED


@A_SHARED_ROLE
def test_who_was_put_out_in_the_minute_in_which_their_cover_began_is_out(
    role: Role,
) -> None:
    out = asked(covered(role), DUSK, put_out("stranger", role, DUSK))

    assert answer(out, of(role), DUSK) == ENDED


@A_SHARED_ROLE
def test_who_goes_on_after_their_cover_ran_out_is_put_out_of_a_shared_role(
    role: Role,
) -> None:
    before = covered(role)
    out = asked(before, DAY, put_out("stranger", role, DAY))

    assert may(before, of(role), DAY)
    assert answer(out, of(role), DAY) == ENDED
    assert out.holder(role, DAWN - A_MINUTE) == "stranger"
    assert out.holder(role, DAWN) == named(role)


@A_SHARED_ROLE
def test_who_goes_on_beside_whoever_followed_them_is_put_out_of_a_shared_role(
    role: Role,
) -> None:
    before = asked(case(), DAY, takes("stranger", role, DUSK))
    out = asked(before, DAY, put_out(named(role), role, DAY))

    assert may(before, of(role, named(role)), DAY)
    assert answer(out, of(role, named(role)), DAY) == ENDED
    assert may(out, of(role), DAY)


def test_who_was_put_out_after_their_time_is_put_out_once() -> None:
    out = asked(covered(), DAY, put_out("stranger", NIGHT, DAY))

    assert answer(out, put_out("stranger", NIGHT, DAY), DAY) == NOT_HELD


def test_who_was_put_out_after_their_time_is_back_once_given_the_role() -> None:
    out = asked(covered(), DAY, put_out("stranger", NIGHT, DAY))
    back = asked(out, DAY, takes("stranger", NIGHT, DAY))

    assert may(back, of(NIGHT), DAY)


@pytest.mark.parametrize("at", [NEXT_NIGHT, NEXT_NIGHT - A_MINUTE])
def test_whose_next_night_is_called_off_is_not_put_out_for_the_one_they_did(
    at: datetime,
) -> None:
    again = {"starts_at": DAY, "ends_at": DAY + timedelta(hours=8)}
    found = asked(covered(), NEXT_NIGHT, covers().model_copy(update=again))
    off = asked(found, NEXT_NIGHT, put_out("stranger", NIGHT, NEXT_NIGHT))
    out = asked(off, NEXT_NIGHT, put_out("stranger", NIGHT, at))

    assert off.holder(NIGHT, DAY) == named(NIGHT)
    assert may(off, of(NIGHT), DAY)
    assert answer(out, of(NIGHT), DAY) == ENDED


@pytest.mark.parametrize("role", [Role.SOCIAL_WORKER, Role.FIRST_LINE_MANAGER])
def test_nobody_is_put_out_of_a_role_of_one_holder_after_their_time(
    role: Role,
) -> None:
    """Its next holder, or the end of their cover, has done so already."""
    followed = asked(case(), DAY, takes("stranger", role, DUSK))

    assert answer(covered(role), put_out("stranger", role, DAY), DAY) == NOT_HELD
    assert answer(followed, put_out(named(role), role, DAY), DAY) == NOT_HELD


def test_every_shared_role_that_asks_for_something_is_looked_at_here() -> None:
    assert set(OF_A_SHARED_ROLE) == SHARED - {Role.SUPPORTER}
