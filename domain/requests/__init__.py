"""What may be asked of a case. Imperative mood, one file per part of the practice."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from domain.requests.base import Asked, By
from domain.requests.conferences import ConferenceRequest
from domain.requests.corrections import CorrectionRequest
from domain.requests.enquiries import EnquiryRequest
from domain.requests.keeping import KeepingRequest
from domain.requests.plans import PlanRequest

Request = (
    EnquiryRequest
    | ConferenceRequest
    | PlanRequest
    | KeepingRequest
    | CorrectionRequest
)

#: How a request is read: its `kind` says which it is.
AnyRequest = Annotated[Request, Field(discriminator="kind")]

__all__ = ["AnyRequest", "Asked", "By", "Request"]
