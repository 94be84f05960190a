"""What may be asked about a conference: its date, its day, what it decided."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from domain.ids import Instant, Ref, Short, Text
from domain.record.conferences import Kind, Outcome
from domain.record.the_day import TheDay
from domain.requests.base import Asked
from domain.requests.enquiries import Children
from rulebook.schema import Code, added


class BookConference(Asked):
    """Book a conference. Whoever is named in `invite` is invited."""

    kind: Literal["book-conference"] = "book-conference"
    conference: Ref
    meeting: Kind
    booked_at: Instant
    starts_at: Instant
    children: Children
    place: Short | None = None
    invite: Annotated[tuple[Ref, ...], Field(max_length=60)] = ()
    joined_with: Ref | None = added(
        None, "the review of the plan with which a further child's is combined"
    )
    not_joined_because: Code | None = added(None)


class MoveConference(Asked):
    """Move a conference to another date, or set one for a conference called off."""

    kind: Literal["move-conference"] = "move-conference"
    conference: Ref
    moved_at: Instant
    starts_at: Instant
    reason: Code


class BringConferenceForward(Asked):
    """Move a conference to an earlier date."""

    kind: Literal["bring-conference-forward"] = "bring-conference-forward"
    conference: Ref
    moved_at: Instant
    starts_at: Instant
    reason: Code


class PostponeConference(Asked):
    """The chair postpones, in exceptional circumstances (Wales)."""

    kind: Literal["postpone-conference"] = "postpone-conference"
    conference: Ref
    postponed_at: Instant
    exceptional_reason: Text
    children_protected: Text
    new_starts_at: Instant | None = None


class RecordConferenceNotHeld(Asked):
    """Record that a conference did not go ahead, and the new date if there is one."""

    kind: Literal["conference-did-not-go-ahead"] = "conference-did-not-go-ahead"
    conference: Ref
    at: Instant
    reason: Code
    new_starts_at: Instant | None = None


class AdjournChildren(Asked):
    """Adjourn some children's part: a further sitting must decide them."""

    kind: Literal["adjourn-conference"] = "adjourn-conference"
    conference: Ref
    at: Instant
    children: Children
    reason: Code


class RecordConferenceHeld(Asked):
    """Record that a conference was held and what it decided about each child."""

    kind: Literal["record-conference-held"] = "record-conference-held"
    conference: Ref
    held_at: Instant
    present: Annotated[tuple[Ref, ...], Field(max_length=100)] = ()
    absent_because: dict[Code, Code] = Field(
        default={}, description="role that the procedures require -> reason's code"
    )
    outcomes: tuple[Outcome, ...] = ()
    day: TheDay | None = added(None, "what is to be known of the day")


class RecordOutcome(Asked):
    """Record the outcome for a child whom the conference left without one."""

    kind: Literal["record-outcome"] = "record-outcome"
    conference: Ref
    outcome: Outcome


ConferenceRequest = (
    BookConference
    | MoveConference
    | BringConferenceForward
    | PostponeConference
    | RecordConferenceNotHeld
    | AdjournChildren
    | RecordConferenceHeld
    | RecordOutcome
)
