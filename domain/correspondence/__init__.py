"""The letter that an effect becomes: to whom, where to, and what it has to say.

recipient  who receives it, and at which address
outward    what is said to people: invitations, plans, requests for translation
staff      what is said to those who answer for what is due

A letter says codes and values; the activity that carries it has the words. It never
holds a child's name, nor an address or a name of anybody but its recipient.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from domain.case import Case
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
    NothingToSay,
    Recipient,
    recipient_of,
)
from domain.correspondence.staff import items
from domain.effects import Effect, EffectKind
from domain.letters import Letter, Line

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

#: Letters that are of no use once the conference has begun.
BEFORE_THE_CONFERENCE = frozenset({EffectKind.INVITATION, EffectKind.CANCELLATION})

__all__ = ["NoAddress", "NoLetter", "NothingToSay", "letter_for"]


def letter_for(case: Case, effect: Effect, now: datetime) -> Letter:
    """What is handed to the carrier for `effect`, by the case as it is at `now`.

    `not_after` is when the carrier is given up, or when the conference begins. Raises
    `NoAddress` when the person may not be written to now, `NothingToSay` when the case
    no longer holds what the letter was about; both are kinds of `NoLetter`.
    """
    to = recipient_of(case, effect, now)
    _is_still_to_come(case, effect, now)
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
        effect.kind in BEFORE_THE_CONFERENCE
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
    if effect.kind in BEFORE_THE_CONFERENCE and conference is not None:
        return min(effect.give_up_at, conference.starts_at)
    return effect.give_up_at
