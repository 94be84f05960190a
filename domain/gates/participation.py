"""The child's and the family's own part in a conference."""

from __future__ import annotations

from collections.abc import Iterator

from domain.case import Case
from domain.gates.preparation import PREPARATION
from domain.gates.subject import Finding, Subject, conference_of
from domain.readings.taking_part import (
    attending,
    born_children,
    interpreter_decided,
    is_sure,
    needs_interpreter,
    speaks_another_language,
    takes_part,
    who_needs_one,
)
from domain.record.children import Child
from domain.record.conferences import Conference
from domain.terms import Gate
from rulebook.schema import Asks


def _of(case: Case, subject: Subject) -> tuple[Conference, tuple[Child, ...]]:
    """The conference, and its children who are born and still in the case."""
    conference = conference_of(subject)
    return conference, born_children(case, conference)


def attendance_decided(case: Case, gate: Gate, subject: Subject) -> Iterator[str]:
    """Whether and for how much each child is there was decided, and why (SX-03)."""
    conference, children = _of(case, subject)
    return (c.ref for c in children if attending(conference, c.ref) is None)


def wish_known(case: Case, gate: Gate, subject: Subject) -> Iterator[str]:
    """What each child wished, or why the child was not asked (YK-12)."""
    conference, children = _of(case, subject)
    for child in children:
        found = attending(conference, child.ref)
        if found is None or (found.wish is None and found.no_wish_because is None):
            yield child.ref


def supporter_named(case: Case, gate: Gate, subject: Subject) -> Iterator[str]:
    """Each child who is there has somebody whom they trust, or it is said why not."""
    conference, children = _of(case, subject)
    for child in children:
        found = attending(conference, child.ref)
        if found is None or not takes_part(conference, child.ref):
            continue
        if found.supporter is None and found.no_supporter_because is None:
            yield child.ref


def views_come_in(case: Case, gate: Gate, subject: Subject) -> Iterator[str]:
    """The views of a child who takes no part are there, and somebody presents them."""
    conference, children = _of(case, subject)
    views = {v.whose: v for v in conference.views}
    for child in children:
        if takes_part(conference, child.ref):
            continue
        said = views.get(child.ref)
        if said is None or not (said.presented_by or said.not_because):
            yield child.ref


def views_read_back(case: Case, gate: Gate, subject: Subject) -> Iterator[str]:
    """What a child said is in the child's words and was read back (CS-17)."""
    conference, children = _of(case, subject)
    here = {child.ref for child in children}
    for said in conference.views:
        checked = said.not_because or (said.own_words and said.read_back)
        if said.whose in here and not checked:
            yield said.whose


def interpreter_settled(case: Case, gate: Gate, subject: Subject) -> Iterator[str]:
    """Of each whose first language is not English: is an interpreter needed?"""
    conference, _ = _of(case, subject)
    for who in speaks_another_language(case, conference):
        decided = interpreter_decided(case, who)
        if decided is None and not needs_interpreter(case, who):
            yield who


def interpreter_sure(case: Case, gate: Gate, subject: Subject) -> Iterator[str]:
    """Whoever needs an interpreter has one who said that they will come."""
    conference, _ = _of(case, subject)
    needing = who_needs_one(case, conference)
    return (who for who in needing if not is_sure(conference, who))


PARTICIPATION: dict[Asks, Finding] = {
    **PREPARATION,
    Asks.CHILD_ATTENDANCE_DECIDED: attendance_decided,
    Asks.CHILD_WISH: wish_known,
    Asks.SUPPORTER_NAMED: supporter_named,
    Asks.CHILD_VIEWS: views_come_in,
    Asks.VIEWS_READ_BACK: views_read_back,
    Asks.INTERPRETER_SETTLED: interpreter_settled,
    Asks.INTERPRETER_SURE: interpreter_sure,
}
