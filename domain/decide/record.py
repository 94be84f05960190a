"""Requests about the record of a conference that was held, and its end."""

from __future__ import annotations

from datetime import datetime

from domain.case import Case
from domain.decide import checks
from domain.duties.met import SOCIAL_WORK
from domain.errors import Refused
from domain.facts import Facts
from domain.facts.the_day import ConferenceClosed, RecordWritten
from domain.record.conferences import Conference
from domain.record.the_day import Section
from domain.requests.the_day import CloseConference, WriteRecord
from rulebook.schema import Listed

#: Lists of headings about a conference as a whole; and about each child of it.
OF_THE_CONFERENCE = (Listed.AGENDA, Listed.RECORD)
OF_A_CHILD = (Listed.RECORD_OF_CHILD,)


def decide_record(
    case: Case, request: WriteRecord | CloseConference, now: datetime
) -> Facts:
    match request:
        case WriteRecord():
            return _written(case, request, now)
        case CloseConference():
            return _closed(case, request, now)


def still_open(conference: Conference) -> None:
    """Raises `Refused` for a conference that was closed: nothing is added to it."""
    if conference.closed_at is not None:
        raise Refused(
            "conference-closed",
            "This conference is closed, and its record with it: what was decided "
            "wrongly is corrected (correct), which opens the record again.",
            where="conference",
        )


def _held(case: Case, ref: str, at: datetime, where: str) -> Conference:
    """Held by then, and not closed yet. Raises `Refused` otherwise."""
    conference, held_at = checks.held(case, ref)
    checks.not_before(at, held_at, where, "the conference was held")
    still_open(conference)
    return conference


def _written(case: Case, request: WriteRecord, now: datetime) -> Facts:
    at = checks.happened(request.written_at, now, "written_at")
    conference = _held(case, request.conference, at, "written_at")
    if request.child is not None:
        _was_considered(conference, request.child)
    _is_a_heading(case, request)
    section = Section(
        heading=request.heading,
        child=request.child,
        by=_agencies(case, request.contributed_by),
    )
    return (
        RecordWritten(
            at=at, conference=conference.ref, section=section, words=request.words
        ),
    )


def _was_considered(conference: Conference, child: str) -> None:
    if child not in conference.children and conference.outcome(child) is None:
        raise Refused(
            "child-not-in-conference",
            "This conference did not consider that child: write under a child whom "
            "it was about, or leave 'child' out for the conference as a whole.",
            where="child",
        )


def _is_a_heading(case: Case, request: WriteRecord) -> None:
    lists = OF_THE_CONFERENCE if request.child is None else OF_A_CHILD
    known = [line.key for name in lists for line in case.terms.lists.get(name, ())]
    if request.heading in known:
        return
    if not known:
        raise Refused(
            "no-headings",
            "The procedures of this case ask for no such headings: go over to "
            "procedures that do first (adopt-terms).",
            where="heading",
        )
    raise Refused(
        "unknown-heading",
        f"Write under one of the headings of these procedures: {', '.join(known)}. "
        "Those about a child go with 'child', the others without.",
        where="heading",
    )


def _agencies(case: Case, named: tuple[str, ...]) -> tuple[str, ...]:
    """Agencies of people of the case; each once."""
    known = {SOCIAL_WORK, *(person.agency for person in case.people)}
    if not known.issuperset(named):
        raise Refused(
            "unknown-agency",
            "Nobody in this case works for one of these agencies: use the agencies "
            "that 'vigil case' shows, or add somebody of it first (add-person).",
            where="contributed_by",
        )
    return tuple(dict.fromkeys(named))


def _closed(case: Case, request: CloseConference, now: datetime) -> Facts:
    at = checks.happened(request.closed_at, now, "closed_at")
    conference = _held(case, request.conference, at, "closed_at")
    return (ConferenceClosed(at=at, conference=conference.ref),)
