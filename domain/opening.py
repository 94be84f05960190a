"""How a case begins: what the intake tells, in the order in which it happened."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from domain.advance import advance
from domain.case import Case
from domain.clock import fell_due
from domain.decide.keeping import calendar_of
from domain.decide.marks import put_on_record
from domain.duties.reckoning import reckon
from domain.errors import Refused
from domain.evolve import evolve, evolved
from domain.facts import Fact, Facts
from domain.facts.enquiries import DiscussionHeld, EnquiryConcluded
from domain.facts.keeping import CaseOpened
from domain.facts.orders import AssessmentOrderMade, EmergencyOrderMade
from domain.intake import Intake, Opening
from domain.record.children import Child
from domain.record.enquiries import Discussion
from domain.record.orders import AssessmentOrder, EmergencyOrder
from domain.record.people import Person, RoleHeld
from domain.terms import Terms, sealed


def open_case(opening: Opening, now: datetime) -> Case:
    """The case as it stands at `now`, its misses at their true instants.

    A case whose intake came late knows the same as one that was told in time. Raises
    `Refused` for terms that were altered.
    """
    opened = _opened(opening)
    begun = blank(opening.ref, opened, opening.terms)
    return advance(begun, _facts(begun, opened, opening, now), now)


def blank(ref: str, opened: CaseOpened, terms: Terms) -> Case:
    """The case before its first fact: what that fact tells, and the terms it names."""
    return Case(
        ref=ref,
        terms=terms,
        kind=opened.what,
        opened_at=opened.at,
        looked_at=opened.at,
        team_inbox=opened.team_inbox,
    )


def _facts(case: Case, opened: CaseOpened, opening: Opening, now: datetime) -> Facts:
    learned: list[Fact] = [opened, *_kept_away(opened, opening)]
    case = evolved(case, learned)
    happenings = sorted(_happenings(opening.intake), key=lambda fact: fact.at)
    for fact in happenings:
        earlier = fell_due(case, fact.at)
        case = evolve(evolved(case, earlier), fact)
        follows = reckon(case, fact.at)
        case = evolved(case, follows)
        learned.extend((*earlier, fact, *follows))
    first = reckon(case, opening.sent_at)
    case = evolved(case, first)
    return (*learned, *first, *fell_due(case, now))


def _opened(opening: Opening) -> CaseOpened:
    intake = opening.intake
    children = (Child(**child.model_dump()) for child in intake.children)
    people = (Person(**person.model_dump()) for person in intake.people)
    return CaseOpened(
        at=opening.sent_at,
        what=intake.what,
        team_inbox=intake.team_inbox,
        children=tuple(children),
        people=tuple(with_concern(person, intake) for person in people),
        roles=tuple(
            RoleHeld(role=r.role, person=r.person, since=r.since or _earliest(opening))
            for r in intake.roles
        ),
        proceedings=intake.proceedings,
        rulebook=opening.terms.rulebook,
        calendar=calendar_of(opening.terms),
        gateway_keys=opening.gateway_keys,
        terms=_fingerprint(opening.terms),
    )


def _fingerprint(terms: Terms) -> str:
    """Under which the record keeps them; terms of releases before are not kept.

    Raises `Refused`: kept under a fingerprint of others, they would stand for these.
    """
    if not terms.may_ask:
        return ""
    if sealed(terms).digest != terms.digest:
        raise Refused(
            "terms-altered",
            "These terms are not as they were frozen: start the case anew.",
            where="terms.digest",
        )
    return terms.digest


def _kept_away(opened: CaseOpened, opening: Opening) -> Iterator[Fact]:
    """Who is kept away from the first moment on, on record where the terms ask of it.

    A person here looks at each again before the next review; nobody here decided it.
    """
    for person in opened.people:
        yield from put_on_record(opening.terms, person, opening.sent_at)


def _earliest(opening: Opening) -> datetime:
    """Roles given without a date were held when the first thing happened."""
    happened = (fact.at for fact in _happenings(opening.intake))
    return min((*happened, opening.sent_at))


def with_concern(person: Person, intake: Intake) -> Person:
    """The decision whom a concern is about bars letters from the first moment."""
    concern = intake.sexual_abuse_concern
    if concern is None or person.ref not in concern.about:
        return person
    about = dict.fromkeys((*person.of_concern_about, *concern.children))
    return person.model_copy(update={"of_concern_about": tuple(about)})


def _happenings(intake: Intake) -> Iterator[Fact]:
    for enquiry in intake.enquiries:
        for given in enquiry.discussions:
            yield DiscussionHeld(
                at=given.held_at,
                enquiry=enquiry.ref,
                children=enquiry.children,
                discussion=Discussion(**given.model_dump()),
            )
        if enquiry.concluded_at is not None:
            yield EnquiryConcluded(
                at=enquiry.concluded_at, enquiry=enquiry.ref, at_risk=enquiry.at_risk
            )
    for order in intake.emergency_orders:
        planned = order.made_at if order.legal_action_planned else None
        made = EmergencyOrder(
            legal_action_since=planned,
            **order.model_dump(exclude={"legal_action_planned"}),
        )
        yield EmergencyOrderMade(at=order.made_at, order=made)
    for assessed in intake.assessment_orders:
        yield AssessmentOrderMade(
            at=assessed.made_at, order=AssessmentOrder(**assessed.model_dump())
        )
