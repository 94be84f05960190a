"""What a delivery's end makes true, by the kind of what was on its way."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Final

from domain.advance import advance, struck_off
from domain.case import Case
from domain.effects import Effect, EffectKind
from domain.evolve import evolved
from domain.evolve.changes import changed, to
from domain.facts import Fact, Facts
from domain.facts.deliveries import (
    LetterDelivered,
    LetterHandedOver,
    LetterNotDelivered,
    LetterTakenBack,
)
from domain.facts.letters import LetterFailed
from domain.following.arrivals import not_delivered, reckoned, settled_by
from domain.following.recalling import recall_unknown
from domain.following.tries import handed_over
from domain.following.ways import is_followed
from domain.following.withdrawn import gone_all_the_same, told_by
from domain.letter_keys import read
from domain.letters import FAILURES, Followed, Letter, Receipt, Standing
from domain.react.onward import onward
from domain.record.deliveries import Delivery

#: What an activity returned: a carrier's answer, or whether a letter was taken back.
Said = Receipt | bool | None
#: No other way helps: it is not to be said, or no longer, or cannot be read.
NO_WAY_HELPS: Final = frozenset(
    {"conference-is-past", "not-cleared", "nothing-to-say", "translation-damaged"}
)
GAVE_UP: Final = "no-answer-in-time"


def tried_until(effect: Effect, given: Letter | Followed) -> datetime:
    """Until when it is tried: no invitation once its conference has begun."""
    ends = given.not_after if isinstance(given, Letter) else None
    return ends or effect.give_up_at


def ended(
    case: Case, key: str, code: str | None, now: datetime, said: Said = None
) -> Case:
    """The case after a delivery ended: struck off, and what that made true learned.

    `code` says why no carrier took it; None when one did, and `said` what it answered.
    """
    if key not in case.outbox and _was_printed(said):
        return _printed_after_all(case, key, now)
    if key not in case.outbox and isinstance(said, Receipt):
        return advance(case, gone_all_the_same(case, key, said, now), now)
    facts = (
        delivered(case, key, now, said)
        if code is None
        else undeliverable(case, key, code, now)
    )
    return advance(struck_off(case, key), facts, now)


def _was_printed(said: Said) -> bool:
    return isinstance(said, Receipt) and said.standing is Standing.QUEUED


def _printed_after_all(case: Case, key: str, now: datetime) -> Case:
    """Withdrawn while it was being printed: it must not be posted."""
    back = recall_unknown(key, now)
    return to(case, outbox={**case.outbox, back.key: back})


def delivered(case: Case, key: str, at: datetime, said: Said = None) -> Facts:
    """The facts of what was done at `at`: for a letter, that the carrier has it."""
    effect = case.outbox.get(key)
    if effect is None:
        return ()
    return ENDS.get(effect.kind, _handed_over)(case, effect, at, said)


def undeliverable(case: Case, key: str, code: str, at: datetime) -> Facts:
    """The facts of a letter that no carrier will take, by its code."""
    effect = case.outbox.get(key)
    if effect is None:
        return ()
    if effect.kind in ENDS:
        return ENDS[effect.kind](case, effect, at, None)
    failed = LetterFailed(at=at, key=key, to=effect.to, why=code)
    if not is_followed(case, effect) or code in NO_WAY_HELPS:
        return reckoned(case, (failed,), at)
    lost = _not_taken(effect, code, at)
    left = onward(evolved(case, (lost,)), effect, at)
    return (lost,) if left is not None else reckoned(case, (lost, failed), at)


def _not_taken(effect: Effect, code: str, at: datetime) -> LetterNotDelivered:
    gave_up = code == GAVE_UP
    standing = Standing.TEMPORARY_FAILURE if gave_up else Standing.PERMANENT_FAILURE
    delivery = handed_over(effect, standing, at)
    return LetterNotDelivered(
        at=at, key=effect.key, standing=standing, delivery=delivery, why=code
    )


def _handed_over(case: Case, effect: Effect, at: datetime, said: Said) -> Facts:
    """What waited for it; and of a letter to a person, how it stands."""
    if not is_followed(case, effect):
        settled = settled_by(case, effect, at)
        return reckoned(case, settled, at) if settled else ()
    receipt = said if isinstance(said, Receipt) else None
    standing = receipt.standing if receipt is not None else Standing.UNCONFIRMED
    over = LetterHandedOver(
        at=at,
        delivery=_as_reached(case, handed_over(effect, standing, at)),
        content=receipt.content if receipt is not None else "",
    )
    if standing in FAILURES:
        after = evolved(case, (over,))
        return (over, *not_delivered(after, over.delivery, standing, at))
    waits = standing is Standing.QUEUED
    settled = () if waits else settled_by(case, effect, at)
    return reckoned(case, (*settled, over), at)


def _as_reached(case: Case, delivery: Delivery) -> Delivery:
    """It went to where they are now: its key says where they were when it was asked."""
    person, known = case.person(delivery.to), read(delivery.key)
    if person is None or known is None:
        return delivery
    if known.revision == person.revision and not known.again:
        return delivery
    return changed(delivery, revision=person.revision)


def _followed_up(case: Case, effect: Effect, at: datetime, said: Said) -> Facts:
    """What became of it: it arrived, it did not, or nobody said so in time."""
    delivery = case.deliveries.get(effect.asks_about)
    if delivery is None:
        return ()
    standing = said.standing if isinstance(said, Receipt) else Standing.UNCONFIRMED
    if standing is Standing.DELIVERED:
        return reckoned(case, (LetterDelivered(at=at, key=delivery.key),), at)
    failed = standing if standing in FAILURES else Standing.UNCONFIRMED
    return not_delivered(case, delivery, failed, at)


def _taken_back(case: Case, effect: Effect, at: datetime, said: Said) -> Facts:
    """Nothing is true of one that was never printed, and so was not there.

    One that was printed after it was withdrawn had been there, and so perhaps has one
    that should lie there (None): it is looked for.
    """
    key, found = effect.asks_about, said is True
    delivery = case.deliveries.get(key)
    there = said is None or effect.key == recall_unknown(key, at).key
    if delivery is None and not found and there:
        delivery = told_by(case, key, Standing.QUEUED, at)
    if delivery is None and not found:
        return ()
    back: Fact = LetterTakenBack(
        at=at, key=key, found=found, delivery=delivery, in_hand=effect.in_hand
    )
    return reckoned(case, (back,), at)


End = Callable[[Case, Effect, datetime, Said], Facts]
#: How it ends what is no letter, but is asked about one.
ENDS: Final[dict[EffectKind, End]] = {
    EffectKind.FOLLOW_UP: _followed_up,
    EffectKind.RECALL: _taken_back,
}
