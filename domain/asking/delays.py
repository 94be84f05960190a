"""Who may agree to a late conference, by the procedures of the place (decision C3)."""

from __future__ import annotations

from domain.asking.matrix import POSTPONED_ONLY
from domain.case import Case
from domain.errors import Refused
from domain.roles import Role
from domain.terms import DELAY_AUTHORITY, NOBODY


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
    if role == Role.CHAIR and case.terms.provision(POSTPONED_ONLY) is not None:
        raise Refused(
            "chair-postpones",
            "Here no manager agrees to a late conference: only the chair can put it "
            "off, in exceptional circumstances (postpone-conference).",
            where="kind",
            rules=("WA-18",),
        )
    return role
