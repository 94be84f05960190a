"""A case's line on the worklist: what a manager needs to see among hundreds."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from domain.case import Case
from domain.duty import Duty
from domain.ids import CaseRef, Day, Instant, Key, Ref
from domain.roles import Role
from rulebook.schema import Code, Frozen, Met


class Stage(StrEnum):
    """How far a case has come, in one word."""

    ENQUIRY = "enquiry"
    BOOKED = "conference booked"
    PLAN = "plan"
    OUT = "no plan"
    CLOSED = "closed"


class OpenDuty(Frozen):
    """One open thing, as the worklist needs it."""

    key: Key
    rule: Code
    who: Ref
    owner: Code
    due_on: Day | None
    due_at: Instant | None
    missed: bool
    since: Instant
    agreed_on: Day | None = None


class CaseLine(Frozen):
    """A case's line on the worklist: no names, so that it may be listed.

    `open`: all that is due, the earliest first, then what has no date. `next_due`: the
    earliest day of what is not late yet, and `missed` how many are late and not done.
    """

    case: CaseRef
    rulebook: str
    calendar: Code
    stage: Stage
    children: int
    next_due: Day | None
    missed: int
    open: tuple[OpenDuty, ...]


def urgency(duty: Duty) -> tuple[date, str]:
    """Sorts open duties: the earliest date first, those without one last."""
    return duty.due.due_on or date.max, duty.key


def stage(case: Case) -> Stage:
    """How far the case has come."""
    if case.closed_at is not None:
        return Stage.CLOSED
    if any(plan.ended is None for plan in case.plans):
        return Stage.PLAN
    if any(conference.awaited for conference in case.conferences):
        return Stage.BOOKED
    awaited = (case.terms.rule(duty.rule) for duty in case.duties.values())
    if any(rule and rule.met_by is Met.CHILD_DECIDED for rule in awaited):
        return Stage.ENQUIRY
    return Stage.OUT if case.conferences else Stage.ENQUIRY


def next_due(case: Case) -> date | None:
    """The earliest date that is still due and not yet missed."""
    days = (
        duty.due.due_on
        for duty in case.duties.values()
        if duty.due.due_on is not None and not duty.missed
    )
    return min(days, default=None)


def missed(case: Case) -> int:
    """How many dates were missed and are still open."""
    return sum(duty.missed for duty in case.duties.values())


def line_of(case: Case) -> str:
    """The case's line on the worklist, as JSON."""
    line = CaseLine(
        case=case.ref,
        rulebook=case.terms.rulebook.id,
        calendar=case.terms.calendar.id,
        stage=stage(case),
        children=sum(1 for _ in case.present()),
        next_due=next_due(case),
        missed=missed(case),
        open=tuple(_open(case, d) for d in sorted(case.duties.values(), key=urgency)),
    )
    return line.model_dump_json()


def _open(case: Case, duty: Duty) -> OpenDuty:
    rule = case.terms.rule(duty.rule)
    return OpenDuty(
        key=duty.key,
        rule=duty.rule,
        who=duty.who,
        owner=rule.owner if rule else Role.SERVICE_MANAGER,
        due_on=duty.due.due_on,
        due_at=duty.due.due_at,
        missed=duty.missed,
        since=duty.due.since,
        agreed_on=duty.agreed_on,
    )
