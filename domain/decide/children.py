"""Requests about a child of the household: joining it, its home, its death."""

from __future__ import annotations

from datetime import date, datetime

from domain.case import Case
from domain.decide import checks
from domain.decide.births import PREGNANCY, decide_births
from domain.decide.child_changes import told_otherwise
from domain.decide.transfers import decide_transfers
from domain.errors import Refused
from domain.facts import Fact, Facts
from domain.facts.children import ChildAdded, ChildLeft, HouseholdChanged
from domain.facts.people import PersonDied, RoleEnded
from domain.record.children import (
    Child,
    ChildGiven,
    Leaving,
    Left,
    eighteenth_birthday,
)
from domain.record.people import Person
from domain.requests.children import (
    AcceptTransfer,
    AddChild,
    ChangeChild,
    ChangeHousehold,
    ChildRequest,
    MoveOut,
    NotifyTransfer,
    RecordBirth,
    RecordDeath,
    RecordPregnancyEnded,
    RecordTransferConference,
)
from domain.working_days import local_day, start_of


def decide_children(case: Case, request: ChildRequest, now: datetime) -> Facts:
    match request:
        case AddChild():
            return _added(case, request, now)
        case RecordBirth() | RecordPregnancyEnded():
            return decide_births(case, request, now)
        case RecordDeath():
            return _died(case, request, now)
        case ChangeChild():
            return told_otherwise(case, request, now)
        case ChangeHousehold():
            return _rehoused(case, request, now)
        case (
            MoveOut() | NotifyTransfer() | AcceptTransfer() | RecordTransferConference()
        ):
            return decide_transfers(case, request, now)


def _added(case: Case, request: AddChild, now: datetime) -> Facts:
    at, given = checks.happened(request.added_at, now, "added_at"), request.child
    checks.new((c.ref for c in case.children), given.ref, "child.ref")
    today = local_day(now, case.terms.calendar.zone)
    if given.born is not None:
        _is_a_child(given.born, today)
        _in_their_life(case, given.born, at, "added_at")
    if given.expected is not None and abs(given.expected - today) > PREGNANCY:
        raise Refused(
            "impossible-expected-date",
            "No pregnancy is that long: check the year, or give the day of birth "
            "in 'born' if the child has been born.",
            where="child.expected",
        )
    _known_around(case, given, today)
    child = Child(**given.model_dump(), since=at)
    return (ChildAdded(at=at, child=child),)


def _is_a_child(born: date, today: date) -> None:
    if born > today:
        raise Refused(
            "born-in-the-future",
            "This child is not born yet: give the expected day in 'expected', and "
            "record the birth when it has happened (record-birth).",
            where="child.born",
        )
    if eighteenth_birthday(born) <= today:
        raise Refused(
            "already-eighteen",
            "This person is 18 already: check the year, or add them to the case as "
            "an adult (add-person).",
            where="child.born",
        )


def _in_their_life(case: Case, born: date, at: datetime, where: str) -> None:
    birth = start_of(born, case.terms.calendar.zone)
    checks.not_before(at, birth, where, "the day of birth")


def _known_around(case: Case, given: ChildGiven, today: date) -> None:
    for ref in given.parents:
        checks.person(case, ref, "child.parents")
    for ref in given.responsible:
        checks.person(case, ref, "child.responsible")
    if any(home.since > today for home in given.lives):
        raise Refused(
            "in-the-future",
            "Where a child will live is recorded when it lives there "
            "(change-household).",
            where="child.lives",
        )


def _died(case: Case, request: RecordDeath, now: datetime) -> Facts:
    """One reference may be a child's and an adult's: a parent who is a child."""
    at = checks.happened(request.died_at, now, "died_at")
    child, person = case.child(request.who), case.person(request.who)
    if child is None and person is None:
        raise Refused(
            "unknown-person",
            "Nobody in this case has that reference: use one that 'vigil case' shows.",
            where="who",
        )
    facts: list[Fact] = []
    if child is not None:
        facts.append(_child_died(case, child, at))
    if person is not None:
        facts.extend(_person_died(case, person, at))
    return tuple(facts)


def _child_died(case: Case, child: Child, at: datetime) -> ChildLeft:
    """Whoever left the case earlier may still be written about: that stops too."""
    if child.left is not None and child.left.why in (Left.DIED, Left.PREGNANCY_ENDED):
        raise _known_already()
    if child.born is None:
        raise Refused(
            "unborn-cannot-die",
            "This child is not recorded as born: record that the pregnancy ended "
            "(record-pregnancy-ended); if the child was born alive and then died, "
            "record the birth first (record-birth).",
            where="who",
        )
    _in_their_life(case, child.born, at, "died_at")
    leaving = Leaving(why=Left.DIED, at=at)
    return ChildLeft(at=at, child=child.ref, leaving=leaving)


def _person_died(case: Case, person: Person, at: datetime) -> Facts:
    """What was due from somebody who has died goes to whoever follows, or the team."""
    if person.died_at is not None:
        raise _known_already()
    if person.born is not None:
        _in_their_life(case, person.born, at, "died_at")
    held = dict.fromkeys(
        r.role
        for r in case.roles
        if r.person == person.ref and (r.until is None or r.until > at)
    )
    ended = (RoleEnded(at=at, role=role, person=person.ref) for role in held)
    return (PersonDied(at=at, person=person.ref), *ended)


def _known_already() -> Refused:
    return Refused(
        "death-recorded",
        "This death is recorded already: if its date is wrong, correct it (correct).",
        where="who",
    )


def _rehoused(case: Case, request: ChangeHousehold, now: datetime) -> Facts:
    """Where a child lives changes nothing that is due for the child."""
    at = start_of(request.since, case.terms.calendar.zone)
    checks.happened(at, now, "since")
    checks.children(case, (request.child,), "child")
    child = checks.child(case, request.child, "child")
    if child.born is not None:
        _in_their_life(case, child.born, at, "since")
    _after_other_homes(child, request)
    return (
        HouseholdChanged(
            at=at,
            child=child.ref,
            household=request.household,
            since=request.since,
            also=request.also,
        ),
    )


def _after_other_homes(child: Child, request: ChangeHousehold) -> None:
    homes = {h.household: h for h in child.lives if h.until is None}
    if request.household in homes and (request.also or len(homes) == 1):
        raise Refused(
            "lives-there", "The child lives there already.", where="household"
        )
    left = [h for ref, h in homes.items() if ref != request.household]
    if not request.also and any(home.since > request.since for home in left):
        raise Refused(
            "out-of-order",
            "The child moved into another home after that day: check both dates, "
            "or add this one beside it with 'also'.",
            where="since",
        )
