"""Requests about a late initial conference: asked, answered, checked, explained."""

from __future__ import annotations

from datetime import date, datetime

from domain.asking.delays import authority
from domain.case import Case
from domain.decide import checks
from domain.decide.agreements import agreed, delayable, delayed
from domain.decide.authority import speaks_for
from domain.duty import Settled
from domain.errors import Refused
from domain.facts import Facts
from domain.facts.delays import (
    DelayRefused,
    DelayRequested,
    ReasonForLatenessRecorded,
    RisksChecked,
)
from domain.record.delays import Delay
from domain.requests.delays import (
    ApproveDelay,
    DelayRequest,
    RecordReasonForLateness,
    RecordRiskCheck,
    RefuseDelay,
    RequestDelay,
)
from domain.working_days import local_day


def decide_delays(case: Case, request: DelayRequest, now: datetime) -> Facts:
    match request:
        case RequestDelay():
            return _asked(case, request, now)
        case ApproveDelay():
            return _approved(case, request, now)
        case RefuseDelay():
            return _refused(case, request, now)
        case RecordRiskCheck():
            return _checked(case, request, now)
        case RecordReasonForLateness():
            return _explained(case, request, now)


def _asked(case: Case, request: RequestDelay, now: datetime) -> Facts:
    authority(case)
    checks.new((d.ref for d in case.delays), request.delay, "delay")
    checks.children(case, request.children)
    duties = delayable(case, request.children, "children")
    delayed(duties, request.proposed_on, "proposed_on")
    return (
        DelayRequested(
            at=now,
            delay=request.delay,
            children=tuple(dict.fromkeys(request.children)),
            by=request.by.person,
            reasons=request.reasons,
            proposed_on=request.proposed_on,
        ),
    )


def _approved(case: Case, request: ApproveDelay, now: datetime) -> Facts:
    speaks_for(case, request.by, now)
    delay = _unanswered(case, request.delay)
    if delay.asked_by == request.by.person:
        raise Refused(
            "asked-by-the-same-person",
            "Nobody agrees to a delay that they asked for: another holder of the "
            "role answers this one.",
            where="by.person",
            rules=("SX-29",),
        )
    return (agreed(case, delay, request, now),)


def _refused(case: Case, request: RefuseDelay, now: datetime) -> Facts:
    speaks_for(case, request.by, now)
    delay = _unanswered(case, request.delay)
    return (
        DelayRefused(
            at=now, delay=delay.ref, by=request.by.person, reasons=request.reasons
        ),
    )


def _known(case: Case, ref: str) -> Delay:
    found = next((d for d in case.delays if d.ref == ref), None)
    if found is None:
        raise Refused(
            "delay-not-asked-for",
            "Nobody has asked for a delay under that reference: whoever needs it asks "
            "first (request-delay), and somebody else answers.",
            where="delay",
            rules=("SX-29",),
        )
    return found


def _unanswered(case: Case, ref: str) -> Delay:
    found = _known(case, ref)
    if found.agreed_at is not None or found.refused_at is not None:
        raise Refused(
            "delay-answered",
            "This has been answered, and an answer is never changed: if another is "
            "needed, ask again under a new reference (request-delay).",
            where="delay",
            rules=("SX-29",),
        )
    return found


def _checked(case: Case, request: RecordRiskCheck, now: datetime) -> Facts:
    delay = _known(case, request.delay)
    if not delay.checks:
        raise Refused(
            "delay-not-agreed",
            "This delay was not agreed to, so no check is dated: record what was done "
            "for the child as protective action (record-protective-action).",
            where="delay",
            rules=("SX-31",),
        )
    last, at = delay.checks[-1], checks.happened(request.checked_at, now, "checked_at")
    checks.not_before(
        at, last.done_at or last.set_at, "checked_at", "this check was set"
    )
    _next_is_dated(case, delay, request)
    return (
        RisksChecked(
            at=at,
            delay=delay.ref,
            by=request.by.person,
            next_check_on=request.next_check_on,
        ),
    )


def _next_is_dated(case: Case, delay: Delay, request: RecordRiskCheck) -> None:
    """While a conference is awaited each check sets the next (SX-31)."""
    awaited = any(key in case.duties for key in delay.duties)
    if request.next_check_on is None and not awaited:
        return
    day = local_day(request.checked_at, case.terms.calendar.zone)
    last_day = _agreed_until(case, delay)
    if request.next_check_on is None or not day < request.next_check_on <= last_day:
        raise Refused(
            "next-check-not-dated",
            "Say when the risks are checked next: after the day of this check and not "
            "after the agreed date. If no day is left, a new agreement is needed "
            "first (request-delay).",
            where="next_check_on",
            rules=("SX-31",),
        )


def _agreed_until(case: Case, delay: Delay) -> date:
    """The latest date agreed for any of the same duties: an agreement may follow."""
    days = (d.agreed_on for d in case.delays if set(d.duties) & set(delay.duties))
    return max(day for day in days if day is not None)


def _explained(case: Case, request: RecordReasonForLateness, now: datetime) -> Facts:
    duty = case.duty(request.duty)
    if duty is None:
        raise Refused(
            "unknown-duty",
            "Nothing of that key is or was due in this case: use one that "
            "'vigil case' shows.",
            where="duty",
        )
    if isinstance(duty, Settled) and not duty.missed:
        raise Refused(
            "not-late",
            "This was done in time, or no longer applies: there is no lateness to "
            "explain.",
            where="duty",
        )
    return (
        ReasonForLatenessRecorded(
            at=now, duty=duty.key, code=request.code, words=request.words
        ),
    )
