"""Who may agree to a late conference (decision C3); who decides to go to one."""

from __future__ import annotations

from datetime import datetime

from domain.case import Case
from domain.errors import Refused
from domain.requests.base import By
from domain.roles import Role
from domain.terms import DELAY_AUTHORITY, NOBODY

#: The choice that says whose decision it is to take a case to conference.
DECIDES = "decides-on-conference"


def authority(case: Case) -> str:
    """The role that may agree to a delay. Raises `Refused` where none may."""
    role = case.terms.provision(DELAY_AUTHORITY) or NOBODY
    if role == NOBODY:
        raise Refused(
            "nobody-may-agree",
            "The procedures name nobody who may agree to a late conference: hold it "
            "as soon as you can, and record the reason for lateness instead "
            "(record-reason-for-lateness).",
            where="kind",
        )
    if role == Role.CHAIR and case.terms.provision("postponement-only") is not None:
        raise Refused(
            "chair-postpones",
            "Here no manager agrees to a late conference: only the chair can put it "
            "off, in exceptional circumstances (postpone-conference).",
            where="kind",
            rules=("WA-18",),
        )
    return role


def speaks_for(case: Case, by: By, now: datetime) -> None:
    """`by` has that authority now. Raises `Refused` otherwise.

    Who holds the role, or acts for its holder, is what the case knows of roles; where
    it knows of nobody the role that they state is taken.
    """
    role = authority(case)
    if by.role != role:
        raise Refused(
            "not-the-authority",
            "Only the manager whom the procedures authorise answers this: ask them, "
            "or whoever acts for them.",
            where="by.role",
            rules=("SX-29",),
        )
    holders = case.holders((role,), now)
    if holders and by.person not in holders:
        raise Refused(
            "role-held-by-another",
            "Somebody else holds that role now: ask them, or record first who acts "
            "for them (act-for).",
            where="by.person",
            rules=("SX-29",),
        )


def decides_on_conference(case: Case, by: By, now: datetime) -> None:
    """`by` may decide to go to conference. Raises `Refused` where it is another's.

    Where the terms name nobody, whoever is asked. Whoever acts for the manager is one.
    """
    role = case.terms.provision(DECIDES)
    if role is None:
        return
    holders = case.holders((role,), now)
    if by.role != role or (holders and by.person not in holders):
        raise Refused(
            "managers-decision",
            "To go to conference is the unit manager's decision: the unit manager "
            "records it, or whoever acts for them (act-for).",
            where="by.role" if by.role != role else "by.person",
            rules=("T4-13",),
        )
