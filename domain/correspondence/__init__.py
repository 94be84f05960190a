"""The letter that an effect becomes: to whom, where to, and what it has to say.

recipient     who receives it, and at which address
staff         what is said to those who answer for what is due
drawn         a letter whose values say who may see them: each document has its module
outward       the letters of older cases: codes and plain words, and no names
sources       the fingerprint of what a document says

A letter says codes and values; the activity that carries it has the words. It holds
nothing that one of its readers may not see.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from domain.case import Case
from domain.correspondence.drawn import draw_up
from domain.correspondence.outward import (
    cancellation,
    invitation,
    plan_copy,
    translation,
)
from domain.correspondence.recipient import (
    ConferenceIsPast,
    NoAddress,
    NoLetter,
    NotCleared,
    NothingToSay,
    Recipient,
    recipient_of,
)
from domain.correspondence.staff import items
from domain.effects import ABOUT_THE_DATE, Effect, EffectKind
from domain.letters import Letter, Line
from domain.making import changed

Say = Callable[[Case, Effect, Recipient, datetime], tuple[Line, ...]]

CONTENT: dict[EffectKind, Say] = {
    EffectKind.INVITATION: invitation,
    EffectKind.CANCELLATION: cancellation,
    EffectKind.PLAN_COPY: plan_copy,
    EffectKind.TRANSLATION: translation,
    EffectKind.DIGEST: items,
    EffectKind.ESCALATION: items,
    EffectKind.TASK: items,
}

__all__ = ["NoAddress", "NoLetter", "NotCleared", "NothingToSay", "letter_for"]


def letter_for(case: Case, effect: Effect, now: datetime) -> Letter:
    """What is handed to the carrier for `effect`, by the case as it is at `now`.

    `not_after` is when the carrier is given up, or when the conference begins. Raises
    `NoAddress` when the person may not be written to now, `NothingToSay` when the case
    no longer holds what the letter was about, `NotCleared` when somebody who reads it
    may not see what it says; all are kinds of `NoLetter`.
    """
    to = recipient_of(case, effect, now)
    _is_still_to_come(case, effect, now)
    if case.terms.letters is not None:
        letter = draw_up(case, effect, to, _reader(case, effect, to), now)
        return changed(letter, not_after=_not_after(case, effect))
    return Letter(
        key=effect.key,
        case=case.ref,
        kind=effect.kind,
        to=to.ref,
        name=to.name,
        address=to.address,
        language=to.language,
        lines=(_reader(case, effect, to), *CONTENT[effect.kind](case, effect, to, now)),
        not_after=_not_after(case, effect),
    )


def _is_still_to_come(case: Case, effect: Effect, now: datetime) -> None:
    """No invitation goes out to a conference whose time has passed."""
    conference = case.conference(effect.about)
    if (
        effect.kind in ABOUT_THE_DATE
        and conference is not None
        and conference.starts_at <= now
    ):
        raise ConferenceIsPast


def _reader(case: Case, effect: Effect, to: Recipient) -> Line:
    """Who reads it, and by which procedures: they settle what things are called."""
    values = {
        "part": to.part,
        "procedures": case.terms.rulebook.id,
        "role": effect.to if effect.role else "",
    }
    return Line(code="reader", values=values)


def _not_after(case: Case, effect: Effect) -> datetime:
    conference = case.conference(effect.about)
    if effect.kind in ABOUT_THE_DATE and conference is not None:
        return min(effect.give_up_at, conference.starts_at)
    return effect.give_up_at
