"""What is true once a letter was handed over, arrived or was lost; and what is due."""

from __future__ import annotations

from datetime import datetime

from domain.case import Case
from domain.documents.kinds import DocumentKind
from domain.duties.reckoning import begun, reckon
from domain.effects import Effect, EffectKind
from domain.evolve import evolved
from domain.facts import Fact, Facts
from domain.facts.afterwards import RecordHandedOver
from domain.facts.deliveries import LetterHandedOver, LetterNotDelivered
from domain.facts.letters import InvitationSent, LetterFailed
from domain.facts.plans import PlanCopySettled
from domain.following.tries import letter_of
from domain.following.wanted import still_wanted
from domain.letters import FAILURES, Standing
from domain.react.onward import onward
from domain.record.afterwards import RecordGiven
from domain.record.copies import HowSettled
from domain.record.deliveries import Delivery
from domain.record.people import PersonKind
from domain.translations.needed import ENGLISH, TEXT
from rulebook.schema import Start


def settled_by(case: Case, letter: Effect, at: datetime) -> Facts:
    """What waited for this letter and is settled once a carrier has it."""
    fact = _settled(case, letter, at)
    return () if fact is None else (fact,)


def _settled(case: Case, letter: Effect, at: datetime) -> Fact | None:
    if letter.kind is EffectKind.DOCUMENT:
        return _record(case, letter, at)
    if letter.translation is not None:
        # Everybody's copy is the one in English: a translation settles nothing of it.
        return None
    if letter.kind is EffectKind.PLAN_COPY and letter.child is not None:
        return PlanCopySettled(
            at=at,
            conference=letter.about,
            child=letter.child,
            person=letter.to,
            how=HowSettled.SENT,
        )
    if letter.kind is EffectKind.INVITATION:
        return InvitationSent(at=at, conference=letter.about, person=letter.to)
    return None


def _record(case: Case, letter: Effect, at: datetime) -> Fact | None:
    """Somebody of the family has the record: in which language, and whether theirs."""
    person = case.person(letter.to)
    if letter.document is not DocumentKind.RECORD or person is None:
        return None
    if person.kind is not PersonKind.FAMILY:
        return None
    job = case.translation(letter.translation)
    given = (ENGLISH, TEXT) if job is None else (job.language, job.format)
    record = RecordGiven(
        person=person.ref,
        at=at,
        language=given[0],
        format=given[1],
        theirs=given == (person.language, person.format),
    )
    return RecordHandedOver(at=at, conference=letter.about, record=record)


def not_delivered(
    case: Case, delivery: Delivery, standing: Standing, at: datetime
) -> Facts:
    """It did not arrive by this way; and it failed, where no way is left."""
    lost = LetterNotDelivered(at=at, key=delivery.key, standing=standing)
    after, letter = evolved(case, (lost,)), letter_of(delivery, at)
    over = standing in FAILURES and still_wanted(after, letter, at)
    if not over or onward(after, letter, at) is not None:
        return (lost,)
    failed = LetterFailed(at=at, key=delivery.key, to=delivery.to, why=standing)
    return reckoned(case, (lost, failed), at)


def reckoned(case: Case, facts: Facts, at: datetime) -> Facts:
    """The facts, and what they begin and end of what is due."""
    after = evolved(case, facts)
    if any(_bears_on_what_is_due(after, fact) for fact in facts):
        return (*facts, *reckon(after, at))
    if any(_is_a_copy(fact) for fact in facts):
        return (*facts, *begun(after, Start.COPY_SENT, at))
    return facts


def _bears_on_what_is_due(case: Case, fact: Fact) -> bool:
    """One letter of several bears on nothing that is due until the last has gone."""
    match fact:
        case PlanCopySettled(conference=ref, child=child):
            conference = case.conference(ref)
            copies = conference.copies if conference else ()
            return all(copy.settled_at for copy in copies if copy.child == child)
        case InvitationSent(conference=ref):
            conference = case.conference(ref)
            return conference is None or not conference.invitations_left
        case LetterHandedOver(delivery=delivery):
            return delivery.standing is Standing.QUEUED
        case LetterNotDelivered():
            return False
        case _:
            return True


def _is_a_copy(fact: Fact) -> bool:
    """It begins nothing but that it is due to arrive."""
    if not isinstance(fact, LetterHandedOver):
        return False
    copy = fact.delivery.letter == EffectKind.PLAN_COPY
    return copy and fact.delivery.translation is None
