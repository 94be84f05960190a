"""The case after a fact. Never raises, never decides; the only code that builds one."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import reduce
from typing import Any, get_args

from domain.case import Case
from domain.evolve.afterwards import evolve_afterwards, evolve_pre_birth
from domain.evolve.children import evolve_children
from domain.evolve.conferences import evolve_conferences
from domain.evolve.delays import evolve_delays
from domain.evolve.deliveries import evolve_deliveries
from domain.evolve.duties import evolve_duties
from domain.evolve.enquiries import evolve_enquiries
from domain.evolve.invitations import evolve_invitations
from domain.evolve.keeping import evolve_keeping
from domain.evolve.letters import evolve_letters
from domain.evolve.orders import evolve_orders
from domain.evolve.participation import evolve_participation
from domain.evolve.people import evolve_people
from domain.evolve.plans import evolve_plans
from domain.evolve.proceedings import evolve_proceedings
from domain.evolve.reports import evolve_reports
from domain.evolve.safety import evolve_safety
from domain.evolve.the_day import evolve_day
from domain.evolve.translations import evolve_translations, gone_out
from domain.facts import Fact
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


def _on_its_way(case: Case, fact: DeliveryFact) -> Case:
    """A letter that goes is remembered of the translation that it brings, too."""
    return gone_out(evolve_deliveries(case, fact), fact)


_PARTS: tuple[tuple[Any, Callable[[Case, Any], Case]], ...] = (
    (EnquiryFact, evolve_enquiries),
    (ConferenceFact, evolve_conferences),
    (InvitationFact, evolve_invitations),
    (ReportFact, evolve_reports),
    (ParticipationFact, evolve_participation),
    (SafetyFact, evolve_safety),
    (DayFact, evolve_day),
    (PlanFact, evolve_plans),
    (AfterwardsFact, evolve_afterwards),
    (PreBirthFact, evolve_pre_birth),
    (ProceedingsFact, evolve_proceedings),
    (OrderFact, evolve_orders),
    (DelayFact, evolve_delays),
    (ChildFact, evolve_children),
    (PeopleFact, evolve_people),
    (LetterFact, evolve_letters),
    (DeliveryFact, _on_its_way),
    (TranslationFact, evolve_translations),
    (KeepingFact, evolve_keeping),
    (DutyFact, evolve_duties),
)

#: Every kind of fact, and the part of the practice that knows what it changes.
PART_OF = {kind: part for facts, part in _PARTS for kind in get_args(facts)}


def evolve(case: Case, fact: Fact) -> Case:
    """The case after one fact."""
    return PART_OF[type(fact)](case, fact)


def evolved(case: Case, facts: Iterable[Fact]) -> Case:
    """The case after several facts, in order."""
    return reduce(evolve, facts, case)
