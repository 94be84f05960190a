"""What may be asked of the case itself: closing, reopening, terms, protection."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from domain.attestations.attestation import PublicKey
from domain.ids import Instant, Ref, Text
from domain.requests.base import Asked
from domain.requests.enquiries import Children
from domain.terms import Terms
from rulebook.schema import Code


class CloseCase(Asked):
    """Close the case: every child must be out."""

    kind: Literal["close-case"] = "close-case"
    closed_at: Instant
    reason: Code


class ReopenCase(Asked):
    """Undo a closing made in error: no gap, the same reference."""

    kind: Literal["reopen-case"] = "reopen-case"
    reopened_at: Instant
    reason: Code
    seconded_by: Ref


class AdoptTerms(Asked):
    """Judge the case by other terms: a new calendar day, or other procedures."""

    kind: Literal["adopt-terms"] = "adopt-terms"
    terms: Terms
    authority: Text


class RecordProtectiveAction(Asked):
    """Record action that protects a child. Never refused by the state of a case."""

    kind: Literal["record-protective-action"] = "record-protective-action"
    taken_at: Instant
    children: Children
    what: Text


class AdoptGatewayKeys(Asked):
    """Trust these gateways from now on, and no other: what they attest is taken.

    The keys that the case trusts and that are not named are retired for ever.
    """

    kind: Literal["adopt-gateway-keys"] = "adopt-gateway-keys"
    keys: Annotated[tuple[PublicKey, ...], Field(max_length=8)]
    reason: Code


KeepingRequest = (
    CloseCase | ReopenCase | AdoptTerms | RecordProtectiveAction | AdoptGatewayKeys
)
