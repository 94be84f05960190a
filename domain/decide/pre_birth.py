"""Requests about a conference before a birth."""

from __future__ import annotations

from datetime import datetime

from domain.case import Case
from domain.decide import checks
from domain.errors import Refused
from domain.facts import Facts
from domain.facts.afterwards import PreBirthNotNeeded, PreBirthTriggered
from domain.record.afterwards import NotNeeded, Trigger
from domain.requests.afterwards import (
    DecidePreBirthNotNeeded,
    PreBirthRequest,
    RecordTrigger,
)
from domain.roles import Role
from rulebook.schema import Listed

RULE = ("WA-65",)


def decide_pre_birth(case: Case, request: PreBirthRequest, now: datetime) -> Facts:
    match request:
        case RecordTrigger():
            return _triggered(case, request, now)
        case DecidePreBirthNotNeeded():
            return _not_needed(case, request, now)


def _triggered(case: Case, request: RecordTrigger, now: datetime) -> Facts:
    """A ground of the list, where the procedures have one; else whichever is given."""
    checks.happened(request.at, now, "at")
    _expected(case, request.child)
    listed = {line.key for line in case.terms.lists.get(Listed.TRIGGERS, ())}
    if listed and request.trigger not in listed:
        raise Refused(
            "unknown-trigger",
            "These procedures do not name that as a reason for a conference before a "
            f"birth: give one of {', '.join(sorted(listed))}.",
            where="trigger",
            rules=RULE,
        )
    trigger = Trigger(child=request.child, code=request.trigger, at=request.at)
    if trigger in case.triggers:
        raise Refused(
            "already-recorded",
            "This is on record already, for that child at that time: there is nothing "
            "to add.",
            where="trigger",
        )
    return (PreBirthTriggered(at=request.at, trigger=trigger),)


def _not_needed(case: Case, request: DecidePreBirthNotNeeded, now: datetime) -> Facts:
    """A manager decides so, and says why: nobody else ends what a ground has begun."""
    checks.happened(request.decided_at, now, "decided_at")
    _expected(case, request.child)
    if request.by.role != Role.FIRST_LINE_MANAGER:
        raise Refused(
            "managers-decision",
            "Only a team manager decides that no conference is needed before a birth: "
            "the manager records it, or whoever acts for them.",
            where="by.role",
            rules=RULE,
        )
    decided = NotNeeded(child=request.child, at=request.decided_at)
    return (
        PreBirthNotNeeded(
            at=request.decided_at, decided=decided, reason=request.reason
        ),
    )


def _expected(case: Case, ref: str) -> None:
    """A child of the case who is not born yet."""
    checks.children(case, (ref,), "child")
    if not checks.child(case, ref, "child").unborn:
        raise Refused(
            "child-is-born",
            "This child is born: a conference about the child is an initial "
            "conference (book-conference).",
            where="child",
        )
