"""What asks for a conference before a birth, and what has answered it.

A ground for one is recorded by somebody, or stands in the case already: a brother or
sister on the register, a mother under sixteen. Either begins one thing that is due;
a ground that comes after it was answered begins another, unless the child has a plan.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from domain.case import Case
from domain.duties.met import MetAt, child_decided
from domain.duties.start import Beginning, Finder, Over
from domain.record.afterwards import Trigger
from domain.record.children import Child
from domain.record.people import Person
from domain.record.plans import Plan
from domain.working_days import local_day
from rulebook.schema import Listed, Met, Start

#: The grounds of the list that the case itself can show.
SIBLING, MOTHER = "sibling-on-the-register", "mother-under-sixteen"
SIXTEEN = 16


def triggers_of(case: Case, child: Child) -> tuple[Trigger, ...]:
    """Every ground for a conference before this child's birth, the earliest first."""
    recorded = (t for t in case.triggers if t.child == child.ref)
    found = (*recorded, *_seen(case, child))
    return tuple(sorted(found, key=lambda t: (t.at, t.code)))


def _seen(case: Case, child: Child) -> Iterator[Trigger]:
    """What stands in the case already, of the grounds that its procedures name."""
    if child.birth_settled_at is None and not child.unborn:
        return
    listed = {line.key for line in case.terms.lists.get(Listed.TRIGGERS, ())}
    since = child.since or case.opened_at
    if SIBLING in listed:
        for at in _siblings_registered(case, child, since):
            yield Trigger(child=child.ref, code=SIBLING, at=at)
    if MOTHER in listed and _mother_under_sixteen(case, child, since):
        yield Trigger(child=child.ref, code=MOTHER, at=since)


def _siblings_registered(
    case: Case, child: Child, since: datetime
) -> Iterator[datetime]:
    """Since when each other child, once born, had a plan beside this one (WA-68)."""
    for plan in case.plans:
        sibling = case.child(plan.child)
        if sibling is None or sibling.ref == child.ref or sibling.unborn:
            continue
        at = max(plan.began_at, since, sibling.birth_settled_at or since)
        together = plan.ended is None or at < plan.ended.at
        if together and _still_expected(child, at):
            yield at


def _still_expected(child: Child, at: datetime) -> bool:
    return child.birth_settled_at is None or at < child.birth_settled_at


def _mother_under_sixteen(case: Case, child: Child, since: datetime) -> bool:
    """On the day on which the child came into the case (WA-71)."""
    today = local_day(since, case.terms.calendar.zone)
    parents = (case.person(ref) for ref in child.parents)
    return any(_is_young_mother(person, today) for person in parents if person)


def _is_young_mother(person: Person, today: date) -> bool:
    born = person.born
    if person.relation != "mother" or born is None:
        return False
    not_yet = (today.month, today.day) < (born.month, born.day)
    return today.year - born.year - not_yet < SIXTEEN


def asked_before_birth(case: Case, thorough: bool) -> Iterator[Beginning]:
    """Each time that a conference before a birth was asked for."""
    for child in case.children:
        if child.unborn or child.birth_settled_at is not None:
            yield from _of(case, child)


def _of(case: Case, child: Child) -> Iterator[Beginning]:
    answered, number = None, 0
    for at in sorted({trigger.at for trigger in triggers_of(case, child)}):
        if answered is not None and (at <= answered or _has_plan(case, child, at)):
            continue
        number += 1
        began = Beginning(
            ref=child.ref if number == 1 else f"{child.ref}-{number}",
            anchor=at,
            children=(child.ref,),
            over=_over(case, child, at),
        )
        yield began
        answered = _answered(case, child, began)
        if answered is None:
            return


def _has_plan(case: Case, child: Child, at: datetime) -> bool:
    return any(_in_force(p, at) for p in case.plans if p.child == child.ref)


def _in_force(plan: Plan, at: datetime) -> bool:
    return plan.began_at <= at and (plan.ended is None or at < plan.ended.at)


def _over(case: Case, child: Child, since: datetime) -> Over | None:
    """A manager decided that none is needed, or the child is born."""
    ends = [
        Over("not-needed", decided.at)
        for decided in case.pre_birth_not_needed
        if decided.child == child.ref and decided.at >= since
    ]
    if child.birth_settled_at is not None and not child.unborn:
        ends.append(Over("born", child.birth_settled_at))
    return min(ends, key=lambda over: over.at, default=None)


def _answered(case: Case, child: Child, began: Beginning) -> datetime | None:
    """By a conference or by a manager, whichever came first."""
    decided_at = child_decided(case, began, child.ref)
    ended_at = began.over.at if began.over is not None else None
    return min((at for at in (decided_at, ended_at) if at is not None), default=None)


PRE_BIRTH: dict[Start, Finder] = {Start.PRE_BIRTH: asked_before_birth}

#: Met as any other: by the conference that decides the child.
PRE_BIRTH_MET: dict[Met, MetAt] = {}
