"""What a plan says from the start: its actions, its outcomes, and who sees to it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from domain.case import Case
from domain.gates.judgements import known
from domain.gates.subject import WHOLE, Finding, Subject, applies, listed
from domain.readings.kept_away import kept_from
from domain.record.conferences import WITH_PLAN, Action, Outcome
from domain.record.people import Person, PersonKind
from domain.record.plans import Plan
from domain.terms import Gate
from rulebook.schema import Asks, Code


def _plan(case: Case, subject: Subject) -> Plan | None:
    """The child's plan as the conference leaves it: a review may let parts stand."""
    outcome = subject.outcome
    if outcome is None or outcome.decided not in WITH_PLAN:
        return None
    return case.plan_of(outcome.child)


def _actions(case: Case, subject: Subject) -> tuple[Action, ...]:
    plan = _plan(case, subject)
    outcome = subject.outcome
    named = outcome.actions if outcome is not None else ()
    return named or (plan.actions if plan is not None else ())


def actions_named(case: Case, gate: Gate, subject: Subject) -> Iterator[str]:
    """At least one action for this child, or why there is none."""
    outcome = subject.outcome
    if outcome is None or _actions(case, subject):
        return
    if outcome.no_action_because is None:
        yield WHOLE


def actions_in_full(case: Case, gate: Gate, subject: Subject) -> Iterator[str]:
    """Each says how it is taken forward, to which end, by whom and by when (WA-14)."""
    for number, action in enumerate(_actions(case, subject), start=1):
        said = (action.method, action.intended, action.by or action.on)
        if None in said or not known(case, action.who):
            yield f"action-{number}"


#: Where a part of a plan is written, by its key on the list.
PARTS: dict[Code, Callable[[Outcome], object]] = {
    "plan-outcomes": lambda outcome: outcome.outcomes,
    "plan-personal-outcomes": lambda outcome: outcome.outcomes,
    "plan-interventions": lambda outcome: outcome.interventions,
    "plan-contingency": lambda outcome: outcome.contingency,
    "plan-actions": lambda outcome: outcome.actions or outcome.no_action_because,
    "plan-wellbeing": lambda outcome: outcome.wellbeing,
}


def plan_parts(case: Case, gate: Gate, subject: Subject) -> Iterator[str]:
    """Each part of the plan that these procedures ask for is written."""
    outcome = subject.outcome
    if outcome is None:
        return
    for line in listed(case, gate):
        written = PARTS.get(line.key)
        # A council may list more: that is shown, and has no field to look into.
        if written is None or not line.required:
            continue
        if applies(case, line.when, subject) and not written(outcome):
            yield line.key


def _key_worker(case: Case, subject: Subject) -> Person | None:
    plan, outcome = _plan(case, subject), subject.outcome
    ref = (outcome.key_worker if outcome else None) or (plan.key_worker if plan else "")
    found = case.person(ref or "")
    professional = found is not None and found.kind is PersonKind.PROFESSIONAL
    return found if professional else None


def key_worker_named(case: Case, gate: Gate, subject: Subject) -> Iterator[str]:
    """A professional of the case, known by name, who answers for the plan."""
    if _key_worker(case, subject) is None:
        yield WHOLE


def key_worker_team(case: Case, gate: Gate, subject: Subject) -> Iterator[str]:
    """Of the team that the procedures name, or it is said why of another (T4-11)."""
    worker, outcome = _key_worker(case, subject), subject.outcome
    if worker is None or outcome is None or outcome.key_worker_because:
        return
    if worker.team != case.terms.provision("key-worker-team"):
        yield worker.ref


def _group(case: Case, subject: Subject) -> tuple[str, ...]:
    plan, outcome = _plan(case, subject), subject.outcome
    named = outcome.core_group if outcome is not None else ()
    return named or (plan.core_group if plan is not None else ())


def core_group_named(case: Case, gate: Gate, subject: Subject) -> Iterator[str]:
    """The professionals who form the core group are named there and then."""
    people = (case.person(ref) for ref in _group(case, subject))
    if not any(p is not None and p.kind is PersonKind.PROFESSIONAL for p in people):
        yield WHOLE


def parents_in_group(case: Case, gate: Gate, subject: Subject) -> Iterator[str]:
    """Each parent who is not kept away, or it is said why not (decision C24)."""
    child, outcome = case.child(subject.child or ""), subject.outcome
    if child is None or outcome is None or outcome.parents_not_because:
        return
    for ref in child.parents:
        person = case.person(ref)
        if person is None or person.died_at is not None or person.excluded:
            continue
        kept_away = _of_concern_about(case, subject, person)
        if not kept_away and ref not in _group(case, subject):
            yield ref


def nobody_of_concern(case: Case, gate: Gate, subject: Subject) -> Iterator[str]:
    """No adult of concern about a child works on that child's plan (decision C24)."""
    for ref in _group(case, subject):
        person = case.person(ref)
        if person is not None and _of_concern_about(case, subject, person):
            yield ref


def _of_concern_about(case: Case, subject: Subject, person: Person) -> bool:
    """An adult of concern about this child on that day; a young person is not one."""
    at = subject.conference.held_at if subject.conference is not None else None
    return subject.child in kept_from(case, person, at or case.looked_at)


PLANS: dict[Asks, Finding] = {
    Asks.ACTIONS_NAMED: actions_named,
    Asks.ACTIONS_IN_FULL: actions_in_full,
    Asks.PLAN_PARTS: plan_parts,
    Asks.KEY_WORKER_NAMED: key_worker_named,
    Asks.KEY_WORKER_TEAM: key_worker_team,
    Asks.CORE_GROUP_NAMED: core_group_named,
    Asks.PARENTS_IN_CORE_GROUP: parents_in_group,
    Asks.NOBODY_OF_CONCERN_IN_GROUP: nobody_of_concern,
}
