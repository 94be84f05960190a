"""What the record asks for: every duty that has begun, for whom, and how it went."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from domain.case import Case
from domain.duties.conferences import CONFERENCES
from domain.duties.life import LIFE
from domain.duties.met import MET_BY, SOCIAL_WORK, responsible_for
from domain.duties.orders import ORDERS
from domain.duties.over import over
from domain.duties.plans import PLANS
from domain.duties.start import Beginning, Over
from domain.terms import TermsRule
from rulebook.schema import Per, Start

BEGINNINGS = {**CONFERENCES, **PLANS, **ORDERS, **LIFE}
HOUSEHOLD = "household"
#: Reasons why something does not apply that an ordinary request can take back, or
#: show to have come after it was done: a risk check told of late.
MAY_COME_BACK = frozenset(
    {
        "conference-called-off",
        "conference-no-longer-awaited",
        "no-legal-action-planned",
        "no-longer-asked-for",
        "not-required",
        "withheld",
    }
)
#: What is begun or ended by how another duty went: reckoned when that is known.
AFTERWARDS = frozenset({Start.DELAY_AGREED, Start.MISSED})


class Wanted(NamedTuple):
    """One duty that the record asks for, and what became of it by the record."""

    key: str
    rule: TermsRule
    began: Beginning
    who: str
    child: str | None
    met_at: datetime | None
    over: Over | None


def wanted_duties(
    case: Case, thorough: bool, afterwards: bool, about: str | None = None
) -> Iterator[Wanted]:
    """Every duty that may still be open, by what began it, each for whom it is due.

    Of what began with `about` every duty, even one that was settled long ago.
    """
    for start, rules in case.terms.by_start.items():
        if (start in AFTERWARDS) is not afterwards:
            continue
        all_of_it = thorough or (about is not None and start in CONFERENCES)
        for began in BEGINNINGS[start](case, all_of_it):
            whole = thorough or began.ref == about
            for rule in rules:
                for key, who, child in _whom(case, rule, began):
                    if whole or not _long_settled(case, key):
                        ended = over(case, rule, began, who, child)
                        met_at = MET_BY[rule.met_by](case, began, who)
                        yield Wanted(key, rule, began, who, child, met_at, ended)


def _long_settled(case: Case, key: str) -> bool:
    """Met, or over for good: only what asks for a thorough look can undo that."""
    line = case.settled.get(key)
    return line is not None and line.lapsed not in MAY_COME_BACK


def _whom(
    case: Case, rule: TermsRule, began: Beginning
) -> list[tuple[str, str, str | None]]:
    """Whom it is due for: the duty's key, their reference, and the child if one."""
    stem = f"{rule.key}/{began.ref}"
    if rule.per is Per.CHILD:
        return [(f"{stem}/{child}", child, child) for child in began.children]
    return [(f"{stem}/{who}", who, None) for who in _others(case, rule.per, began)]


def _others(case: Case, per: Per, began: Beginning) -> tuple[str, ...]:
    match per:
        case Per.CHILD:
            return began.children
        case Per.HOUSEHOLD:
            return (HOUSEHOLD,)
        case Per.RESPONSIBLE:
            return responsible_for(case, began.children)
        case Per.AGENCY_REPORT:
            return began.reports_from
        case Per.SOCIAL_WORK_REPORT:
            return (SOCIAL_WORK,)
