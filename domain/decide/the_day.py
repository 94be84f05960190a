"""Requests about a conference's day, its chair, its record and its end."""

from __future__ import annotations

from datetime import datetime

from domain.case import Case
from domain.decide import checks
from domain.decide.attendance import day_fits, on_its_day
from domain.decide.record import decide_record
from domain.decide.siblings import grouped
from domain.errors import Refused
from domain.evolve import evolved
from domain.facts import Facts
from domain.facts.the_day import (
    DayRecorded,
    SufficiencyAnswered,
)
from domain.gates import lacks
from domain.gates.subject import Subject
from domain.making import changed
from domain.readings.attendance import attendance, recipients
from domain.record.conferences import WITH_PLAN, Conference
from domain.record.the_day import Sufficiency, TheDay
from domain.requests.the_day import (
    AnswerSufficiency,
    CloseConference,
    DayRequest,
    DecideSiblingGroups,
    RecordTheDay,
    WriteRecord,
)
from domain.roles import Role
from rulebook.schema import Before


def decide_day(case: Case, request: DayRequest, now: datetime) -> Facts:
    match request:
        case AnswerSufficiency():
            return _answered(case, request, now)
        case DecideSiblingGroups():
            return grouped(case, request, now)
        case RecordTheDay():
            return _recorded(case, request, now)
        case WriteRecord() | CloseConference():
            return decide_record(case, request, now)


def _answered(case: Case, request: AnswerSufficiency, now: datetime) -> Facts:
    """The chair's answer, which may be given again while the conference is to come."""
    conference = checks.awaited(case, request.conference)
    checks.happened(request.answered_at, now, "answered_at")
    checks.not_before(
        request.answered_at, conference.booked_at, "answered_at", "the booking"
    )
    if request.by.role != Role.CHAIR:
        raise Refused(
            "chairs-decision",
            "Whether there will be enough information is for the chair to say: the "
            "chair answers it, or whoever acts for the chair.",
            where="by.role",
            rules=("WA-17",),
        )
    answer = Sufficiency(at=request.answered_at, satisfied=request.satisfied)
    return (
        SufficiencyAnswered(
            at=request.answered_at,
            conference=conference.ref,
            sufficiency=answer,
            words=request.words,
        ),
    )


def _recorded(case: Case, request: RecordTheDay, now: datetime) -> Facts:
    """What is known of a day that is past, whole; what it decided must still stand."""
    conference, day = checks.conference(case, request.conference), request.day
    held_at = _still_open(conference)
    checks.happened(request.recorded_at, now, "recorded_at")
    checks.not_before(request.recorded_at, held_at, "recorded_at", "it was held")
    day_fits(case, conference, day, request.by, now)
    on_its_day(case, day, held_at)
    _copies_stand(case, conference, day)
    recorded = DayRecorded(at=request.recorded_at, conference=conference.ref, day=day)
    _decisions_stand(case, evolved(case, (recorded,)), conference.ref)
    return (recorded,)


def _still_open(conference: Conference) -> datetime:
    """When it was held. Raises `Refused` where it was not, or is closed already."""
    if conference.held_at is None:
        raise Refused(
            "conference-not-held",
            "Record first that the conference was held (record-conference-held): what "
            "is to be known of its day can be given with it.",
            where="conference",
        )
    if conference.closed_at is not None:
        raise Refused(
            "conference-closed",
            "This conference is closed: undo an outcome first (correct), which opens "
            "its record again.",
            where="conference",
        )
    return conference.held_at


def _copies_stand(case: Case, conference: Conference, day: TheDay) -> None:
    """Copies of a plan went to those who were there: that is not changed behind them.

    Where nobody was named they went to those invited, and who was there may be added.
    """
    after = changed(conference, day=day)
    if not attendance(conference):
        return
    for outcome in conference.outcomes:
        then = set(recipients(conference, outcome.child))
        now = set(recipients(after, outcome.child))
        people = {ref for ref in then ^ now if case.person(ref) is not None}
        if people and outcome.decided in WITH_PLAN:
            raise Refused(
                "copies-went-by-attendance",
                "Copies of a child's plan go by who was there: undo that outcome "
                "first (correct), then put the day right, then record the outcome "
                "again (record-outcome).",
                where="day.attendance",
            )


def _decisions_stand(case: Case, after: Case, ref: str) -> None:
    """What was asked before it was held and decided is not taken away afterwards."""
    had = _missing(case, ref)
    newly = {what: ids for what, ids in _missing(after, ref).items() if what not in had}
    if newly:
        raise Refused(
            "takes-away-what-was-asked",
            "With this something would be missing that had to be there when the "
            "conference was held or a child decided: keep it, or undo the outcome "
            "first (correct).",
            where="day",
            rules=tuple(dict.fromkeys(id for ids in newly.values() for id in ids)),
        )


def _missing(case: Case, ref: str) -> dict[tuple[str, str], tuple[str, ...]]:
    """The rules of what lacks before holding and deciding, by gate and whom about."""
    conference = case.conference(ref)
    assert conference is not None
    held = Subject(conference)
    decided = (Subject(conference, child=o.child) for o in conference.outcomes)
    steps = ((Before.HOLD, held), *((Before.DECIDE, each) for each in decided))
    return {
        (lack.gate, about): lack.ids
        for before, subject in steps
        for lack in lacks(case, before, subject)
        for about in lack.about
        if lack.refuses
    }
