"""What may be put right. A correction appends; what was recorded stays visible."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from domain.ids import Instant, Ref, Text
from domain.requests.base import Asked
from rulebook.schema import Flag, Frozen


class DiscussionPutRight(Frozen):
    """A discussion's true date, or which discussion initiated the enquiry."""

    what: Literal["discussion"] = "discussion"
    enquiry: Ref
    discussion: Ref
    held_at: Instant | None = None
    initiating: Flag | None = None


class MeetingPutRight(Frozen):
    """The true date on which a conference or a core group was held."""

    what: Literal["meeting"] = "meeting"
    meeting: Ref
    held_at: Instant


class OutcomePutRight(Frozen):
    """An outcome, or the end of a plan by a conference, recorded in error."""

    what: Literal["outcome"] = "outcome"
    conference: Ref
    child: Ref


class LeavingPutRight(Frozen):
    """A child's leaving (a death, a transfer) recorded in error."""

    what: Literal["leaving"] = "leaving"
    child: Ref


class OrderPutRight(Frozen):
    """The true expiry of an emergency protection order, as the order says."""

    what: Literal["order"] = "order"
    order: Ref
    expires_at: Instant


class DecisionPutRight(Frozen):
    """The true date of a manager's decision to go to conference."""

    what: Literal["decision"] = "decision"
    decision: Ref
    decided_at: Instant


PutRight = Annotated[
    DiscussionPutRight
    | MeetingPutRight
    | OutcomePutRight
    | LeavingPutRight
    | OrderPutRight
    | DecisionPutRight,
    Field(discriminator="what"),
]


class Correct(Asked):
    """Put right what was recorded in error.

    One that makes a missed date timely needs a second person and evidence.
    """

    kind: Literal["correct"] = "correct"
    put_right: PutRight
    corrected_at: Instant
    reason: Text
    evidence: Text | None = None
    seconded_by: Ref | None = None


CorrectionRequest = Correct
