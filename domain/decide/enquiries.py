"""Requests about an enquiry, up to the decision to go to conference."""

from __future__ import annotations

from datetime import datetime

from domain.case import Case
from domain.decide import checks
from domain.decide.authority import decides_on_conference
from domain.duties.met import child_decided
from domain.duties.start import Beginning
from domain.errors import Refused
from domain.facts import Facts
from domain.facts.enquiries import (
    ConferenceDecidedOn,
    ConferenceNotRequired,
    DiscussionHeld,
    EnquiryConcluded,
    EnquiryReopened,
    ProcessExplained,
)
from domain.record.enquiries import Discussion, Enquiry
from domain.requests.enquiries import (
    ConcludeEnquiry,
    DecideNotRequired,
    DecideOnConference,
    EnquiryRequest,
    RecordDiscussion,
    RecordProcessExplained,
    ReopenEnquiry,
)
from domain.roles import Role
from rulebook.schema import Start


def decide_enquiries(case: Case, request: EnquiryRequest, now: datetime) -> Facts:
    match request:
        case RecordDiscussion():
            return _discussed(case, request, now)
        case ConcludeEnquiry():
            return _concluded(case, request, now)
        case ReopenEnquiry():
            return _reopened(case, request, now)
        case DecideOnConference():
            return _decided(case, request, now)
        case DecideNotRequired():
            return _not_required(case, request, now)
        case RecordProcessExplained(person=person, explained_at=at, covered=covered):
            checks.person(case, person, "person")
            checks.happened(at, now, "explained_at")
            return (ProcessExplained(at=at, person=person, covered=covered),)


def _discussed(case: Case, request: RecordDiscussion, now: datetime) -> Facts:
    checks.happened(request.held_at, now, "held_at")
    checks.children(case, request.children)
    known = (d.ref for e in case.enquiries for d in e.discussions)
    checks.new(known, request.discussion, "discussion")
    enquiry = case.enquiry(request.enquiry)
    if enquiry is not None:
        _still_open(enquiry, request)
        _not_decided_yet(case, enquiry, request)
    if request.linked_to is not None:
        checks.enquiry(case, request.linked_to)
    held = Discussion(
        ref=request.discussion,
        held_at=request.held_at,
        initiating=request.initiating or enquiry is None,
    )
    return (
        DiscussionHeld(
            at=request.held_at,
            enquiry=request.enquiry,
            children=request.children,
            discussion=held,
            linked_to=request.linked_to,
        ),
    )


def _still_open(enquiry: Enquiry, request: RecordDiscussion) -> None:
    """After an enquiry was concluded a discussion starts a new one (decision C29)."""
    concluded = enquiry.concluded_at
    if concluded is not None and request.held_at >= concluded:
        raise Refused(
            "enquiry-concluded",
            "This enquiry was concluded before the discussion: give a new enquiry "
            "reference and name this one in 'linked_to'.",
            where="enquiry",
            rules=("SX-22",),
        )


def _not_decided_yet(case: Case, enquiry: Enquiry, request: RecordDiscussion) -> None:
    """A conference that is past cannot have answered a later concern about a child."""
    for ref in request.children:
        began = Beginning(
            ref=enquiry.ref, anchor=enquiry.began_at, children=enquiry.children
        )
        decided_at = child_decided(case, began, ref)
        joins = ref not in enquiry.children
        if joins and decided_at is not None and decided_at <= request.held_at:
            raise Refused(
                "child-decided",
                "A conference has decided one of these children since this enquiry "
                "began: give a new enquiry reference, so that the child has a date.",
                where="children",
                rules=("SX-22",),
            )


def _concluded(case: Case, request: ConcludeEnquiry, now: datetime) -> Facts:
    enquiry = checks.enquiry(case, request.enquiry)
    checks.happened(request.concluded_at, now, "concluded_at")
    checks.not_before(
        request.concluded_at, enquiry.began_at, "concluded_at", "the enquiry began"
    )
    if enquiry.concluded_at is not None:
        raise Refused(
            "enquiry-concluded",
            "This enquiry is already concluded: reopen it first, or start a new one.",
            where="enquiry",
        )
    for ref in request.at_risk:
        if ref not in enquiry.children:
            raise Refused(
                "child-not-in-enquiry",
                "A finding can be made only about the enquiry's own children.",
                where="at_risk",
            )
    return (
        EnquiryConcluded(
            at=request.concluded_at, enquiry=enquiry.ref, at_risk=request.at_risk
        ),
    )


def _reopened(case: Case, request: ReopenEnquiry, now: datetime) -> Facts:
    enquiry = checks.enquiry(case, request.enquiry)
    checks.happened(request.reopened_at, now, "reopened_at")
    seconded(request.by.person, request.seconded_by)
    if enquiry.concluded_at is None:
        raise Refused(
            "enquiry-open", "This enquiry has not been concluded.", where="enquiry"
        )
    checks.not_before(
        request.reopened_at, enquiry.concluded_at, "reopened_at", "it was concluded"
    )
    return (
        EnquiryReopened(
            at=request.reopened_at, enquiry=enquiry.ref, reason=request.reason
        ),
    )


def seconded(asker: str, second: str | None) -> None:
    """A second person must stand behind what could hide a miss (decision C28)."""
    if second is None or second == asker:
        raise Refused(
            "second-person-needed",
            "This needs a second person: name somebody other than whoever asks in "
            "'seconded_by'.",
            where="seconded_by",
        )


def _decided(case: Case, request: DecideOnConference, now: datetime) -> Facts:
    enquiry = checks.enquiry(case, request.enquiry)
    checks.happened(request.decided_at, now, "decided_at")
    checks.children(case, request.children)
    checks.new((d.ref for d in case.decisions), request.decision, "decision")
    decides_on_conference(case, request.by, now)
    waits = any(r.starts is Start.ENQUIRY_CONCLUDED for r in case.terms.rules)
    concluded = enquiry.concluded_at
    if waits and (concluded is None or request.decided_at < concluded):
        raise Refused(
            "enquiries-not-complete",
            "The decision follows the completion of the enquiries: record that "
            "first (conclude-enquiry), then the decision.",
            where="decided_at",
            rules=("T4-13", "T4-14"),
        )
    return (
        ConferenceDecidedOn(
            at=request.decided_at,
            enquiry=enquiry.ref,
            decision=request.decision,
            children=request.children,
        ),
    )


def _not_required(case: Case, request: DecideNotRequired, now: datetime) -> Facts:
    enquiry = checks.enquiry(case, request.enquiry)
    checks.happened(request.decided_at, now, "decided_at")
    checks.not_before(request.decided_at, enquiry.began_at, "decided_at", "it began")
    if request.by.role != Role.FIRST_LINE_MANAGER:
        raise Refused(
            "managers-decision",
            "That no conference is required is a manager's decision: the first "
            "line manager records it.",
            where="by.role",
        )
    if any(c not in enquiry.children or enquiry.spared(c) for c in request.children):
        raise Refused(
            "child-not-in-enquiry",
            "Name children of this enquiry for whom this is not yet decided.",
            where="children",
        )
    return (
        ConferenceNotRequired(
            at=request.decided_at,
            enquiry=enquiry.ref,
            children=request.children,
            reason=request.reason,
        ),
    )
