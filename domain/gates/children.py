"""Which children are considered, together or apart, and with what answer."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from domain.case import Case
from domain.gates.subject import WHOLE, Finding, Subject, conference_of
from domain.record.children import Child
from domain.record.conferences import Conference, Decided, Kind, Outcome
from domain.terms import Gate
from rulebook.schema import Asks, Start

#: The choice whether each child of a household is considered, or only asked about.
CONSIDERED, ALL = "children-considered", "all"


def each_child_answered(case: Case, gate: Gate, subject: Subject) -> Iterator[str]:
    """Each child whom it was about has an outcome, whose part was adjourned as well.

    Such a child's is that of the further sitting: until then this one stays open.
    """
    conference = conference_of(subject)
    for child in case.present():
        if child.ref not in conference.children:
            continue
        sittings = _sittings(case, conference, child.ref)
        if all(sitting.outcome(child.ref) is None for sitting in sittings):
            yield child.ref
        elif _waits_for_a_date(case, conference, child.ref):
            yield f"{child.ref}: new-date"


def _waits_for_a_date(case: Case, conference: Conference, child: str) -> bool:
    """Not decided here, and what decides the child is still to be booked (WA-53).

    What is due for it says so: once no conference is needed, no date is.
    """
    outcome = conference.outcome(child)
    if outcome is None or outcome.decided is not Decided.NOT_DECIDED:
        return False
    if any(child in c.children and c.awaited for c in case.conferences):
        return False
    rules = {rule.key for rule in case.terms.by_start.get(Start.NOT_HELD, ())}
    sitting = f"{conference.ref}-{child}"
    return any(d.rule in rules and d.ref == sitting for d in case.duties.values())


def _sittings(case: Case, conference: Conference, child: str) -> Iterator[Conference]:
    """Where the child may have been decided: here, or where the part was taken up."""
    yield conference
    yield from _joined(case, conference)
    since = conference.takes_place_at
    if child in {part.child for part in conference.adjourned}:
        held = ((other, other.held_at) for other in case.conferences)
        yield from (other for other, at in held if at is not None and at >= since)


def _joined(case: Case, conference: Conference) -> Iterator[Conference]:
    """The review held together with it, which may hold a child's outcome."""
    review = case.conference(conference.joined_with or "")
    if review is not None:
        yield review


def household_considered(case: Case, gate: Gate, subject: Subject) -> Iterator[str]:
    """Every child of the household as it is now, whoever the worry is about.

    That a child was not considered is an answer only where the source merely asks
    (decision C12); several conferences may share the children out between them.
    """
    conference = conference_of(subject)
    of_the_round = tuple(_round(case, conference))
    for child in household_of(case, conference):
        if case.plan_of(child.ref) is not None:
            continue
        if not any(_considered(case, each, child.ref) for each in of_the_round):
            yield child.ref


def household_of(case: Case, conference: Conference) -> Iterator[Child]:
    """The children who live with any of the conference's; all, where homes are unknown.

    Born or not, with concerns or none, and whoever came to live there since.
    """
    about = [child for child in case.present() if child.ref in conference.children]
    homes = [child.homes for child in about]
    shared = set().union(*homes) if homes and all(homes) else set()
    for child in case.present():
        theirs = child.homes
        elsewhere = bool(shared and theirs) and not shared & theirs
        if child in about or not elsewhere:
            yield child


def _round(case: Case, conference: Conference) -> Iterator[Conference]:
    """This conference, and those held since what led to it began."""
    began_at = _began_at(case, conference)
    for other in case.conferences:
        held_at = other.held_at
        if held_at is not None and (other is conference or held_at >= began_at):
            yield other


def _began_at(case: Case, conference: Conference) -> datetime:
    """When the last enquiry about any of its children began; else its booking."""
    children, held_at = set(conference.children), conference.held_at
    began = (
        enquiry.began_at
        for enquiry in case.enquiries
        if children & set(enquiry.children)
        and (held_at is None or enquiry.began_at <= held_at)
    )
    return max(began, default=conference.booked_at)


def _considered(case: Case, conference: Conference, child: str) -> bool:
    outcome = conference.outcome(child)
    return outcome is not None and _counts(case, outcome)


def _counts(case: Case, outcome: Outcome) -> bool:
    asked_only = case.terms.provision(CONSIDERED) != ALL
    return asked_only or outcome.decided is not Decided.NOT_CONSIDERED


def own_conference(case: Case, gate: Gate, subject: Subject) -> Iterator[str]:
    """A plan begins at an initial conference of the child's own (SX-19).

    At a review of another child's plan, only when such a conference is joined with it.
    """
    conference, outcome = conference_of(subject), subject.outcome
    if outcome is None or outcome.decided is not Decided.PLAN:
        return
    own = (
        other
        for other in case.conferences
        if other.kind is Kind.INITIAL
        and outcome.child in other.children
        and conference.ref in (other.ref, other.joined_with)
    )
    if next(own, None) is None:
        yield WHOLE


def joined_with_review(case: Case, gate: Gate, subject: Subject) -> Iterator[str]:
    """A further child's conference is joined to the review of the plan there is.

    Or it is said why not (SX-20).
    """
    conference = conference_of(subject)
    if conference.joined_with or conference.not_joined_because:
        return
    planned = {plan.child for plan in case.plans if plan.ended is None}
    if planned - set(conference.children):
        yield from (ref for ref in conference.children if _is_further(case, ref))


def _is_further(case: Case, child: str) -> bool:
    """Something is due because of a concern about this child, after another's plan."""
    rules = {rule.key for rule in case.terms.by_start.get(Start.SIBLING_CONCERN, ())}
    return any(d.rule in rules and d.child == child for d in case.duties.values())


CHILDREN: dict[Asks, Finding] = {
    Asks.EACH_CHILD_ANSWERED: each_child_answered,
    Asks.HOUSEHOLD_CONSIDERED: household_considered,
    Asks.OWN_CONFERENCE: own_conference,
    Asks.JOINED_WITH_REVIEW: joined_with_review,
}
