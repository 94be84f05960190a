"""Requests that put something right (decision C28)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import NamedTuple

from domain.case import Case
from domain.decide import checks
from domain.decide.enquiries import seconded
from domain.errors import Refused
from domain.facts import Fact, Facts
from domain.facts.children import LeavingUndone
from domain.facts.conferences import MeetingRedated, OutcomeUndone
from domain.facts.duties import MissWithdrawn
from domain.facts.enquiries import DecisionRedated, DiscussionCorrected
from domain.facts.keeping import Corrected
from domain.facts.orders import ExpiryCorrected
from domain.record.children import Left
from domain.record.conferences import Conference, Decided, Outcome
from domain.record.plans import Plan
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


def decide_corrections(case: Case, request: Correct, now: datetime) -> Facts:
    """What is put right, as facts beside the ones that were wrong."""
    checks.happened(request.corrected_at, now, "corrected_at")
    wrong = request.put_right
    said = Corrected(
        at=request.corrected_at,
        what=wrong.what,
        reason=request.reason,
        evidence=request.evidence,
        seconded_by=request.seconded_by,
    )
    return (said, _put_right(case, wrong, request.corrected_at, now))


def _put_right(case: Case, wrong: PutRight, at: datetime, now: datetime) -> Fact:
    match wrong:
        case DiscussionPutRight():
            return _discussion(case, wrong, now)
        case MeetingPutRight():
            return _meeting(case, wrong, now)
        case OutcomePutRight():
            return _outcome(case, wrong, at)
        case LeavingPutRight():
            return _leaving(case, wrong, at)
        case OrderPutRight():
            return _order(case, wrong, at)
        case DecisionPutRight():
            return _decision(case, wrong, now)


def _order(case: Case, wrong: OrderPutRight, at: datetime) -> Fact:
    known = [o for o in case.emergency_orders if o.ref == wrong.order]
    if not known:
        raise Refused(
            "unknown-order",
            "This case has no emergency protection order with that reference.",
            where="put_right.order",
        )
    checks.not_before(
        wrong.expires_at, known[0].made_at, "put_right.expires_at", "it was made"
    )
    _something_changes(known[0].expires_at, wrong.expires_at)
    return ExpiryCorrected(
        at=at, order=wrong.order, was=known[0].expires_at, now=wrong.expires_at
    )


def _decision(case: Case, wrong: DecisionPutRight, now: datetime) -> Fact:
    known = [d for d in case.decisions if d.ref == wrong.decision]
    if not known:
        raise Refused(
            "unknown-decision",
            "This case has no decision with that reference.",
            where="put_right.decision",
        )
    checks.happened(wrong.decided_at, now, "put_right.decided_at")
    enquiry = checks.enquiry(case, known[0].enquiry)
    earliest = enquiry.concluded_at or enquiry.began_at
    checks.not_before(
        wrong.decided_at, earliest, "put_right.decided_at", "the enquiries"
    )
    _something_changes(known[0].at, wrong.decided_at)
    return DecisionRedated(
        at=wrong.decided_at,
        decision=wrong.decision,
        was=known[0].at,
        now=wrong.decided_at,
    )


def _discussion(case: Case, wrong: DiscussionPutRight, now: datetime) -> Fact:
    enquiry = checks.enquiry(case, wrong.enquiry)
    known = [d for d in enquiry.discussions if d.ref == wrong.discussion]
    if not known:
        raise Refused(
            "unknown-discussion",
            "This enquiry has no discussion with that reference.",
            where="put_right.discussion",
        )
    was = known[0]
    if wrong.initiating is False and was.initiating:
        raise Refused(
            "one-initiates",
            "One discussion of an enquiry initiated it: set 'initiating' on the "
            "right one, and this one follows.",
            where="put_right.initiating",
            rules=("SX-23",),
        )
    held_at = wrong.held_at or was.held_at
    checks.happened(held_at, now, "put_right.held_at")
    changes = {"held_at": held_at, "initiating": wrong.initiating or was.initiating}
    corrected = was.model_copy(update=changes)
    _something_changes(was, corrected)
    return DiscussionCorrected(
        at=corrected.held_at, enquiry=enquiry.ref, was=was, now=corrected
    )


def _meeting(case: Case, wrong: MeetingPutRight, now: datetime) -> Fact:
    held = [meeting for meeting in _meetings(case) if meeting.ref == wrong.meeting]
    if not held:
        raise Refused(
            "unknown-meeting",
            "No conference or core group with that reference has been held.",
            where="put_right.meeting",
        )
    checks.happened(wrong.held_at, now, "put_right.held_at")
    earliest = max(meeting.earliest for meeting in held)
    checks.not_before(wrong.held_at, earliest, "put_right.held_at", "what it followed")
    was = held[0].held_at
    _something_changes(was, wrong.held_at)
    return MeetingRedated(
        at=wrong.held_at, meeting=wrong.meeting, was=was, now=wrong.held_at
    )


class _Held(NamedTuple):
    """A meeting that was held, and what it cannot have come before."""

    ref: str
    held_at: datetime
    earliest: datetime


def _meetings(case: Case) -> Iterator[_Held]:
    """A conference follows its booking, a core group the plan that it works on."""
    for conference in case.conferences:
        if conference.held_at is not None:
            yield _Held(conference.ref, conference.held_at, conference.booked_at)
    for plan in case.plans:
        for group in plan.core_groups:
            yield _Held(group.ref, group.held_at, plan.began_at)


def _something_changes(was: object, now: object) -> None:
    if was == now:
        raise Refused("nothing-changes", "That is what is recorded.", where="put_right")


def _outcome(case: Case, wrong: OutcomePutRight, at: datetime) -> Fact:
    conference = checks.conference(case, wrong.conference)
    outcome = conference.outcome(wrong.child)
    if outcome is None:
        raise Refused(
            "no-outcome",
            "That conference has no outcome for that child.",
            where="put_right.child",
        )
    _nothing_rests_on(case, conference, outcome)
    plans = (p for p in reversed(case.plans) if p.child == wrong.child)
    plan = next((p.ref for p in plans if _touched(p, conference.ref)), None)
    return OutcomeUndone(at=at, conference=conference.ref, child=wrong.child, plan=plan)


def _nothing_rests_on(case: Case, conference: Conference, outcome: Outcome) -> None:
    """Without this a child whose plan was continued since would silently have none."""
    if outcome.decided not in (Decided.PLAN, Decided.END):
        return
    for later in case.conferences:
        found = later.outcome(outcome.child)
        rests = found is not None and found.settles
        if rests and _held_after(later, conference):
            raise Refused(
                "later-outcome",
                "A later conference decided this child on the strength of that "
                "outcome: put the later one right first.",
                where="put_right.conference",
            )


def _held_after(later: Conference, conference: Conference) -> bool:
    if later.held_at is None or conference.held_at is None:
        return False
    return later.held_at > conference.held_at


def _touched(plan: Plan, conference: str) -> bool:
    """The conference made this plan, continued it, or ended it."""
    ended_by = plan.ended.conference if plan.ended else None
    reviews = (review.ref for review in plan.reviews)
    return conference in (plan.conference, ended_by, *reviews)


def _leaving(case: Case, wrong: LeavingPutRight, at: datetime) -> Fact:
    child = checks.child(case, wrong.child, "put_right.child")
    if child.left is None or child.left.why is Left.EIGHTEEN:
        raise Refused(
            "has-not-left",
            "That child has not left the case, or left by age: correct the birth "
            "date instead.",
            where="put_right.child",
        )
    return LeavingUndone(at=at, child=child.ref)


def may_withdraw(request: object, facts: Iterable[Fact]) -> None:
    """A correction that makes a miss timely needs a second person and evidence."""
    if not isinstance(request, Correct):
        return
    if any(isinstance(fact, MissWithdrawn) for fact in facts):
        seconded(request.by.person, request.seconded_by)
        if request.evidence is None:
            raise Refused(
                "evidence-needed",
                "This correction makes a missed date timely: say in 'evidence' what "
                "shows it.",
                where="evidence",
            )
