"""Until when the record of one case is kept, and by which rule."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from dateutil.relativedelta import relativedelta

from domain.case import Case
from domain.ids import Day, Instant
from domain.record.children import Child, Left
from domain.working_days import local_day
from rulebook.schema import (
    Code,
    Frozen,
    KeepingRule,
    KeptFrom,
    RecordKind,
    RetentionPolicy,
)

#: What is added to the day for which a birth was expected that was never recorded: no
#: pregnancy lasts so much longer, so nothing goes too early.
UNTOLD: Final = relativedelta(years=1)
#: Who has no birthday to count from here: a death has its own rule, a pregnancy that
#: ended is no child, and who was born is on record as another child.
_NO_BIRTHDAY: Final = frozenset({Left.DIED, Left.PREGNANCY_ENDED, Left.BORN})

#: Why a record is kept when no rule has a day for it.
OPEN, NO_DAY = "open", "no-day"


class Recorded(Frozen):
    """What decides how long a record is kept. Days are local days of the case.

    `ended_on`: null while the case is open, or may still be reopened.
    """

    kinds: frozenset[RecordKind]
    ended_on: Day | None
    last_entry_on: Day
    births: tuple[Day, ...] = ()
    deaths: tuple[Day, ...] = ()


class Kept(Frozen):
    """`until`: the last local day on which the record is kept; null: for now, always.

    `why`: the key of the rule that has the latest day, else OPEN or NO_DAY.
    """

    # A date, not a Day: a 75th birthday lies beyond every day that a case may name.
    until: date | None
    why: Code

    def may_go(self, today: date) -> bool:
        """Whether nothing but a hold or a person stands in the way of an erasure."""
        return self.until is not None and today > self.until


def recorded(case: Case, last_entry_at: Instant) -> Recorded:
    """What the case says of itself. `last_entry_at`: of the newest fact."""
    zone = case.terms.calendar.zone
    died = [c.left.at for c in case.children if c.left and c.left.why is Left.DIED]
    living = (c for c in case.children if not (c.left and c.left.why in _NO_BIRTHDAY))
    ended = case.closed_at if case.sealed else None
    return Recorded(
        kinds=frozenset(_kinds(case)),
        ended_on=local_day(ended, zone) if ended else None,
        last_entry_on=local_day(last_entry_at, zone),
        births=tuple(filter(None, map(_birth, living))),
        deaths=tuple(local_day(at, zone) for at in died),
    )


def _birth(child: Child) -> date | None:
    """The birthday; of a child of whose birth nobody told us, a day not before it."""
    if child.born is not None or child.expected is None:
        return child.born
    return child.expected + UNTOLD


def _kinds(case: Case) -> Iterator[RecordKind]:
    yield RecordKind.CASE
    if any(conference.held_at for conference in case.conferences):
        yield RecordKind.CONFERENCE
    if case.plans:
        yield RecordKind.PLAN
    if case.proceedings or case.emergency_orders or case.assessment_orders:
        yield RecordKind.PROCEEDINGS


def kept_until(record: Recorded, policy: RetentionPolicy) -> Kept:
    """The latest day of all the rules that apply; an open case is always kept."""
    if record.ended_on is None:
        return Kept(until=None, why=OPEN)
    days = [
        (_after(day, rule.years), rule.key)
        for rule in policy.records
        if rule.of in record.kinds
        for day in _counted_from(record, rule)
    ]
    if not days:
        return Kept(until=None, why=NO_DAY)
    until, why = max(days)
    return Kept(until=until, why=why)


def _counted_from(record: Recorded, rule: KeepingRule) -> tuple[date, ...]:
    match rule.since:
        case KeptFrom.LAST_ENTRY:
            return (record.last_entry_on,)
        case KeptFrom.CLOSED:
            return (record.ended_on,) if record.ended_on else ()
        case KeptFrom.BIRTH:
            return record.births
        case KeptFrom.DEATH:
            return record.deaths


def _after(day: date, years: int) -> date:
    """So many years later; of a 29 February the 28th where there is none."""
    return day + relativedelta(years=years)
