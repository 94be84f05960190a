"""What the record asks for: every duty that has begun, for whom, and how it went."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from domain.case import Case
from domain.duties.afterwards import AFTERWARDS, AFTERWARDS_MET
from domain.duties.conferences import CONFERENCES
from domain.duties.deliveries import DELIVERIES, DELIVERIES_MET
from domain.duties.invitations import INVITATIONS, INVITATIONS_MET
from domain.duties.life import LIFE
from domain.duties.met import MET_BY, SOCIAL_WORK, MetAt
from domain.duties.orders import ORDERS
from domain.duties.over import over
from domain.duties.participation import PARTICIPATION, PARTICIPATION_MET
from domain.duties.plans import PLANS
from domain.duties.pre_birth import PRE_BIRTH, PRE_BIRTH_MET
from domain.duties.reports import REPORTS, from_whom
from domain.duties.responsible import parents_of, responsible_for
from domain.duties.safety import SAFETY, SAFETY_MET
from domain.duties.start import Beginning, Finder, Over
from domain.duties.the_day import DAY, DAY_MET
from domain.duties.translations import TRANSLATIONS, TRANSLATIONS_MET
from domain.terms import TermsRule
from rulebook.schema import Met, Per, Start

#: Every beginning, by its kind, from the part of the practice that knows it.
BEGINNINGS: dict[Start, Finder] = {
    **CONFERENCES,
    **REPORTS,
    **INVITATIONS,
    **PARTICIPATION,
    **SAFETY,
    **DAY,
    **PLANS,
    **AFTERWARDS,
    **PRE_BIRTH,
    **ORDERS,
    **LIFE,
    **TRANSLATIONS,
    **DELIVERIES,
}
#: What meets a duty, likewise.
MEETINGS: dict[Met, MetAt] = {
    **MET_BY,
    **INVITATIONS_MET,
    **PARTICIPATION_MET,
    **SAFETY_MET,
    **DAY_MET,
    **AFTERWARDS_MET,
    **PRE_BIRTH_MET,
    **TRANSLATIONS_MET,
    **DELIVERIES_MET,
}
#: What one conference begins: gone through in full once something of it is told.
OF_A_CONFERENCE = frozenset({*CONFERENCES, *REPORTS})
HOUSEHOLD = "household"
#: Reasons why something does not apply that an ordinary request can take back, or
#: show to have come after it was done: a risk check told of late.
MAY_COME_BACK = frozenset(
    {
        "conference-called-off",
        "conference-no-longer-awaited",
        "guardian-died",
        "guardian-ended",
        "no-legal-action-planned",
        "no-longer-asked-for",
        "not-required",
        "proceedings-ended",
        "withheld",
    }
)
#: What is begun or ended by how another duty went: reckoned when that is known.
RECKONED_LAST = frozenset({Start.DELAY_AGREED, Start.MISSED})


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
        if (start in RECKONED_LAST) is not afterwards:
            continue
        all_of_it = thorough or (about is not None and start in OF_A_CONFERENCE)
        for began in BEGINNINGS[start](case, all_of_it):
            whole = thorough or began.ref == about
            yield from _wanted(case, rules, began, whole)


def begun_by(case: Case, start: Start) -> Iterator[Wanted]:
    """Every duty of one kind of beginning that may still be open."""
    rules = case.terms.by_start.get(start, ())
    for began in BEGINNINGS[start](case, False):
        yield from _wanted(case, rules, began, whole=False)


def _wanted(
    case: Case, rules: tuple[TermsRule, ...], began: Beginning, whole: bool
) -> Iterator[Wanted]:
    for rule in rules:
        for key, who, child in _whom(case, rule, began):
            if whole or not _long_settled(case, key):
                ended = over(case, rule, began, who, child)
                met_at = MEETINGS[rule.met_by](case, began, who)
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
    if rule.per in (Per.CHILD, Per.BORN_CHILD):
        children = _children(case, rule.per, began)
        return [(f"{stem}/{child}", child, child) for child in children]
    return [(f"{stem}/{who}", who, None) for who in _others(case, rule.per, began)]


def _children(case: Case, per: Per, began: Beginning) -> tuple[str, ...]:
    if per is Per.CHILD:
        return began.children
    known = (case.child(ref) for ref in began.children)
    return tuple(child.ref for child in known if child and not child.unborn)


def _others(case: Case, per: Per, began: Beginning) -> tuple[str, ...]:
    match per:
        case Per.HOUSEHOLD:
            return (HOUSEHOLD,)
        case Per.RESPONSIBLE:
            return responsible_for(case, began.children, began.over)
        case Per.PARENT:
            return parents_of(case, began.children, began.over)
        case Per.AGENCY_REPORT:
            return began.reports_from
        case Per.SOCIAL_WORK_REPORT:
            return (SOCIAL_WORK,)
        case Per.PERSON:
            return began.people
        case _:
            return from_whom(case, per, began)
