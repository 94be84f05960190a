"""What a fact asks of the world: effects owed, and effects withdrawn."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import NamedTuple

from domain.case import Case
from domain.effects import Effect, EffectKind, Item
from domain.evolve.changes import changed, to
from domain.record.people import PersonKind
from domain.working_days import at_hour, first_working_moment, local_day
from rulebook.schema import Rung

#: A carrier is tried for so long; then a person has to deal with it.
GIVE_UP_AFTER = timedelta(days=14)


#: Nothing reaches a family from this hour until the morning.
NIGHT_BEGINS = 20
ONE_DAY = timedelta(days=1)


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
    gone = reaction.withdraws
    outbox = {k: e for k, e in case.outbox.items() if k not in gone}
    waiting = {k: e for k, e in case.waiting.items() if k not in gone}
    for effect in reaction.asks:
        morning = _not_at_night(case, effect, now)
        if morning is None:
            outbox[effect.key] = effect
        else:
            waiting[effect.key] = changed(effect, not_before=morning)
    case = to(case, outbox=outbox, waiting=waiting)
    for role, item in reaction.tells:
        case = _tell(case, role, item, now)
    return case


def _not_at_night(case: Case, effect: Effect, now: datetime) -> datetime | None:
    """When a letter to the family may go, if it is night; None when it may go now."""
    person = None if effect.role else case.person(effect.to)
    if person is None or person.kind is not PersonKind.FAMILY:
        return None
    zone, begins = case.terms.calendar.zone, case.terms.messages_from
    today = local_day(now, zone)
    if now < (morning := at_hour(today, begins, zone)):
        return morning
    if now < at_hour(today, NIGHT_BEGINS, zone):
        return None
    return at_hour(today + ONE_DAY, begins, zone)


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
    """Waiting messages whose morning has come go out, with what is still true."""
    due = {
        k: e
        for k, e in case.waiting.items()
        if e.not_before is None or e.not_before <= now
    }
    if not due:
        return case
    waiting = {k: e for k, e in case.waiting.items() if k not in due}
    outbox = dict(case.outbox)
    for key, effect in due.items():
        items = tuple(item for item in effect.items if still(case, item))
        if items or effect.kind is not EffectKind.DIGEST:
            outbox[key] = changed(effect, items=items)
    return to(case, waiting=waiting, outbox=outbox)
