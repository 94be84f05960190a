"""Today's duties against those that the record asks for: the difference, as facts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import NamedTuple

from domain.case import Case
from domain.duties.conferences import CONFERENCES
from domain.duties.dates import due_of, missed_from
from domain.duties.life import LIFE
from domain.duties.meetings import (
    MEETINGS,
    SOCIAL_WORK,
    report_withheld,
    responsible_for,
)
from domain.duties.orders import ORDERS
from domain.duties.plans import PLANS
from domain.duties.start import Beginning, Over
from domain.duty import Due, Duty, Settled
from domain.facts.duties import (
    DeadlineMissed,
    DutyFact,
    DutyLapsed,
    DutyMet,
    DutyOpened,
    DutyRedated,
    DutyReopened,
    MissWithdrawn,
)
from domain.terms import TermsRule
from rulebook.schema import Met, Per

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
        "withheld",
    }
)


class Wanted(NamedTuple):
    """One duty that the record asks for, and what became of it by the record."""

    key: str
    rule: TermsRule
    began: Beginning
    who: str
    child: str | None
    met_at: datetime | None
    over: Over | None


def reckon(
    case: Case, now: datetime, *, thorough: bool = False, correcting: bool = False
) -> tuple[DutyFact, ...]:
    """The facts that bring the case's duties up to its record.

    `thorough` goes through the whole record, as after a correction or new terms;
    `correcting` lets a miss be withdrawn because its date was wrong.
    Reckoning a case that is up to date returns nothing.
    """
    facts: list[DutyFact] = []
    seen: set[str] = set()
    for wanted in _wanted(case, thorough):
        seen.add(wanted.key)
        facts.extend(_difference(case, wanted, thorough, correcting))
    for key in case.duties:
        if key not in seen:
            facts.append(DutyLapsed(at=now, key=key, why="no-longer-asked-for"))
    return tuple(facts)


def _wanted(case: Case, thorough: bool) -> Iterator[Wanted]:
    for start, rules in case.terms.by_start.items():
        for began in BEGINNINGS[start](case, thorough):
            for rule in rules:
                yield from _wanted_of(case, rule, began, thorough)


def _wanted_of(
    case: Case, rule: TermsRule, began: Beginning, thorough: bool
) -> Iterator[Wanted]:
    met = MEETINGS[rule.met_by]
    for who, child in _whom(case, rule.per, began):
        key = f"{rule.key}/{began.ref}/{who}"
        if thorough or not _long_settled(case, key):
            over = _over(case, began, child, _withheld(case, rule, began, who))
            yield Wanted(key, rule, began, who, child, met(case, began, who), over)


def _long_settled(case: Case, key: str) -> bool:
    """Met, or over for good: only what asks for a thorough look can undo that."""
    line = case.settled.get(key)
    return line is not None and line.lapsed not in MAY_COME_BACK


def _whom(case: Case, per: Per, began: Beginning) -> Iterator[tuple[str, str | None]]:
    match per:
        case Per.CHILD:
            yield from ((child, child) for child in began.children)
        case Per.HOUSEHOLD:
            yield HOUSEHOLD, None
        case Per.RESPONSIBLE:
            yield from ((p, None) for p in responsible_for(case, began.children))
        case Per.AGENCY_REPORT:
            yield from ((agency, None) for agency in began.reports_from)
        case Per.SOCIAL_WORK_REPORT:
            yield SOCIAL_WORK, None


def _withheld(case: Case, rule: TermsRule, began: Beginning, who: str) -> Over | None:
    """Not to be shared, by a recorded decision: neither met nor missed (C22)."""
    if rule.met_by is not Met.REPORT_SHARED:
        return None
    decided_at = report_withheld(case, began, who)
    return None if decided_at is None else Over("withheld", decided_at)


def _over(
    case: Case, began: Beginning, child: str | None, withheld: Over | None
) -> Over | None:
    """The first reason why it no longer applies: to this child, or to all of them."""
    about = began.children if child is None else (child,)
    closed = case.closed_at
    ends = (
        withheld,
        began.over,
        None if closed is None else Over("case-closed", closed),
        _all_gone(case, began, about),
    )
    return _first(over for over in ends if over is not None)


def _first(overs: Iterable[Over]) -> Over | None:
    return min(overs, key=lambda over: over.at, default=None)


def _all_gone(case: Case, began: Beginning, children: tuple[str, ...]) -> Over | None:
    """Why and when the last of them went; None while one is still concerned."""
    last: Over | None = None
    for ref in children:
        gone = _first(_gone(case, began, ref))
        if gone is None:
            return None
        last = gone if last is None else max(last, gone, key=lambda over: over.at)
    return last


def _gone(case: Case, began: Beginning, ref: str) -> Iterator[Over]:
    if ref in began.spared:
        yield began.spared[ref]
    child = case.child(ref)
    if child is not None and child.left is not None:
        yield Over(child.left.why, child.left.at)


def _difference(
    case: Case, wanted: Wanted, thorough: bool, correcting: bool
) -> Iterator[DutyFact]:
    open_duty = case.duties.get(wanted.key)
    if open_duty is not None:
        yield from _of_open(case, wanted, open_duty, thorough, correcting)
        return
    settled = case.settled.get(wanted.key)
    if settled is not None:
        yield from _of_settled(case, wanted, settled, correcting=correcting)
    elif wanted.met_at is not None or not _never_applied(wanted):
        due = _due(case, wanted)
        yield DutyOpened(
            at=due.since,
            key=wanted.key,
            rule=wanted.rule.key,
            ref=wanted.began.ref,
            who=wanted.who,
            child=wanted.child,
            due=due,
        )
        yield from _ending(wanted, due, missed_at=None)


def _never_applied(wanted: Wanted) -> bool:
    over = wanted.over
    return over is not None and over.at <= wanted.began.applies_from


def _due(case: Case, wanted: Wanted) -> Due:
    began = wanted.began
    return due_of(
        wanted.rule,
        case.terms,
        began.anchor,
        began.applies_from,
        began.stated or began.anchor,
    )


def _of_open(
    case: Case, wanted: Wanted, duty: Duty, thorough: bool, correcting: bool
) -> Iterator[DutyFact]:
    due, missed_at = duty.due, duty.missed_at if duty.missed else None
    if thorough or _moved(wanted, due):
        new = _due(case, wanted)
        if new != due:
            yield DutyRedated(at=new.since, key=duty.key, due=new, was=due)
            due = new
            late_from = missed_from(new)
            if correcting and missed_at and (not late_from or late_from > missed_at):
                yield MissWithdrawn(at=missed_at, key=duty.key, missed_at=missed_at)
                missed_at = None
    yield from _ending(wanted, due, missed_at=missed_at)


def _moved(wanted: Wanted, due: Due) -> bool:
    began = wanted.began
    if due.anchor != began.anchor or due.since != began.applies_from:
        return True
    return began.stated is not None and due.due_at not in (None, began.stated)


def _of_settled(
    case: Case, wanted: Wanted, settled: Settled, *, correcting: bool
) -> Iterator[DutyFact]:
    """What had settled it may have been corrected, or undone."""
    if settled.met_at is not None:
        if wanted.met_at is not None or wanted.over is not None:
            same = wanted.met_at == settled.met_at
            if not correcting or (same and not _moved(wanted, settled.due)):
                return
    elif wanted.met_at is None and wanted.over is not None:
        return
    elif not correcting and settled.lapsed is not None and _over_first(wanted):
        return
    due = _due(case, wanted)
    yield DutyReopened(at=due.since, key=settled.key, due=due)
    missed_at = settled.missed_at if settled.missed else None
    late_from = missed_from(due)
    if correcting and missed_at and (not late_from or late_from > missed_at):
        yield MissWithdrawn(at=missed_at, key=settled.key, missed_at=missed_at)
        missed_at = None
    yield from _ending(wanted, due, missed_at=missed_at)


def _over_first(wanted: Wanted) -> bool:
    """It stopped applying before it was done, whenever we were told of either."""
    over, met_at = wanted.over, wanted.met_at
    return over is not None and (met_at is None or over.at <= met_at)


def _ending(
    wanted: Wanted, due: Due, *, missed_at: datetime | None
) -> Iterator[DutyFact]:
    """How it ended by the record: met or lapsed, after a miss that came first."""
    ended_at = wanted.met_at or (wanted.over.at if wanted.over else None)
    if ended_at is None:
        return
    late_from = missed_from(due)
    if missed_at is None and late_from is not None and late_from <= ended_at:
        assert due.due_on is not None
        yield DeadlineMissed(at=late_from, key=wanted.key, due_on=due.due_on)
    elif missed_at is not None and ended_at < missed_at:
        yield MissWithdrawn(at=ended_at, key=wanted.key, missed_at=missed_at)
    if wanted.met_at is not None:
        yield DutyMet(at=wanted.met_at, key=wanted.key)
    elif wanted.over is not None:
        yield DutyLapsed(at=wanted.over.at, key=wanted.key, why=wanted.over.why)
