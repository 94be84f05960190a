"""Who may agree to a late conference (decision C3); who decides to go to one."""

from __future__ import annotations

from datetime import datetime

from domain.asking.delays import authority
from domain.asking.holding import is_anothers
from domain.case import Case
from domain.errors import Refused
from domain.requests.base import By

#: The choice that says whose decision it is to take a case to conference.
DECIDES = "decides-on-conference"


def speaks_for(case: Case, by: By, now: datetime) -> None:
    """`by` has that authority now. Raises `Refused` otherwise."""
    role = authority(case)
    if by.role != role:
        raise Refused(
            "not-the-authority",
            "Only the manager whom the procedures authorise answers this: ask them, "
            "or whoever acts for them.",
            where="by.role",
            rules=("SX-29",),
        )
    if is_anothers(case, by, now):
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
    if by.role != role or is_anothers(case, by, now):
        raise Refused(
            "managers-decision",
            "To go to conference is the unit manager's decision: the unit manager "
            "records it, or whoever acts for them (act-for).",
            where="by.role" if by.role != role else "by.person",
            rules=("T4-13",),
        )
