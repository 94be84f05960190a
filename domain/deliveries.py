"""What a delivery's end makes true: a fact only where something waits for it."""

from __future__ import annotations

from datetime import datetime

from domain.advance import advance, struck_off
from domain.case import Case
from domain.duties.reckoning import reckon
from domain.effects import Effect, EffectKind
from domain.evolve import evolved
from domain.facts import Fact, Facts
from domain.facts.letters import InvitationSent, LetterFailed
from domain.facts.plans import PlanCopySettled


def ended(case: Case, key: str, code: str | None, now: datetime) -> Case:
    """The case after a delivery ended: struck off, and what that made true learned.

    `code` says why no carrier took it; None when one did.
    """
    facts = (
        delivered(case, key, now)
        if code is None
        else undeliverable(case, key, code, now)
    )
    return advance(struck_off(case, key), facts, now)


def delivered(case: Case, key: str, at: datetime) -> Facts:
    """The facts of a letter handed to the carrier at `at`."""
    effect = case.outbox.get(key)
    fact = _waited_for(case, effect, at) if effect is not None else None
    return () if fact is None else _with_duties(case, fact, at)


def undeliverable(case: Case, key: str, code: str, at: datetime) -> Facts:
    """The facts of a letter that no carrier will take, by its code."""
    effect = case.outbox.get(key)
    if effect is None:
        return ()
    failed = LetterFailed(at=at, key=key, to=effect.to, why=code)
    return _with_duties(case, failed, at)


def _waited_for(case: Case, effect: Effect, at: datetime) -> Fact | None:
    if effect.kind is EffectKind.PLAN_COPY and effect.child is not None:
        return PlanCopySettled(
            at=at,
            conference=effect.about,
            child=effect.child,
            person=effect.to,
            how="sent",
        )
    if effect.kind is EffectKind.INVITATION:
        return InvitationSent(at=at, conference=effect.about, person=effect.to)
    return None


def _with_duties(case: Case, fact: Fact, at: datetime) -> Facts:
    after = evolved(case, (fact,))
    return (fact, *reckon(after, at)) if _settles(after, fact) else (fact,)


def _settles(case: Case, fact: Fact) -> bool:
    """One letter of several bears on nothing that is due until the last has gone."""
    match fact:
        case PlanCopySettled(conference=ref, child=child):
            conference = case.conference(ref)
            copies = conference.copies if conference else ()
            return all(copy.settled_at for copy in copies if copy.child == child)
        case InvitationSent(conference=ref):
            conference = case.conference(ref)
            return conference is None or not conference.invitations_left
        case _:
            return True
