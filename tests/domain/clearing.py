"""A family whose members may see different things, and what clearance says of them.

A mother and a father of the first child, a mother and a stepfather of the second, whose
grandmother she is. All that is asked is asked at one instant.
"""

from __future__ import annotations

from typing import Any

from domain.case import Case
from domain.clearance.clearing import Clearing
from domain.clearance.hiding import places
from domain.clearance.readers import workers
from domain.clearance.withheld import secrets_among
from domain.documents.kinds import DocumentKind
from domain.documents.values import Personal
from domain.evolve.changes import changed, each
from domain.record.people import RoleHeld
from domain.record.safety import Document, Sharing, SharingDecision
from tests.dates import day, instant
from tests.domain.builders import OPENED, a_case, a_child, a_person
from tests.domain.canaries import followed
from tests.domain.family import booked, decided

NOW = instant("Tue 2027-01-12 10:00Z")
MOTHER, FATHER, STEP, GRAN = "p-mother", "p-father", "p-step", "p-gran"
HELPER, VISITOR, TEACHER, WORKER = "p-helper", "p-visitor", "p-teacher", "p-worker"
ADDRESS = "7 Larkspur Yard, Ryde, PO33 2AB"


def relative(ref: str, **fields: Any) -> Any:
    return a_person(
        ref,
        name=f"Name of {ref}",
        kind="family",
        relation=ref.removeprefix("p-"),
        **({"email": f"{ref}@home.example"} | fields),
    )


def family(**changes: dict[str, Any]) -> Case:
    """The family before a conference; `changes`: fields of a person, by `mother`..."""
    people = (
        relative(MOTHER, post=ADDRESS, phone="07700 900123"),
        relative(FATHER),
        relative(STEP),
        relative(GRAN),
        a_person(HELPER, name="Odile Brandt", relation="advocate", agency="advice"),
        a_person(VISITOR, relation="health-visitor", agency="health"),
        a_person(TEACHER, relation="teacher", agency="elmtree-school"),
        a_person(WORKER, agency="social-work", email="sam@council.example"),
    )
    children = (
        a_child("child-1", name="Leilani", parents=(MOTHER, FATHER)),
        a_child(
            "child-2",
            name="Tobias",
            born=day("Tue 2020-09-01"),
            parents=(MOTHER, STEP),
            school="elmtree-school",
        ),
    )
    case = a_case(
        terms=followed(),
        people=people,
        children=children,
        roles=(RoleHeld(role="social-worker", person=WORKER, since=OPENED),),
    )
    for name, fields in changes.items():
        case = person(case, f"p-{name}", **fields)
    return case


def person(case: Case, ref: str, **fields: Any) -> Case:
    return changed(case, people=each(case.people, ref, lambda p: changed(p, **fields)))


FLED: dict[str, Any] = {"address_secret": True, "agency": "harbour-refuge"}
OF_CONCERN: dict[str, Any] = {"of_concern_about": ("child-2",)}


def clearing(
    case: Case,
    reader: str,
    document: DocumentKind = DocumentKind.INVITATION,
    readers: tuple[str, ...] = (),
) -> Clearing:
    """For a letter about the first conference there is, to one reader."""
    everybody = readers or (reader,)
    return Clearing(
        case=case,
        ours=workers(case, NOW),
        places=places(case, NOW),
        to=reader,
        readers=everybody,
        document=document,
        conference=case.conferences[0] if case.conferences else None,
        withheld=secrets_from(case, everybody),
    )


def secrets_from(case: Case, readers: tuple[str, ...]) -> tuple[str, ...]:
    """The texts that a letter to these readers may say nowhere."""
    return secrets_among(case, readers, workers(case, NOW), places(case, NOW))


def shown(value: Personal | str) -> str:
    return value.text if isinstance(value, Personal) else value


def at_a_conference(case: Case, *invited: str, place: str = "Guildhall") -> Case:
    return booked(case, invited=invited, place=place)


def sharing(
    document: Document, shares: Sharing = Sharing.WHOLE, who: str = STEP
) -> SharingDecision:
    return SharingDecision(
        person=who,
        document=document,
        about="conf-1",
        shares=shares,
        decided_at=NOW,
        by=WORKER,
        children=("child-1", "child-2"),
        barred=(STEP,),
    )


def a_plan(case: Case) -> Case:
    return decided(at_a_conference(case, MOTHER, VISITOR))
