"""Letters to people: invitations, cancellations and copies of a plan."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime

from domain.case import Case
from domain.effects import Effect, EffectKind
from domain.evolve.changes import changed
from domain.facts.conferences import (
    ChildDecided,
    ConferenceBooked,
    ConferenceCalledOff,
    ConferenceMoved,
)
from domain.react.messages import task
from domain.react.reaction import GIVE_UP_AFTER, NOTHING, Reaction
from domain.react.safety import by_mail, needs_decision
from domain.record.conferences import Conference
from domain.roles import Role

#: Letters that a change of date, person or life makes untrue.
OF_A_CONFERENCE = frozenset({EffectKind.INVITATION, EffectKind.CANCELLATION})


def _to_person(
    case: Case,
    kind: EffectKind,
    about: str,
    person: str,
    now: datetime,
    child: str | None = None,
) -> Effect:
    """A letter by mail, or a task for somebody when mail is not safe or possible."""
    subject = f"{about}/{child}" if child else about
    instead = by_hand(case, kind, f"{subject}/{person}", person, now, child)
    if instead is not None:
        return instead
    found = case.person(person)
    revision = found.revision if found else 1
    return Effect(
        key=f"{case.ref}/{kind}/{subject}/{person}-{revision}/mail",
        kind=kind,
        to=person,
        about=about.partition("/")[0],
        child=child,
        asked_at=now,
        give_up_at=now + GIVE_UP_AFTER,
    )


def by_hand(
    case: Case,
    kind: EffectKind,
    about: str,
    person: str,
    now: datetime,
    child: str | None = None,
) -> Effect | None:
    """A task for the coordinator, where no letter may go by itself."""
    if needs_decision(case, person):
        code = "decide-what-to-send"
    elif not by_mail(case, person):
        code = "tell-by-hand"
    else:
        return None
    asked = task(case, Role.COORDINATOR, code, f"{kind}/{about}", now)
    return changed(asked, child=child)


def invite(case: Case, fact: ConferenceBooked, now: datetime) -> Reaction:
    """Everybody who was named, unless the conference is already past."""
    if fact.starts_at <= now:
        return NOTHING
    return Reaction(asks=tuple(_invitations(case, fact.conference, now)))


def _invitations(case: Case, ref: str, now: datetime) -> Iterator[Effect]:
    conference = case.conference(ref)
    if conference is not None:
        for person in conference.invited:
            about = f"{ref}/r{conference.revision}"
            yield _to_person(case, EffectKind.INVITATION, about, person, now)


def unsent(case: Case, wanted: Callable[[Effect], bool]) -> tuple[str, ...]:
    """The keys of what has not gone and is of this kind."""
    return tuple(key for key, effect in case.unsent() if wanted(effect))


def _of_conference(case: Case, ref: str) -> tuple[str, ...]:
    """Its unsent letters, and the tasks to give one by hand."""
    by_hand_of = tuple(f"/{kind}/{ref}/" for kind in OF_A_CONFERENCE)
    return unsent(
        case,
        lambda e: (
            (e.kind in OF_A_CONFERENCE and e.about == ref)
            or (e.kind is EffectKind.TASK and any(part in e.key for part in by_hand_of))
        ),
    )


def invite_again(case: Case, fact: ConferenceMoved, now: datetime) -> Reaction:
    """The old date is withdrawn where it has not gone; everybody gets the new one."""
    withdrawn = _of_conference(case, fact.conference)
    if fact.starts_at <= now:
        return Reaction(withdraws=withdrawn)
    asks = tuple(_invitations(case, fact.conference, now))
    return Reaction(asks=asks, withdraws=withdrawn)


def cancel(case: Case, fact: ConferenceCalledOff, now: datetime) -> Reaction:
    """Who was already invited is told; an invitation that has not gone is stopped."""
    conference = case.conference(fact.conference)
    if conference is None or conference.starts_at <= now:
        return Reaction(withdraws=_of_conference(case, fact.conference))
    about = f"{fact.conference}/r{conference.revision}"
    asks = tuple(
        _to_person(case, EffectKind.CANCELLATION, about, person, now)
        for person in _were_invited(conference)
    )
    return Reaction(asks=asks, withdraws=_of_conference(case, fact.conference))


def _were_invited(conference: Conference) -> tuple[str, ...]:
    if conference.revision > 1:
        return conference.invited
    left = conference.invitations_left
    return tuple(person for person in conference.invited if person not in left)


def send_plan(case: Case, fact: ChildDecided, now: datetime) -> Reaction:
    """A copy to each recipient of that child's plan; translations are asked for."""
    about = _decision(case, fact)
    asks = [
        _to_person(case, EffectKind.PLAN_COPY, about, copy.person, now, copy.child)
        for copy in fact.copies
    ]
    asks.extend(_translations(case, fact, about, now))
    return Reaction(asks=tuple(asks))


def _decision(case: Case, fact: ChildDecided) -> str:
    """The conference and, when it decided this child anew, for which time."""
    conference = case.conference(fact.conference)
    undone = conference.undone.count(fact.outcome.child) if conference else 0
    return f"{fact.conference}/d{undone + 1}" if undone else fact.conference


def _translations(
    case: Case, fact: ChildDecided, about: str, now: datetime
) -> Iterator[Effect]:
    readers = (case.person(copy.person) for copy in fact.copies)
    languages = sorted({p.language for p in readers if p and p.language != "en"})
    for language in languages:
        subject = f"{about}/{fact.outcome.child}/{language.lower()}"
        yield Effect(
            key=f"{case.ref}/{EffectKind.TRANSLATION}/{subject}/desk",
            kind=EffectKind.TRANSLATION,
            to=Role.TRANSLATION_DESK,
            role=True,
            about=subject,
            child=fact.outcome.child,
            asked_at=now,
            give_up_at=now + GIVE_UP_AFTER,
        )
