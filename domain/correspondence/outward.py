"""What a letter to a person says: a conference, the plan, a translation that is needed.

A family is told when and where, and never what is late or who has still to do what.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from domain.case import Case
from domain.correspondence.days import said_day, said_moment
from domain.correspondence.invited import asked_of, others_invited
from domain.correspondence.recipient import NothingToSay, Recipient
from domain.documents.values import Value
from domain.effects import Effect
from domain.in_words import day_in_words, moment_in_words
from domain.letters import Line
from domain.record.conferences import Action, Conference, Outcome
from domain.working_days import local_day
from rulebook.schema import Met

#: What a report goes through before a conference, in that order.
REPORT_STEPS = (
    Met.REPORT_COMPLETED,
    Met.REPORT_COUNTERSIGNED,
    Met.REPORT_SHARED,
    Met.REPORT_WITH_CHAIR,
)


def invitation(
    case: Case, effect: Effect, to: Recipient, now: datetime
) -> tuple[Line, ...]:
    """Which conference, when, where, what is asked for, and who else is invited."""
    conference = _conference(case, effect)
    values = {
        "conference": conference.kind.value,
        "when": _moment(case, conference.starts_at),
        "where": conference.place or "",
        "revision": str(conference.revision),
    }
    return (
        Line(code="invitation", values=values),
        *asked_of(case, conference, to),
        *report_dates(case, conference, to.agency),
        *others_invited(case, conference, to, now),
    )


def report_dates(
    case: Case, conference: Conference, agency: str | None
) -> Iterator[Line]:
    """Every step of the agency's report that is still open, dated or not (YK-30)."""
    for step in REPORT_STEPS:
        for duty in case.duties.values():
            rule = case.terms.rule(duty.rule)
            mine = duty.ref == conference.ref and duty.who == agency
            if mine and rule is not None and rule.met_by is step:
                due = duty.due.due_on
                values: dict[str, Value] = {
                    "what": rule.key,
                    "due": said_day(case, due),
                    "silent": duty.due.silent or "",
                    "force": rule.force.value,
                }
                yield Line(code="report-date", values=values)


def cancellation(
    case: Case, effect: Effect, to: Recipient, now: datetime
) -> tuple[Line, ...]:
    """Which conference is off. Why is not said: it may be about somebody else."""
    conference = _conference(case, effect)
    if conference.off is None and to.ref not in conference.invited:
        return (no_longer_invited(case, conference, effect),)
    values = {
        "conference": conference.kind.value,
        "when": _moment(case, conference.starts_at),
    }
    return (Line(code="cancellation", values=values),)


def no_longer_invited(case: Case, conference: Conference, effect: Effect) -> Line:
    """It is off for this person alone. A date that came later is not theirs to know."""
    known = knows_the_date(conference, effect)
    values: dict[str, Value] = {
        "conference": conference.kind.value,
        "when": said_moment(case, conference.starts_at) if known else "",
    }
    return Line(code="no-longer-invited", values=values)


def knows_the_date(conference: Conference, effect: Effect) -> bool:
    """Whether the date was set before they were to be told that it is off for them."""
    moved_at = conference.moved_at
    return moved_at is None or moved_at <= effect.asked_at


def plan_copy(
    case: Case, effect: Effect, to: Recipient, now: datetime
) -> tuple[Line, ...]:
    """What was decided about one child, and the outline plan as it was agreed."""
    conference, outcome = _conference(case, effect), _outcome(case, effect)
    values = {
        "conference": conference.kind.value,
        "held": _held(case, conference),
        "decided": outcome.decided.value,
        "child": outcome.child,
    }
    wanted = (Line(code="wanted", values={"what": text}) for text in outcome.outcomes)
    actions = (_action(case, action, to, now) for action in outcome.actions)
    return (Line(code="plan", values=values), *wanted, *actions)


def _action(case: Case, action: Action, to: Recipient, now: datetime) -> Line:
    """Who acts is said by their part in the case, never by their name."""
    who = "you" if action.who == to.ref else _part_of(case, action.who, now)
    values = {"what": action.what, "who": who, "by": action.by or ""}
    return Line(code="action", values=values)


def _part_of(case: Case, ref: str, now: datetime) -> str:
    """The role that they hold at `now`, else how they are related to the case."""
    roles = case.roles_of(ref, now)
    person = case.person(ref)
    child = "child" if case.child(ref) is not None else ""
    return next(roles, person.relation if person is not None else child)


def translation(
    case: Case, effect: Effect, to: Recipient, now: datetime
) -> tuple[Line, ...]:
    """Which plan is needed in which language. The plan itself is not sent along."""
    conference = _conference(case, effect)
    outcome = _outcome(case, effect)
    values = {
        "language": effect.about.rpartition("/")[2],
        "what": "plan",
        "child": outcome.child,
        "conference": conference.kind.value,
        "held": _held(case, conference),
    }
    return (Line(code="translation", values=values),)


def _conference(case: Case, effect: Effect) -> Conference:
    found = case.conference(effect.about.partition("/")[0])
    if found is None:
        raise NothingToSay
    return found


def _outcome(case: Case, effect: Effect) -> Outcome:
    found = _conference(case, effect).outcome(effect.child or "")
    if found is None:
        raise NothingToSay
    return found


def _moment(case: Case, instant: datetime) -> str:
    return moment_in_words(instant, case.terms.calendar.zone)


def _held(case: Case, conference: Conference) -> str:
    if conference.held_at is None:
        raise NothingToSay
    return day_in_words(local_day(conference.held_at, case.terms.calendar.zone))
