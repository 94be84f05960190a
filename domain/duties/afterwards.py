"""What the time after a conference begins, and what meets it.

Every held conference is looked at, however long ago: who is to be told may change, and
what was told is never asked for again.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from domain.case import Case
from domain.duties.met import MetAt
from domain.duties.start import Beginning, Finder
from domain.record.children import Child
from domain.record.conferences import Conference, Decided
from domain.record.people import Person, PersonKind
from domain.record.safety import Document, Sharing
from domain.working_days import local_day
from rulebook.schema import Met, Start


def held_in_practice(case: Case) -> Iterator[tuple[Conference, datetime]]:
    """Held conferences, each with its instant, that today's practice applied to.

    One that was held before the case took on terms with gates was right as it was.
    """
    since = case.practice_since
    for conference in case.conferences:
        held_at = conference.held_at
        if held_at is not None and (since is None or held_at >= since):
            yield conference, held_at


def held(case: Case, thorough: bool) -> Iterator[Beginning]:
    """A conference that was held is closed, once its record is complete."""
    for conference, held_at in held_in_practice(case):
        yield Beginning(
            ref=conference.ref, anchor=held_at, children=conference.children
        )


def decided(case: Case, thorough: bool) -> Iterator[Beginning]:
    """Whom of the family it is told to what a conference decided about its children."""
    for conference, held_at in held_in_practice(case):
        children = _judged(conference)
        people = (
            *_children(case, conference, held_at, children),
            *_relatives(case, conference, children, Document.OUTCOME),
        )
        yield from _about(conference, held_at, children, people)


def to_translate(case: Case, thorough: bool) -> Iterator[Beginning]:
    """Which relatives wait for the record in a language that they follow (YK-53)."""
    for conference, held_at in held_in_practice(case):
        children = _judged(conference)
        relatives = _relatives(case, conference, children, Document.RECORD)
        people = tuple(ref for ref in relatives if needs_interpreter(case, ref))
        yield from _about(conference, held_at, children, people)


def _about(
    conference: Conference,
    held_at: datetime,
    children: tuple[str, ...],
    people: tuple[str, ...],
) -> Iterator[Beginning]:
    if people:
        yield Beginning(
            ref=conference.ref,
            anchor=held_at,
            children=children,
            people=tuple(dict.fromkeys(people)),
        )


def record_readers(case: Case, conference: Conference) -> tuple[str, ...]:
    """Whom of the family the record is given to, in whatever language."""
    return _relatives(case, conference, _judged(conference), Document.RECORD)


def _judged(conference: Conference) -> tuple[str, ...]:
    """The children about whom there is something to tell."""
    return tuple(
        outcome.child
        for outcome in conference.outcomes
        if outcome.settles and outcome.decided is not Decided.CONSIDERED
    )


def _children(
    case: Case, conference: Conference, held_at: datetime, refs: tuple[str, ...]
) -> Iterator[str]:
    """Children still here who were born then and are not too young to be told."""
    on = local_day(held_at, case.terms.calendar.zone)
    for ref in refs:
        child = case.child(ref)
        if child is None or child.left is not None or _too_young(conference, ref):
            continue
        if child.born is not None and child.born <= on:
            yield ref


def _too_young(conference: Conference, child: str) -> bool:
    """As was said before the conference: no wish to have, or not able to follow."""
    wishes = [a.wish for a in conference.attending if a.child == child]
    able = [p.capable for p in conference.preparations if p.person == child]
    return bool(wishes and wishes[-1] is None) or bool(able and able[-1] is False)


def _relatives(
    case: Case, conference: Conference, children: tuple[str, ...], document: Document
) -> tuple[str, ...]:
    """Parents, holders of responsibility and relatives who came: not who is of concern.

    What somebody of concern is told is a decision of its own (CS-66, decision C5), and
    so is withholding it from anybody else (decision C22).
    """
    found = (case.child(ref) for ref in children)
    named = (ref for child in found if child for ref in _around(child))
    wanted = {*named, *conference.present}
    return tuple(
        person.ref
        for person in case.people
        if person.ref in wanted
        and _may_be_told(person, children)
        and not _withheld(case, person.ref, document, conference.ref)
    )


def _around(child: Child) -> tuple[str, ...]:
    return (*child.parents, *child.responsible) if child.left is None else ()


def _may_be_told(person: Person, children: tuple[str, ...]) -> bool:
    family = person.kind is PersonKind.FAMILY and person.died_at is None
    return family and not set(person.of_concern_about) & set(children)


def _withheld(case: Case, person: str, document: Document, about: str) -> bool:
    """By what was decided last, if anything was."""
    decided = [
        s.shares
        for s in case.sharing
        if (s.person, s.document, s.about) == (person, document, about)
    ]
    return bool(decided) and decided[-1] is Sharing.WITHHELD


def needs_interpreter(case: Case, ref: str) -> bool:
    """As it was planned with the family last; else as we were told of the person."""
    planned = [need.needed for need in case.interpreters if need.who == ref]
    person = case.person(ref)
    return planned[-1] if planned else person is not None and person.interpreter


def set_aside(case: Case, thorough: bool) -> Iterator[Beginning]:
    """A decision set aside is taken anew, by a conference held since."""
    for aside in case.set_aside:
        yield Beginning(
            ref=f"{aside.conference}-set-aside",
            anchor=aside.at,
            children=(aside.child,),
        )


def closed(case: Case, began: Beginning, who: str) -> datetime | None:
    conference = case.conference(began.ref)
    return None if conference is None else conference.closed_at


def told(case: Case, began: Beginning, who: str) -> datetime | None:
    """Told what was decided; who was there could talk it over as well (CS-65)."""
    conference = case.conference(began.ref)
    if conference is None:
        return None
    since = (t for t in conference.told if t.person == who and t.at >= began.anchor)
    return min((t.at for t in since if t.discussed or not t.there), default=None)


def record_given(case: Case, began: Beginning, who: str) -> datetime | None:
    """In the language that they need: any other may be given, and does not meet it."""
    conference = case.conference(began.ref)
    if conference is None:
        return None
    given = (r for r in conference.records if r.person == who and r.theirs)
    return min((r.at for r in given if r.at >= began.anchor), default=None)


AFTERWARDS: dict[Start, Finder] = {
    Start.HELD: held,
    Start.DECIDED: decided,
    Start.RECORD_TO_TRANSLATE: to_translate,
    Start.SET_ASIDE: set_aside,
}

AFTERWARDS_MET: dict[Met, MetAt] = {
    Met.CLOSED: closed,
    Met.TOLD: told,
    Met.RECORD_GIVEN: record_given,
}
