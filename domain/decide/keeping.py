"""Requests about the case itself: closing, reopening, terms, protective action."""

from __future__ import annotations

from datetime import datetime

from domain.attestations.keys import decide_gateway_keys
from domain.case import Case
from domain.decide import checks
from domain.decide.enquiries import seconded
from domain.errors import Refused
from domain.facts import Facts
from domain.facts.keeping import (
    CaseClosed,
    CaseReopened,
    ProtectiveActionTaken,
    TermsAdopted,
)
from domain.requests.keeping import (
    AdoptGatewayKeys,
    AdoptTerms,
    CloseCase,
    KeepingRequest,
    RecordProtectiveAction,
    ReopenCase,
)
from domain.terms import Named, Terms, sealed
from domain.working_days import sealed_days
from rulebook.schema import Met

#: What is due on the way to a conference, where its own date may not be set yet.
TOWARDS_CONFERENCE = frozenset(
    {Met.DECISION_TAKEN, Met.BOOKED, Met.REBOOKED, Met.CHILD_DECIDED}
)


def decide_keeping(case: Case, request: KeepingRequest, now: datetime) -> Facts:
    match request:
        case CloseCase():
            return _closed(case, request, now)
        case ReopenCase():
            return _reopened(case, request, now)
        case AdoptTerms():
            return _adopted(case, request, now)
        case AdoptGatewayKeys():
            return decide_gateway_keys(case, request, now)
        case RecordProtectiveAction():
            # Never refused by any state of the case: only its date can be wrong.
            checks.happened(request.taken_at, now, "taken_at")
            for ref in request.children:
                checks.child(case, ref)
            return (
                ProtectiveActionTaken(
                    at=request.taken_at,
                    children=request.children,
                    what=request.what,
                    by=request.by.person,
                ),
            )


def _closed(case: Case, request: CloseCase, now: datetime) -> Facts:
    """Only when every child is out: no plan, and no conference still due."""
    checks.happened(request.closed_at, now, "closed_at")
    plans = [plan for plan in case.plans if plan.ended is None]
    due = [d for d in case.duties.values() if _awaits_conference(case, d.rule)]
    if plans or due:
        raise Refused(
            "children-not-out",
            f"The case stays open: {len(plans)} of its children have a plan, and on "
            f"the way to a conference {len(due)} things are still due. A conference "
            "ends a plan; a manager records that a conference is not required.",
            where="closed_at",
        )
    if any(c.awaited for c in case.conferences):
        raise Refused(
            "conference-awaited",
            "A conference is booked: record what became of it first.",
            where="closed_at",
        )
    latest = max(
        (line.met_at or case.opened_at for line in case.settled.values()),
        default=case.opened_at,
    )
    checks.not_before(request.closed_at, latest, "closed_at", "what was recorded last")
    return (CaseClosed(at=request.closed_at, reason=request.reason),)


def _awaits_conference(case: Case, key: str) -> bool:
    rule = case.terms.rule(key)
    return rule is not None and rule.met_by in TOWARDS_CONFERENCE


def _reopened(case: Case, request: ReopenCase, now: datetime) -> Facts:
    checks.happened(request.reopened_at, now, "reopened_at")
    seconded(request.by.person, request.seconded_by)
    if case.closed_at is None:
        raise Refused("case-open", "This case is open.", where="kind")
    if case.sealed:
        raise Refused(
            "case-sealed",
            "The time in which this case could be reopened has passed: send a new "
            "referral.",
            where="kind",
        )
    checks.not_before(
        request.reopened_at, case.closed_at, "reopened_at", "the case was closed"
    )
    return (CaseReopened(at=request.reopened_at, reason=request.reason),)


def _adopted(case: Case, request: AdoptTerms, now: datetime) -> Facts:
    if request.terms == case.terms:
        raise Refused(
            "same-terms", "The case is already judged by these terms.", where="terms"
        )
    if request.terms.policy != case.terms.policy:
        raise Refused(
            "other-policy",
            "The policy of a case changes only with the program, not by request.",
            where="terms.policy",
        )
    _as_frozen(request.terms)
    return (
        TermsAdopted(
            at=now,
            was=case.terms.rulebook,
            now=request.terms.rulebook,
            calendar_was=calendar_of(case.terms),
            calendar_now=calendar_of(request.terms),
            authority=request.authority,
            terms=request.terms,
        ),
    )


def _as_frozen(given: Terms) -> None:
    """Raises `Refused` for terms, or days, that were edited after their freezing."""
    days = given.calendar
    if days.digest != sealed_days(days).digest:
        raise _altered("terms.calendar.digest")
    if given.digest != sealed(given).digest:
        raise _altered("terms.digest")


def _altered(where: str) -> Refused:
    return Refused(
        "terms-altered",
        "These terms are not as they were published: name the procedures, the settings "
        "and the calendar that were, and send the request again.",
        where=where,
    )


def calendar_of(terms: Terms) -> Named:
    calendar = terms.calendar
    return Named(id=calendar.id, version=calendar.version, digest=calendar.digest)
