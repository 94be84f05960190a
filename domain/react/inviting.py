"""A list was settled: who is new on it is invited, who no longer is on it is told."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from domain.case import Case
from domain.effects import ABOUT_THE_DATE, Effect, EffectKind
from domain.facts.invitations import InvitationsSettled
from domain.react.messages import task
from domain.react.outward import about_somebody, to_person, unsent
from domain.react.reaction import Reaction
from domain.react.safety import may_be_sent, needs_decision
from domain.record.conferences import Conference
from domain.record.people import PersonKind
from domain.roles import Role


def invite_listed(case: Case, fact: InvitationsSettled, now: datetime) -> Reaction:
    """Only who is new is invited, and nobody once the conference's hour has come.

    What has not gone to somebody who is no longer on the list is stopped.
    """
    conference = case.conference(fact.conference)
    withdrawn = _unsent_to(case, fact)
    if conference is None or conference.starts_at <= now:
        return Reaction(withdraws=withdrawn)
    about = _about(conference, fact)
    invitations = (
        to_person(case, EffectKind.INVITATION, about, person, now)
        for person in fact.newly
    )
    told = _told(case, fact, about, now)
    return Reaction(asks=(*invitations, *told), withdraws=withdrawn)


def _about(conference: Conference, fact: InvitationsSettled) -> str:
    """Each settling is another: whoever comes back on the list is written to again."""
    about = f"{conference.ref}/r{conference.revision}"
    return about if fact.list.number == 1 else f"{about}-list-{fact.list.number}"


def _unsent_to(case: Case, fact: InvitationsSettled) -> tuple[str, ...]:
    """Of this conference, to whoever left the list; and what said that they had."""
    gone, back = set(fact.no_longer), set(fact.newly)

    def stale(effect: Effect) -> bool:
        kind, conference, person = about_somebody(effect)
        changed = person in gone or (person in back and kind == EffectKind.CANCELLATION)
        return kind in ABOUT_THE_DATE and conference == fact.conference and changed

    return unsent(case, stale)


def _told(
    case: Case, fact: InvitationsSettled, about: str, now: datetime
) -> Iterator[Effect]:
    """A professional by letter; a relative by a person.

    Nobody of the family learns from a machine that a meeting goes on without them. And
    whoever was to be told by hand may have been, though nobody wrote it down.
    """
    for ref in fact.no_longer:
        person = case.person(ref)
        if person is None or person.died_at is not None:
            continue
        reached = may_be_sent(case, ref, EffectKind.CANCELLATION)
        by_hand = needs_decision(case, ref) or not reached
        relative = person.kind is PersonKind.FAMILY
        if by_hand or (relative and ref in fact.to_tell):
            yield _by_somebody(case, f"{about}/{ref}", now)
        elif ref in fact.to_tell:
            yield to_person(case, EffectKind.CANCELLATION, about, ref, now)


def _by_somebody(case: Case, about: str, now: datetime) -> Effect:
    subject = f"{EffectKind.CANCELLATION}/{about}"
    return task(case, Role.COORDINATOR, "no-longer-invited", subject, now)
