"""Today's duties against those that the record asks for: the difference, as facts."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from domain.case import Case
from domain.duties.dates import due_of, missed_from
from domain.duties.wanting import Wanted, begun_by, wanted_duties
from domain.duty import Due, Duty, Settled
from domain.evolve import evolved
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
from domain.making import ours
from rulebook.schema import Start

OPENED, REDATED, REOPENED = ours(DutyOpened), ours(DutyRedated), ours(DutyReopened)
MET, LAPSED = ours(DutyMet), ours(DutyLapsed)


def reckon(
    case: Case,
    now: datetime,
    *,
    thorough: bool = False,
    correcting: bool = False,
    about: str | None = None,
) -> tuple[DutyFact, ...]:
    """The facts that bring the case's duties up to its record.

    `thorough` goes through the whole record, as after a correction or new terms, and
    `about` through all that began with one thing in it, by its reference;
    `correcting` lets a miss be withdrawn because its date was wrong.
    Reckoning a case that is up to date returns nothing.
    """
    facts: list[DutyFact] = []
    seen: set[str] = set()
    for afterwards in (False, True):
        known = evolved(case, facts) if _bears_on_others(case, facts) else case
        for wanted in wanted_duties(known, thorough, afterwards, about):
            seen.add(wanted.key)
            facts.extend(_difference(known, wanted, thorough, correcting))
    for key in case.duties:
        if key not in seen:
            facts.append(LAPSED(at=now, key=key, why="no-longer-asked-for"))
    return tuple(facts)


def begun(case: Case, start: Start, now: datetime) -> tuple[DutyFact, ...]:
    """As `reckon`, of what one kind of beginning begins and nothing else.

    For what is known to bear on no other: many letters go at once.
    """
    return tuple(
        fact
        for wanted in begun_by(case, start)
        for fact in _difference(case, wanted, thorough=False, correcting=False)
    )


def _bears_on_others(case: Case, facts: list[DutyFact]) -> bool:
    """Whether how these duties went may begin or end another: see `AFTERWARDS`."""
    return bool(case.delays) or any(
        isinstance(fact, DeadlineMissed | MissWithdrawn) for fact in facts
    )


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
        yield OPENED(
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
    ended = wanted.over
    return ended is not None and ended.at <= wanted.began.applies_to(wanted.who)


def _due(case: Case, wanted: Wanted) -> Due:
    began = wanted.began
    return due_of(
        wanted.rule,
        case.terms,
        began.anchor,
        began.applies_to(wanted.who),
        began.stated or began.anchor,
    )


def _of_open(
    case: Case, wanted: Wanted, duty: Duty, thorough: bool, correcting: bool
) -> Iterator[DutyFact]:
    due, missed_at = duty.due, duty.missed_at if duty.missed else None
    # What was missed stays as it was judged: other terms re-date only the rest.
    if _moved(wanted, due) or (thorough and not duty.missed):
        new = _due(case, wanted)
        if new != due:
            yield REDATED(at=new.since, key=duty.key, due=new, was=due)
            due = new
            then = _due_then(case, wanted, new, missed_at)
            if _may_take_back(wanted, correcting) and _is_timely(then, missed_at):
                assert missed_at is not None
                yield MissWithdrawn(at=missed_at, key=duty.key, missed_at=missed_at)
                missed_at = None
    yield from _ending(wanted, due, missed_at=missed_at)


def _moved(wanted: Wanted, due: Due) -> bool:
    began = wanted.began
    if due.anchor != began.anchor or due.since != began.applies_to(wanted.who):
        return True
    return began.stated is not None and due.due_at not in (None, began.stated)


def _of_settled(
    case: Case, wanted: Wanted, settled: Settled, *, correcting: bool
) -> Iterator[DutyFact]:
    """What had settled it may have been corrected, or undone."""
    if _stands(wanted, settled, correcting=correcting):
        return
    due = _due(case, wanted)
    yield REOPENED(at=due.since, key=settled.key, due=due)
    missed_at = settled.missed_at if settled.missed else None
    then = _due_then(case, wanted, due, missed_at)
    if missed_at and correcting and _is_timely(then, missed_at):
        yield MissWithdrawn(at=missed_at, key=settled.key, missed_at=missed_at)
        missed_at = None
    yield from _ending(wanted, due, missed_at=missed_at)


def _stands(wanted: Wanted, settled: Settled, *, correcting: bool) -> bool:
    """What settled it is still so; only a correction re-dates what was met."""
    gone = wanted.met_at is None and wanted.over is None
    if settled.met_at is None:
        return (
            not gone
            and (not correcting or wanted.met_at is None)
            and (wanted.met_at is None or _over_first(wanted))
        )
    same = wanted.met_at == settled.met_at
    return not gone and (not correcting or (same and not _moved(wanted, settled.due)))


def _due_then(case: Case, wanted: Wanted, due: Due, missed_at: datetime | None) -> Due:
    """The dates as they stood at a miss: what began them anew later is no excuse."""
    before = [at for at in wanted.began.earlier if missed_at and at < missed_at]
    if missed_at is None or wanted.began.anchor < missed_at or not before:
        return due
    return _due(case, wanted._replace(began=wanted.began._replace(anchor=before[-1])))


def _is_timely(due: Due, missed_at: datetime | None) -> bool:
    """By these dates it was not yet late when the miss was recorded."""
    late_from = missed_from(due)
    return missed_at is not None and (late_from is None or late_from > missed_at)


def _may_take_back(wanted: Wanted, correcting: bool) -> bool:
    """A correction may; so may a court, whose order ran on longer than we knew."""
    return correcting or wanted.rule.starts is Start.EMERGENCY_ORDER


def _over_first(wanted: Wanted) -> bool:
    """It stopped applying before it was done, whenever we were told of either."""
    ended, met_at = wanted.over, wanted.met_at
    return ended is not None and (met_at is None or ended.at <= met_at)


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
        yield DeadlineMissed(
            at=late_from,
            key=wanted.key,
            due_on=due.due_on,
            already_past=late_from != due.due_at,
        )
    elif missed_at is not None and ended_at < missed_at:
        yield MissWithdrawn(at=ended_at, key=wanted.key, missed_at=missed_at)
    if wanted.met_at is not None:
        yield MET(at=wanted.met_at, key=wanted.key)
    elif wanted.over is not None:
        yield LAPSED(at=wanted.over.at, key=wanted.key, why=wanted.over.why)
