"""What may be asked about an enquiry, up to the decision to go to conference."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from domain.ids import Instant, Ref
from domain.requests.base import Asked
from rulebook.schema import Code, Flag, added

Children = Annotated[tuple[Ref, ...], Field(min_length=1, max_length=30)]


class RecordDiscussion(Asked):
    """Record a strategy discussion. The first about an enquiry opens it."""

    kind: Literal["record-discussion"] = "record-discussion"
    enquiry: Ref
    discussion: Ref
    held_at: Instant
    children: Children
    initiating: Flag = False
    linked_to: Ref | None = Field(
        default=None, description="the concluded enquiry that this one follows"
    )


class ConcludeEnquiry(Asked):
    """Record that the enquiries are complete and for whom they found risk."""

    kind: Literal["conclude-enquiry"] = "conclude-enquiry"
    enquiry: Ref
    concluded_at: Instant
    at_risk: tuple[Ref, ...] = ()


class ReopenEnquiry(Asked):
    """Take a concluded enquiry up again, under its own date."""

    kind: Literal["reopen-enquiry"] = "reopen-enquiry"
    enquiry: Ref
    reopened_at: Instant
    reason: Code
    seconded_by: Ref


class DecideOnConference(Asked):
    """Record the manager's decision to take children to conference."""

    kind: Literal["decide-on-conference"] = "decide-on-conference"
    enquiry: Ref
    decision: Ref
    decided_at: Instant
    children: Children


class DecideNotRequired(Asked):
    """Record the manager's decision that no conference is required."""

    kind: Literal["decide-conference-not-required"] = "decide-conference-not-required"
    enquiry: Ref
    decided_at: Instant
    children: Children
    reason: Code


class RecordProcessExplained(Asked):
    """Record that reasons, process and plan were explained to one person."""

    kind: Literal["record-process-explained"] = "record-process-explained"
    person: Ref
    explained_at: Instant
    covered: tuple[Code, ...] = added((), "what was gone through: lines of the list")


EnquiryRequest = (
    RecordDiscussion
    | ConcludeEnquiry
    | ReopenEnquiry
    | DecideOnConference
    | DecideNotRequired
    | RecordProcessExplained
)
