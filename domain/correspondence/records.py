"""What is said of a conference that was held: in short, or as the whole record.

Each child's part is for those whom it is about and who were there for it. The words of
the record are told by their fingerprint: only the ledger has them.
"""

from __future__ import annotations

from collections.abc import Iterator

from domain.clearance.clearing import NotSeen
from domain.correspondence.plans import COMES_NEXT, is_unsaid, own_version
from domain.correspondence.recipient import NothingToSay
from domain.correspondence.telling import Telling
from domain.documents.kinds import DocumentKind
from domain.documents.values import Value
from domain.letters import Line
from domain.readings.attendance import attendance, chair_of
from domain.record.conferences import Outcome
from domain.record.people import PersonKind
from domain.record.the_day import Section


def summary(t: Telling) -> Iterator[Line]:
    """What was decided about each child whom the reader may be told of."""
    outcomes = _theirs(t)
    values: dict[str, Value] = {
        "conference": t.conference().kind.value,
        "held": t.held(),
    }
    yield Line(code="summary", values=values)
    for outcome in outcomes:
        yield _decided(t, outcome)
        yield from t.due(COMES_NEXT, outcome.child)
    yield from own_version(t, DocumentKind.DECISION_SUMMARY, None)


def record(t: Telling) -> Iterator[Line]:
    """Who was there, what was decided, and what was written under each heading.

    Raises `NothingToSay` for a record that is not complete.
    """
    conference = t.conference()
    if conference.closed_at is None:
        raise NothingToSay
    outcomes = _theirs(t)
    chair = chair_of(t.case, conference)
    values: dict[str, Value] = {
        "conference": conference.kind.value,
        "held": t.held(),
        "chair": t.clear.name(chair) if chair is not None else "",
    }
    yield Line(code="record", values=values)
    yield from _there(t)
    for outcome in outcomes:
        yield _decided(t, outcome)
    for section in conference.sections:
        yield from _written(t, section)
    yield from own_version(t, DocumentKind.RECORD, None)


def _theirs(t: Telling) -> list[Outcome]:
    """Raises `NotSeen` where none of it is theirs, `NothingToSay` where none is."""
    outcomes = t.conference().outcomes
    if not outcomes:
        raise NothingToSay
    theirs = [outcome for outcome in outcomes if t.clear.may_tell_of(outcome.child)]
    if not theirs:
        raise NotSeen
    return theirs


def _decided(t: Telling, outcome: Outcome) -> Line:
    values: dict[str, Value] = {
        "child": t.clear.child(outcome.child),
        "decided": outcome.decided.value,
        "categories": " ".join(outcome.categories),
    }
    return Line(code="decided", values=values)


def _there(t: Telling) -> Iterator[Line]:
    """Who came and who did not, to the parts that are the reader's too."""
    conference = t.conference()
    for there in attendance(conference):
        parts = there.children or conference.children
        if any(t.clear.may_tell_of(child) for child in parts) and not _hushed(
            t, there.person
        ):
            yield Line(code="attended", values=_came(t, there.person))
    for absence in conference.the_day.absences:
        if t.clear.may_tell_of_all() and not _hushed(t, absence.person):
            who = t.part_of(absence.person)
            yield Line(code="absent", values={"who": who, "why": absence.why})


def _hushed(t: Telling, ref: str) -> bool:
    """Kept away, or not to be found; and no child of whom the reader is not told."""
    if t.case.person(ref) is None:
        return not t.clear.may_tell_of(ref)
    return is_unsaid(t, ref)


def _came(t: Telling, ref: str) -> dict[str, Value]:
    person = t.case.person(ref)
    staff = person is not None and person.kind is PersonKind.PROFESSIONAL
    agency = t.clear.agency(person) if person is not None and staff else ""
    return {"who": t.part_of(ref), "agency": agency}


def _written(t: Telling, section: Section) -> Iterator[Line]:
    """A heading of the record, where it is about what the reader may be told of."""
    if section.child is None:
        if t.clear.may_tell_of_all() and section.words:
            yield _section(section, "", t.clear.meetings_words(section.words))
    elif t.clear.may_tell_of(section.child) and section.words:
        words = t.clear.words(section.child, section.words)
        yield _section(section, t.clear.child(section.child), words)


def _section(section: Section, child: Value, words: Value) -> Line:
    values = {"heading": section.heading, "child": child, "words": words}
    return Line(code="section", values=values)
