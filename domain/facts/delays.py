"""What was asked, agreed and checked about a late conference."""

from __future__ import annotations

from typing import Literal

from domain.facts.base import Happened
from domain.ids import Day, Key, Ref, Text
from domain.record.delays import Safeguard
from rulebook.schema import Code


class DelayRequested(Happened):
    kind: Literal["delay-requested"] = "delay-requested"
    delay: Ref
    children: tuple[Ref, ...]
    by: Ref
    reasons: Text
    proposed_on: Day


class DelayApproved(Happened):
    """A written agreement. It says why it is late; it moves no date."""

    kind: Literal["delay-approved"] = "delay-approved"
    delay: Ref
    duties: tuple[Key, ...]
    by: Ref
    document: Text
    reasons: Text
    safeguards: tuple[Safeguard, ...]
    checker: Ref
    first_check_on: Day
    agreed_on: Day
    after_the_miss: bool


class DelayRefused(Happened):
    kind: Literal["delay-refused"] = "delay-refused"
    delay: Ref
    by: Ref
    reasons: Text


class RisksChecked(Happened):
    """Risks were checked; each check sets the next."""

    kind: Literal["risks-checked"] = "risks-checked"
    delay: Ref
    by: Ref
    next_check_on: Day | None = None


class ReasonForLatenessRecorded(Happened):
    kind: Literal["reason-for-lateness-recorded"] = "reason-for-lateness-recorded"
    duty: Key
    code: Code
    words: Text


DelayFact = (
    DelayRequested
    | DelayApproved
    | DelayRefused
    | RisksChecked
    | ReasonForLatenessRecorded
)
