"""What starts a case: the data of an intake event, as a council's system sends it."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from domain.attestations.attestation import GatewayKey
from domain.ids import CaseRef, Day, Instant, Ref
from domain.record.children import ChildGiven
from domain.record.orders import Proceedings
from domain.record.people import Email, PersonGiven
from domain.roles import Role
from domain.terms import Terms
from rulebook.schema import Code, Flag, Frozen, added


class Began(StrEnum):
    """How a case came to us."""

    REFERRAL = "referral"
    TRANSFER_IN = "transfer-in"


class DiscussionGiven(Frozen):
    """A strategy discussion that has been held."""

    ref: Ref
    held_at: Instant
    initiating: Flag = Field(
        default=False, description="the discussion that initiated the enquiry"
    )


class EnquiryGiven(Frozen):
    """An enquiry with its discussions and, if it is complete, what it found."""

    ref: Ref
    children: Annotated[tuple[Ref, ...], Field(min_length=1)]
    discussions: Annotated[tuple[DiscussionGiven, ...], Field(min_length=1)]
    concluded_at: Instant | None = None
    at_risk: tuple[Ref, ...] = ()


class EmergencyOrderGiven(Frozen):
    """An emergency protection order. `expires_at` as written in the order."""

    ref: Ref
    children: Annotated[tuple[Ref, ...], Field(min_length=1)]
    made_at: Instant
    expires_at: Instant
    legal_action_planned: Flag = False


class AssessmentOrderGiven(Frozen):
    """A child assessment order."""

    ref: Ref
    children: Annotated[tuple[Ref, ...], Field(min_length=1)]
    made_at: Instant
    starts_on: Day


class SexualAbuseConcern(Frozen):
    """Concern about child sexual abuse. About whom is a person's decision."""

    children: Annotated[tuple[Ref, ...], Field(min_length=1)]
    about: tuple[Ref, ...] = ()


class RoleGiven(Frozen):
    """Who holds a role, from when (the case's start if not said)."""

    role: Role
    person: Ref
    since: Instant | None = None


class Intake(Frozen):
    """One household referred. Nothing is started unless all of it can be understood."""

    what: Began = Began.REFERRAL
    rulebook: Annotated[str, Field(pattern=r"^[a-z0-9+-]{1,40}(@[a-z0-9-]{1,20})?$")]
    local_settings: Code = "default"
    calendar: Code | None = None
    team_inbox: Email
    children: Annotated[tuple[ChildGiven, ...], Field(min_length=1, max_length=30)]
    people: Annotated[tuple[PersonGiven, ...], Field(max_length=200)] = ()
    roles: Annotated[tuple[RoleGiven, ...], Field(max_length=60)] = ()
    enquiries: Annotated[tuple[EnquiryGiven, ...], Field(max_length=20)] = ()
    emergency_orders: tuple[EmergencyOrderGiven, ...] = ()
    assessment_orders: tuple[AssessmentOrderGiven, ...] = ()
    proceedings: Proceedings | None = None
    sexual_abuse_concern: SexualAbuseConcern | None = None


class Opening(Frozen):
    """An intake resolved: what a case's workflow is started with, whole.

    `sent_at` is the event's own time: a case that arrives late starts with what has
    been missed since. `gateway_keys`: whose word the case takes for who asks; without
    any it asks for none.
    """

    ref: CaseRef
    sent_at: Instant
    intake: Intake
    terms: Terms
    gateway_keys: tuple[GatewayKey, ...] = added(())
