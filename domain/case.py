"""The case: a household's children and all that is remembered of them. Frozen."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Protocol, TypeVar

from domain.attestations.attestation import GatewayKey
from domain.duty import Duty, Settled
from domain.effects import Effect
from domain.ids import CaseRef, Instant, Key
from domain.record.afterwards import (
    Complaint,
    NotNeeded,
    SetAside,
    Trigger,
    Visit,
)
from domain.record.children import Child, Move
from domain.record.conferences import Conference
from domain.record.delays import Delay, Reason
from domain.record.deliveries import Delivery, DocumentAsked
from domain.record.enquiries import Decision, Enquiry, Explained
from domain.record.invitations import Examined
from domain.record.orders import AssessmentOrder, EmergencyOrder, Proceedings
from domain.record.participation import InterpreterNeed
from domain.record.people import Email, FailedLetter, Hold, Person, PersonKind, RoleHeld
from domain.record.plans import Plan, SiblingConcern
from domain.record.safety import (
    AdultConcern,
    Exclusion,
    PoliceOutcome,
    SharingDecision,
)
from domain.record.the_day import SiblingGroups
from domain.record.translations import Translation
from domain.recording import Row
from domain.roles import Role
from domain.terms import Terms
from rulebook.schema import Code, Frozen, added


class _Referred(Protocol):
    @property
    def ref(self) -> str: ...


R = TypeVar("R", bound=_Referred)


class Case(Frozen):
    """One household's case. Tuples keep the order in which things were recorded.

    `examined`: medical examinations about abuse, and by which agency. `visits`:
    the last of each child, and the last alone. `duties` are open, `settled` closed;
    `waiting` holds staff messages until their morning, `outbox` what may go now.
    `answered` maps the hash of an accepted request's id to that of its content. `facts`
    counts all facts; `unrecorded` are those the ledger has not acknowledged.
    `deliveries`: letters handed over that are not known to have arrived; `documents`:
    those asked for, until they have.
    `gateway_keys`: whose word is taken for who asks. `nonces`: attestations that were
    used, until they expire; `late`: true ones that came too late, for a month;
    `traces`: how much was refused that nobody attested.
    `practice_since`: from when a case that began without gates is judged by some.
    """

    ref: CaseRef
    terms: Terms
    opened_at: Instant
    kind: Code = "referral"
    team_inbox: Email
    children: tuple[Child, ...] = ()
    people: tuple[Person, ...] = ()
    roles: tuple[RoleHeld, ...] = ()
    enquiries: tuple[Enquiry, ...] = ()
    decisions: tuple[Decision, ...] = ()
    explained: tuple[Explained, ...] = ()
    conferences: tuple[Conference, ...] = ()
    plans: tuple[Plan, ...] = ()
    concerns: tuple[SiblingConcern, ...] = ()
    proceedings: Proceedings | None = None
    emergency_orders: tuple[EmergencyOrder, ...] = ()
    assessment_orders: tuple[AssessmentOrder, ...] = ()
    delays: tuple[Delay, ...] = ()
    reasons: tuple[Reason, ...] = ()
    moves: tuple[Move, ...] = ()
    holds: tuple[Hold, ...] = ()
    failed: tuple[FailedLetter, ...] = ()
    exclusions: tuple[Exclusion, ...] = added(())
    adult_concerns: tuple[AdultConcern, ...] = added(())
    sharing: tuple[SharingDecision, ...] = added(())
    police: tuple[PoliceOutcome, ...] = added(())
    interpreters: tuple[InterpreterNeed, ...] = added(())
    sibling_groups: SiblingGroups | None = added(None)
    examined: tuple[Examined, ...] = added(())
    triggers: tuple[Trigger, ...] = added(())
    pre_birth_not_needed: tuple[NotNeeded, ...] = added(())
    visits: tuple[Visit, ...] = added(())
    complaints: tuple[Complaint, ...] = added(())
    set_aside: tuple[SetAside, ...] = added(())
    practice_since: Instant | None = added(None)
    deliveries: dict[Key, Delivery] = added({})
    documents_asked: int = added(0)
    documents: tuple[DocumentAsked, ...] = added(())
    translations: tuple[Translation, ...] = added(())
    duties: dict[Key, Duty] = {}
    settled: dict[Key, Settled] = {}
    waiting: dict[Key, Effect] = {}
    outbox: dict[Key, Effect] = {}
    answered: dict[str, str] = {}
    gateway_keys: tuple[GatewayKey, ...] = added(())
    nonces: dict[str, Instant] = added({})
    late: dict[str, Instant] = added({})
    traces: int = added(0)
    facts: int = 0
    unrecorded: tuple[Row, ...] = ()
    looked_at: Instant
    closed_at: Instant | None = None
    closed_because: Code | None = None
    sealed: bool = False

    def child(self, ref: str) -> Child | None:
        return _referred(self.children, ref)

    def person(self, ref: str) -> Person | None:
        return _referred(self.people, ref)

    def is_relative(self, ref: str) -> bool:
        """True for an adult of the family whom the case knows."""
        person = self.person(ref)
        return person is not None and person.kind is PersonKind.FAMILY

    def enquiry(self, ref: str) -> Enquiry | None:
        return _referred(self.enquiries, ref)

    def conference(self, ref: str) -> Conference | None:
        return _referred(self.conferences, ref)

    def translation(self, ref: str | None) -> Translation | None:
        return _referred(self.translations, ref)

    def plan_of(self, child: str) -> Plan | None:
        """The child's plan in force, if there is one."""
        plans = (p for p in reversed(self.plans) if p.child == child)
        plan = next(plans, None)
        return plan if plan is not None and plan.ended is None else None

    def present(self) -> Iterator[Child]:
        """The children still in the case."""
        return (child for child in self.children if child.left is None)

    def holder(self, role: str, at: Instant) -> str | None:
        """Who answers for a role at an instant: whoever acts for it first."""
        held = [r for r in self.roles if r.role == role and r.held_at(at)]
        held.sort(key=lambda r: not r.acting)
        return held[0].person if held else None

    def roles_of(self, person: str, at: Instant) -> Iterator[Role]:
        """The roles that somebody holds, or acts in, at an instant."""
        return (r.role for r in self.roles if r.person == person and r.held_at(at))

    def holders(self, roles: Collection[str], at: Instant) -> set[str]:
        """Everybody who holds one of these roles, or acts in it, at an instant."""
        return {r.person for r in self.roles if r.role in roles and r.held_at(at)}

    def unsent(self) -> Iterator[tuple[Key, Effect]]:
        """Every message that has not gone: owed now, or waiting for its morning.

        What is asked of a carrier about a letter is no message.
        """
        for unsent in (self.outbox, self.waiting):
            yield from ((k, e) for k, e in unsent.items() if e.letter is None)

    def duty(self, key: str) -> Duty | Settled | None:
        return self.duties.get(key) or self.settled.get(key)

    @property
    def finished(self) -> bool:
        """Nothing more can happen: sealed, nothing owed, all of it in the ledger."""
        return self.sealed and not self.outbox and not self.unrecorded


def _referred(items: tuple[R, ...], ref: str | None) -> R | None:
    """A loop, for this is asked some ten thousand times a request in a long case."""
    for item in items:
        if item.ref == ref:
            return item
    return None
