"""What may be asked about who is invited to a conference."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from domain.ids import Instant, Ref, Text
from domain.record.invitations import Considered, Invitee, NotInvited
from domain.requests.base import Asked


class InviteToConference(Asked):
    """Settle who is invited to a conference: whoever is new on the list is invited.

    Settled again, the list is replaced as a whole; who is no longer on it is not
    awaited, and is told so.
    """

    kind: Literal["invite-to-conference"] = "invite-to-conference"
    conference: Ref
    settled_at: Instant
    invitees: Annotated[tuple[Invitee, ...], Field(min_length=1, max_length=60)]
    considered: Annotated[tuple[Considered, ...], Field(max_length=60)] = ()
    not_invited: Annotated[tuple[NotInvited, ...], Field(max_length=60)] = Field(
        default=(), description="parents and children who were not invited, and why"
    )
    assessment: Ref | None = Field(
        default=None, description="the assessment that the family's part is taken from"
    )
    template: Ref | None = Field(
        default=None, description="the report template that goes with the invitation"
    )
    approved_by: Ref | None = Field(
        default=None, description="the manager who settled the list"
    )
    approved_with: Ref | None = Field(
        default=None, description="the social worker with whom it was settled"
    )
    not_named_to: tuple[Ref, ...] = Field(
        default=(), description="to whom naming the others would be unsafe"
    )
    large_because: Text | None = None


class RecordMedicalExamination(Asked):
    """Record that children had a medical examination or test connected to the abuse."""

    kind: Literal["record-medical-examination"] = "record-medical-examination"
    children: Annotated[tuple[Ref, ...], Field(min_length=1, max_length=30)]
    examined_at: Instant
    by_agency: Ref = Field(description="whose report the conference is to have")


InvitationRequest = InviteToConference | RecordMedicalExamination
