"""What is due follows the role: who holds it, who acts in it, and when nobody does."""

from __future__ import annotations

from typing import Any

import pytest

from domain.case import Case
from domain.decide.roles import decide_roles
from domain.effects import EffectKind
from domain.facts.people import RoleAssigned, RoleEnded
from domain.record.people import RoleHeld
from domain.requests.people import ActFor, AssignRole, EndRole
from tests.dates import instant
from tests.domain.asking import ask
from tests.domain.builders import OPENED, a_person, after
from tests.domain.family import (
    BOOKED,
    FATHER,
    MANAGER,
    MOTHER,
    SCHOOL,
    VISITOR,
    WORKER,
    a_family,
    booked,
)
from tests.domain.requesting import refused

NOW = instant("Fri 2026-12-18 10:00Z")
MONDAY = instant("Mon 2026-12-14 09:00Z")
AWAY = instant("Mon 2026-12-21 09:00Z")
BACK = instant("Mon 2027-01-04 09:00Z")
BEFORE_US = instant("Mon 2026-11-02 09:00Z")
ROLE = "first-line-manager"


def takes(person: str = VISITOR, since: Any = MONDAY, role: str = ROLE) -> AssignRole:
    return ask(AssignRole, role=role, person=person, since=since)


def stops(person: str = MANAGER, at: Any = MONDAY, role: str = ROLE) -> EndRole:
    return ask(EndRole, role=role, person=person, ended_at=at)


def acts(
    person: str = VISITOR, starts: Any = AWAY, ends: Any = BACK, role: str = ROLE
) -> ActFor:
    return ask(ActFor, role=role, person=person, starts_at=starts, ends_at=ends)


def now(case: Case, *requests: Any) -> Case:
    for request in requests:
        case = after(case, NOW, *decide_roles(case, request, NOW))
    return case


def test_a_role_passes_from_one_to_the_other_at_its_instant() -> None:
    facts = decide_roles(a_family(), takes(), NOW)
    case = now(a_family(), takes())

    held = RoleHeld(role=ROLE, person=VISITOR, since=MONDAY)
    assert facts == (RoleAssigned(at=MONDAY, held=held),)
    assert case.holder(ROLE, instant("Mon 2026-12-14 08:59Z")) == MANAGER
    assert case.holder(ROLE, MONDAY) == VISITOR


def test_what_is_owed_to_a_role_and_unsent_is_asked_again_for_its_new_holder() -> None:
    case = booked(a_family(people=(a_person(VISITOR), a_person(MOTHER, email=None))))
    (task,) = [e for e in case.outbox.values() if e.kind is EffectKind.TASK]

    case = now(case, takes(role="coordinator"))

    assert [e.key for e in case.outbox.values() if e.role] == [f"{task.key}~1"]


@pytest.mark.parametrize(
    ("request_", "code", "where"),
    [
        (takes(since=instant("Fri 2026-12-18 10:01Z")), "in-the-future", "since"),
        (takes(MANAGER), "holds-it-already", "person"),
        (takes(since=BEFORE_US), "out-of-order", "since"),
        (takes("p-nobody"), "unknown-person", "person"),
        (takes(MOTHER), "cannot-hold-it", "person"),
        (acts("p-nobody"), "unknown-person", "person"),
        (acts(FATHER), "cannot-hold-it", "person"),
        (acts(MANAGER), "holds-it-already", "person"),
        (acts(ends=AWAY), "not-for-a-time", "ends_at"),
        (acts(ends=MONDAY), "not-for-a-time", "ends_at"),
        (acts(ends=instant("Wed 2027-12-22 09:01Z")), "not-for-a-time", "ends_at"),
        (
            acts(starts=instant("Tue 2020-12-01 09:00Z")),
            "too-long-ago",
            "starts_at",
        ),
        (stops(VISITOR), "does-not-hold-it", "role"),
        (stops(role="chair"), "does-not-hold-it", "role"),
        (stops("p-nobody"), "unknown-person", "person"),
        (stops(at=BEFORE_US), "out-of-order", "ended_at"),
        (stops(at=instant("Fri 2026-12-18 10:01Z")), "in-the-future", "ended_at"),
    ],
)
def test_what_cannot_be_so_of_a_role_is_refused_with_the_field(
    request_: Any, code: str, where: str
) -> None:
    answer = refused(a_family(), request_, NOW)

    assert (answer.code, answer.where) == (code, where)


@pytest.mark.parametrize(
    ("request_", "holder"),
    [
        (takes(since=NOW), VISITOR),
        (takes(since=OPENED), VISITOR),
        (takes(MOTHER, role="supporter"), MANAGER),
        (acts(ends=instant("Wed 2027-12-22 09:00Z")), MANAGER),
        (acts(starts=MONDAY, ends=NOW), MANAGER),
        (acts(starts=MONDAY), VISITOR),
        (acts(FATHER, MONDAY, role="advocate"), MANAGER),
        (stops(at=OPENED), None),
        (stops(at=NOW), None),
    ],
)
def test_the_nearest_lawful_request_about_a_role_is_accepted(
    request_: Any, holder: str | None
) -> None:
    assert now(a_family(), request_).holder(ROLE, NOW) == holder


def test_a_role_that_nobody_holds_is_the_team_inboxs_until_somebody_takes_it() -> None:
    facts = decide_roles(a_family(), stops(), NOW)
    case = now(a_family(), stops())

    assert facts == (RoleEnded(at=MONDAY, role=ROLE, person=MANAGER),)
    assert case.holder(ROLE, instant("Mon 2026-12-14 08:59Z")) == MANAGER
    assert case.holder(ROLE, MONDAY) is None
    assert now(case, takes(since=NOW)).holder(ROLE, NOW) == VISITOR


def test_who_acts_answers_for_the_role_until_its_holder_is_back() -> None:
    case = now(a_family(), acts())

    assert case.holder(ROLE, instant("Mon 2026-12-21 08:59Z")) == MANAGER
    assert case.holder(ROLE, AWAY) == VISITOR
    assert case.holder(ROLE, instant("Mon 2027-01-04 08:59Z")) == VISITOR
    assert case.holder(ROLE, BACK) == MANAGER


@pytest.mark.parametrize(("starts", "at"), [(AWAY, NOW), (MONDAY, MONDAY)])
def test_cover_is_a_fact_from_when_it_is_arranged_or_began(
    starts: Any, at: Any
) -> None:
    (fact,) = decide_roles(a_family(), acts(starts=starts), NOW)

    assert fact.at == at


def test_somebody_may_act_in_a_role_that_nobody_holds() -> None:
    case = now(a_family(), stops(), acts(starts=MONDAY))

    assert case.holder(ROLE, NOW) == VISITOR


def test_two_people_do_not_act_in_one_role_at_one_time() -> None:
    case = now(a_family(), acts())

    answer = refused(case, acts(SCHOOL, instant("Sun 2027-01-03 23:59Z")), NOW)
    after_that = now(case, acts(SCHOOL, BACK, instant("Mon 2027-01-11 09:00Z")))

    assert (answer.code, answer.where) == ("cover-arranged", "starts_at")
    assert after_that.holder(ROLE, BACK) == SCHOOL


def test_somebody_else_acts_once_the_first_ones_cover_has_been_ended() -> None:
    case = now(a_family(), acts(), stops(VISITOR, NOW), acts(SCHOOL))

    assert case.holder(ROLE, AWAY) == SCHOOL


def test_cover_under_way_ends_at_once_and_the_holder_answers_again() -> None:
    case = now(a_family(), acts(starts=MONDAY), stops(VISITOR, NOW))

    assert case.holder(ROLE, instant("Fri 2026-12-18 09:59Z")) == VISITOR
    assert case.holder(ROLE, NOW) == MANAGER


def test_who_acts_may_take_the_role_for_good() -> None:
    case = now(a_family(), acts(starts=MONDAY), takes(since=NOW))

    assert case.holder(ROLE, BACK) == VISITOR


@pytest.mark.parametrize("request_", [takes(), acts()])
@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"died_at": OPENED}, "cannot-hold-it"),
        ({"excluded": True}, "person-of-concern"),
        ({"of_concern_about": ("child-1",)}, "person-of-concern"),
    ],
)
def test_no_role_goes_to_somebody_dead_excluded_or_of_concern(
    request_: Any, fields: dict[str, Any], code: str
) -> None:
    case = a_family(people=(a_person(VISITOR, **fields),))

    answer = refused(case, request_, NOW)

    assert (answer.code, answer.where) == (code, "person")


@pytest.mark.parametrize(
    "request_",
    [
        takes(WORKER, role="chair"),
        takes(MANAGER, role="chair"),
        acts(MANAGER, role="chair"),
    ],
)
def test_the_chair_stands_outside_the_line_management_of_the_case(
    request_: Any,
) -> None:
    answer = refused(a_family(), request_, NOW)
    outside = now(a_family(), takes(VISITOR, role="chair"))

    assert (answer.code, answer.where) == ("chair-in-the-line", "person")
    assert answer.rules == ("CS-05", "T4-24")
    assert outside.holder("chair", NOW) == VISITOR


@pytest.mark.parametrize("role", ["social-worker", "first-line-manager"])
def test_a_chair_does_not_take_up_a_role_in_the_line(role: str) -> None:
    case = now(a_family(), takes(VISITOR, role="chair"))

    answer = refused(case, takes(VISITOR, role=role), NOW)
    freed = now(
        case, stops(VISITOR, NOW, role="chair"), takes(VISITOR, since=NOW, role=role)
    )

    assert answer.code == "chair-in-the-line"
    assert freed.holder(role, NOW) == VISITOR


def test_a_chair_may_cover_for_the_line_after_their_own_time_in_the_chair() -> None:
    case = now(a_family(), acts(VISITOR, MONDAY, AWAY, role="chair"))

    answer = refused(case, acts(VISITOR, NOW, BACK), NOW)

    assert answer.code == "chair-in-the-line"
    assert now(case, acts()).holder(ROLE, AWAY) == VISITOR


def test_an_approval_is_judged_by_who_held_the_role_at_its_own_instant() -> None:
    case = now(a_family(), takes())

    assert case.holder(ROLE, BOOKED) == VISITOR
    assert case.holder(ROLE, OPENED) == MANAGER
