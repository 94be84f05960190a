"""When the desk is asked for a translation: at half of its time, and four fifths.

Its time runs from when it was asked for until what is due is missed. A rule without a
time has none to chase in.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from fractions import Fraction
from typing import Final, NamedTuple

from domain.case import Case
from domain.duties.dates import ONE_MINUTE, missed_from
from domain.duty import Duty
from domain.record.translations import Translation
from domain.translations.given_out import asked_in_vain
from rulebook.schema import Start

#: The first and the second time that the desk is asked.
PARTS: Final = (Fraction(1, 2), Fraction(4, 5))


class Chaser(NamedTuple):
    """The `number`th time that the desk is asked for a translation."""

    at: datetime
    translation: str
    number: int


def chasers(case: Case) -> Iterator[Chaser]:
    """The next chaser of each translation that is still with the desk.

    A desk that was never asked is not chased: it is asked.
    """
    for job in case.translations:
        there = job.with_the_desk and not asked_in_vain(case, job)
        duty = duty_of(case, job) if there else None
        due_at = missed_from(duty.due) if duty is not None else None
        if due_at is not None:
            yield from _next(job, due_at)


def duty_of(case: Case, job: Translation) -> Duty | None:
    """What is open because it was asked for, by any rule that begins with that."""
    rules = {rule.key for rule in case.terms.by_start.get(Start.TRANSLATION_ASKED, ())}
    mine = (d for d in case.duties.values() if d.ref == job.ref and d.rule in rules)
    return next(mine, None)


def _next(job: Translation, due_at: datetime) -> Iterator[Chaser]:
    """Not for a time in which it was back, and waited for its check."""
    since = job.rejected_at or job.asked_at
    for number, part in enumerate(PARTS, start=1):
        at = _moment(job.asked_at, due_at, part)
        if number > job.chased and at >= since:
            yield Chaser(at, job.ref, number)
            return


def _moment(asked_at: datetime, due_at: datetime, part: Fraction) -> datetime:
    """After that part of the time, in whole minutes."""
    minutes = (due_at - asked_at) // ONE_MINUTE
    return asked_at + timedelta(minutes=int(minutes * part))
