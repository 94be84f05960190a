"""The decision whether the children have one conference or several (decision C12)."""

from __future__ import annotations

from datetime import datetime

from domain.case import Case
from domain.decide import checks
from domain.errors import Refused
from domain.facts import Facts
from domain.facts.the_day import SiblingGroupsDecided
from domain.record.the_day import SiblingGroups
from domain.requests.the_day import DecideSiblingGroups
from domain.roles import Role

#: Who decides whether the children have one conference or several (WA-62).
DECIDED_BY = frozenset({Role.CHAIR, Role.FIRST_LINE_MANAGER, Role.AUTHORISED_MANAGER})


def grouped(case: Case, request: DecideSiblingGroups, now: datetime) -> Facts:
    """One conference or several: every child of the case in one of them."""
    checks.happened(request.decided_at, now, "decided_at")
    _may_decide(request)
    _each_in_one(case, request)
    groups = SiblingGroups(groups=request.groups, decided_at=request.decided_at)
    return (
        SiblingGroupsDecided(
            at=request.decided_at, groups=groups, reason=request.reason
        ),
    )


def _may_decide(request: DecideSiblingGroups) -> None:
    if request.by.role not in DECIDED_BY:
        raise Refused(
            "chairs-or-managers-decision",
            "Whether the children have one conference or several is for the chair or "
            "a manager to decide: ask one of them to record it.",
            where="by.role",
            rules=("WA-62",),
        )


def _each_in_one(case: Case, request: DecideSiblingGroups) -> None:
    placed = [child for group in request.groups for child in group]
    checks.children(case, placed, "groups")
    if len(set(placed)) != len(placed):
        raise Refused(
            "child-in-two-groups",
            "A child is the subject of one conference: put each child into one group. "
            "Others may still consider the child.",
            where="groups",
            rules=("WA-63",),
        )
    if {child.ref for child in case.present()} - set(placed):
        raise Refused(
            "child-left-out",
            "Some child of this case is in no group: put every child into one.",
            where="groups",
            rules=("WA-62",),
        )
