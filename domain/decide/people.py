"""Requests about a person: joining the case, and how they may be reached."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime

from domain.case import Case
from domain.decide import checks
from domain.decide.marks import put_on_record
from domain.decide.roles import decide_roles
from domain.errors import Refused
from domain.facts import Facts
from domain.facts.people import PersonAdded, PersonChanged
from domain.record.people import Person, PersonGiven, one_mailbox
from domain.requests.people import (
    ActFor,
    AddPerson,
    AssignRole,
    ChangePerson,
    EndRole,
    PeopleRequest,
)
from domain.working_days import local_day

#: What a change may set as it is given. What is safe, and what is no more, are merged.
REACH = (
    "email",
    "phone",
    "post",
    "address_secret",
    "shares_mailbox_with",
    "language_need",
    "language_choice",
    "interpreter",
    "reads",
    "format",
    "direct_contact_with",
    "prefers",
)
#: Of these, and of what is safe, what changes nobody else's letter. A language does:
#: the desk's text is for all who read it in any.
THEIRS_ALONE = frozenset({"interpreter", "reads", "prefers", "safe"})


def decide_people(case: Case, request: PeopleRequest, now: datetime) -> Facts:
    match request:
        case AddPerson():
            return _added(case, request, now)
        case ChangePerson():
            return _changed(case, request, now)
        case AssignRole() | EndRole() | ActFor():
            return decide_roles(case, request, now)


def _added(case: Case, request: AddPerson, now: datetime) -> Facts:
    at, given = checks.happened(request.added_at, now, "added_at"), request.person
    checks.new((p.ref for p in case.people), given.ref, "person.ref")
    if given.born and given.born > local_day(now, case.terms.calendar.zone):
        raise Refused(
            "born-in-the-future",
            "Nobody is added as an adult before birth: check the year.",
            where="person.born",
        )
    _known_around(case, given)
    sharers = dict.fromkeys((*given.shares_mailbox_with, *_same_address(case, given)))
    changes = {"shares_mailbox_with": tuple(sharers)}
    person = Person(**{**given.model_dump(), **changes})
    return (
        PersonAdded(at=at, person=person),
        *_sharing(case, person, at),
        *put_on_record(case.terms, person, at),
    )


def _known_around(case: Case, given: PersonGiven) -> None:
    _others(case, given.ref, given.shares_mailbox_with, "person.shares_mailbox_with")
    for ref in given.direct_contact_with:
        checks.child(case, ref, "person.direct_contact_with")
    for ref in given.of_concern_about:
        checks.child(case, ref, "person.of_concern_about")


def _others(case: Case, ref: str, named: Iterable[str], where: str) -> None:
    for other in named:
        if other == ref:
            raise Refused(
                "shares-with-self",
                "Name the other people who use this mailbox or address.",
                where=where,
            )
        checks.person(case, other, where)


def _changed(case: Case, request: ChangePerson, now: datetime) -> Facts:
    """A change has effect from its instant: what lies ahead is recorded on the day."""
    was = checks.person(case, request.person, "person")
    at = checks.happened(request.since, now, "since")
    _one_or_the_other(request)
    _others(case, was.ref, request.shares_mailbox_with or (), "shares_mailbox_with")
    for ref in request.direct_contact_with or ():
        checks.child(case, ref, "direct_contact_with")
    person = _as_told(case, was, request)
    if person == was:
        raise Refused(
            "nothing-changes",
            "That is what is recorded: say what is different now.",
            where="person",
        )
    followed = case.terms.letters is not None
    alone = followed and _changes(was, person) <= THEIRS_ALONE
    person = person.model_copy(update={"revision": was.revision + 1})
    told = PersonChanged(at=at, person=person, theirs_alone=alone)
    return (told, *_sharing(case, person, at))


def _changes(was: Person, person: Person) -> set[str]:
    """The fields that are different now."""
    return {field for field, value in person if value != getattr(was, field)}


def _one_or_the_other(request: ChangePerson) -> None:
    for field in request.no_longer:
        if getattr(request, field) is not None:
            raise Refused(
                "given-and-gone",
                "This is given and said to be no more: leave one of the two out.",
                where=field,
            )


def _as_told(case: Case, was: Person, request: ChangePerson) -> Person:
    given = {field: getattr(request, field) for field in REACH}
    told = {field: value for field, value in given.items() if value is not None}
    told.update(dict.fromkeys(request.no_longer))
    safe = request.safe.model_dump(exclude_none=True)
    told["safe"] = was.safe.model_copy(update=safe)
    person = was.model_copy(update=told)
    if request.shares_mailbox_with is None:
        sharers = (*was.shares_mailbox_with, *_sharers(case, was.ref))
    else:
        sharers = request.shares_mailbox_with
    sharers = (*sharers, *_same_address(case, person))
    return person.model_copy(
        update={"shares_mailbox_with": tuple(dict.fromkeys(sharers))}
    )


def _same_address(case: Case, person: PersonGiven) -> Iterator[str]:
    """Who reads the same mail, whether anybody said so or not (decision C23)."""
    return (other.ref for other in case.people if one_mailbox(person, other))


def _sharers(case: Case, ref: str) -> Iterator[str]:
    return (p.ref for p in case.people if ref in p.shares_mailbox_with)


def _sharing(case: Case, person: Person, at: datetime) -> Iterator[PersonChanged]:
    """A mailbox is shared by both: what has not gone to the other is judged again."""
    for other in case.people:
        now = other.ref in person.shares_mailbox_with
        if other.ref == person.ref or now == (person.ref in other.shares_mailbox_with):
            continue
        rest = tuple(ref for ref in other.shares_mailbox_with if ref != person.ref)
        yield PersonChanged(
            at=at,
            person=other.model_copy(
                update={
                    "shares_mailbox_with": (*rest, person.ref) if now else rest,
                    "revision": other.revision + 1,
                }
            ),
        )
