"""One family and those who work with it, with everything that no letter may give away.

Their names, addresses and birthdays are looked for in every letter and message.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from domain.case import Case
from domain.documents.values import AtMoment, OnDay, Personal, Value
from domain.effects import Effect, EffectKind, Item
from domain.facts.conferences import ChildDecided, ConferenceBooked, ConferenceHeld
from domain.in_words import day_in_words, moment_in_words
from domain.letters import Letter
from domain.record.children import Child
from domain.record.conferences import Action, CopyDue, Kind, Outcome
from domain.record.people import RoleHeld
from rulebook.schema import Rung
from tests.dates import day, instant
from tests.domain.builders import OPENED, a_case, a_child, a_person, after

BOOKED = instant("Mon 2026-12-14 09:00Z")
STARTS = instant("Mon 2027-01-11 10:00Z")
MOTHER, FATHER = "p-mother", "p-father"
WORKER, MANAGER, VISITOR, SCHOOL = "p-worker", "p-manager", "p-visitor", "p-school"

#: Never said in a letter to anybody else.
SECRETS = (
    "Leilani",
    "Tobias",
    "Quillfeather",
    "Thornqvist",
    "Larkspur Yard",
    "07700 900123",
    "marguerite@",
    "barnaby@",
    "March 2018",
)


def the_children() -> tuple[Child, ...]:
    return (
        a_child("child-1", name="Leilani Quillfeather", parents=(MOTHER, FATHER)),
        a_child("child-2", name="Tobias Quillfeather", born=day("Tue 2020-09-01")),
    )


def a_family(rulebook: str = "pan-sussex", **fields: Any) -> Case:
    """A household of two children, unless `fields` of `Case` say otherwise."""
    people = (
        a_person(
            MOTHER,
            name="Marguerite Quillfeather",
            kind="family",
            relation="mother",
            email="marguerite@home.example",
            phone="07700 900123",
            post="7 Larkspur Yard",
        ),
        a_person(
            FATHER,
            name="Barnaby Thornqvist",
            kind="family",
            relation="father",
            email="barnaby@home.example",
        ),
        a_person(WORKER, name="Sam Okafor", agency="social-work"),
        a_person(MANAGER, name="Rhian Powell", relation="team-manager"),
        a_person(VISITOR, name="Ana Sol", relation="health-visitor", agency="health"),
        a_person(SCHOOL, name="Jo March", relation="teacher", agency="school"),
    )
    roles = (
        RoleHeld(role="social-worker", person=WORKER, since=OPENED),
        RoleHeld(role="first-line-manager", person=MANAGER, since=OPENED),
    )
    given = {"children": the_children(), "people": people, "roles": roles}
    return a_case(rulebook, **(given | fields))


def booked(case: Case, starts_at: datetime = STARTS, **fields: Any) -> Case:
    """The case with a conference about both children, called conf-1."""
    given: dict[str, Any] = {
        "at": BOOKED,
        "conference": "conf-1",
        "meeting": Kind.INITIAL,
        "children": ("child-1", "child-2"),
        "starts_at": starts_at,
        "place": "Civic Centre, room 2",
        "invited": (MOTHER, VISITOR),
        "reports_from": ("health", "school"),
    }
    return after(case, BOOKED, ConferenceBooked(**(given | fields)))


def decided(case: Case, **fields: Any) -> Case:
    """The case once conf-1 was held and decided about the first child."""
    given: dict[str, Any] = {
        "child": "child-1",
        "decided": "plan",
        "outcomes": ("Home is calm at bedtime.",),
        "actions": (
            Action(what="Visit each week.", who=WORKER, by="every Friday"),
            Action(what="Take up the parenting course.", who=MOTHER),
        ),
        "contingency": "Ask the court if nothing changes.",
    }
    held = ConferenceHeld(at=STARTS, conference="conf-1", present=(MOTHER, VISITOR))
    decision = ChildDecided(
        at=STARTS,
        conference="conf-1",
        plan="plan-1",
        outcome=Outcome(**(given | fields)),
        copies=tuple(CopyDue(child="child-1", person=p) for p in (MOTHER, VISITOR)),
    )
    return after(case, STARTS, held, decision)


def owed(case: Case, kind: EffectKind, to: str) -> Effect:
    """The one effect of this kind that the case owes to this person or role."""
    (effect,) = (e for e in case.outbox.values() if e.kind is kind and e.to == to)
    return effect


def to_staff(
    *items: Item, role: str = "social-worker", kind: EffectKind = EffectKind.DIGEST
) -> Effect:
    """A message to whoever holds a role, about these items."""
    return Effect(
        key=f"CP-1/{kind}/{role}/1",
        kind=kind,
        to=role,
        role=True,
        about=items[0].about,
        asked_at=BOOKED,
        give_up_at=STARTS,
        items=items,
    )


def rang(about: str, rung: Rung = Rung.BEFORE, *earlier: Rung) -> Item:
    return Item(about=about, rung=rung, earlier=earlier)


def said(letter: Letter, code: str) -> list[dict[str, str]]:
    """The values of each line of a letter that has this code, as they are read."""
    return [in_words(line.values) for line in letter.lines if line.code == code]


def in_words(values: Mapping[str, Value]) -> dict[str, str]:
    """Values as one reads them in English, whoever may see them."""
    return {name: _read(value) for name, value in values.items()}


def _read(value: Value) -> str:
    match value:
        case OnDay(on=on):
            return day_in_words(on)
        case AtMoment(at=at, zone=zone):
            return moment_in_words(at, zone)
        case Personal(text=text):
            return text
        case str():
            return value
