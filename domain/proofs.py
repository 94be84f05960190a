"""Proofs: why a day is due, in a form that can be replayed without the rules.

A proof names its anchor, the rule and the calendar, and lists every day that was not
counted. `check` walks it again day by day with nothing but a week and a time zone.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable
from datetime import date, datetime, timedelta
from hashlib import sha256
from itertools import pairwise
from zoneinfo import ZoneInfoNotFoundError

from domain.counting import Reckoning, count, in_words
from domain.ids import Instant
from domain.working_days import (
    ONE_DAY,
    WEEKEND,
    Skipped,
    WorkingCalendar,
    local_day,
    zone_named,
)
from rulebook.schema import Allowance, CatalogueId, Code, Unit, Words

__all__ = ["Proof", "ProofFails", "Skipped", "check", "in_words", "prove", "sealed"]


class ProofFails(ValueError):
    """A proof that does not hold. `step` names the first thing that is wrong."""

    def __init__(self, step: str) -> None:
        super().__init__(f"the proof fails at {step}: count the date again")
        self.step = step


class Proof(Reckoning):
    """A reckoning with what it was counted for.

    `anchor` says what happened on the anchor day, `anchor_at` when, if the hour is
    known. `ids` and `citation` name the rule. `seal` is the SHA-256 of all the rest:
    it shows an alteration, and proves nothing by itself.
    """

    anchor: Code
    anchor_at: Instant | None
    ids: tuple[CatalogueId, ...]
    citation: Words
    seal: str


def prove(
    *,
    anchor: str,
    anchor_day: date,
    citation: str,
    allowance: Allowance,
    calendar: WorkingCalendar,
    ids: tuple[str, ...] = (),
    anchor_at: datetime | None = None,
) -> Proof:
    """The proof of one date, sealed.

    Raises `OutsideVerifiedRange` for working days that cannot be judged, `ValueError`
    for a unit that has no days to count, and `ProofFails` when `anchor_at` is not on
    `anchor_day` in the calendar's zone.
    """
    unsealed = Proof(
        anchor=anchor,
        anchor_at=anchor_at,
        ids=ids,
        citation=citation,
        seal="",
        **dict(count(anchor_day, allowance, calendar)),
    )
    if not _anchored(unsealed):
        raise ProofFails("the anchor's day")
    return sealed(unsealed)


def sealed(proof: Proof) -> Proof:
    """The same proof under the seal of what it now says."""
    return proof.model_copy(update={"seal": _seal(proof)})


def check(proof: Proof) -> bool:
    """True if every step of the proof holds; else raises `ProofFails`, naming it.

    Knows no rule and no calendar: that the days listed are holidays is the calendar's
    word, under the version and digest that the proof names.
    """
    for step, holds in _STEPS:
        if not holds(proof):
            raise ProofFails(step)
    return True


def _seal(proof: Proof) -> str:
    return sha256(proof.model_dump_json(exclude={"seal"}).encode()).hexdigest()


def _unaltered(proof: Proof) -> bool:
    return proof.seal == _seal(proof)


def _zone_exists(proof: Proof) -> bool:
    try:
        zone_named(proof.zone)
    except (ZoneInfoNotFoundError, ValueError):
        return False
    return True


def _anchored(proof: Proof) -> bool:
    at = proof.anchor_at
    return at is None or local_day(at, proof.zone) == proof.anchor_day


def _listed_rightly(proof: Proof) -> bool:
    dates = [each.date for each in proof.skipped]
    return all(one < other for one, other in pairwise(dates)) and all(
        each.why == WEEKEND[each.date.weekday()]
        if each.date.weekday() in WEEKEND
        else each.why and each.why not in WEEKEND.values()
        for each in proof.skipped
    )


def _counted(proof: Proof) -> bool:
    count = -proof.count if proof.before else proof.count
    match proof.unit:
        case Unit.WORKING_DAYS if proof.count:
            return _replayed(proof)
        case Unit.WORKING_DAYS:
            return proof.due_on == proof.anchor_day
        case Unit.CALENDAR_DAYS:
            return proof.due_on == proof.anchor_day + timedelta(days=count)
        case Unit.MONTHS:
            return proof.due_on == _corresponding(proof.anchor_day, count)
        case _:
            return False


def _replayed(proof: Proof) -> bool:
    passed = _days_passed(proof.anchor_day, proof.due_on, proof.before)
    listed = {each.date for each in proof.skipped}
    counted = [day for day in passed if day not in listed]
    return (
        listed <= set(passed)
        and len(counted) == proof.count
        and counted[-1] == proof.due_on
        and not any(day.weekday() in WEEKEND for day in counted)
    )


def _days_passed(start: date, end: date, before: bool) -> list[date]:
    step = -1 if before else 1
    numbers = range(start.toordinal() + step, end.toordinal() + step, step)
    return [date.fromordinal(number) for number in numbers]


def _corresponding(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _scheduled(proof: Proof) -> bool:
    by, due_on = proof.schedule_by, proof.due_on
    if proof.walked:
        return by == due_on
    if by is None:
        return not proof.skipped
    left = _days_passed(by, due_on, before=False)
    working = by.weekday() not in WEEKEND and by <= due_on
    return working and left == [each.date for each in proof.skipped]


def _missed_next_day(proof: Proof) -> bool:
    last = proof.breach_at - timedelta.resolution
    return (
        local_day(proof.breach_at, proof.zone) == proof.due_on + ONE_DAY
        and local_day(last, proof.zone) == proof.due_on
    )


_STEPS: tuple[tuple[str, Callable[[Proof], bool]], ...] = (
    ("the seal", _unaltered),
    ("the time zone", _zone_exists),
    ("the anchor's day", _anchored),
    ("the days listed", _listed_rightly),
    ("the count", _counted),
    ("the last working day", _scheduled),
    ("the instant after the due day", _missed_next_day),
)
