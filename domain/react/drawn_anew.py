"""Who may see what has changed: what has not gone is drawn up anew.

A letter that is on its way, or lies printed, says what its readers might see when it
was drawn up. Somebody hides since, is kept away, or reads with others: then every
letter of the case that has not gone is asked for again, and is cleared as of now.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from domain.case import Case
from domain.clearance.readers import readers_of
from domain.documents.kinds import DocumentKind
from domain.effects import Effect, EffectKind
from domain.facts.people import PersonAdded, RoleAssigned, RoleEnded
from domain.letters import Channel
from domain.react.onward import asked_again
from domain.react.outward import printed
from domain.react.reaction import NOTHING, Reaction
from domain.readings.kept_away import barred_around
from domain.readings.sharing import keeps_note
from domain.record.people import Person
from domain.record.safety import SharingDecision


def after_change(case: Case, reaction: Reaction, ref: str, now: datetime) -> Reaction:
    """The reaction to a change of this person, and what it means for other letters."""
    person = case.person(ref)
    if person is None or not _bears_on_others(case, person):
        return reaction
    return _and_again(case, reaction, lambda _: True, now)


def somebody_new(case: Case, fact: PersonAdded, now: datetime) -> Reaction:
    return after_change(case, NOTHING, fact.person.ref, now)


def of_the_holder(
    case: Case, reaction: Reaction, fact: RoleAssigned | RoleEnded, now: datetime
) -> Reaction:
    """Whoever works the case may see more than whoever no longer does."""
    changed = _who_changed(case, fact)

    def is_read_by_them(effect: Effect) -> bool:
        to = case.holder(effect.to, now) if effect.role else effect.to
        readers = readers_of(case, to, effect.channel) if to is not None else ()
        return not changed.isdisjoint(readers)

    return _and_again(case, reaction, is_read_by_them, now)


def _who_changed(case: Case, fact: RoleAssigned | RoleEnded) -> frozenset[str]:
    """Who took the role or lost it: its holder until then, whom a new one follows."""
    if isinstance(fact, RoleEnded):
        return frozenset({fact.person})
    new = fact.held
    before = {
        held.person
        for held in case.roles
        if not (new.acting or held.acting)
        and (held.role, held.until) == (new.role, new.since)
    }
    return frozenset({new.person, *before})


def of_notes_kept(
    case: Case, reaction: Reaction, made: SharingDecision, now: datetime
) -> Reaction:
    """The notes of core groups that whoever is kept from a plan is not to have either.

    Each is told by hand instead.
    """

    def kept(effect: Effect) -> bool:
        note = effect.document is DocumentKind.CORE_GROUP_NOTE
        return (
            note and effect.to == made.person and keeps_note(case, made, effect.about)
        )

    return _and_again(case, reaction, kept, now)


def _bears_on_others(case: Case, person: Person) -> bool:
    """They hide, are kept away, or read what others are sent."""
    reads = any(len(readers_of(case, person.ref, way)) > 1 for way in Channel)
    return person.address_secret or bool(barred_around(case, person)) or reads


def _and_again(
    case: Case, reaction: Reaction, which: Callable[[Effect], bool], now: datetime
) -> Reaction:
    """Letters to people, and the text for the desk.

    What else staff are told in a role names no place.
    """
    if case.terms.letters is None:
        return reaction
    gone = set(reaction.withdraws)
    owed = [e for key, e in case.unsent() if key not in gone and _says(e) and which(e)]
    paper = (key for key in printed(case, which) if key not in gone)
    return Reaction(
        asks=(*reaction.asks, *(asked_again(case, e, now) for e in owed)),
        withdraws=(*reaction.withdraws, *(e.key for e in owed), *paper),
        tells=reaction.tells,
    )


def _says(effect: Effect) -> bool:
    """Whether it says what not everybody may see."""
    return not effect.role or effect.kind is EffectKind.TRANSLATION
