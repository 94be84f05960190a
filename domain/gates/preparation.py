"""How the family and the child were prepared for a conference, or why they were not."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial

from domain.case import Case
from domain.gates.subject import Finding, Subject, applies, conference_of, listed
from domain.readings.taking_part import (
    born_children,
    companions,
    parents,
    prepared,
    relatives,
    takes_part,
)
from domain.record.conferences import Conference
from domain.record.participation import Preparation
from domain.terms import Gate
from rulebook.schema import Asks

Whom = Callable[[Case, Conference], Iterable[str]]


def _children(case: Case, conference: Conference) -> tuple[str, ...]:
    return tuple(child.ref for child in born_children(case, conference))


def _covered(whom: Whom, case: Case, gate: Gate, subject: Subject) -> Iterator[str]:
    """Each of these was prepared along the gate's list, or it is said why not."""
    conference = conference_of(subject)
    lines = _lines(case, gate, subject)
    for who in whom(case, conference):
        found = prepared(conference, who)
        if found is None:
            yield who
        elif not _is_answer(found):
            yield from (f"{who}: {n}" for n in lines if n not in found.covered)


def _is_answer(found: Preparation) -> bool:
    """It says why not, or that the child is too young to understand."""
    return found.not_because is not None or found.capable is False


def _lines(case: Case, gate: Gate, subject: Subject) -> tuple[str, ...]:
    """What is gone through with each: the lines of the list that apply here."""
    return tuple(
        line.key
        for line in listed(case, gate)
        if line.required and applies(case, line.when, subject)
    )


def understands(case: Case, gate: Gate, subject: Subject) -> Iterator[str]:
    """Each relative has all the information and follows it, or it is said why not."""
    conference = conference_of(subject)
    for who in relatives(case, conference):
        found = prepared(conference, who)
        if found is None or not (
            found.not_because or (found.informed and found.understands)
        ):
            yield who


def _advocate_offered(
    whom: Whom, case: Case, gate: Gate, subject: Subject
) -> Iterator[str]:
    """Each was offered an advocate, and what they answered is on record."""
    conference = conference_of(subject)
    for who in whom(case, conference):
        found = prepared(conference, who)
        if found is None or (found.advocate is None and not _is_answer(found)):
            yield who


def met_before(case: Case, gate: Gate, subject: Subject) -> Iterator[str]:
    """Whoever comes of the child, the parents and their advocates was met before."""
    conference = conference_of(subject)
    there = (c for c in _children(case, conference) if takes_part(conference, c))
    family = {*parents(case, conference), *companions(conference)}
    came = (ref for ref in conference.present if ref in family)
    for who in dict.fromkeys((*there, *came)):
        if prepared(conference, who) is None:
            yield who


PREPARATION: dict[Asks, Finding] = {
    Asks.FAMILY_PREPARED: partial(_covered, relatives),
    Asks.PARENTS_PREPARED: partial(_covered, parents),
    Asks.CHILD_PREPARED: partial(_covered, _children),
    Asks.FAMILY_UNDERSTANDS: understands,
    Asks.ADVOCATE_OFFERED: partial(_advocate_offered, relatives),
    Asks.CHILD_KNOWS_OF_ADVOCATE: partial(_advocate_offered, _children),
    Asks.MET_BEFORE: met_before,
}
