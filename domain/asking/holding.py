"""Whose a role is at an instant: the one rule for whoever states that they hold it."""

from __future__ import annotations

from datetime import datetime

from domain.case import Case
from domain.record.people import RoleHeld
from domain.requests.base import By
from domain.roles import Role

#: Roles in which several people act in one case at a time: a holder on record is whom
#: messages go to, and is not the only one who may speak.
SHARED = frozenset(
    {
        Role.PARTNER_AGENCY,
        Role.INTERPRETER,
        Role.TRANSLATION_DESK,
        Role.BUSINESS_SUPPORT,
        Role.OUT_OF_HOURS_TEAM,
        Role.ADVOCATE,
        Role.SUPPORTER,
    }
)


def is_anothers(case: Case, by: By, now: datetime) -> bool:
    """Whether somebody else holds the role that `by` states, and they do not.

    Who holds it, or acts for its holder, is what the case knows of roles at `now`.
    Where it knows of nobody, the role that the gateway states is taken.
    """
    holders = case.holders((by.role,), now)
    return bool(holders) and by.person not in holders


def has_ended(case: Case, by: By, now: datetime) -> bool:
    """Whether their own time in the role is over: they held it, and hold it no more."""
    if by.role in SHARED:
        return was_put_out(case, by, now)
    held = _theirs(case, by)
    over = any(not r.goes_on(now) for r in held)
    return over and not any(r.held_at(now) for r in held)


def was_put_out(case: Case, by: By, now: datetime) -> bool:
    """Whether somebody ended their time in the role, and it is not theirs again.

    Who covered one night is on a rota and not on the case, and so is who was on record
    before somebody else: they ask like a colleague of whom the case never heard. So
    does whoever was to cover a night that was called off before it began.
    """
    held = _theirs(case, by)
    out = any(r.ended and r.began and not r.goes_on(now) for r in held)
    return out and not any(r.held_at(now) for r in held)


def _theirs(case: Case, by: By) -> tuple[RoleHeld, ...]:
    return tuple(r for r in case.roles if (r.role, r.person) == (by.role, by.person))
