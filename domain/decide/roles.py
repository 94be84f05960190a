"""Requests about a role: who holds it, who acts in it while its holder is away."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from domain.asking.holding import SHARED
from domain.case import Case
from domain.decide import checks
from domain.errors import Refused
from domain.facts import Facts
from domain.facts.people import RoleAssigned, RoleEnded
from domain.readings.kept_away import is_barred
from domain.record.people import Person, PersonKind, RoleHeld
from domain.requests.people import ActFor, AssignRole, EndRole, RoleRequest
from domain.roles import Role

#: The line management of the case: the chair stands outside it (decision C4).
LINE = frozenset({Role.SOCIAL_WORKER, Role.FIRST_LINE_MANAGER})
#: For a role, those that nobody holds beside it.
APART = {Role.CHAIR: LINE, **dict.fromkeys(LINE, frozenset({Role.CHAIR}))}
#: Roles to which no staff message goes: a friend of the family may hold them.
BESIDE_THE_FAMILY = frozenset({Role.ADVOCATE, Role.SUPPORTER})
LONGEST_COVER = timedelta(days=366)


def decide_roles(case: Case, request: RoleRequest, now: datetime) -> Facts:
    match request:
        case AssignRole():
            return _assigned(case, request, now)
        case EndRole():
            return _ended(case, request, now)
        case ActFor():
            return _acts(case, request, now)


def _assigned(case: Case, request: AssignRole, now: datetime) -> Facts:
    at = checks.happened(request.since, now, "since")
    held = RoleHeld(role=request.role, person=request.person, since=at)
    _may_hold(case, held)
    holder = _holder(case, request.role)
    if holder is not None:
        if holder.person == request.person:
            raise _held_already()
        checks.not_before(at, holder.since, "since", "its holder took the role")
    return (RoleAssigned(at=at, held=held),)


def _holder(case: Case, role: Role) -> RoleHeld | None:
    """Who holds the role for good, whoever acts in it today."""
    held = (r for r in case.roles if r.role == role and not r.acting)
    return next((r for r in held if r.until is None), None)


def _held_already() -> Refused:
    return Refused(
        "holds-it-already", "This person holds the role already.", where="person"
    )


def _ended(case: Case, request: EndRole, now: datetime) -> Facts:
    """It ends what is held, and cover that has been arranged and not begun.

    Where nothing is, it puts whoever may go on in a shared role out of it.
    """
    at = checks.happened(request.ended_at, now, "ended_at")
    checks.person(case, request.person, "person")
    who = (request.role, request.person)
    theirs = [r for r in case.roles if (r.role, r.person) == who and not r.called_off]
    held = [r for r in theirs if r.goes_on(at)]
    if not held and not any(map(_may_go_on, theirs)):
        raise Refused(
            "does-not-hold-it",
            "This person does not hold the role: use a role and a person that "
            "'vigil case' shows together.",
            where="role",
        )
    for tenure in held:
        if tenure.since <= now:
            checks.not_before(at, tenure.since, "ended_at", "the role was taken")
    return (RoleEnded(at=at, role=request.role, person=request.person),)


def _may_go_on(over: RoleHeld) -> bool:
    """Who had a shared role asks in it after their time, until somebody ends it."""
    return over.role in SHARED and over.began and not over.ended


def _acts(case: Case, request: ActFor, now: datetime) -> Facts:
    """An arrangement: it may be for days ahead, and is a fact from when it is made."""
    held = RoleHeld(
        role=request.role,
        person=request.person,
        since=request.starts_at,
        until=request.ends_at,
        acting=True,
    )
    made_at = min(request.starts_at, now)
    checks.happened(made_at, now, "starts_at")
    _for_a_time(request)
    _may_hold(case, held)
    holder = _holder(case, request.role)
    if holder is not None and holder.person == request.person:
        raise _held_already()
    if any(r.acting and r.role == held.role and _overlap(r, held) for r in case.roles):
        raise Refused(
            "cover-arranged",
            "Somebody acts in this role in that time: end that first (end-role), or "
            "give another time.",
            where="starts_at",
        )
    return (RoleAssigned(at=made_at, held=held),)


def _for_a_time(request: ActFor) -> None:
    if not timedelta() < request.ends_at - request.starts_at <= LONGEST_COVER:
        raise Refused(
            "not-for-a-time",
            "Somebody acts for a time, of a year at most, that ends after it starts: "
            "whoever takes the role for good is assigned to it (assign-role).",
            where="ends_at",
        )


def _overlap(one: RoleHeld, other: RoleHeld) -> bool:
    return (other.until is None or one.since < other.until) and (
        one.until is None or other.since < one.until
    )


def _may_hold(case: Case, held: RoleHeld) -> None:
    may_hold(checks.person(case, held.person, "person"), held, case.roles)


def may_hold(person: Person, held: RoleHeld, others: Iterable[RoleHeld]) -> None:
    """Whether this person may, beside the `others`. Raises `Refused` if not.

    What is due, and messages about the family, go to whoever holds a role.
    """
    family = person.kind is PersonKind.FAMILY and held.role not in BESIDE_THE_FAMILY
    if person.died_at is not None or family:
        raise Refused(
            "cannot-hold-it",
            "A role is held by a living professional: name another person. One of "
            "the family can only be an advocate or a supporter.",
            where="person",
        )
    if is_barred(person):
        raise Refused(
            "person-of-concern",
            "Somebody who is excluded, or about whom there is concern, can hold no "
            "role in this case: name another person.",
            where="person",
        )
    _chair_stands_apart(held, others)


def _chair_stands_apart(held: RoleHeld, others: Iterable[RoleHeld]) -> None:
    against = APART.get(held.role, ())
    theirs = (r for r in others if r.person == held.person and r.role in against)
    if any(_overlap(tenure, held) for tenure in theirs):
        raise Refused(
            "chair-in-the-line",
            "The chair stands outside the line management of the case: name another "
            "person, or end the other role first (end-role).",
            where="person",
            rules=("CS-05", "T4-24"),
        )
