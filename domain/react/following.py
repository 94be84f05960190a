"""A letter is followed until it has arrived, or until a person sees to it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from domain.case import Case
from domain.effects import Effect, EffectKind, Item
from domain.evolve.changes import changed
from domain.facts.deliveries import (
    LetterDelivered,
    LetterHandedOver,
    LetterNotDelivered,
    LetterPosted,
    LetterTakenBack,
)
from domain.following.anew import goes_already, has_moved, went_anew
from domain.following.recalling import post_task, post_tasks
from domain.following.times import followed_until, leaves_no_time
from domain.following.tries import letter_of
from domain.following.wanted import still_wanted
from domain.letter_keys import matter, which
from domain.letters import FAILURES, Standing
from domain.react.gone import seen_to
from domain.react.messages import task
from domain.react.onward import (
    asked_again,
    onward,
    read_to_them,
    visit,
    visit_in_time,
)
from domain.react.outward import TAKE_BACK, unsent
from domain.react.reaction import NOTHING, Reaction
from domain.react.safety import held, must_be_decided
from domain.react.silence import asks_after
from domain.record.deliveries import Delivery
from domain.roles import Role
from domain.translations.needed import TEXT


def follow(case: Case, fact: LetterHandedOver, now: datetime) -> Reaction:
    """Ask what became of it, and send somebody beside it where a letter is not enough.

    On paper somebody posts it; it is taken back at once where it may not go any more.
    What may not go any more and has gone, while a carrier had it, is seen to.
    """
    delivery = fact.delivery
    letter = letter_of(delivery, now)
    if fact.stopped:
        return Reaction(asks=seen_to(case, letter, now))
    asks = list(_beside(case, delivery, letter, now))
    if delivery.standing is Standing.SENT:
        asks.append(_follow_up(case, letter, now))
    stopped = held(case, letter.to) or must_be_decided(case, letter)
    lies = delivery.standing is Standing.QUEUED
    if lies and not stopped:
        asks.append(_to_post(case, letter, now))
    if stopped and not lies and delivery.standing not in FAILURES:
        asks.extend(seen_to(case, letter, now))
    withdraws = (delivery.key,) if lies and stopped else ()
    return Reaction(asks=tuple(asks), withdraws=withdraws)


def _beside(
    case: Case, delivery: Delivery, letter: Effect, now: datetime
) -> Iterator[Effect]:
    """Somebody reads it to whom a letter alone says little, or goes to them at once.

    At once where no time is left to hear that it did not come. Nobody goes to say what
    must first be decided.
    """
    if must_be_decided(case, letter):
        return
    if not delivery.tried and _needs_reading(case, delivery):
        yield read_to_them(case, letter, now)
    may_come_late = delivery.standing in (Standing.QUEUED, Standing.SENT)
    if may_come_late and leaves_no_time(case, letter, now):
        yield visit_in_time(case, letter, now)


def _to_post(case: Case, letter: Effect, now: datetime) -> Effect:
    about = matter(letter.key)
    told = task(case, Role.BUSINESS_SUPPORT, "print-and-post", about, now)
    return changed(told, key=post_task(case, letter.key))


def stop_posting(case: Case, fact: LetterPosted, now: datetime) -> Reaction:
    """Nobody who had not heard of it yet is asked to post it a second time.

    What must not have gone, and was looked for, is seen to.
    """
    delivery = case.deliveries.get(fact.key)
    asks: tuple[Effect, ...] = ()
    if delivery is not None and delivery.looked_for:
        asks = seen_to(case, letter_of(delivery, now), now)
    return Reaction(asks=asks, withdraws=post_tasks(case, (fact.key,)))


def _needs_reading(case: Case, delivery: Delivery) -> bool:
    """What is made in a form of their own needs no reading."""
    person = case.person(delivery.to)
    if person is None or delivery.translation is not None:
        return False
    return not person.reads or person.format != TEXT


def _follow_up(case: Case, letter: Effect, now: datetime) -> Effect:
    return Effect(
        key=_following(letter.key),
        kind=EffectKind.FOLLOW_UP,
        to=letter.to,
        about=letter.about,
        child=letter.child,
        asked_at=now,
        give_up_at=followed_until(case, letter, now),
        channel=letter.channel,
        letter=letter.key,
    )


def _following(key: str) -> str:
    return f"{key}/follow-up"


def go_on(case: Case, fact: LetterNotDelivered, now: datetime) -> Reaction:
    """The next way, and business support hears of it; else somebody goes to them."""
    delivery = case.deliveries.get(fact.key)
    if delivery is None:
        return NOTHING
    stopped = (_following(fact.key),)
    letter = letter_of(delivery, now)
    if goes_already(case, letter.key) or not still_wanted(case, letter, now):
        return Reaction(withdraws=stopped)
    following = onward(case, letter, now)
    if following is None:
        return Reaction(asks=(visit(case, letter, now),), withdraws=stopped)
    about = matter(letter.key)
    item = Item(about=about, code="delivery-failed")
    tells = ((Role.BUSINESS_SUPPORT, item),) if fact.standing in FAILURES else ()
    return Reaction(asks=(following,), withdraws=stopped, tells=tells)


def stop_following(case: Case, fact: LetterDelivered, now: datetime) -> Reaction:
    """It has arrived: nobody asks any more, and no other way is tried."""
    same = unsent(
        case, lambda e: which(e.key) == which(fact.key) or asks_after(case, e, fact.key)
    )
    return Reaction(withdraws=(_following(fact.key), *same))


def take_back(case: Case, fact: LetterTakenBack, now: datetime) -> Reaction:
    """A letter that is true and was taken back is printed anew: once it may go.

    One that was not found is looked for by a person, and so is one that somebody had
    been asked to print: it may be in their hand. One that was not found, or that went
    before anybody could take it back, goes anew to whoever has another address by now.
    """
    if fact.delivery is None:
        return NOTHING
    delivery, about = fact.delivery, matter(fact.key)
    posted = delivery.standing is not Standing.QUEUED
    back = has_moved(case, delivery) or (fact.found and not posted)
    letter = letter_of(delivery, now)
    anew: tuple[Effect, ...] = ()
    if back and not went_anew(case, delivery) and still_wanted(case, letter, now):
        anew = (asked_again(case, letter, now),)
    if posted:
        return Reaction(asks=(*seen_to(case, letter, now), *anew))
    if not fact.found or fact.in_hand:
        anew = (*anew, task(case, Role.BUSINESS_SUPPORT, TAKE_BACK, about, now))
    return Reaction(asks=anew)
