"""Why, and since when, a duty no longer applies: the first of several reasons."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from domain.case import Case
from domain.duties.met import nothing_to_report, report_withheld
from domain.duties.start import Beginning, Over
from domain.terms import TermsRule
from rulebook.schema import Met


def over(
    case: Case, rule: TermsRule, began: Beginning, who: str, child: str | None
) -> Over | None:
    """The first reason why it no longer applies: to this child, or to all of them."""
    closed = case.closed_at
    return _which(
        min,
        _withheld(case, rule, began, who),
        _nothing(case, rule, began, who),
        began.over,
        None if closed is None else Over("case-closed", closed),
        _all_gone(case, began, began.children if child is None else (child,)),
    )


def _withheld(case: Case, rule: TermsRule, began: Beginning, who: str) -> Over | None:
    """Not to be shared, by a recorded decision: neither met nor missed (C22)."""
    if rule.met_by is not Met.REPORT_SHARED:
        return None
    decided_at = report_withheld(case, began, who)
    return None if decided_at is None else Over("withheld", decided_at)


def _nothing(case: Case, rule: TermsRule, began: Beginning, who: str) -> Over | None:
    """An agency that has nothing to report has nothing to share or to send either."""
    if rule.met_by not in (Met.REPORT_SHARED, Met.REPORT_WITH_CHAIR):
        return None
    answered_at = nothing_to_report(case, began, who)
    return None if answered_at is None else Over("nothing-to-report", answered_at)


def _all_gone(case: Case, began: Beginning, children: tuple[str, ...]) -> Over | None:
    """Why and when the last of them went; None while one is still concerned."""
    gone: list[Over | None] = []
    for ref in children:
        gone.append(_gone(case, began, ref))
        if gone[-1] is None:
            return None
    return _which(max, *gone)


def _gone(case: Case, began: Beginning, ref: str) -> Over | None:
    child, spared = case.child(ref), began.spared.get(ref)
    if child is None or child.left is None:
        return spared
    return _which(min, spared, Over(child.left.why, child.left.at))


def _which(pick: Callable[..., Over], *overs: Over | None) -> Over | None:
    """The earliest (`min`) or latest (`max`) of those there are."""
    known = [each for each in overs if each is not None]
    return pick(known, key=_at) if known else None


def _at(over: Over) -> datetime:
    return over.at
