"""A letter again, or by the next way: after each is asked anew whether it may go.

Each way is tried once, so it ends: with whoever reads it, or with a person's task.
"""

from __future__ import annotations

from datetime import datetime

from domain.case import Case
from domain.effects import Effect, EffectKind
from domain.evolve.changes import changed
from domain.following.tries import by_way, letter_of
from domain.following.wanted import still_wanted
from domain.following.ways import is_followed, untried, wants
from domain.letter_keys import matter
from domain.react.messages import task
from domain.react.outward import by_hand
from domain.react.reaction import GIVE_UP_AFTER
from domain.react.safety import must_be_decided
from domain.record.deliveries import Delivery


def onward(case: Case, letter: Effect, now: datetime) -> Effect | None:
    """What is asked for once a letter did not arrive by the way it went.

    The next way, or a person's decision where somebody has become of concern since;
    None where no way is left, or where it is not to be said any more.
    """
    if not still_wanted(case, letter, now):
        return None
    tried = (*letter.tried, letter.channel)
    going_on = changed(
        letter, tried=tried, asked_at=now, give_up_at=now + GIVE_UP_AFTER
    )
    left = untried(case, going_on)
    # What must be decided is by hand, way or no way: nobody goes to them to say it.
    if not left and not must_be_decided(case, letter):
        return None
    return _by_hand(case, letter, now) or by_way(going_on, left[0], tried)


def asked_again(case: Case, letter: Effect, now: datetime) -> Effect:
    """To where they are now, or by hand: about the very letter that had not gone.

    By the way that they want, else the one that it was to go; while that is safe,
    possible and not tried. Else by the next.
    """
    if letter.role:
        return letter.asked_again(now, now + GIVE_UP_AFTER)
    instead = _by_hand(case, letter, now)
    again = letter.asked_again(now, now + GIVE_UP_AFTER)
    if instead is not None or not is_followed(case, letter):
        return instead or again
    left = untried(case, letter)
    if not left:
        return visit(case, letter, now)
    wanted = (wants(case, letter.to), letter.channel)
    way = next((way for way in wanted if way in left), left[0])
    return by_way(again, way, letter.tried)


def after_failure(case: Case, gone: Delivery, now: datetime) -> Effect:
    """The next way of one that did not arrive; else somebody goes to them."""
    letter = letter_of(gone, now)
    return onward(case, letter, now) or visit(case, letter, now)


def visit(case: Case, letter: Effect, now: datetime) -> Effect:
    """Somebody goes to them: no letter is known to have reached them."""
    about = matter(letter.key)
    return task(case, goes_to(case, letter.to), "visit", about, now)


def visit_in_time(case: Case, letter: Effect, now: datetime) -> Effect:
    """The same, before it is known that no letter comes in time: once for each letter.

    By whatever way it is tried next, they have been told to go.
    """
    told = visit(case, letter, now)
    about, role = matter(letter.key), told.to
    key = f"{case.ref}/{EffectKind.TASK}/visit/{about}-late/{role}"
    return changed(told, key=key)


def read_to_them(case: Case, letter: Effect, now: datetime) -> Effect:
    """Somebody goes and says what it says, to whom a letter alone says little."""
    told = visit(case, letter, now)
    return changed(told, key=told.key.replace("/visit/", "/visit-to-read/", 1))


def goes_to(case: Case, ref: str) -> str:
    """The role that goes to somebody whom no letter reaches, as the council says."""
    times = case.terms.letters
    assert times is not None
    return times.visits if case.is_relative(ref) else times.visits_professionals


def _by_hand(case: Case, letter: Effect, now: datetime) -> Effect | None:
    about = matter(letter.key).partition("/")[2]
    of = (letter.child, letter.document)
    return by_hand(case, letter.kind, about, letter.to, now, *of)
