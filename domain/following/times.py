"""How long a way has to say that a letter arrived, and when that is of no use any more.

An invitation is of use only while there is time to tell them another way: until the
morning of the working day before the conference.
"""

from __future__ import annotations

from datetime import date, datetime

from domain.case import Case
from domain.effects import ABOUT_THE_DATE, Effect
from domain.letters import Channel
from domain.working_days import OutsideVerifiedRange, at_hour, local_day, shift
from rulebook.schema import Allowance, Unit


def waits_until(case: Case, letter: Effect, now: datetime) -> datetime:
    """Until when its carrier may keep silent; `now` where no time is left for that."""
    silent = heard_of_by(case, letter.channel, now)
    last = last_call(case, letter)
    return silent if last is None else max(now, min(silent, last))


def followed_until(case: Case, letter: Effect, now: datetime) -> datetime:
    """Until when its carrier is asked: to the hour itself, where it is late already."""
    conference = case.conference(letter.about)
    if conference is None or not leaves_no_time(case, letter, now):
        return waits_until(case, letter, now)
    return min(heard_of_by(case, letter.channel, now), conference.starts_at)


def leaves_no_time(case: Case, letter: Effect, now: datetime) -> bool:
    """True where nothing that is heard of it would leave time for another way."""
    last = last_call(case, letter)
    return last is not None and last <= now


def last_call(case: Case, letter: Effect) -> datetime | None:
    """The morning by which somebody must know; None where no hour waits for it."""
    conference = case.conference(letter.about)
    if letter.kind not in ABOUT_THE_DATE or conference is None:
        return None
    day = local_day(conference.starts_at, case.terms.calendar.zone)
    return _morning(case, _working_days(case, day, 1, before=True))


def heard_of_by(case: Case, way: Channel, now: datetime) -> datetime:
    """Until when that way has time to say that a letter arrived: a working morning."""
    times, day = case.terms.letters, local_day(now, case.terms.calendar.zone)
    assert times is not None
    days = {
        Channel.EMAIL: times.email,
        Channel.TEXT: times.text,
        Channel.POST: times.post,
    }[way]
    return _morning(case, _working_days(case, day, days))


def _working_days(case: Case, day: date, count: int, *, before: bool = False) -> date:
    """So many working days on; of calendar days, where the calendar has run out.

    A letter is followed even then.
    """
    working = Allowance(count=count, unit=Unit.WORKING_DAYS, before=before)
    try:
        return shift(day, working, case.terms.calendar)
    except OutsideVerifiedRange:
        any_day = Allowance(count=count, unit=Unit.CALENDAR_DAYS, before=before)
        return shift(day, any_day, case.terms.calendar)


def _morning(case: Case, day: date) -> datetime:
    return at_hour(day, case.terms.messages_from, case.terms.calendar.zone)
