"""By which ways a letter may reach somebody, in which order, and which is next.

A way is one that they have, that is recorded as safe, and by which nobody who is kept
away would read it. A short text can say when a meeting is; it cannot carry a document.
"""

from __future__ import annotations

from typing import Final

from domain.case import Case
from domain.clearance.bare import bare
from domain.clearance.reached import figures
from domain.effects import ABOUT_THE_DATE, Effect, EffectKind
from domain.letters import Channel
from domain.readings.kept_away import is_barred
from domain.record.people import Person

#: The order in which they are tried, unless somebody prefers one.
IN_ORDER: Final = (Channel.EMAIL, Channel.TEXT, Channel.POST)
#: Letters to people, each followed until it has arrived.
LETTERS: Final = frozenset({*ABOUT_THE_DATE, EffectKind.PLAN_COPY, EffectKind.DOCUMENT})


def ways(case: Case, ref: str, kind: EffectKind) -> tuple[Channel, ...]:
    """The safe and possible ways, first the one that is tried first.

    A case from before letters were followed knows one way, e-mail.
    """
    person = case.person(ref)
    if person is None:
        return ()
    if case.terms.letters is None:
        return (Channel.EMAIL,) if person.may_be_written_to else ()
    possible = [
        way
        for way in IN_ORDER
        if (way is not Channel.TEXT or kind in ABOUT_THE_DATE)
        and person.address_by(way) is not None
        and not _is_read_by_the_barred(case, person, way)
    ]
    return tuple(sorted(possible, key=lambda way: way is not person.prefers))


def wants(case: Case, ref: str) -> Channel | None:
    """The way by which they want to be reached, where they said so."""
    person = case.person(ref)
    return None if person is None else person.prefers


def untried(case: Case, letter: Effect) -> tuple[Channel, ...]:
    """The ways by which this letter has not been tried yet."""
    known = ways(case, letter.to, letter.kind)
    return tuple(way for way in known if way not in letter.tried)


def _is_read_by_the_barred(case: Case, person: Person, way: Channel) -> bool:
    """Another who is kept away has the same telephone, or lives at the same address.

    A shared mailbox is a person's to decide about; here the way is not taken.
    """
    if way is Channel.EMAIL:
        return False
    at = _place(person, way)
    others = (p for p in case.people if p.ref != person.ref and is_barred(p))
    return any(_place(other, way) == at for other in others)


def _place(person: Person, way: Channel) -> str:
    return figures(person.phone) if way is Channel.TEXT else bare(person.post or "")


def is_followed(case: Case, effect: Effect) -> bool:
    """A letter to a person, in a case whose terms say how letters are followed."""
    told = effect.kind in LETTERS and not effect.role
    return told and case.terms.letters is not None
