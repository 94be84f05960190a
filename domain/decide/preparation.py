"""Requests about how somebody was prepared for a conference."""

from __future__ import annotations

from datetime import datetime

from domain.case import Case
from domain.decide import checks
from domain.decide.record import still_open
from domain.errors import Refused
from domain.facts import Facts
from domain.facts.participation import FamilyPrepared
from domain.readings.taking_part import companions
from domain.record.conferences import Conference
from domain.record.participation import Preparation
from domain.record.people import PersonKind
from domain.requests.participation import RecordPreparation
from rulebook.schema import Listed

LISTS = (
    Listed.PREPARATION_OF_FAMILY,
    Listed.PREPARATION_OF_PARENTS,
    Listed.PREPARATION_OF_CHILD,
)


def decide_preparation(case: Case, request: RecordPreparation, now: datetime) -> Facts:
    """Each preparation adds to those before it; of each answer the last stands."""
    conference = checks.conference(case, request.conference)
    still_open(conference)
    _may_be_prepared(case, conference, request.person)
    checks.person(case, request.prepared_by, "prepared_by")
    if request.supporter is not None:
        checks.person(case, request.supporter, "supporter")
    at = _when(conference, request, now)
    _lines_are_listed(case, request)
    prepared = FamilyPrepared(
        at=at, conference=request.conference, preparation=_preparation(request)
    )
    return (prepared,)


def _preparation(request: RecordPreparation) -> Preparation:
    return Preparation(
        person=request.person,
        by=request.prepared_by,
        at=request.prepared_at,
        covered=tuple(dict.fromkeys(request.covered)),
        capable=request.capable,
        informed=request.informed,
        understands=request.understands,
        advocate=request.advocate,
        supporter=request.supporter,
        not_because=request.not_because,
    )


def _may_be_prepared(case: Case, conference: Conference, who: str) -> None:
    """A relative, a child of the conference, or somebody who comes with one."""
    if case.child(who) is not None:
        checks.child_of(case, conference, who, "person")
        return
    person = checks.person(case, who, "person")
    if person.kind is PersonKind.FAMILY or who in companions(conference):
        return
    raise Refused(
        "not-of-the-family",
        "The family is prepared, and whoever comes to support them: name one of the "
        "family, a child, or invite this person as an advocate or supporter first "
        "(invite-to-conference).",
        where="person",
        rules=("YK-23", "CS-36", "CS-45"),
    )


def _when(
    conference: Conference, request: RecordPreparation, now: datetime
) -> datetime:
    """Before the conference; why there was none may be said at any time."""
    at = checks.happened(request.prepared_at, now, "prepared_at")
    checks.not_before(
        at, conference.booked_at, "prepared_at", "the conference was booked"
    )
    held = conference.held_at
    if held is not None and at > held and request.not_because is None:
        raise Refused(
            "after-the-conference",
            "Nobody is prepared for a conference after it was held: give the time "
            "before it at which this was done, or say in 'not_because' why it was "
            "not.",
            where="prepared_at",
            rules=("YK-23", "CS-45"),
        )
    return at


def _lines_are_listed(case: Case, request: RecordPreparation) -> None:
    known = {line.key for name in LISTS for line in case.terms.lists.get(name, ())}
    if not known.issuperset(request.covered):
        raise Refused(
            "not-on-the-list",
            "One of these is no line of the lists for preparing somebody: use those "
            "that 'vigil rules' shows for this case's procedures.",
            where="covered",
        )
