"""A household in which every role has its holder, under terms that say who may ask.

Who holds a role is named by it: `chair` is the chair. The family and those who hold no
role are those of the practice tests.
"""

from __future__ import annotations

from datetime import datetime
from functools import cache
from typing import Any

from domain.case import Case
from domain.decide import decide
from domain.errors import Refused
from domain.record.people import Person, RoleHeld
from domain.requests import Request
from domain.requests.base import By
from domain.roles import Role
from domain.terms import Terms
from tests.domain.builders import OPENED, a_person, with_roles
from tests.domain.requesting import asked
from tests.practice import household as practice
from tools.examples import example_of
from tools.schemas import REQUESTS, kinds

#: Roles that no professional of a case holds: they only watch, or only send.
OUTSIDE = (Role.INTAKE, Role.SYSTEM_OPERATOR, Role.AUDITOR)
MODELS = dict(kinds())


def named(role: Role) -> str:
    """Who holds a role, where nothing else is said."""
    return f"the-{role.value}"


def staff() -> tuple[Person, ...]:
    """Whoever holds a role, and others who hold none: two managers and a worker."""
    holders = (a_person(named(role), relation=role.value) for role in Role)
    others = (a_person(ref) for ref in ("deputy", "second-worker", "stranger"))
    return (*holders, *others)


def roles(*others: RoleHeld, vacant: tuple[Role, ...] = ()) -> tuple[RoleHeld, ...]:
    """Every role of a case held from its opening, but the vacant; and these others."""
    held = (r for r in Role if r not in (*OUTSIDE, *vacant))
    return (*(RoleHeld(role=r, person=named(r), since=OPENED) for r in held), *others)


def case(terms: Terms | str = "york", **fields: Any) -> Case:
    """The household with everybody in it, unless `fields` of `Case` say otherwise."""
    said = with_roles(terms) if isinstance(terms, str) else terms
    family = tuple(p for p in practice.people() if p.kind == "family")
    given: dict[str, Any] = {"people": (*family, *staff()), "roles": roles()}
    return practice.household(terms=said, **(given | fields))


def by(role: Role | str, person: str | None = None) -> By:
    """In a role: whoever is named by it, unless somebody else is given."""
    stated = Role(role)
    return By(person=person or named(stated), role=stated)


@cache
def example(kind: str) -> Request:
    """A request of this kind, as the page of requests shows it."""
    data = dict(example_of(kind, MODELS[kind])["data"])
    if kind == "adopt-terms":
        data["terms"] = with_roles("pan-sussex").model_dump()
    if kind == "adopt-gateway-keys":
        data["keys"] = [{"key_id": "gateway-2", "public": "1f" * 32}]
    return REQUESTS.validate_python({"kind": kind, "id": f"tests/{kind}", **data})


def asking(kind: str, who: By, **fields: Any) -> Request:
    """A request of this kind by them; `fields` are put in place of the example's."""
    return example(kind).model_copy(update={"by": who, **fields})


def answer(found: Case, request: Request, now: datetime = practice.BOOKED) -> str:
    """The code of its refusal; `accepted` where it is none."""
    try:
        decide(found, request, now)
    except Refused as refusal:
        return refusal.code
    return "accepted"


#: The refusals by which somebody is told that they may not ask at all.
NOT_THEIRS = frozenset(
    {
        "not-yours-to-ask",
        "role-held-by-another",
        "role-has-ended",
        "cannot-act-here",
        "nobody-may-agree",
        "chair-postpones",
    }
)


def may(found: Case, request: Request, now: datetime = practice.BOOKED) -> bool:
    """Whether they may ask: what is said of the request itself comes after."""
    return answer(found, request, now) not in NOT_THEIRS


def booked(terms: Terms | str = "york") -> Case:
    """A first conference about both children is booked, as conference-1."""
    asked_for = asking(
        "book-conference",
        by(Role.COORDINATOR),
        booked_at=practice.BOOKED,
        starts_at=practice.STARTS,
        children=practice.BOTH,
        invite=(),
    )
    return asked(case(terms), practice.BOOKED, asked_for)


def closed(terms: Terms | str = "york", *, sealed: bool = False) -> Case:
    """Every child is out; `sealed`: the time to reopen it has passed too."""
    return case(
        terms, closed_at=OPENED, closed_because="needs-met-otherwise", sealed=sealed
    )
