"""Requests about a child that is expected: born, one or several, or not to be."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from domain.case import Case
from domain.decide import checks
from domain.errors import Refused
from domain.facts import Facts
from domain.facts.children import ChildBorn, ChildLeft
from domain.record.children import Child, Leaving, Left
from domain.requests.children import (
    BirthRequest,
    Newborn,
    RecordBirth,
    RecordPregnancyEnded,
)
from domain.working_days import local_day

#: Longer than any pregnancy. An unusual date is accepted, only an impossible refused.
PREGNANCY = timedelta(weeks=42)


def decide_births(case: Case, request: BirthRequest, now: datetime) -> Facts:
    match request:
        case RecordBirth():
            return _born(case, request, now)
        case RecordPregnancyEnded():
            return _pregnancy_ended(case, request, now)


def _born(case: Case, request: RecordBirth, now: datetime) -> Facts:
    at = checks.happened(request.told_at, now, "told_at")
    checks.children(case, (request.expected,), "expected")
    child = checks.child(case, request.expected, "expected")
    if not child.unborn:
        raise Refused(
            "already-born",
            "This child's birth is recorded already: add a baby that was left out "
            "as a child of its own (add-child).",
            where="expected",
        )
    _named_apart(case, request)
    babies = tuple(_babies(case, request, child))
    return (ChildBorn(at=at, expected=child.ref, babies=babies),)


def _named_apart(case: Case, request: RecordBirth) -> None:
    first, *others = (baby.ref for baby in request.born)
    if first != request.expected:
        raise Refused(
            "first-keeps-reference",
            "The first baby keeps the reference of the child that was expected: "
            "give that one in 'ref', and new ones to the others.",
            where="born.0.ref",
        )
    taken = {child.ref for child in case.children}
    for number, ref in enumerate(others, start=1):
        checks.new(taken, ref, f"born.{number}.ref")
        taken.add(ref)


def _babies(case: Case, request: RecordBirth, child: Child) -> Iterator[Child]:
    """Each baby has what was known of the expected child: parents, home, language."""
    told_on = local_day(request.told_at, case.terms.calendar.zone)
    for number, newborn in enumerate(request.born):
        where = f"born.{number}.born"
        if newborn.born > told_on:
            raise Refused(
                "in-the-future",
                "A birth cannot follow the day on which we were told of it: check "
                "both dates.",
                where=where,
            )
        if child.expected is not None and newborn.born < child.expected - PREGNANCY:
            raise Refused(
                "impossible-birth-date",
                "That is before this pregnancy can have begun: check the year.",
                where=where,
            )
        yield _baby(child, newborn)


def _baby(expected: Child, newborn: Newborn) -> Child:
    return expected.model_copy(
        update={
            "ref": newborn.ref,
            "name": newborn.name,
            "born": newborn.born,
            "expected": None,
            "expected_babies": 1,
        }
    )


def _pregnancy_ended(case: Case, request: RecordPregnancyEnded, now: datetime) -> Facts:
    at = checks.happened(request.ended_at, now, "ended_at")
    checks.children(case, (request.child,), "child")
    if not checks.child(case, request.child, "child").unborn:
        raise Refused(
            "child-is-born",
            "This child is recorded as born: if the child has died, record that "
            "(record-death).",
            where="child",
        )
    leaving = Leaving(why=Left.PREGNANCY_ENDED, at=at)
    return (ChildLeft(at=at, child=request.child, leaving=leaving),)
