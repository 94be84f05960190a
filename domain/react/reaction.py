"""What a fact asks of the world: effects owed, and effects withdrawn."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import NamedTuple

from domain.case import Case
from domain.effects import Effect, EffectKind, Item
from domain.evolve.changes import changed, to
from domain.following.recalling import post_tasks, recalls
from domain.react.safety import held
from domain.record.people import PersonKind
from domain.working_days import ONE_DAY, at_hour, first_working_moment, local_day
from rulebook.schema import Rung

#: A carrier is tried for so long; then a person has to deal with it.
GIVE_UP_AFTER = timedelta(days=14)


#: Nothing reaches a family from this hour until the morning.
NIGHT_BEGINS = 20


class Reaction(NamedTuple):
    """Effects asked for, keys withdrawn, and staff items for the next digest."""

    asks: tuple[Effect, ...] = ()
    withdraws: tuple[str, ...] = ()
    tells: tuple[tuple[str, Item], ...] = ()


NOTHING = Reaction()


def owe(case: Case, reaction: Reaction, now: datetime) -> Case:
    """The case with its outbox and waiting messages after a reaction."""
    if reaction is NOTHING:
        return case
    gone = (*reaction.withdraws, *post_tasks(case, reaction.withdraws))
    recalled = tuple(recalls(case, reaction.withdraws, now))
    outbox = {k: e for k, e in case.outbox.items() if k not in gone}
    waiting = {k: e for k, e in case.waiting.items() if k not in gone}
    for effect in (*recalled, *reaction.asks):
        for key in (effect.key, *_said_before(case, effect)):
            outbox.pop(key, None)
            waiting.pop(key, None)
        placed = by_day(case, effect, now)
        (outbox if placed.not_before is None else waiting)[effect.key] = placed
    case = to(case, outbox=outbox, waiting=waiting)
    for role, item in reaction.tells:
        case = _tell(case, role, item, now)
    return case


def _said_before(case: Case, effect: Effect) -> tuple[str, ...]:
    """The same task, of which nobody was told yet: the new one stands for it.

    Its key ends in the number of this asking and the role: see `messages.task`.
    """
    if effect.kind is not EffectKind.TASK or case.terms.letters is None:
        return ()
    same = _matter(effect.stem)
    return tuple(
        key
        for key, owed in case.unsent()
        if owed.kind is EffectKind.TASK and _matter(owed.stem) == same
    )


def _matter(key: str) -> tuple[str, str]:
    numbered, _, role = key.rpartition("/")
    return numbered.rpartition("-")[0], role


def by_day(case: Case, effect: Effect, now: datetime) -> Effect:
    """The letter with the hours in which it may go: to the family only by day."""
    reaches_nobody = effect.role or effect.letter is not None
    person = None if reaches_nobody else case.person(effect.to)
    if person is None or person.kind is not PersonKind.FAMILY:
        return effect
    zone, begins = case.terms.calendar.zone, case.terms.messages_from
    today = local_day(now, zone)
    evening = at_hour(today, NIGHT_BEGINS, zone)
    if now < (morning := at_hour(today, begins, zone)):
        return changed(effect, not_before=morning, rests_at=None)
    if now < evening:
        return changed(effect, not_before=None, rests_at=evening)
    tomorrow = at_hour(today + ONE_DAY, begins, zone)
    return changed(effect, not_before=tomorrow, rests_at=None)


def _tell(case: Case, role: str, item: Item, now: datetime) -> Case:
    """Put an item into the role's next digest, in place of earlier ones about it."""
    terms = case.terms
    morning = first_working_moment(now, terms.messages_from, terms.calendar)
    key = f"{case.ref}/digest/{role}/{local_day(morning, terms.calendar.zone)}"
    if morning <= now:
        # This morning's digest may have gone already, and a key is sent once.
        key = f"{key}-{case.facts}"
    waiting, earlier = _without(case.waiting, item)
    item = changed(item, earlier=(*earlier, *item.earlier))
    digest = waiting.get(key) or Effect(
        key=key,
        kind=EffectKind.DIGEST,
        to=role,
        role=True,
        about="digest",
        asked_at=now,
        not_before=morning,
        give_up_at=morning + GIVE_UP_AFTER,
    )
    waiting[key] = changed(digest, items=(*digest.items, item))
    return to(case, waiting=waiting)


def _without(
    waiting: dict[str, Effect], new: Item
) -> tuple[dict[str, Effect], tuple[Rung, ...]]:
    """The waiting messages less what a new item takes the place of, and its rungs."""
    kept: dict[str, Effect] = {}
    rungs: list[Rung] = []
    for key, effect in waiting.items():
        if effect.kind is not EffectKind.DIGEST:
            kept[key] = effect
            continue
        told = [item for item in effect.items if _same(item, new)]
        rungs.extend(rung for item in told for rung in _rungs(item))
        items = tuple(item for item in effect.items if not _same(item, new))
        if items:
            kept[key] = changed(effect, items=items)
    return kept, tuple(rungs)


def _same(item: Item, new: Item) -> bool:
    return (item.about, item.code) == (new.about, new.code)


def _rungs(item: Item) -> tuple[Rung, ...]:
    return (*item.earlier, item.rung) if item.rung else item.earlier


def release(case: Case, now: datetime, still: Callable[[Case, Item], bool]) -> Case:
    """What waited for this morning goes out, with what is still true; night falls.

    A letter to the family that is still on its way in the evening rests till morning.
    """
    woken = [e for e in case.waiting.values() if e.not_before and e.not_before <= now]
    tired = [
        e
        for e in case.outbox.values()
        if e.rests_at and e.rests_at <= now and not held(case, e.to)
    ]
    if not woken and not tired:
        return case
    waiting, outbox = dict(case.waiting), dict(case.outbox)
    for effect in woken:
        del waiting[effect.key]
        items = tuple(item for item in effect.items if still(case, item))
        if items or effect.kind is not EffectKind.DIGEST:
            outbox[effect.key] = changed(effect, items=items, not_before=None)
    for effect in (*tired, *(e for e in woken if e.key in outbox)):
        placed = by_day(case, outbox.pop(effect.key), now)
        (outbox if placed.not_before is None else waiting)[effect.key] = placed
    return to(case, waiting=waiting, outbox=outbox)
