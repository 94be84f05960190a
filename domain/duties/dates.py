"""When a duty is due, when it is missed, and when its ladder next rings."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import NamedTuple

from domain.duty import Due
from domain.making import ours
from domain.terms import Terms, TermsRule
from domain.working_days import (
    OutsideVerifiedRange,
    WorkingCalendar,
    breach_at,
    local_day,
    schedule_by,
    shift,
    start_of,
)
from rulebook.schema import Allowance, Rung, Step, Unit

ONE_MINUTE = timedelta(minutes=1)
NOT_SET, AT_ONCE, CALENDAR_ENDS = "not-set", "at-once", "calendar-ends"

#: Every value given to it was worked out here.
DUE = ours(Due)


class Ring(NamedTuple):
    """The next step of a ladder: when, which, and its number from the bottom."""

    at: datetime
    rung: Rung
    number: int


def due_of(
    rule: TermsRule, terms: Terms, anchor: datetime, since: datetime, stated: datetime
) -> Due:
    """The dates of a duty that counts from `anchor` and applies from `since`.

    `stated` is the first instant that is too late, for a date written in an order or
    an agreement; other units ignore it.
    """
    if rule.allowance is None:
        return DUE(anchor=anchor, since=since, silent=NOT_SET)
    calendar, allowance = terms.calendar, rule.allowance
    if allowance.unit is Unit.IMMEDIATELY:
        day = local_day(anchor, calendar.zone)
        return DUE(anchor=anchor, since=since, due_on=day, silent=AT_ONCE)
    if allowance.unit is Unit.STATED:
        day = local_day(stated - ONE_MINUTE, calendar.zone)
        return _dated(anchor, since, day, stated, calendar)
    try:
        day = shift(local_day(anchor, calendar.zone), allowance, calendar)
    except OutsideVerifiedRange:
        return DUE(anchor=anchor, since=since, silent=CALENDAR_ENDS)
    return _dated(anchor, since, day, breach_at(day, calendar.zone), calendar)


def _dated(
    anchor: datetime,
    since: datetime,
    day: date,
    due_at: datetime,
    calendar: WorkingCalendar,
) -> Due:
    try:
        by = schedule_by(day, calendar)
    except OutsideVerifiedRange:
        by = None
    return DUE(anchor=anchor, since=since, due_on=day, due_at=due_at, schedule_by=by)


def missed_from(due: Due) -> datetime | None:
    """The instant of the miss: never before the duty applied."""
    return None if due.due_at is None else max(due.due_at, due.since)


def next_ring(rule: TermsRule, terms: Terms, due: Due, number: int) -> Ring | None:
    """The first ring from `number` on that does not fall before the duty applied."""
    steps = terms.ladders.get(rule.key, terms.ladder)
    while steps:
        at = _ring_at(steps, number, due, terms.calendar)
        if at >= due.since:
            return Ring(at, steps[min(number, len(steps) - 1)].rung, number)
        number += 1
    return None


def _ring_at(
    steps: tuple[Step, ...], number: int, due: Due, calendar: WorkingCalendar
) -> datetime:
    last = len(steps) - 1
    if due.due_on is None or due.due_at is None:
        return _after(due.since, steps[last].every * number, calendar)
    missed = max(due.due_at, due.since)
    step = steps[min(number, last)]
    match step.rung:
        case Rung.BEFORE:
            return start_of(_back(due.due_on, step.before, calendar), calendar.zone)
        case Rung.ON_THE_DAY:
            return start_of(due.due_on, calendar.zone)
        case Rung.MISSED:
            return missed
        case Rung.WEEKLY:
            return _after(missed, step.every * (number - last + 1), calendar)


def _after(since: datetime, days: int, calendar: WorkingCalendar) -> datetime:
    if not days:
        return since
    day = local_day(since, calendar.zone) + timedelta(days=days)
    return start_of(day, calendar.zone)


def _back(day: date, working_days: int, calendar: WorkingCalendar) -> date:
    """Working days before; plain days where the calendar has not been verified."""
    by = Allowance(count=working_days, unit=Unit.WORKING_DAYS, before=True)
    try:
        return shift(day, by, calendar)
    except OutsideVerifiedRange:
        return day - timedelta(days=working_days)
