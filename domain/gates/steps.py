"""Which request takes which step, and with what: there the gates are asked."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from domain.case import Case
from domain.gates.subject import Subject
from domain.requests import Request
from domain.requests.conferences import (
    BookConference,
    RecordConferenceHeld,
    RecordOutcome,
)
from domain.requests.enquiries import RecordProcessExplained
from domain.requests.invitations import InviteToConference
from domain.requests.keeping import CloseCase
from domain.requests.reports import CompleteReport
from domain.requests.safety import ExcludeFromConference
from domain.requests.the_day import CloseConference
from rulebook.schema import Before

Steps = Iterator[tuple[Before, Subject]]


def steps_of(after: Case, request: Request) -> Steps:
    """The steps that a request takes, each with what it is taken with."""
    taken = TAKES.get(type(request))
    if taken is not None:
        yield from taken(after, request)


def _books(after: Case, request: BookConference) -> Steps:
    yield Before.BOOK, Subject(after.conference(request.conference))


def _invites(after: Case, request: InviteToConference) -> Steps:
    yield Before.INVITE, Subject(after.conference(request.conference))


def _explains(after: Case, request: RecordProcessExplained) -> Steps:
    yield Before.EXPLAIN, Subject(person=request.person)


def _reports(after: Case, request: CompleteReport) -> Steps:
    conference = after.conference(request.conference)
    yield Before.REPORT, Subject(conference, agency=request.agency)


def _excludes(after: Case, request: ExcludeFromConference) -> Steps:
    yield Before.EXCLUDE, Subject(person=request.person)


def _holds(after: Case, request: RecordConferenceHeld) -> Steps:
    conference = after.conference(request.conference)
    yield Before.HOLD, Subject(conference)
    for outcome in request.outcomes:
        yield Before.DECIDE, Subject(conference, child=outcome.child)


def _decides(after: Case, request: RecordOutcome) -> Steps:
    conference = after.conference(request.conference)
    yield Before.DECIDE, Subject(conference, child=request.outcome.child)


def _closes(after: Case, request: CloseConference) -> Steps:
    yield Before.CLOSE, Subject(after.conference(request.conference))


def _closes_case(after: Case, request: CloseCase) -> Steps:
    yield Before.CLOSE_CASE, Subject()


TAKES: dict[type, Callable[[Case, Any], Steps]] = {
    BookConference: _books,
    InviteToConference: _invites,
    RecordProcessExplained: _explains,
    CompleteReport: _reports,
    ExcludeFromConference: _excludes,
    RecordConferenceHeld: _holds,
    RecordOutcome: _decides,
    CloseConference: _closes,
    CloseCase: _closes_case,
}
