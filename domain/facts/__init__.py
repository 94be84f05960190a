"""What has happened. Past tense, never edited, one file per part of the practice."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from domain.facts.afterwards import AfterwardsFact, PreBirthFact
from domain.facts.children import ChildFact
from domain.facts.conferences import ConferenceFact
from domain.facts.delays import DelayFact
from domain.facts.deliveries import DeliveryFact
from domain.facts.duties import DutyFact
from domain.facts.enquiries import EnquiryFact
from domain.facts.invitations import InvitationFact
from domain.facts.keeping import KeepingFact
from domain.facts.letters import LetterFact
from domain.facts.orders import OrderFact
from domain.facts.participation import ParticipationFact
from domain.facts.people import PeopleFact
from domain.facts.plans import PlanFact
from domain.facts.proceedings import ProceedingsFact
from domain.facts.reports import ReportFact
from domain.facts.safety import SafetyFact
from domain.facts.the_day import DayFact
from domain.facts.translations import TranslationFact

Fact = (
    EnquiryFact
    | ConferenceFact
    | InvitationFact
    | ReportFact
    | ParticipationFact
    | SafetyFact
    | DayFact
    | PlanFact
    | AfterwardsFact
    | PreBirthFact
    | ProceedingsFact
    | OrderFact
    | DelayFact
    | ChildFact
    | PeopleFact
    | LetterFact
    | DeliveryFact
    | TranslationFact
    | KeepingFact
    | DutyFact
)

#: How a fact is read back from the ledger.
AnyFact = Annotated[Fact, Field(discriminator="kind")]
Facts = tuple[Fact, ...]
