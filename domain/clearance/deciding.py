"""What a named person decided that somebody is given, or not, of a document (CS-66).

Somebody who is kept away gets what was decided that they get whole, and so does
whoever of those reads with its recipient, where the decision knew of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from domain.case import Case
from domain.clearance.subject import Subject
from domain.documents.kinds import DocumentKind
from domain.readings.sharing import decision_on, kept_from_plan, still_covers
from domain.record.safety import Document, Sharing, SharingDecision

_DECIDED: Final = {
    DocumentKind.INVITATION: Document.INVITATION,
    DocumentKind.CANCELLATION: Document.INVITATION,
    DocumentKind.PLAN: Document.PLAN,
    DocumentKind.RECORD: Document.RECORD,
    DocumentKind.DECISION_SUMMARY: Document.OUTCOME,
    DocumentKind.OUTCOME_FOR_CHILD: Document.OUTCOME,
    DocumentKind.EXCLUSION_LETTER: Document.EXCLUSION,
}


def decided_document(kind: DocumentKind) -> Document | None:
    """Which document a decision about such a letter names; None where none can."""
    return _DECIDED.get(kind)


def given_by_decision(subject: Subject) -> frozenset[str]:
    """Who of those kept away gets this letter whole, by a decision that covers it."""
    child = subject.of if subject.case.child(subject.of) is not None else None
    found: set[str] = set()
    for made in _last_decisions(subject):
        reaches = made.shares is Sharing.WHOLE and still_covers(
            subject.case, made, child
        )
        if reaches:
            along = made.barred if made.person == subject.to else ()
            found |= {made.person, *along}
    return frozenset(found)


def kept_from_by_decision(subject: Subject) -> frozenset[str]:
    """From whom this document was withheld, whole or in part, by what stands last."""
    if subject.document is DocumentKind.CORE_GROUP_NOTE:
        return frozenset(_kept_from_plan(subject))
    return frozenset(
        made.person
        for made in _last_decisions(subject)
        if made.shares is not Sharing.WHOLE
    )


def _kept_from_plan(subject: Subject) -> Iterator[str]:
    """From whom the child's plan is kept; of what is about no child, any plan."""
    case = subject.case
    of_all = case.child(subject.of) is None
    for plan in case.plans:
        for ref in _decided_about(case) if of_all or plan.child == subject.of else ():
            if kept_from_plan(case, ref, plan) is not None:
                yield ref


def _last_decisions(subject: Subject) -> Iterator[SharingDecision]:
    document = decided_document(subject.document)
    if document is None or subject.conference is None:
        return
    about = subject.conference.ref
    for ref in _decided_about(subject.case):
        made = decision_on(subject.case, ref, document, about)
        if made is not None:
            yield made


def _decided_about(case: Case) -> tuple[str, ...]:
    return tuple(dict.fromkeys(made.person for made in case.sharing))
