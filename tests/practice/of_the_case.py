"""Whom a careful team asks of: who is here, who is welcome, what is decided of whom."""

from __future__ import annotations

from domain.case import Case
from domain.gates.exits import exits
from domain.record.children import Child
from domain.record.conferences import Outcome
from domain.record.judgements import Agreed
from domain.record.people import Person, PersonKind
from tests.practice.household import (
    MANAGER,
    MIDWIFE,
    OFFICER,
    TEACHER,
    VISITOR,
    WORKER,
)
from tests.practice.outcomes import (
    continue_outcome,
    end_outcome,
    no_plan_outcome,
    plan_outcome,
)

#: Who comes to a conference of the household, besides the family and the chair.
COME = (WORKER, MANAGER, TEACHER, VISITOR, OFFICER, MIDWIFE)


def here(case: Case) -> tuple[str, ...]:
    return tuple(child.ref for child in case.present())


def born(case: Case) -> tuple[Child, ...]:
    return tuple(child for child in case.present() if not child.unborn)


def family(case: Case) -> tuple[Person, ...]:
    kind = PersonKind.FAMILY
    return tuple(p for p in case.people if p.kind is kind and p.died_at is None)


def parents(case: Case) -> set[str]:
    named = (ref for c in case.present() for ref in (*c.parents, *c.responsible))
    alive = {p.ref for p in case.people if p.died_at is None}
    return set(named) & alive


def welcome(case: Case, person: Person) -> bool:
    """Neither of concern about any child of the case, nor excluded."""
    return not person.of_concern_about and not person.excluded


def group_of(case: Case, child: str) -> tuple[str, ...]:
    """Who works on a child's plan: professionals, and the parents who may."""
    found = case.child(child)
    named = found.parents if found is not None else ()
    people = (case.person(ref) for ref in named)
    return (WORKER, VISITOR, *(p.ref for p in people if p and welcome(case, p)))


def planned(case: Case, child: str) -> Outcome:
    """A plan made, or gone on with."""
    made = continue_outcome if case.plan_of(child) else plan_outcome
    return made(
        child,
        core_group=group_of(case, child),
        agreed=tuple(Agreed(person=ref, agrees=True) for ref in COME),
        triggers=("pre-birth-assessment",) if _unborn(case, child) else (),
        wellbeing="Somebody to talk to.",
    )


def left(case: Case, child: str) -> Outcome:
    """No plan, or no plan any more, with a way out that the place knows."""
    made = end_outcome if case.plan_of(child) else no_plan_outcome
    known = exits(case.terms)
    return made(
        child,
        ends_with=known[0] if known else "child-in-need-plan",
        supports_not_because="They were asked, and wished for none.",
        agreed=tuple(Agreed(person=ref, agrees=True) for ref in COME),
        triggers=("pre-birth-assessment",) if _unborn(case, child) else (),
    )


def _unborn(case: Case, child: str) -> bool:
    found = case.child(child)
    return found is not None and found.unborn
