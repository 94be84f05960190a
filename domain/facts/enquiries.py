"""What happened in an enquiry and before a conference is booked."""

from __future__ import annotations

from typing import Literal

from domain.facts.base import Happened
from domain.ids import Instant, Ref
from domain.record.enquiries import Discussion
from rulebook.schema import Code, added


class DiscussionHeld(Happened):
    """A strategy discussion was held. The first about an enquiry opens it."""

    kind: Literal["discussion-held"] = "discussion-held"
    enquiry: Ref
    children: tuple[Ref, ...]
    discussion: Discussion
    linked_to: Ref | None = None


class DiscussionCorrected(Happened):
    """A discussion's date, or which one initiated the enquiry, was put right."""

    kind: Literal["discussion-corrected"] = "discussion-corrected"
    enquiry: Ref
    was: Discussion
    now: Discussion


class EnquiryConcluded(Happened):
    kind: Literal["enquiry-concluded"] = "enquiry-concluded"
    enquiry: Ref
    at_risk: tuple[Ref, ...]


class EnquiryReopened(Happened):
    """A concluded enquiry was taken up again: on the auditor's list."""

    kind: Literal["enquiry-reopened"] = "enquiry-reopened"
    enquiry: Ref
    reason: Code


class ConferenceDecidedOn(Happened):
    """A manager decided to take these children to conference."""

    kind: Literal["conference-decided-on"] = "conference-decided-on"
    enquiry: Ref
    decision: Ref
    children: tuple[Ref, ...]


class DecisionRedated(Happened):
    """The decision to go to conference was taken on another day."""

    kind: Literal["decision-redated"] = "decision-redated"
    decision: Ref
    was: Instant
    now: Instant


class ConferenceNotRequired(Happened):
    """A manager decided that no conference is required for these children."""

    kind: Literal["conference-not-required"] = "conference-not-required"
    enquiry: Ref
    children: tuple[Ref, ...]
    reason: Code


class ProcessExplained(Happened):
    """Reasons, process and plan were explained to one person."""

    kind: Literal["process-explained"] = "process-explained"
    person: Ref
    covered: tuple[Code, ...] = added(())


EnquiryFact = (
    DiscussionHeld
    | DiscussionCorrected
    | EnquiryConcluded
    | EnquiryReopened
    | ConferenceDecidedOn
    | DecisionRedated
    | ConferenceNotRequired
    | ProcessExplained
)
