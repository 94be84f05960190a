"""What the clock alone makes true, and when it must next look."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime
from functools import lru_cache, partial
from typing import NamedTuple

from dateutil.relativedelta import relativedelta

from domain.case import Case
from domain.duties.dates import missed_from
from domain.duties.reckoning import reckon
from domain.duty import Duty
from domain.evolve import evolve, evolved
from domain.facts import Fact, Facts
from domain.facts.children import ChildLeft, EighteenNears, ExpectedDatePassed
from domain.facts.deliveries import LetterAskedAfter
from domain.facts.duties import DeadlineMissed, RungFell
from domain.facts.keeping import CaseLookedAt, CaseSealed
from domain.facts.translations import TranslationChased
from domain.making import ours
from domain.react.safety import held
from domain.react.silence import silences
from domain.record.children import Child, Leaving, Left, eighteenth_birthday
from domain.translations.chasing import chasers
from domain.working_days import (
    OutsideVerifiedRange,
    breach_at,
    local_day,
    shift,
    start_of,
)
from rulebook.schema import Allowance, Unit

RANG = ours(RungFell)
#: Facts of the clock that begin and end no duty.
BY_THEMSELVES = (
    RungFell,
    CaseLookedAt,
    CaseSealed,
    EighteenNears,
    TranslationChased,
    LetterAskedAfter,
)


class ClockStuck(RuntimeError):
    """A moment came twice without moving on: our bug, which pauses the case's task."""


class Moment(NamedTuple):
    """Something that time alone will make true. `make` builds the fact itself."""

    at: datetime
    order: int
    name: str
    make: Callable[[], Fact]


def fell_due(case: Case, now: datetime) -> Facts:
    """Everything that has become true by `now`, each at its own instant, in order.

    A worker that was down a month learns the same as one that looked every hour.
    Raises `ClockStuck` rather than look for ever at one moment.
    """
    learned: list[Fact] = []
    last: Moment | None = None
    while (moment := _first(case)) is not None and moment.at <= now:
        if last is not None and moment[:3] == last[:3]:
            raise ClockStuck("a moment of the clock came twice")
        last = moment
        facts = _with_what_follows(case, moment.make())
        case = evolved(case, facts)
        learned.extend(facts)
    return tuple(learned)


def _with_what_follows(case: Case, fact: Fact) -> Facts:
    """A fact of the clock, and the duties that it begins or ends."""
    if isinstance(fact, BY_THEMSELVES):
        return (fact,)
    return (fact, *reckon(evolve(case, fact), fact.at))


def next_wake(case: Case) -> datetime | None:
    """The earliest instant at which something new could become true, or be sent.

    Only a sealed case has none: an open one is looked at again in any event.
    """
    first = _first(case)
    mornings = [e.not_before for e in case.waiting.values() if e.not_before]
    evenings = [
        e.rests_at
        for e in case.outbox.values()
        if e.rests_at is not None and not held(case, e.to)
    ]
    wakes = [*mornings, *evenings, *((first.at,) if first else ())]
    return min(wakes, default=None)


def _first(case: Case) -> Moment | None:
    return min(_moments(case), default=None, key=lambda moment: moment[:3])


def _moments(case: Case) -> Iterator[Moment]:
    if case.sealed:
        return
    if case.closed_at is not None:
        at = _seals_at(case, case.closed_at)
        yield Moment(at, 0, "", partial(CaseSealed, at=at))
        return
    for child in case.present():
        yield from _of_child(case, child)
    yield from _of_translations(case)
    yield from _of_letters(case)
    duty = _first_duty(case)
    if duty is not None:
        yield from _of_duty(duty)
    else:
        # Nothing is open, or nothing that is open would wake us.
        at = _looks_again_at(case)
        yield Moment(at, 9, "", partial(CaseLookedAt, at=at))


def _first_duty(case: Case) -> Duty | None:
    """The duty that the clock must look at first; of several, a miss before a ring."""
    waking = [(d.wakes_at, d) for d in case.duties.values() if d.wakes_at is not None]
    if not waking:
        return None
    first = min(at for at, _ in waking)
    together = [duty for at, duty in waking if at == first]
    return min(together, key=lambda duty: (not _is_miss(duty), duty.key))


def _is_miss(duty: Duty) -> bool:
    return not duty.missed and duty.wakes_at == missed_from(duty.due)


def _of_duty(duty: Duty) -> Iterator[Moment]:
    at = duty.wakes_at
    if at is None:
        return
    if _is_miss(duty):
        miss = partial(
            DeadlineMissed,
            at=at,
            key=duty.key,
            due_on=duty.due.due_on,
            already_past=at != duty.due.due_at,
        )
        yield Moment(at, 1, duty.key, miss)
    else:
        ring = partial(RANG, at=at, key=duty.key, rung=duty.rung, ring=duty.ring)
        yield Moment(at, 2, duty.key, ring)


def _of_translations(case: Case) -> Iterator[Moment]:
    for at, ref, number in chasers(case):
        chased = partial(TranslationChased, at=at, translation=ref, number=number)
        yield Moment(at, 4, f"{ref}-{number}", chased)


def _of_letters(case: Case) -> Iterator[Moment]:
    for at, key in silences(case):
        yield Moment(at, 5, key, partial(LetterAskedAfter, at=at, key=key))


def _of_child(case: Case, child: Child) -> Iterator[Moment]:
    zone = case.terms.calendar.zone
    if child.born is not None:
        yield from _of_age(case, child, child.born)
    elif child.expected is not None and not child.expected_date_passed:
        at = max(breach_at(child.expected, zone), _since(case, child))
        passed = partial(ExpectedDatePassed, at=at, child=child.ref)
        yield Moment(at, 0, child.ref, passed)


def _of_age(case: Case, child: Child, born: date) -> Iterator[Moment]:
    early, at, birthday = _coming_of_age(
        born, case.terms.warn_before_eighteen, case.terms.calendar.zone
    )
    yield Moment(at, 0, child.ref, partial(_grown_up, child.ref, at))
    if not child.warned_of_eighteen:
        warned_at = max(early, _since(case, child))
        near = partial(EighteenNears, at=warned_at, child=child.ref, birthday=birthday)
        yield Moment(warned_at, 3, child.ref, near)


def _grown_up(child: str, at: datetime) -> ChildLeft:
    return ChildLeft(at=at, child=child, leaving=Leaving(why=Left.EIGHTEEN, at=at))


@lru_cache(maxsize=4096)
def _coming_of_age(
    born: date, months: int, zone: str
) -> tuple[datetime, datetime, date]:
    """When to warn of it, when it is, and the birthday: asked at every look."""
    birthday = eighteenth_birthday(born)
    early = birthday - relativedelta(months=months)
    return start_of(early, zone), start_of(birthday, zone), birthday


def _since(case: Case, child: Child) -> datetime:
    return child.since or case.opened_at


def _looks_again_at(case: Case) -> datetime:
    zone = case.terms.calendar.zone
    day = local_day(case.looked_at, zone)
    after = Allowance(count=case.terms.look_again, unit=Unit.WORKING_DAYS)
    try:
        day = shift(day, after, case.terms.calendar)
    except OutsideVerifiedRange:
        # Looking again must not depend on a calendar that somebody let run out.
        after = Allowance(count=case.terms.look_again, unit=Unit.CALENDAR_DAYS)
        day = shift(day, after, case.terms.calendar)
    return start_of(day, zone)


def _seals_at(case: Case, closed_at: datetime) -> datetime:
    zone = case.terms.calendar.zone
    months = Allowance(count=case.terms.may_reopen_months, unit=Unit.MONTHS)
    return start_of(
        shift(local_day(closed_at, zone), months, case.terms.calendar), zone
    )
