"""How long it is to a birth: from today, and from the day of a conference (WA-72)."""

from __future__ import annotations

from datetime import date

from domain.case import Case
from domain.ids import Ref
from domain.record.children import Child
from domain.record.conferences import Conference
from domain.working_days import local_day


def days_to_birth(child: Child, since: date) -> int | None:
    """Days to the expected birth, fewer than none once it is past; None for others."""
    return None if child.expected is None else (child.expected - since).days


def days_before_births(case: Case, conference: Conference) -> dict[Ref, int]:
    """For each unborn child of a conference, how many days it leaves for planning."""
    on = local_day(conference.starts_at, case.terms.calendar.zone)
    days = {c.ref: days_to_birth(c, on) for c in case.children if c.left is None}
    return {
        ref: number
        for ref, number in days.items()
        if number is not None and ref in conference.children
    }
