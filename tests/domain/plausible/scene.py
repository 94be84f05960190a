"""Where somebody asks: the case as it is now, and what could sensibly be said of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime, timedelta
from random import Random
from typing import NamedTuple, TypeVar

from domain.case import Case
from domain.requests import By, Request
from domain.working_days import at_hour, local_day, start_of

T = TypeVar("T")
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
SOCIAL_WORKER = By(person="p-worker", role="social-worker")
MANAGER = By(person="p-manager", role="first-line-manager")
CHAIR = By(person="p-chair", role="chair")
OPERATOR = By(person="p-operator", role="system-operator")
SERVICE = By(person="p-service", role="authorised-manager")
FAMILY = ("p-mother", "p-father")
STAFF = ("p-worker", "p-manager", "p-chair", "p-visitor", "p-teacher")


class CannotAsk(Exception):
    """Nothing of this kind can be said of the case as it is."""


class Scene(NamedTuple):
    """A case at an instant, the number of the request, and the dice that choose."""

    case: Case
    now: datetime
    number: int
    dice: Random

    @property
    def id(self) -> str:
        return f"tests#{self.number}"

    @property
    def today(self) -> date:
        return local_day(self.now, self.case.terms.calendar.zone)

    def one(self, things: Iterable[T]) -> T:
        """One of them. Raises `CannotAsk` when there are none."""
        known = list(things)
        if not known:
            raise CannotAsk
        return self.dice.choice(known)

    def some(self, things: Iterable[T]) -> tuple[T, ...]:
        """Some of them, mostly all. Raises `CannotAsk` when there are none."""
        known = list(things)
        if not known:
            raise CannotAsk
        if self.chance(2, 3):
            return tuple(known)
        return tuple(self.dice.sample(known, self.pick(1, len(known))))

    def pick(self, least: int, most: int) -> int:
        """Any number from `least` to `most`, both possible."""
        return self.dice.randint(least, most)

    def chance(self, of: int, outof: int) -> bool:
        return self.pick(1, outof) <= of

    def new(self, what: str) -> str:
        return f"{what}-{self.number}"

    def known(self, things: Sequence[str], what: str, of: int = 2) -> str:
        """One that is known, mostly; else a new one."""
        if things and self.chance(of, 3):
            return self.one(things)
        return self.new(what)

    def children(self) -> tuple[str, ...]:
        return self.some(child.ref for child in self.case.present())

    def lately(self, since: datetime | None = None) -> datetime:
        """An instant not in the future and, where there is room, not before `since`."""
        earliest = max(self.now - 30 * DAY, since or self.now - 30 * DAY)
        minutes = max(0, int((self.now - earliest) / timedelta(minutes=1)))
        if self.chance(1, 3):
            return self.now
        ago = self.pick(0, min(minutes, 3 * 24 * 60))
        return self.now - timedelta(minutes=ago)

    def soon(self) -> datetime:
        """An instant ahead: on the hour, as meetings begin."""
        return self.at(self.pick(0, 60), self.pick(9, 17))

    def at(self, days: int, hour: int) -> datetime:
        zone = self.case.terms.calendar.zone
        return at_hour(self.today + timedelta(days=days), hour, zone)

    def day(self, least: int = 0, most: int = 60) -> date:
        return self.today + timedelta(days=self.pick(least, most))

    def midnight(self, day: date) -> datetime:
        return start_of(day, self.case.terms.calendar.zone)

    def living(self) -> list[str]:
        return [p.ref for p in self.case.people if p.died_at is None]


#: How a kind of request is asked, as it could be of the case in the scene.
Asking = Callable[[Scene], Request]
