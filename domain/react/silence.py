"""A letter of which its carrier never says more: once, somebody asks them about it.

Silence means nothing here, so no other way is tried by itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Final

from domain.case import Case
from domain.effects import Effect, EffectKind
from domain.facts.deliveries import LetterAskedAfter
from domain.following.times import waits_until
from domain.following.tries import letter_of
from domain.following.wanted import still_wanted
from domain.letter_keys import matter, which
from domain.letters import Standing
from domain.react.messages import task
from domain.react.onward import goes_to
from domain.react.reaction import NOTHING, Reaction
from domain.record.deliveries import Delivery

CODE: Final = "ask-whether-it-arrived"


def silences(case: Case) -> Iterator[tuple[datetime, str]]:
    """When the time of each such letter is over, and its key.

    To the family, and of invitations; none of what would no longer be asked for.
    """
    if case.terms.letters is None:
        return
    for delivery in case.deliveries.values():
        silent = delivery.standing is Standing.UNCONFIRMED and not delivery.asked_after
        if silent and _matters(case, delivery):
            letter = letter_of(delivery, delivery.since)
            at = waits_until(case, letter, delivery.since)
            if still_wanted(case, letter, at):
                yield at, delivery.key


def _matters(case: Case, delivery: Delivery) -> bool:
    return case.is_relative(delivery.to) or delivery.letter == EffectKind.INVITATION


def ask_after(case: Case, fact: LetterAskedAfter, now: datetime) -> Reaction:
    """Whoever would go to them asks them."""
    delivery = case.deliveries.get(fact.key)
    if delivery is None:
        return NOTHING
    about, role = matter(fact.key), goes_to(case, delivery.to)
    return Reaction(asks=(task(case, role, CODE, about, now),))


def asks_after(case: Case, effect: Effect, key: str) -> bool:
    """The task to ask about this letter: of no use once it is known."""
    if effect.kind is not EffectKind.TASK:
        return False
    item = effect.items[0]
    return item.code == CODE and which(key) == f"{case.ref}/{item.about}"
