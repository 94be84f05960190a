"""Letters to people: invitations, cancellations and copies of a plan."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Final

from domain.case import Case
from domain.documents.kinds import DocumentKind
from domain.effects import ABOUT_THE_DATE, Effect, EffectKind
from domain.evolve.changes import changed
from domain.facts.conferences import (
    ChildDecided,
    ConferenceBooked,
    ConferenceCalledOff,
    ConferenceMoved,
)
from domain.following.tries import letter_of
from domain.following.ways import ways
from domain.letter_keys import LetterKey
from domain.react.messages import task
from domain.react.reaction import GIVE_UP_AFTER, NOTHING, Reaction
from domain.react.safety import brings, decided_of, may_be_sent, needs_decision
from domain.record.safety import Sharing
from domain.roles import Role
from domain.translations.needed import ENGLISH

#: Tasks about a letter that is on paper or has gone: nothing that becomes of the letter
#: ends them.
TAKE_BACK: Final = "take-back-printed"
WENT_OUT: Final = "went-out-after-it-was-stopped"
OF_A_SHEET: Final = frozenset({TAKE_BACK, WENT_OUT})


def to_person(
    case: Case,
    kind: EffectKind,
    about: str,
    person: str,
    now: datetime,
    child: str | None = None,
    document: DocumentKind | None = None,
) -> Effect:
    """A letter by the first way; a task for somebody when no way is safe or possible.

    `about`: the conference, the meeting or the delay, and what tells apart two letters
    about it.
    """
    subject = f"{about}/{child}" if child else about
    instead = by_hand(case, kind, f"{subject}/{person}", person, now, child, document)
    if instead is not None:
        return instead
    return _by_the_first_way(case, kind, subject, person, now, child, document)


def _by_the_first_way(
    case: Case,
    kind: EffectKind,
    subject: str,
    person: str,
    now: datetime,
    child: str | None,
    document: DocumentKind | None,
) -> Effect:
    found = case.person(person)
    revision = found.revision if found else 1
    way = ways(case, person, kind)[0]
    about = tuple(subject.split("/"))
    return Effect(
        key=LetterKey(case.ref, kind, about, person, revision, way).text,
        kind=kind,
        to=person,
        about=subject.partition("/")[0],
        child=child,
        asked_at=now,
        give_up_at=now + GIVE_UP_AFTER,
        channel=way,
        document=document,
    )


def by_hand(
    case: Case,
    kind: EffectKind,
    about: str,
    person: str,
    now: datetime,
    child: str | None = None,
    document: DocumentKind | None = None,
) -> Effect | None:
    """A task for the coordinator, where no letter may go by itself.

    Of what was decided to be given whole nothing more is asked; what was withheld is
    asked about again, since this letter is a new one.
    """
    of = (kind, about.partition("/")[0], child, document)
    given = decided_of(case, person, *of)
    if given is Sharing.PART:
        code = "give-part-by-hand"
    elif given is Sharing.WITHHELD or (given is None and needs_decision(case, person)):
        code = "decide-what-to-send" if _can_be_decided(case, *of) else "tell-by-hand"
    elif not may_be_sent(case, person, kind):
        code = "tell-by-hand"
    else:
        return None
    asked = task(case, Role.COORDINATOR, code, f"{kind}/{about}", now)
    return changed(asked, child=child)


def _can_be_decided(
    case: Case,
    kind: EffectKind,
    about: str,
    child: str | None,
    document: DocumentKind | None,
) -> bool:
    """A decision is about a conference: none can be made of a meeting or a delay."""
    return brings(kind, document) is not None and case.conference(about) is not None


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
            yield to_person(case, EffectKind.INVITATION, about, person, now)


def unsent(case: Case, wanted: Callable[[Effect], bool]) -> tuple[str, ...]:
    """The keys of what has not gone and is of this kind, or is not posted yet."""
    gone = tuple(key for key, effect in case.unsent() if wanted(effect))
    return (*gone, *printed(case, wanted))


def printed(case: Case, wanted: Callable[[Effect], bool]) -> tuple[str, ...]:
    """The keys of letters on paper that still lie to be posted."""
    return tuple(
        key
        for key, delivery in case.deliveries.items()
        if delivery.lies and wanted(letter_of(delivery, delivery.since))
    )


def about_somebody(effect: Effect) -> tuple[str, str, str]:
    """Which kind of letter it is or stands in for, about what, and to whom."""
    if effect.kind is not EffectKind.TASK:
        return effect.kind, effect.about, effect.to
    if effect.items[0].code in OF_A_SHEET:
        return "", "", ""
    kind, *about = effect.items[0].about.split("/")
    return (kind, about[0], about[-1]) if about else ("", kind, "")


def _of_conference(case: Case, ref: str) -> tuple[str, ...]:
    """Its unsent letters, and the tasks to give one by hand.

    Whoever is no longer invited must still hear that, whatever becomes of the date.
    """
    conference = case.conference(ref)
    invited = conference.invited if conference is not None else ()

    def its_own(effect: Effect) -> bool:
        kind, about, person = about_somebody(effect)
        left = kind == EffectKind.CANCELLATION and person not in invited
        return kind in ABOUT_THE_DATE and about == ref and not left

    return unsent(case, its_own)


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
        to_person(case, EffectKind.CANCELLATION, about, person, now)
        for person in conference.informed
    )
    return Reaction(asks=asks, withdraws=_of_conference(case, fact.conference))


def send_plan(case: Case, fact: ChildDecided, now: datetime) -> Reaction:
    """A copy to each recipient of that child's plan.

    Translations are asked for: by facts of their own, where the terms say how letters
    are followed.
    """
    about = decided_as(case, fact.conference, fact.outcome.child)
    asks = [
        to_person(case, EffectKind.PLAN_COPY, about, copy.person, now, copy.child)
        for copy in fact.copies
    ]
    if case.terms.letters is None:
        asks.extend(_translations(case, fact, about, now))
    return Reaction(asks=tuple(asks))


def decided_as(case: Case, ref: str, child: str) -> str:
    """The conference and, when it decided this child anew, for which time."""
    conference = case.conference(ref)
    undone = conference.undone.count(child) if conference else 0
    return f"{ref}/d{undone + 1}" if undone else ref


def _translations(
    case: Case, fact: ChildDecided, about: str, now: datetime
) -> Iterator[Effect]:
    readers = (case.person(copy.person) for copy in fact.copies)
    languages = sorted({p.language for p in readers if p and p.language != ENGLISH})
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
