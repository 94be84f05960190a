"""A case's record as the auditor's list reads it: steps, each with its clocks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from typing import Final, NamedTuple

from domain.duty import Due
from domain.facts import Fact
from domain.facts.duties import DutyLapsed, DutyOpened, DutyRedated, DutyReopened
from domain.facts.keeping import RequestAccepted, TermsAdopted
from domain.ids import Instant
from domain.recording import Row
from domain.refolding import FACT
from domain.working_days import WorkingCalendar, local_day

ONE_DAY: Final = timedelta(days=1)
SATURDAY: Final = 5


class Told(NamedTuple):
    """One fact under its number, and when we were told."""

    no: int
    told_at: Instant
    fact: Fact


class Clock(NamedTuple):
    """What one fact did to one date. `was`: the date before; None where it began."""

    key: str
    rule: str
    child: str | None
    was: Due | None
    now: Due

    @property
    def later_by(self) -> int:
        """By how many calendar days the date moved on; 0 or less for any other."""
        if self.was is None or self.was.due_on is None or self.now.due_on is None:
            return 0
        return (self.now.due_on - self.was.due_on).days


class Step(NamedTuple):
    """What came of one request; or of the intake and of the clock, `asked` by nobody.

    `lapsed`: the dates that no longer applied, as they stood.
    """

    asked: RequestAccepted | None
    told: tuple[Told, ...]
    clocks: tuple[Clock, ...]
    lapsed: tuple[Clock, ...]

    def holds(self, kind: type[Fact]) -> bool:
        return any(isinstance(each.fact, kind) for each in self.told)

    @property
    def later(self) -> tuple[Clock, ...]:
        """The dates that this made later."""
        return tuple(clock for clock in self.clocks if clock.later_by > 0)


class Life(NamedTuple):
    """All steps of one case, in order, and the calendar by which its days count."""

    steps: tuple[Step, ...]
    calendar: WorkingCalendar

    @classmethod
    def of(cls, rows: Iterable[Row], calendar: WorkingCalendar) -> Life:
        """From a case's rows, all or those of `gaming.KINDS`, in their order.

        The calendar that the case adopted last is the one that counts. Raises
        `ValidationError` for a row that no version of the program wrote.
        """
        told = [Told(r.no, r.recorded_at, FACT.validate_json(r.body)) for r in rows]
        adopted = [t.fact for t in told if isinstance(t.fact, TermsAdopted)]
        calendar = adopted[-1].terms.calendar if adopted else calendar
        return cls(tuple(_with_clocks(_steps(told))), calendar)

    @property
    def told(self) -> Iterator[Told]:
        for step in self.steps:
            yield from step.told

    def day(self, instant: datetime) -> date:
        """The day on the wall where the case is."""
        return local_day(instant, self.calendar.zone)

    def working_days(self, start: date, end: date) -> int:
        """How many lie after `start` up to and including `end`; 0 if it is earlier.

        Outside the calendar's verified range every Monday to Friday is counted: a
        list to look at dates nothing, and must not fall silent.
        """
        days = (start + n * ONE_DAY for n in range(1, (end - start).days + 1))
        return sum(d.weekday() < SATURDAY and d not in self.calendar.days for d in days)


def _steps(told: Iterable[Told]) -> Iterator[list[Told]]:
    """A request begins a step, and so does another minute."""
    step: list[Told] = []
    for each in told:
        another = step and each.told_at != step[0].told_at
        if another or (step and isinstance(each.fact, RequestAccepted)):
            yield step
            step = []
        step.append(each)
    if step:
        yield step


def _with_clocks(steps: Iterable[list[Told]]) -> Iterator[Step]:
    dues: dict[str, Clock] = {}
    for step in steps:
        clocks, lapsed = [], []
        for each in step:
            fact = each.fact
            if isinstance(fact, DutyLapsed) and fact.key in dues:
                lapsed.append(dues[fact.key])
            if (clock := _moved(dues, fact)) is not None:
                dues[clock.key] = clock
                clocks.append(clock)
        asked = step[0].fact if isinstance(step[0].fact, RequestAccepted) else None
        yield Step(asked, tuple(step), tuple(clocks), tuple(lapsed))


def _moved(dues: dict[str, Clock], fact: Fact) -> Clock | None:
    match fact:
        case DutyOpened():
            return Clock(fact.key, fact.rule, fact.child, None, fact.due)
        case DutyRedated() | DutyReopened() if fact.key in dues:
            return dues[fact.key]._replace(was=dues[fact.key].now, now=fact.due)
        case _:
            return None
