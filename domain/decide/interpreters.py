"""Requests about interpreters: whether one is needed, arranged, sure, or absent."""

from __future__ import annotations

from datetime import datetime

from domain.case import Case
from domain.decide import checks
from domain.errors import Refused
from domain.facts import Facts
from domain.facts.participation import (
    InterpreterAbsent,
    InterpreterArranged,
    InterpreterConfirmed,
    InterpreterDecided,
)
from domain.readings.taking_part import (
    interpreter_decided,
    interpreter_of,
    is_sure,
    needs_interpreter,
)
from domain.record.conferences import Conference
from domain.record.participation import InterpreterNeed, Interpreting
from domain.requests.participation import (
    ArrangeInterpreter,
    ConfirmInterpreter,
    DecideInterpreter,
    InterpreterDidNotCome,
    InterpreterRequest,
)

PLANNED = ("YK-52",)


def decide_interpreters(
    case: Case, request: InterpreterRequest, now: datetime
) -> Facts:
    match request:
        case DecideInterpreter():
            return _decided(case, request, now)
        case ArrangeInterpreter():
            return _arranged(case, request, now)
        case ConfirmInterpreter():
            return _confirmed(case, request, now)
        case InterpreterDidNotCome():
            return _absent(case, request, now)


def _known(case: Case, who: str) -> None:
    """A child of the case, or a person."""
    if case.child(who) is None:
        checks.person(case, who, "who")


def _decided(case: Case, request: DecideInterpreter, now: datetime) -> Facts:
    at = checks.happened(request.decided_at, now, "decided_at")
    _known(case, request.who)
    before = interpreter_decided(case, request.who)
    _changes_something(case, request, before)
    if before is not None:
        checks.not_before(at, before.decided_at, "decided_at", "what was decided last")
    need = InterpreterNeed(who=request.who, needed=request.needed, decided_at=at)
    return (InterpreterDecided(at=at, need=need),)


def _changes_something(
    case: Case, request: DecideInterpreter, before: InterpreterNeed | None
) -> None:
    """Whoever is recorded as needing one is not decided out of it in passing."""
    if before is not None and before.needed is request.needed:
        raise Refused(
            "nothing-changes",
            "That is what was decided: decide again when it is otherwise.",
            where="needed",
        )
    known = case.child(request.who) or case.person(request.who)
    if not request.needed and known is not None and known.interpreter:
        raise Refused(
            "recorded-as-needing-one",
            "They are recorded as needing an interpreter: if that is wrong, change "
            "it first (change-person, change-child).",
            where="needed",
            rules=PLANNED,
        )


def _arranged(case: Case, request: ArrangeInterpreter, now: datetime) -> Facts:
    at = checks.happened(request.arranged_at, now, "arranged_at")
    conference = checks.awaited(case, request.conference)
    _known(case, request.who)
    if not needs_interpreter(case, request.who):
        raise Refused(
            "need-not-decided",
            "Nobody has said that they need an interpreter: record that first "
            "(decide-interpreter), so that it is seen to.",
            where="who",
            rules=PLANNED,
        )
    _not_sure_yet(conference, request.who)
    arranged = Interpreting(who=request.who, language=request.language, arranged_at=at)
    return (
        InterpreterArranged(at=at, conference=conference.ref, interpreting=arranged),
    )


def _not_sure_yet(conference: Conference, who: str) -> None:
    """Whoever said that they will come is not replaced in passing."""
    if is_sure(conference, who):
        raise Refused(
            "interpreter-confirmed",
            "Their interpreter has said that they will come: if they will not, record "
            "that first (interpreter-did-not-come).",
            where="who",
        )


def _arrangement(conference: Conference, who: str) -> Interpreting:
    found = interpreter_of(conference, who)
    if found is None:
        raise Refused(
            "no-interpreter-arranged",
            "No interpreter is arranged for them at this conference: record that "
            "first (arrange-interpreter).",
            where="who",
        )
    return found


def _confirmed(case: Case, request: ConfirmInterpreter, now: datetime) -> Facts:
    """For the day that the conference has now: another day is confirmed anew."""
    at = checks.happened(request.confirmed_at, now, "confirmed_at")
    conference = checks.awaited(case, request.conference)
    found = _arrangement(conference, request.who)
    if conference.off is not None:
        raise Refused(
            "conference-is-off",
            "This conference was called off: give it a new date first "
            "(move-conference).",
            where="conference",
        )
    if is_sure(conference, request.who):
        raise Refused(
            "nothing-changes",
            "Their interpreter has said already that they will come on that day.",
            where="who",
        )
    checks.not_before(at, found.arranged_at, "confirmed_at", "they were arranged")
    checks.not_before(
        at, conference.since, "confirmed_at", "the conference was given this date"
    )
    return (InterpreterConfirmed(at=at, conference=conference.ref, who=request.who),)


def _absent(case: Case, request: InterpreterDidNotCome, now: datetime) -> Facts:
    """On the day, or beforehand when they say so: another is owed from then on."""
    at = checks.happened(request.at, now, "at")
    conference = checks.conference(case, request.conference)
    found = _arrangement(conference, request.who)
    known_at = max(found.arranged_at, found.confirmed_at or found.arranged_at)
    checks.not_before(at, known_at, "at", "they were arranged or confirmed")
    return (InterpreterAbsent(at=at, conference=conference.ref, who=request.who),)
