"""What may be asked about a late initial conference: agreement, checks, reasons.

An agreement is given by the request itself, so it is dated by when it is received:
nobody can date one back to before a miss.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from domain.ids import Day, Instant, Key, Ref, Text
from domain.requests.base import Asked
from domain.requests.enquiries import Children
from rulebook.schema import Code, Frozen

#: Words that may have been forgotten: the refusal that follows says which.
Written = Annotated[str, StringConstraints(max_length=2000, strip_whitespace=True)]
DutyKey = Annotated[Key, StringConstraints(pattern=r"^[A-Za-z0-9/+-]{1,200}$")]


class RequestDelay(Asked):
    """Ask for a written agreement that these children's conference may be late."""

    kind: Literal["request-delay"] = "request-delay"
    delay: Ref
    children: Children
    reasons: Text
    proposed_on: Day = Field(description="the day on which it could be held")


class SafeguardingAction(Frozen):
    """What is done to keep one child safe while the conference is late."""

    child: Ref
    action: Written = ""


class ApproveDelay(Asked):
    """Agree to a delay that somebody asked for. It moves no date.

    Everything below is needed; what is missing is named by the refusal (SX-29 to 32).
    """

    kind: Literal["approve-delay"] = "approve-delay"
    delay: Ref
    document: Written = Field(default="", description="the written agreement")
    reasons: Written = ""
    safeguards: Annotated[tuple[SafeguardingAction, ...], Field(max_length=120)] = ()
    checker: Ref | None = Field(default=None, description="who checks the risks")
    first_check_on: Day | None = None
    agreed_on: Day | None = Field(
        default=None, description="the day by which the conference is to be held"
    )


class RefuseDelay(Asked):
    """Do not agree to a delay, and say why."""

    kind: Literal["refuse-delay"] = "refuse-delay"
    delay: Ref
    reasons: Text


class RecordRiskCheck(Asked):
    """Record that the risks were checked, and when they are checked next."""

    kind: Literal["record-risk-check"] = "record-risk-check"
    delay: Ref
    checked_at: Instant
    next_check_on: Day | None = Field(
        default=None, description="left out only when no conference is awaited any more"
    )


class RecordReasonForLateness(Asked):
    """Record why a date was missed, or cannot be kept."""

    kind: Literal["record-reason-for-lateness"] = "record-reason-for-lateness"
    duty: DutyKey = Field(description="the key of what is due, as 'vigil case' shows")
    code: Code
    words: Text


DelayRequest = (
    RequestDelay
    | ApproveDelay
    | RefuseDelay
    | RecordRiskCheck
    | RecordReasonForLateness
)
