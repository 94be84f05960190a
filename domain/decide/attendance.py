"""What may be recorded of a conference's day: everybody known, once, at their part."""

from __future__ import annotations

from datetime import datetime

from domain.case import Case
from domain.decide import checks
from domain.errors import Refused
from domain.readings.attendance import named
from domain.record.conferences import Conference
from domain.record.the_day import TheDay
from domain.requests.base import By
from domain.roles import Role
from domain.working_days import local_day


def day_fits(
    case: Case, conference: Conference, day: TheDay, by: By, now: datetime
) -> None:
    """Raises `Refused` for what cannot have been so on the day of this conference."""
    _all_known(case, day)
    _each_once(day)
    _of_this_conference(conference, day)
    _chairs_own_words(conference, day, by)
    for at, where in ((day.started_at, "started_at"), (day.ended_at, "ended_at")):
        if at is not None:
            checks.happened(at, now, f"day.{where}")
    if day.started_at is not None and day.ended_at is not None:
        checks.not_before(day.ended_at, day.started_at, "day.ended_at", "it started")


def _all_known(case: Case, day: TheDay) -> None:
    """People of the case; and its children, who may be there and may stay away."""
    if day.chair is not None:
        checks.person(case, day.chair, "day.chair")
    for where, refs in (
        ("attendance", [a.person for a in day.attendance]),
        ("absences", [a.person for a in day.absences]),
    ):
        for ref in refs:
            if case.child(ref) is None:
                checks.person(case, ref, f"day.{where}")


def _each_once(day: TheDay) -> None:
    there = [a.person for a in day.attendance]
    away = [a.person for a in day.absences]
    if len(set(there + away)) != len(there + away):
        raise Refused(
            "named-twice",
            "Somebody is named twice: name each person once, as present or as absent, "
            "with all the children at whose part they were.",
            where="day.attendance",
        )
    grouped = [g.person for g in day.groupings]
    if not set(grouped) <= set(there) or len(set(grouped)) != len(grouped):
        raise Refused(
            "grouping-does-not-fit",
            "A grouping is of somebody who was there, one for each: name them in "
            "'day.attendance' first.",
            where="day.groupings",
        )


def _of_this_conference(conference: Conference, day: TheDay) -> None:
    going_on = [g.child for g in day.going_on]
    named_here = {child for a in day.attendance for child in a.children}
    strangers = (named_here | set(going_on)) - set(conference.children)
    if strangers or len(set(going_on)) != len(going_on):
        raise Refused(
            "child-not-in-conference",
            "Name only children whom this conference is about, each once in "
            "'going_on'.",
            where="day",
        )


def _chairs_own_words(conference: Conference, day: TheDay, by: By) -> None:
    """To go on with two agencies, or to count one as two, is the chair's alone.

    Whoever records the rest may leave what the chair said as it is.
    """
    was = conference.the_day
    said = (day.going_on, day.groupings) == (was.going_on, was.groupings)
    if not said and by.role != Role.CHAIR:
        raise Refused(
            "chairs-decision",
            "Only the chair decides to go on with two agencies, or how agencies are "
            "counted: the chair records it (record-the-day).",
            where="by.role",
            rules=("WA-54",),
        )


def on_its_day(
    case: Case, day: TheDay, held_at: datetime, where: str = "day.started_at"
) -> None:
    """It started on the day on which it was held: two dates at odds are a slip."""
    zone = case.terms.calendar.zone
    started = day.started_at
    if started is not None and local_day(started, zone) != local_day(held_at, zone):
        raise Refused(
            "another-day",
            "It started on another day than the one on which it was held: check both.",
            where=where,
        )


def who_was_there(
    case: Case, present: tuple[str, ...], day: TheDay | None
) -> tuple[str, ...]:
    """The people who were there: those named, else those of the attendance.

    Raises `Refused` where both are given and differ.
    """
    if day is None or not day.attendance:
        return present
    there = named(case, day)
    if present and set(present) != set(there):
        raise Refused(
            "present-differs",
            "'present' and 'day.attendance' name different people: leave 'present' "
            "out, or name the same people in both.",
            where="present",
        )
    return present or there
