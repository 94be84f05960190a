"""The case after a birth: whatever the expected child was in, each baby is in."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from domain.case import Case
from domain.evolve.changes import changed, each, to
from domain.facts.children import ChildBorn
from domain.record.afterwards import NotNeeded, SetAside, Trigger
from domain.record.children import Move
from domain.record.conferences import Adjourned, Conference, CopyDue, Outcome
from domain.record.delays import Delay, Reason
from domain.record.enquiries import Decision, Enquiry, NotRequired
from domain.record.orders import AssessmentOrder, EmergencyOrder
from domain.record.people import Person
from domain.record.plans import Plan, SiblingConcern
from domain.record.safety import AdultConcern, PoliceOutcome
from domain.record.the_day import Section

#: A line of the record about one child.
Line = TypeVar(
    "Line",
    Adjourned,
    CopyDue,
    Move,
    NotNeeded,
    NotRequired,
    Outcome,
    SetAside,
    SiblingConcern,
    Trigger,
)
#: A part of the record that names its children.
Part = TypeVar(
    "Part",
    AdultConcern,
    AssessmentOrder,
    Conference,
    Decision,
    Delay,
    EmergencyOrder,
    Enquiry,
    PoliceOutcome,
)


def born(case: Case, fact: ChildBorn) -> Case:
    """The first baby takes the expected child's place; the others stand beside it."""
    first, *others = (changed(baby, birth_settled_at=fact.at) for baby in fact.babies)
    kept = changed(first, ref=fact.expected)
    case = to(case, children=each(case.children, fact.expected, lambda c: kept))
    for baby in others:
        case = to(case, children=(*case.children, baby))
        for joined in JOINS:
            case = joined(case, fact.expected, baby.ref)
    return case


def _both(children: tuple[str, ...], twin: str, baby: str) -> tuple[str, ...]:
    return (*children, baby) if twin in children else children


def _lines(lines: tuple[Line, ...], twin: str, baby: str) -> tuple[Line, ...]:
    """The same line for the baby as for its twin."""
    return lines + tuple(
        changed(line, child=baby) for line in lines if line.child == twin
    )


def _sections(
    sections: tuple[Section, ...], twin: str, baby: str
) -> tuple[Section, ...]:
    """What was written about the twin before the birth was written about both."""
    theirs = (s for s in sections if s.child == twin)
    return sections + tuple(changed(section, child=baby) for section in theirs)


def _parts(parts: tuple[Part, ...], twin: str, baby: str) -> tuple[Part, ...]:
    return tuple(
        changed(part, children=_both(part.children, twin, baby)) for part in parts
    )


def _in_enquiries(case: Case, twin: str, baby: str) -> Case:
    def with_findings(enquiry: Enquiry) -> Enquiry:
        return changed(
            enquiry,
            at_risk=_both(enquiry.at_risk, twin, baby),
            not_required=_lines(enquiry.not_required, twin, baby),
        )

    enquiries = map(with_findings, _parts(case.enquiries, twin, baby))
    decisions = _parts(case.decisions, twin, baby)
    return to(case, enquiries=tuple(enquiries), decisions=decisions)


def _in_conferences(case: Case, twin: str, baby: str) -> Case:
    def with_outcome(conference: Conference) -> Conference:
        return changed(
            conference,
            adjourned=_lines(conference.adjourned, twin, baby),
            outcomes=_lines(conference.outcomes, twin, baby),
            copies=_lines(conference.copies, twin, baby),
            sections=_sections(conference.sections, twin, baby),
        )

    conferences = map(with_outcome, _parts(case.conferences, twin, baby))
    return to(case, conferences=tuple(conferences))


def _in_plans(case: Case, twin: str, baby: str) -> Case:
    """A plan of its own from the same conference, with the same meetings behind it."""

    def own(plan: Plan) -> Plan:
        return changed(plan, ref=f"{baby}{plan.ref.removeprefix(twin)}", child=baby)

    plans = (own(plan) for plan in case.plans if plan.child == twin)
    return to(
        case,
        plans=(*case.plans, *plans),
        concerns=_lines(case.concerns, twin, baby),
        moves=_lines(case.moves, twin, baby),
        set_aside=_lines(case.set_aside, twin, baby),
    )


def _in_orders(case: Case, twin: str, baby: str) -> Case:
    return to(
        case,
        emergency_orders=_parts(case.emergency_orders, twin, baby),
        assessment_orders=_parts(case.assessment_orders, twin, baby),
    )


def _in_delays(case: Case, twin: str, baby: str) -> Case:
    """An agreement, and a reason, about the twin's dates is one about the baby's."""

    def its_own(key: str) -> str:
        return f"{key.removesuffix(f'/{twin}')}/{baby}"

    def with_dates(delay: Delay) -> Delay:
        own = (its_own(key) for key in delay.duties if key.endswith(f"/{twin}"))
        return changed(delay, duties=(*delay.duties, *own))

    reasons: tuple[Reason, ...] = tuple(
        changed(reason, duty=its_own(reason.duty))
        for reason in case.reasons
        if reason.duty.endswith(f"/{twin}")
    )
    delays = map(with_dates, _parts(case.delays, twin, baby))
    return to(case, delays=tuple(delays), reasons=(*case.reasons, *reasons))


def _in_pre_birth(case: Case, twin: str, baby: str) -> Case:
    """Why a conference was asked for before the birth of the one, and of the other."""
    return to(
        case,
        triggers=_lines(case.triggers, twin, baby),
        pre_birth_not_needed=_lines(case.pre_birth_not_needed, twin, baby),
    )


def _in_people(case: Case, twin: str, baby: str) -> Case:
    """Who is of concern to the one is of concern to the other; who knows it knows both.

    How anybody is reached does not change, so no revision is counted.
    """

    def knows(person: Person) -> Person:
        return changed(
            person,
            direct_contact_with=_both(person.direct_contact_with, twin, baby),
            of_concern_about=_both(person.of_concern_about, twin, baby),
        )

    return to(case, people=tuple(knows(person) for person in case.people))


def _in_safety(case: Case, twin: str, baby: str) -> Case:
    """Who is kept from the one twin's part is kept from the other's."""
    return to(
        case,
        adult_concerns=_parts(case.adult_concerns, twin, baby),
        police=_parts(case.police, twin, baby),
    )


JOINS: tuple[Callable[[Case, str, str], Case], ...] = (
    _in_enquiries,
    _in_conferences,
    _in_plans,
    _in_orders,
    _in_delays,
    _in_pre_birth,
    _in_people,
    _in_safety,
)
