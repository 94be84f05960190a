"""A letter went out although it had been withdrawn: people see to it at once."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from domain.case import Case
from domain.effects import Effect, EffectKind
from domain.letter_keys import matter
from domain.react.messages import task
from domain.react.outward import WENT_OUT, to_person
from domain.roles import Role


def seen_to(case: Case, letter: Effect, now: datetime) -> tuple[Effect, ...]:
    """Business support's task; and that they hear it, where they are not to come."""
    about = matter(letter.key)
    told = task(case, Role.BUSINESS_SUPPORT, WENT_OUT, about, now)
    return (told, *_not_to_come(case, letter, now))


def _not_to_come(case: Case, letter: Effect, now: datetime) -> Iterator[Effect]:
    """Somebody invited after all to what is off, or is to go on without them.

    A person tells whoever was taken off the list: they may be kept away.
    """
    conference, person = case.conference(letter.about), case.person(letter.to)
    if letter.kind is not EffectKind.INVITATION or conference is None:
        return
    if person is None or person.died_at is not None or conference.starts_at <= now:
        return
    about = f"{conference.ref}/r{conference.revision}"
    if person.ref not in conference.invited:
        subject = f"{EffectKind.CANCELLATION}/{about}/{person.ref}"
        yield task(case, Role.COORDINATOR, "no-longer-invited", subject, now)
    elif conference.off is not None and person.ref not in conference.informed:
        yield to_person(case, EffectKind.CANCELLATION, about, person.ref, now)
