"""Plausible requests about an enquiry."""

from __future__ import annotations

from domain.record.enquiries import Enquiry
from domain.requests.enquiries import (
    ConcludeEnquiry,
    DecideNotRequired,
    DecideOnConference,
    RecordDiscussion,
    RecordProcessExplained,
    ReopenEnquiry,
)
from rulebook.schema import Listed
from tests.domain.plausible.scene import (
    FAMILY,
    MANAGER,
    SOCIAL_WORKER,
    Asking,
    CannotAsk,
    Scene,
)


def _discussion(s: Scene) -> RecordDiscussion:
    running = [e.ref for e in s.case.enquiries if e.concluded_at is None]
    enquiry = s.known(running, "enq", of=1)
    return RecordDiscussion(
        id=s.id,
        by=SOCIAL_WORKER,
        enquiry=enquiry,
        discussion=s.new("sd"),
        held_at=s.lately(),
        children=s.children(),
        initiating=s.chance(1, 8),
    )


def _concluded(s: Scene) -> ConcludeEnquiry:
    enquiry = s.one(e for e in s.case.enquiries if e.concluded_at is None)
    return ConcludeEnquiry(
        id=s.id,
        by=SOCIAL_WORKER,
        enquiry=enquiry.ref,
        concluded_at=s.lately(enquiry.began_at),
        at_risk=s.some(enquiry.children) if s.chance(1, 2) else (),
    )


def _reopened(s: Scene) -> ReopenEnquiry:
    enquiry = s.one(e for e in s.case.enquiries if e.concluded_at)
    return ReopenEnquiry(
        id=s.id,
        by=SOCIAL_WORKER,
        enquiry=enquiry.ref,
        reopened_at=s.lately(enquiry.concluded_at),
        reason="new-information",
        seconded_by="p-manager",
    )


def _decided(s: Scene) -> DecideOnConference:
    enquiry = s.one([e for e in s.case.enquiries if e.concluded_at] or s.case.enquiries)
    here = {child.ref for child in s.case.present()}
    return DecideOnConference(
        id=s.id,
        by=MANAGER,
        enquiry=enquiry.ref,
        decision=s.new("dec"),
        decided_at=s.lately(enquiry.concluded_at),
        children=s.some(c for c in enquiry.children if c in here),
    )


def _spareable(s: Scene) -> tuple[Enquiry, list[str]]:
    for enquiry in s.case.enquiries:
        left = [c for c in enquiry.children if enquiry.spared(c) is None]
        if left:
            return enquiry, left
    raise CannotAsk


def _not_required(s: Scene) -> DecideNotRequired:
    enquiry, left = _spareable(s)
    return DecideNotRequired(
        id=s.id,
        by=MANAGER,
        enquiry=enquiry.ref,
        decided_at=s.lately(enquiry.began_at),
        children=s.some(left),
        reason="no-risk-found",
    )


def _explained(s: Scene) -> RecordProcessExplained:
    return RecordProcessExplained(
        id=s.id,
        by=SOCIAL_WORKER,
        person=s.one(FAMILY),
        explained_at=s.lately(),
        covered=tuple(i.key for i in s.case.terms.lists.get(Listed.EXPLANATION, ())),
    )


ENQUIRIES: dict[type, Asking] = {
    RecordDiscussion: _discussion,
    ConcludeEnquiry: _concluded,
    ReopenEnquiry: _reopened,
    DecideOnConference: _decided,
    DecideNotRequired: _not_required,
    RecordProcessExplained: _explained,
}
