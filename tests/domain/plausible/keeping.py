"""Plausible requests about the case itself, and corrections of its record."""

from __future__ import annotations

from collections.abc import Callable

from adapters.gateway.attesting import Attester
from domain.record.children import Left
from domain.requests.corrections import (
    Correct,
    DecisionPutRight,
    DiscussionPutRight,
    LeavingPutRight,
    MeetingPutRight,
    OrderPutRight,
    OutcomePutRight,
    PutRight,
)
from domain.requests.keeping import (
    AdoptGatewayKeys,
    AdoptTerms,
    CloseCase,
    RecordProtectiveAction,
    ReopenCase,
)
from domain.terms import sealed
from domain.working_days import sealed_days
from tests.domain.builders import terms
from tests.domain.plausible.scene import (
    HOUR,
    MANAGER,
    OPERATOR,
    SOCIAL_WORKER,
    Asking,
    CannotAsk,
    Scene,
)


def _close(s: Scene) -> CloseCase:
    if any(plan.ended is None for plan in s.case.plans):
        raise CannotAsk
    return CloseCase(id=s.id, by=MANAGER, closed_at=s.now, reason="out-of-planning")


def _reopen(s: Scene) -> ReopenCase:
    if s.case.closed_at is None:
        raise CannotAsk
    return ReopenCase(
        id=s.id,
        by=SOCIAL_WORKER,
        reopened_at=s.lately(s.case.closed_at),
        reason="closed-in-error",
        seconded_by="p-manager",
    )


def _adopt(s: Scene) -> AdoptTerms:
    """The same rulebook with a bank holiday more or less, or its next version."""
    now = s.case.terms
    later = {"pan-sussex": "pan-sussex+reviews", "wales": "wales+timescales"}
    adopted = terms(later[now.rulebook.id]) if now.rulebook.id in later else now
    if adopted == now:
        day = s.day(1, 40)
        days = dict(sorted({**now.calendar.days, day: "A proclaimed holiday"}.items()))
        if day.weekday() > 4:
            raise CannotAsk
        calendar = now.calendar.model_copy(update={"days": days, "version": "2026-12"})
        adopted = now.model_copy(update={"calendar": sealed_days(calendar)})
        adopted = sealed(adopted)
    return AdoptTerms(id=s.id, by=MANAGER, terms=adopted, authority="Proclamation")


def _adopt_keys(s: Scene) -> AdoptGatewayKeys:
    """A case that trusts no gateway; once it does, only a true word changes that."""
    (key,) = Attester.development().public_keys
    return AdoptGatewayKeys(id=s.id, by=OPERATOR, keys=(key,), reason="rotation")


def _protect(s: Scene) -> RecordProtectiveAction:
    return RecordProtectiveAction(
        id=s.id,
        by=SOCIAL_WORKER,
        taken_at=s.lately(),
        children=s.some(child.ref for child in s.case.children),
        what="Moved to a place of safety.",
    )


def _discussion(s: Scene) -> DiscussionPutRight:
    enquiry = s.one(s.case.enquiries)
    held = s.one(enquiry.discussions)
    moved = held.held_at - s.one((-3, 1, 25, 50)) * HOUR
    return DiscussionPutRight(
        enquiry=enquiry.ref,
        discussion=held.ref,
        held_at=moved if s.chance(2, 3) else None,
        initiating=True if s.chance(1, 3) else None,
    )


def _meeting(s: Scene) -> MeetingPutRight:
    held = {c.ref: c.held_at for c in s.case.conferences if c.held_at}
    held |= {m.ref: m.held_at for p in s.case.plans for m in p.core_groups}
    ref = s.one(held)
    return MeetingPutRight(meeting=ref, held_at=held[ref] - s.one((-2, 1, 26)) * HOUR)


def _outcome(s: Scene) -> OutcomePutRight:
    conference = s.one(c for c in s.case.conferences if c.outcomes)
    child = s.one(conference.outcomes).child
    return OutcomePutRight(conference=conference.ref, child=child)


def _leaving(s: Scene) -> LeavingPutRight:
    gone = (c for c in s.case.children if c.left and c.left.why is not Left.EIGHTEEN)
    return LeavingPutRight(child=s.one(gone).ref)


def _order(s: Scene) -> OrderPutRight:
    order = s.one(s.case.emergency_orders)
    moved = order.expires_at + s.one((-26, 1, 30)) * HOUR
    return OrderPutRight(order=order.ref, expires_at=moved)


def _decision(s: Scene) -> DecisionPutRight:
    decision = s.one(s.case.decisions)
    moved = decision.at - s.one((-2, 1, 26)) * HOUR
    return DecisionPutRight(decision=decision.ref, decided_at=moved)


PUT_RIGHT: tuple[Callable[[Scene], PutRight], ...] = (
    _discussion,
    _meeting,
    _outcome,
    _leaving,
    _order,
    _decision,
)


def _correct(s: Scene) -> Correct:
    put_right = s.one(PUT_RIGHT)(s)
    return Correct(
        id=s.id,
        by=SOCIAL_WORKER,
        put_right=put_right,
        corrected_at=s.lately(),
        reason="Typed from the wrong page.",
        evidence="The signed minutes." if s.chance(3, 4) else None,
        seconded_by="p-manager" if s.chance(3, 4) else None,
    )


KEEPING: dict[type, Asking] = {
    CloseCase: _close,
    ReopenCase: _reopen,
    AdoptTerms: _adopt,
    AdoptGatewayKeys: _adopt_keys,
    RecordProtectiveAction: _protect,
}
CORRECTIONS: dict[type, Asking] = {Correct: _correct}
