"""The case after a fact of the time after a conference, or before a birth."""

from __future__ import annotations

from domain.case import Case
from domain.documents.kinds import DocumentKind
from domain.effects import Effect
from domain.evolve.changes import changed, conference, each, to
from domain.evolve.deliveries import need_not_go
from domain.facts.afterwards import (
    AfterwardsFact,
    ChildVisited,
    ComplaintMade,
    DecisionSetAside,
    OutcomeTold,
    PlanVersionMade,
    PreBirthFact,
    PreBirthNotNeeded,
    PreBirthTriggered,
    RecordHandedOver,
)
from domain.record.afterwards import Visit
from domain.record.deliveries import Delivery
from domain.translations.needed import ENGLISH, TEXT


def evolve_afterwards(case: Case, fact: AfterwardsFact) -> Case:
    match fact:
        case OutcomeTold(conference=ref, told=told):
            return conference(case, ref, lambda c: changed(c, told=(*c.told, told)))
        case RecordHandedOver(conference=ref, record=given):
            case = conference(
                case, ref, lambda c: changed(c, records=(*c.records, given))
            )
            return need_not_go(case, lambda d: is_that_record(case, d, fact))
        case PlanVersionMade(plan=plan, version=made):
            plans = each(
                case.plans, plan, lambda p: changed(p, versions=(*p.versions, made))
            )
            return to(case, plans=plans)
        case ChildVisited(visit=visit):
            return to(case, visits=_last(case.visits, visit))
        case ComplaintMade(complaint=complaint):
            return to(case, complaints=(*case.complaints, complaint))
        case DecisionSetAside(set_aside=aside):
            return to(case, set_aside=(*case.set_aside, aside))


def is_that_record(
    case: Case, letter: Delivery | Effect, fact: RecordHandedOver
) -> bool:
    """Whether this letter brings them the record, in the language that they have it in.

    The version in another language or form is another letter.
    """
    if letter.document is not DocumentKind.RECORD:
        return False
    job, given = case.translation(letter.translation), fact.record
    form = (ENGLISH, TEXT) if job is None else (job.language, job.format)
    of = (letter.about, letter.to, form)
    return of == (fact.conference, given.person, (given.language, given.format))


def _last(visits: tuple[Visit, ...], new: Visit) -> tuple[Visit, ...]:
    """The last visit of each child and the last at which the child was seen alone."""
    kept: list[Visit] = []
    for visit in sorted((*visits, new), key=lambda v: v.at, reverse=True):
        mine = [v for v in kept if v.child == visit.child]
        if not mine or (visit.seen_alone and not any(v.seen_alone for v in mine)):
            kept.append(visit)
    return tuple(sorted(kept, key=lambda v: (v.at, v.child)))


def evolve_pre_birth(case: Case, fact: PreBirthFact) -> Case:
    match fact:
        case PreBirthTriggered(trigger=trigger):
            return to(case, triggers=(*case.triggers, trigger))
        case PreBirthNotNeeded(decided=decided):
            known = (*case.pre_birth_not_needed, decided)
            return to(case, pre_birth_not_needed=known)
