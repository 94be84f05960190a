"""What may be asked about letters: stop them, let them go, deal with one by hand."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from domain.ids import Instant, Ref
from domain.requests.base import Asked
from rulebook.schema import Code

#: Always said, so that nobody holds or releases a whole case by leaving a field out.
Who = Annotated[
    Ref | None, Field(description="whose letters; null for everybody's in the case")
]


class HoldLetters(Asked):
    """Stop every letter that has not gone, at once, to one person or to everybody.

    Each reason holds by itself: letters go again when every reason is released.
    """

    kind: Literal["hold-letters"] = "hold-letters"
    who: Who
    reason: Code


class ReleaseLetters(Asked):
    """Let letters go again: one reason for which they are held no longer applies.

    `reason` may be left out while there is only one.
    """

    kind: Literal["release-letters"] = "release-letters"
    who: Who
    reason: Code | None = None


class SettleUndeliveredLetter(Asked):
    """Record that somebody dealt with a letter that no carrier would take, and how."""

    kind: Literal["settle-undelivered-letter"] = "settle-undelivered-letter"
    key: Annotated[str, Field(min_length=1, max_length=400)]
    how: Code
    settled_at: Instant


class RecordInvitationGiven(Asked):
    """Record that somebody was given their invitation by hand, or had it read out."""

    kind: Literal["record-invitation-given"] = "record-invitation-given"
    conference: Ref
    person: Ref
    given_at: Instant


LetterRequest = (
    HoldLetters | ReleaseLetters | SettleUndeliveredLetter | RecordInvitationGiven
)
