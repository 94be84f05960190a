"""The case after a fact about an enquiry."""

from __future__ import annotations

from collections.abc import Callable

from domain.case import Case
from domain.evolve.changes import changed, each, to
from domain.facts.enquiries import (
    ConferenceDecidedOn,
    ConferenceNotRequired,
    DecisionRedated,
    DiscussionCorrected,
    DiscussionHeld,
    EnquiryConcluded,
    EnquiryFact,
    EnquiryReopened,
    ProcessExplained,
)
from domain.record.enquiries import (
    Decision,
    Discussion,
    Enquiry,
    Explained,
    NotRequired,
)

Decided = ConferenceDecidedOn | DecisionRedated | ConferenceNotRequired


def evolve_enquiries(case: Case, fact: EnquiryFact) -> Case:
    match fact:
        case DiscussionHeld():
            return _discussed(case, fact)
        case DiscussionCorrected():
            return _change(case, fact.enquiry, lambda e: _corrected(e, fact))
        case EnquiryConcluded(enquiry=ref, at=at, at_risk=risk):
            return _change(
                case, ref, lambda e: changed(e, concluded_at=at, at_risk=risk)
            )
        case EnquiryReopened(enquiry=ref):
            return _change(
                case, ref, lambda e: changed(e, concluded_at=None, at_risk=())
            )
        case ProcessExplained(person=person, at=at, covered=covered):
            told = Explained(person=person, at=at, covered=covered)
            return to(case, explained=(*case.explained, told))
        case _:
            return _on_conference(case, fact)


def _on_conference(case: Case, fact: Decided) -> Case:
    match fact:
        case ConferenceDecidedOn():
            return _decided(case, fact)
        case DecisionRedated(decision=ref, now=at):
            redated = each(case.decisions, ref, lambda d: changed(d, at=at))
            return to(case, decisions=redated)
        case ConferenceNotRequired():
            return _change(case, fact.enquiry, lambda e: _spared(e, fact))


def _change(case: Case, ref: str, change: Callable[[Enquiry], Enquiry]) -> Case:
    return to(case, enquiries=each(case.enquiries, ref, change))


def _in_order(discussions: tuple[Discussion, ...]) -> tuple[Discussion, ...]:
    return tuple(sorted(discussions, key=lambda d: d.held_at))


def _discussed(case: Case, fact: DiscussionHeld) -> Case:
    if case.enquiry(fact.enquiry) is None:
        opened = Enquiry(
            ref=fact.enquiry,
            children=fact.children,
            discussions=(fact.discussion,),
            linked_to=fact.linked_to,
        )
        return to(case, enquiries=(*case.enquiries, opened))
    return _change(case, fact.enquiry, lambda e: _joined(e, fact))


def _joined(enquiry: Enquiry, fact: DiscussionHeld) -> Enquiry:
    new = tuple(c for c in fact.children if c not in enquiry.children)
    held = _only_one_initiates((*enquiry.discussions, fact.discussion), fact.discussion)
    return changed(
        enquiry, children=(*enquiry.children, *new), discussions=_in_order(held)
    )


def _only_one_initiates(
    discussions: tuple[Discussion, ...], flagged: Discussion
) -> tuple[Discussion, ...]:
    if not flagged.initiating:
        return discussions
    return tuple(
        d if d.ref == flagged.ref else changed(d, initiating=False) for d in discussions
    )


def _corrected(enquiry: Enquiry, fact: DiscussionCorrected) -> Enquiry:
    held = each(enquiry.discussions, fact.was.ref, lambda d: fact.now)
    return changed(enquiry, discussions=_in_order(_only_one_initiates(held, fact.now)))


def _decided(case: Case, fact: ConferenceDecidedOn) -> Case:
    decision = Decision(
        ref=fact.decision, enquiry=fact.enquiry, children=fact.children, at=fact.at
    )
    case = to(case, decisions=(*case.decisions, decision))
    return _change(case, fact.enquiry, lambda e: _wanted_again(e, fact))


def _wanted_again(enquiry: Enquiry, fact: ConferenceDecidedOn) -> Enquiry:
    """The later of a manager's two decisions about a child is the one that holds."""
    held = tuple(
        n
        for n in enquiry.not_required
        if n.child not in fact.children or n.at > fact.at
    )
    return changed(enquiry, not_required=held)


def _spared(enquiry: Enquiry, fact: ConferenceNotRequired) -> Enquiry:
    spared = tuple(NotRequired(child=child, at=fact.at) for child in fact.children)
    return changed(enquiry, not_required=(*enquiry.not_required, *spared))
