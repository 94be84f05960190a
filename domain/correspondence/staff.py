"""What a message to staff says: each thing that is due or has to be done, by reference.

The most urgent comes first: what was missed, what is due at once, then by date, then
what has no date, oldest first; what has been done since comes last.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import NamedTuple

from domain.case import Case
from domain.correspondence.days import said_day
from domain.correspondence.recipient import Recipient
from domain.correspondence.tasks import task
from domain.documents.values import Value
from domain.duties.dates import AT_ONCE, CALENDAR_ENDS
from domain.duties.wanting import HOUSEHOLD
from domain.duty import Duty, Settled
from domain.effects import Effect, Item
from domain.letters import Line
from domain.working_days import local_day

MISSED, TO_DO, NOW, DUE, UNDATED, NO_CALENDAR, SINCE = (
    "missed",
    "task",
    "at-once",
    "due",
    "no-time-set",
    "calendar-ends",
    "settled-since",
)
URGENCY = (MISSED, TO_DO, NOW, DUE, UNDATED, NO_CALENDAR, SINCE)


class _Placed(NamedTuple):
    """A line and its place: by urgency, then by date, then as they were asked for."""

    urgency: int
    day: date
    number: int
    line: Line


def items(case: Case, effect: Effect, to: Recipient, now: datetime) -> tuple[Line, ...]:
    """One line for each item, the most urgent first."""
    placed = (
        _placed(case, item, number, now) for number, item in enumerate(effect.items)
    )
    return tuple(place.line for place in sorted(placed, key=lambda p: p[:3]))


def _placed(case: Case, item: Item, number: int, now: datetime) -> _Placed:
    duty = case.duty(item.about) if item.rung is not None else None
    if duty is None:
        line, day = task(case, item), date.max
    else:
        line, day = _due(case, duty, item, now), _day(case, duty)
    return _Placed(URGENCY.index(line.code), day, number, line)


def _day(case: Case, duty: Duty | Settled) -> date:
    return duty.due.due_on or local_day(duty.due.since, case.terms.calendar.zone)


def _due(case: Case, duty: Duty | Settled, item: Item, now: datetime) -> Line:
    rule = case.terms.rule(duty.rule)
    zone = case.terms.calendar.zone
    age = local_day(now, zone) - local_day(duty.due.since, zone)
    values: dict[str, Value] = {
        "what": duty.rule,
        "about": "" if duty.who == HOUSEHOLD else duty.who,
        "due": said_day(case, duty.due.due_on),
        "open-days": str(age.days),
        "force": rule.force.value if rule is not None else "",
        "rung": item.rung.value if item.rung is not None else "",
        "earlier": " ".join(dict.fromkeys(rung.value for rung in item.earlier)),
        "agreed": said_day(case, duty.agreed_on),
    }
    return Line(code=_standing(duty), values=values)


def _standing(duty: Duty | Settled) -> str:
    if isinstance(duty, Settled):
        return SINCE
    if duty.missed:
        return MISSED
    if duty.due.silent == AT_ONCE:
        return NOW
    if duty.due.silent == CALENDAR_ENDS:
        return NO_CALENDAR
    return DUE if duty.due.due_on is not None else UNDATED
