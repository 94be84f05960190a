"""A role is held from instant to instant, acted in for a time, and over when it is."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from domain.record.people import RoleHeld
from domain.requests.base import By
from domain.roles import Role
from tests.dates import instant
from tests.domain.builders import OPENED
from tests.domain.who_may_ask.household import (
    answer,
    asking,
    by,
    case,
    named,
    roles,
)

MANAGER, WORKER, CHAIR = Role.FIRST_LINE_MANAGER, Role.SOCIAL_WORKER, Role.CHAIR
A_MINUTE = timedelta(minutes=1)
FROM = instant("Mon 2027-01-18 08:00Z")
TO = instant("Mon 2027-01-25 08:00Z")
COVER = RoleHeld(role=MANAGER, person="deputy", since=FROM, until=TO, acting=True)
AT_NIGHT = instant("Sun 2027-01-24 02:10Z")
ANOTHERS, ENDED, YES = "role-held-by-another", "role-has-ended", "accepted"


def over(role: Role, person: str, until: datetime, *, ended: bool = False) -> RoleHeld:
    """`ended`: by end-role, and not by whoever took the role next."""
    return RoleHeld(role=role, person=person, since=OPENED, until=until, ended=ended)


@pytest.mark.parametrize(
    ("at", "said"),
    [
        (FROM - timedelta(days=6), ANOTHERS),
        (FROM - A_MINUTE, ANOTHERS),
        (FROM, YES),
        (TO - A_MINUTE, YES),
        (TO, ANOTHERS),
        (TO + timedelta(days=1), ANOTHERS),
    ],
)
def test_whoever_covers_a_manager_asks_from_the_first_instant_to_the_last(
    at: datetime, said: str
) -> None:
    found = case(roles=roles(COVER))
    deputy = by(MANAGER, "deputy")

    assert answer(found, asking("decide-adult-concern", deputy), at) == said


@pytest.mark.parametrize("at", [FROM - A_MINUTE, FROM, TO])
def test_a_manager_who_is_covered_is_still_the_manager(at: datetime) -> None:
    found = case(roles=roles(COVER))

    assert answer(found, asking("decide-adult-concern", by(MANAGER)), at) == YES


@pytest.mark.parametrize(
    ("at", "said"), [(FROM - A_MINUTE, YES), (FROM, YES), (TO, ENDED)]
)
def test_cover_of_a_role_that_nobody_holds_is_over_when_it_ends(
    at: datetime, said: str
) -> None:
    found = case(roles=roles(COVER, vacant=(MANAGER,)))
    deputy = by(MANAGER, "deputy")

    assert answer(found, asking("decide-adult-concern", deputy), at) == said


def test_while_somebody_covers_a_vacant_role_nobody_else_speaks_in_it() -> None:
    found = case(roles=roles(COVER, vacant=(MANAGER,)))
    other = asking("decide-adult-concern", by(MANAGER, "second-worker"))

    assert answer(found, other, FROM) == ANOTHERS
    assert answer(found, other, TO) == YES


@pytest.mark.parametrize(
    ("at", "said"),
    [
        (FROM - A_MINUTE, YES),
        (FROM, ANOTHERS),
        (FROM + timedelta(hours=1), ANOTHERS),
    ],
)
def test_who_handed_a_role_over_asks_no_more_from_that_very_instant(
    at: datetime, said: str
) -> None:
    before = over(WORKER, named(WORKER), FROM)
    after = RoleHeld(role=WORKER, person="second-worker", since=FROM)
    found = case(roles=roles(before, after, vacant=(WORKER,)))

    assert answer(found, asking("add-child", by(WORKER)), at) == said


@pytest.mark.parametrize(("hours", "said"), [(-1, YES), (0, ENDED), (1, ENDED)])
def test_whose_time_ended_an_hour_ago_does_not_go_on_while_the_role_is_vacant(
    hours: int, said: str
) -> None:
    left = over(WORKER, named(WORKER), FROM)
    found = case(roles=roles(left, vacant=(WORKER,)))

    at = FROM + timedelta(hours=hours)
    assert answer(found, asking("add-child", by(WORKER)), at) == said


def test_who_comes_back_to_a_role_asks_again() -> None:
    left = over(WORKER, "second-worker", FROM)
    back = RoleHeld(role=WORKER, person="second-worker", since=TO)
    found = case(roles=roles(left, back, vacant=(WORKER,)))
    asked = asking("add-child", by(WORKER, "second-worker"))

    assert answer(found, asked, TO - A_MINUTE) == ENDED
    assert answer(found, asked, TO) == YES


def test_in_a_role_that_nobody_holds_the_gateways_word_is_taken() -> None:
    found = case(roles=roles(vacant=(WORKER, MANAGER)))

    assert answer(found, asking("add-child", by(WORKER, "stranger"))) == YES
    assert answer(found, asking("decide-adult-concern", by(MANAGER, "deputy"))) == YES


def test_a_stranger_does_not_speak_in_a_role_that_somebody_holds() -> None:
    assert answer(case(), asking("add-child", by(WORKER, "stranger"))) == ANOTHERS


@pytest.mark.parametrize(
    "role", [Role.PARTNER_AGENCY, Role.BUSINESS_SUPPORT, Role.TRANSLATION_DESK]
)
def test_a_role_that_several_share_is_not_one_holders_alone(role: Role) -> None:
    kinds = {
        Role.PARTNER_AGENCY: "record-medical-examination",
        Role.BUSINESS_SUPPORT: "record-complaint",
        Role.TRANSLATION_DESK: "hold-letters",
    }
    assert answer(case(), asking(kinds[role], by(role, "stranger"))) == YES


def test_who_left_a_shared_role_is_out_of_it_all_the_same() -> None:
    left = over(Role.BUSINESS_SUPPORT, "stranger", FROM, ended=True)
    asked = asking("record-complaint", by(Role.BUSINESS_SUPPORT, "stranger"))

    assert answer(case(roles=roles(left)), asked, FROM) == ENDED


def test_who_holds_two_roles_asks_in_the_one_they_state() -> None:
    second = RoleHeld(role=MANAGER, person="deputy", since=OPENED)
    first = RoleHeld(role=Role.KEY_WORKER, person="deputy", since=OPENED)
    held = roles(first, second, vacant=(MANAGER, Role.KEY_WORKER))
    found = case(roles=held)
    concern = asking("decide-adult-concern", by(MANAGER, "deputy"))
    as_worker = concern.model_copy(update={"by": by(Role.KEY_WORKER, "deputy")})

    assert answer(found, concern) == YES
    assert answer(found, as_worker) == "not-yours-to-ask"


def test_a_manager_does_not_take_the_chair_by_stating_it() -> None:
    found = case()
    as_chair = by(CHAIR, named(MANAGER))

    assert answer(found, asking("exclude-from-conference", as_chair)) == ANOTHERS


def test_a_manager_in_the_line_is_not_made_to_act_for_the_chair() -> None:
    arranged = asking(
        "act-for",
        by(Role.COORDINATOR),
        role=CHAIR,
        person=named(MANAGER),
        starts_at=FROM,
        ends_at=TO,
    )
    assert answer(case(), arranged, FROM) == "chair-in-the-line"


@pytest.mark.parametrize(
    ("kind", "who"),
    [
        ("record-protective-action", by(Role.OUT_OF_HOURS_TEAM, "stranger")),
        ("record-protective-action", by(WORKER, "stranger")),
        ("record-protective-action", by(MANAGER, "stranger")),
        ("record-protective-action", by(Role.INTERPRETER)),
        ("hold-letters", by(Role.OUT_OF_HOURS_TEAM)),
        ("hold-letters", by(WORKER, "stranger")),
    ],
)
def test_what_protects_at_night_waits_for_no_handover(kind: str, who: By) -> None:
    left = over(MANAGER, "stranger", FROM)
    found = case(roles=roles(left))
    fields = {"taken_at": AT_NIGHT} if kind == "record-protective-action" else {}

    assert answer(found, asking(kind, who, **fields), AT_NIGHT) == YES


@pytest.mark.parametrize("who", [by(Role.OUT_OF_HOURS_TEAM), by(WORKER, "stranger")])
def test_letters_that_were_stopped_at_night_are_let_go_by_whoever_works_the_case(
    who: By,
) -> None:
    refused = answer(case(), asking("release-letters", who), AT_NIGHT)

    assert refused in ("not-yours-to-ask", ANOTHERS)
