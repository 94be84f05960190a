"""What may be asked of a case. Imperative mood, one file per part of the practice."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from domain.requests.afterwards import AfterwardsRequest, PreBirthRequest
from domain.requests.base import Asked, By
from domain.requests.children import ChildRequest
from domain.requests.conferences import ConferenceRequest
from domain.requests.corrections import CorrectionRequest
from domain.requests.delays import DelayRequest
from domain.requests.deliveries import DeliveryRequest
from domain.requests.enquiries import EnquiryRequest
from domain.requests.invitations import InvitationRequest
from domain.requests.keeping import KeepingRequest
from domain.requests.letters import LetterRequest
from domain.requests.orders import OrderRequest
from domain.requests.participation import ParticipationRequest
from domain.requests.people import PeopleRequest
from domain.requests.plans import PlanRequest
from domain.requests.proceedings import ProceedingsRequest
from domain.requests.reports import ReportRequest
from domain.requests.safety import SafetyRequest
from domain.requests.the_day import DayRequest
from domain.requests.translations import TranslationRequest

Request = (
    EnquiryRequest
    | ConferenceRequest
    | InvitationRequest
    | ReportRequest
    | ParticipationRequest
    | SafetyRequest
    | DayRequest
    | PlanRequest
    | AfterwardsRequest
    | PreBirthRequest
    | ProceedingsRequest
    | OrderRequest
    | DelayRequest
    | ChildRequest
    | PeopleRequest
    | LetterRequest
    | DeliveryRequest
    | TranslationRequest
    | KeepingRequest
    | CorrectionRequest
)

#: How a request is read: its `kind` says which it is.
AnyRequest = Annotated[Request, Field(discriminator="kind")]

__all__ = ["AnyRequest", "Asked", "By", "Request"]
