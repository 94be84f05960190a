"""Each question asked of a list of those invited, and the list that answers it."""

from __future__ import annotations

from typing import Any

import pytest

from domain.case import Case
from domain.decide import respond
from domain.errors import NotYet
from domain.evolve.changes import changed
from domain.lack import Lack
from domain.record.invitations import Invitee
from domain.record.people import Person
from domain.requests.invitations import InviteToConference
from tests.domain.builders import practice
from tests.practice.gates import Row, lets_by, needs_its_entry, params, proves
from tests.practice.household import (
    ADVOCATE,
    AUNT,
    BOTH,
    CHAIR,
    FATHER,
    GUARDIAN,
    MANAGER,
    MOTHER,
    ONE,
    SETTLED,
    TEACHER,
    TWO,
    VISITOR,
    WORKER,
    only,
    people,
)
from tests.practice.inviting import booked, every_line, listing

YORK, WALES, CSA = ("york",), ("wales",), ("york", "csa-pathway")
NEITHER = ({"who": ONE, "why": "too-young"}, {"who": TWO, "why": "too-young"})
COURT = {
    "started_at": "2027-01-12T10:00:00Z",
    "guardian": GUARDIAN,
    "appointed_at": "2027-01-13T10:00:00Z",
}


def invited(person: str, **fields: Any) -> Invitee:
    return Invitee(person=person, **fields)


def of_concern(who: str, child: str) -> tuple[Person, ...]:
    """Everybody, and concern about one adult and one child."""
    concern = {"of_concern_about": (child,)}
    return tuple(
        changed(person, **concern) if person.ref == who else person
        for person in people()
    )


def guarded(books: tuple[str, ...] = WALES) -> Any:
    return booked(*books, proceedings=COURT)


def row(
    rule: str, gate: str, books: tuple[str, ...], *requests: Any, **more: Any
) -> Row:
    breaks, keeps = requests
    case = more.pop("case", booked(*books))
    return Row(rule, gate, books, case, SETTLED, breaks, keeps, **more)


def approved(by: str | None, together: str | None) -> InviteToConference:
    return listing(approved_by=by, approved_with=together)


def missing(case: Case, request: InviteToConference) -> tuple[Lack, ...]:
    """What the refusal of this list says is missing."""
    with pytest.raises(NotYet) as caught:
        respond(case, request, SETTLED)
    return caught.value.lacks


ROWS = (
    row(
        "YK-06",
        "family-taken-from-the-assessment",
        YORK,
        listing(),
        listing(assessment="assessment-7"),
    ),
    row(
        "YK-07",
        "support-of-each-relative",
        YORK,
        listing(invited(MOTHER), invited(AUNT, support="A lift."), invited(TEACHER)),
        listing(invited(MOTHER, support="Her sister comes along."), invited(TEACHER)),
        about=(MOTHER,),
    ),
    row(
        "YK-18",
        "parents-considered",
        YORK,
        listing(),
        listing(not_invited=({"who": FATHER, "why": "cannot-be-found"},)),
        about=(FATHER,),
    ),
    row(
        "YK-09",
        "invitation-checklist-considered",
        YORK,
        listing(considered=every_line(practice("york"), but="invite-housing")),
        listing(considered=every_line(practice("york"))),
        about=("invite-housing",),
    ),
    row(
        "YK-27",
        "report-template-enclosed",
        YORK,
        listing(),
        listing(template="report-template-2026"),
    ),
    row(
        "WA-21",
        "reason-of-each-invitee",
        WALES,
        listing(),
        listing(
            invited(MOTHER),
            invited(TEACHER, because="knowledge-of-the-child-or-family"),
            invited(CHAIR, capacity="chair"),
        ),
        about=(TEACHER,),
    ),
    row(
        "WA-22",
        "reason-of-each-invitee",
        WALES,
        listing(invited(TEACHER), invited(VISITOR, because="both")),
        listing(invited(VISITOR, because="practitioner-expertise")),
        about=(TEACHER,),
    ),
    row(
        "CS-06",
        "reason-of-each-invitee",
        CSA,
        listing(),
        listing(invited(TEACHER, because="both")),
        about=(TEACHER,),
    ),
    row(
        "WA-23",
        "invitation-checklist-considered",
        WALES,
        listing(considered=every_line(practice("wales"), but="invite-police")),
        listing(considered=every_line(practice("wales"))),
        about=("invite-police",),
    ),
    row(
        "WA-41",
        "manager-settles-the-list",
        WALES,
        approved(MANAGER, None),
        approved(MANAGER, WORKER),
    ),
    row(
        "WA-44",
        "guardian-is-invited",
        WALES,
        listing(),
        listing(invited(GUARDIAN, capacity="observer"), invited(TEACHER)),
        case=guarded(),
        about=(GUARDIAN,),
    ),
    row(
        "WA-45",
        "guardian-observes",
        WALES,
        listing(invited(GUARDIAN)),
        listing(invited(GUARDIAN, capacity="observer")),
        case=guarded(),
        about=(GUARDIAN,),
    ),
    row(
        "CS-07",
        "advocate-comes-as-advocate",
        CSA,
        listing(invited(ADVOCATE)),
        listing(invited(ADVOCATE, capacity="advocate"), invited(TEACHER)),
        about=(ADVOCATE,),
    ),
    row(
        "CS-48",
        "nobody-of-concern-invited",
        CSA,
        listing(invited(FATHER), invited(TEACHER)),
        listing(invited(FATHER, children=(TWO,)), invited(TEACHER)),
        case=booked(*CSA, people=of_concern(FATHER, ONE)),
        about=(FATHER,),
    ),
    row(
        "CS-16",
        "child-is-invited-or-there-is-a-reason",
        CSA,
        listing(),
        listing(not_invited=NEITHER),
        about=BOTH,
    ),
)


@pytest.mark.parametrize("row", params(ROWS))
def test_it_refuses_a_list_that_does_not_answer(row: Row) -> None:
    proves(row)


@pytest.mark.parametrize("row", params(ROWS))
def test_it_lets_the_nearest_lawful_list_by(row: Row) -> None:
    assert lets_by(row).conferences[0].invitation is not None


@pytest.mark.parametrize("row", params(ROWS))
def test_without_its_entry_nothing_is_refused(row: Row) -> None:
    needs_its_entry(row)


@pytest.mark.rule("YK-18")
def test_in_every_place_a_parent_is_invited_or_there_is_a_reason() -> None:
    for base in ("pan-sussex", "wales", "guernsey"):
        terms = only(practice(base), "parents-considered")
        case = booked(base)(terms)

        lacks = missing(case, listing())

        assert [(lack.about, lack.ids) for lack in lacks] == [((FATHER,), ())]
