"""Decisions: a request and the time in, facts out, or a refusal with its reason."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any, get_args

from domain.asking import may_ask
from domain.attestations.proving import prove
from domain.case import Case
from domain.clock import fell_due
from domain.decide.afterwards import decide_afterwards
from domain.decide.children import decide_children
from domain.decide.conferences import decide_conferences
from domain.decide.corrections import decide_corrections, may_withdraw
from domain.decide.delays import decide_delays
from domain.decide.deliveries import decide_deliveries
from domain.decide.enquiries import decide_enquiries
from domain.decide.hashing import content_hash, short_hash
from domain.decide.invitations import decide_invitations
from domain.decide.keeping import decide_keeping
from domain.decide.letters import decide_letters
from domain.decide.orders import decide_orders
from domain.decide.participation import decide_participation
from domain.decide.people import decide_people
from domain.decide.plans import decide_plans
from domain.decide.pre_birth import decide_pre_birth
from domain.decide.proceedings import decide_proceedings
from domain.decide.refusals import refused, refused_by_update
from domain.decide.reports import decide_reports
from domain.decide.safety import decide_safety
from domain.decide.the_day import decide_day
from domain.decide.translations import decide_translations
from domain.duties.reckoning import reckon
from domain.errors import Refused
from domain.evolve import evolved
from domain.facts import Facts
from domain.facts.keeping import RequestAccepted
from domain.gates import pass_gates
from domain.requests import Request
from domain.requests.afterwards import AfterwardsRequest, PreBirthRequest
from domain.requests.children import ChildRequest, RecordBirth
from domain.requests.conferences import (
    ConferenceRequest,
    RecordConferenceHeld,
    RecordOutcome,
)
from domain.requests.corrections import Correct
from domain.requests.delays import DelayRequest
from domain.requests.deliveries import DeliveryRequest
from domain.requests.enquiries import EnquiryRequest, ReopenEnquiry
from domain.requests.invitations import InvitationRequest
from domain.requests.keeping import AdoptTerms, KeepingRequest, ReopenCase
from domain.requests.letters import LetterRequest
from domain.requests.orders import OrderRequest
from domain.requests.participation import ParticipationRequest
from domain.requests.people import PeopleRequest
from domain.requests.plans import PlanRequest
from domain.requests.proceedings import ProceedingsRequest
from domain.requests.reports import ReportRequest
from domain.requests.safety import SafetyRequest
from domain.requests.the_day import AnswerSufficiency, DayRequest
from domain.requests.translations import TranslationRequest
from domain.translations.renewing import renewed

__all__ = [
    "OF_ONE_CONFERENCE",
    "PART_OF",
    "THOROUGH",
    "WHEN_CLOSED",
    "content_hash",
    "decide",
    "refused",
    "refused_by_update",
    "respond",
    "short_hash",
]

_PARTS: tuple[tuple[Any, Callable[[Case, Any, datetime], Facts]], ...] = (
    (EnquiryRequest, decide_enquiries),
    (ConferenceRequest, decide_conferences),
    (InvitationRequest, decide_invitations),
    (ReportRequest, decide_reports),
    (ParticipationRequest, decide_participation),
    (SafetyRequest, decide_safety),
    (DayRequest, decide_day),
    (PlanRequest, decide_plans),
    (AfterwardsRequest, decide_afterwards),
    (PreBirthRequest, decide_pre_birth),
    (ProceedingsRequest, decide_proceedings),
    (OrderRequest, decide_orders),
    (DelayRequest, decide_delays),
    (ChildRequest, decide_children),
    (PeopleRequest, decide_people),
    (LetterRequest, decide_letters),
    (DeliveryRequest, decide_deliveries),
    (TranslationRequest, decide_translations),
    (KeepingRequest, decide_keeping),
)

#: Every kind of request, and the part of the practice that decides it.
PART_OF: dict[type, Callable[[Case, Any, datetime], Facts]] = {
    Correct: decide_corrections,
    **{kind: part for requests, part in _PARTS for kind in get_args(requests)},
}

#: What may still be asked of a closed case.
WHEN_CLOSED = frozenset(
    {
        "reopen-case",
        "adopt-gateway-keys",
        "record-protective-action",
        "hold-letters",
        "release-letters",
        "record-posted",
        "record-delivery",
        "settle-undelivered-letter",
        "return-translation",
        "check-translation",
    }
)
#: After these the whole record is gone through again, not only its open end.
THOROUGH = (
    Correct,
    AdoptTerms,
    ReopenCase,
    ReopenEnquiry,
    RecordBirth,
    RecordOutcome,
)
#: After these, all that began with the conference they name: nothing else asks for a
#: report, and one may be told of long after its conference was held; and a chair who
#: was satisfied may no longer be.
OF_ONE_CONFERENCE = (*get_args(ReportRequest), AnswerSufficiency)


def respond(case: Case, request: Request, now: datetime) -> Facts:
    """Time passes before anyone speaks: what fell due, then the request, then the rest.

    Raises `Refused`; then nothing has changed.
    """
    elapsed = fell_due(case, now)
    case = evolved(case, elapsed)
    decided = decide(case, request, now)
    return (*elapsed, *decided, *fell_due(evolved(case, decided), now))


def decide(case: Case, request: Request, now: datetime) -> Facts:
    """What the request makes true. Asked twice with the same id: nothing more.

    Raises `Refused` with what is wrong and what to do instead.
    """
    if _is_repeated(case, request):
        return ()
    accepted = _accepted(case, request, now)
    may_ask(case, request, now)
    if case.closed_at is not None and request.kind not in WHEN_CLOSED:
        raise Refused(
            "case-closed",
            "This case is closed: if that was an error, reopen it first "
            "(reopen-case). Protective action can always be recorded.",
            where="kind",
        )
    said: Facts = (accepted, *PART_OF[type(request)](case, request, now))
    after = evolved(case, said)
    pass_gates(after, request)
    anew = renewed(after, now, before=case)
    after = evolved(after, anew)
    follows = reckon(
        after,
        now,
        thorough=isinstance(request, THOROUGH) or _told_out_of_order(case, request),
        correcting=isinstance(request, Correct),
        about=request.conference if isinstance(request, OF_ONE_CONFERENCE) else None,
    )
    may_withdraw(request, follows)
    return (*said, *anew, *follows)


def _told_out_of_order(case: Case, request: Request) -> bool:
    """A conference held before something that is settled may show it otherwise."""
    if not isinstance(request, RecordConferenceHeld):
        return False
    settled = (line.met_at or line.lapsed_at for line in case.settled.values())
    return any(at is not None and at >= request.held_at for at in settled)


def _is_repeated(case: Case, request: Request) -> bool:
    """True when this very request was accepted before."""
    return case.answered.get(short_hash(request.id)) == content_hash(request)


def _accepted(case: Case, request: Request, now: datetime) -> RequestAccepted:
    """That it was asked, and who vouches for whom. Raises `Refused`."""
    attestation = prove(case, request, now)
    hashed = short_hash(request.id)
    if hashed in case.answered:
        raise Refused(
            "id-reused",
            "A request with this id was accepted with other content: give this "
            "one an id of its own.",
            where="id",
        )
    return RequestAccepted(
        at=now,
        asked=request.kind,
        by=request.by,
        id=hashed,
        content=content_hash(request),
        attestation=attestation,
    )
