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
    held = [r for r in case.roles if (r.role, r.person) == (by.role, by.person)]
    over = any(_is_over(r, now) for r in held)
    return over and not any(r.held_at(now) for r in held)


def _is_over(held: RoleHeld, now: datetime) -> bool:
    """Of a shared role, only where somebody ended it, and after it had begun.

    Who covered one night is on a rota and not on the case, and so is who was on record
    before somebody else: they ask like a colleague of whom the case never heard.
    """
    over = held.until is not None and held.until <= now
    if held.role not in SHARED:
        return over
    began = held.held_at(held.since)
    return over and held.ended and began
