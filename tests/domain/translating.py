"""A household that reads Urdu and Polish, and the desk that translates for it.

The plan of the first child is made on Mon 2026-12-21; ten working days leave out
Christmas and New Year, so a translation is due by Thu 2027-01-07.
"""

from __future__ import annotations

from datetime import datetime
from functools import cache
from typing import Any

from adapters.calendars import load_calendar
from adapters.rulebooks import load_local, load_rulebook
from domain.case import Case
from domain.documents.kinds import DocumentKind
from domain.effects import Effect
from domain.evolve.changes import to
from domain.freezing import freeze
from domain.record.translations import Translation
from domain.requests.base import By
from domain.requests.people import ChangePerson
from domain.requests.safety import DecideAdultConcern
from domain.requests.the_day import CloseConference
from domain.requests.translations import (
    AskTranslation,
    CancelTranslation,
    CheckTranslation,
    ReturnTranslation,
)
from domain.roles import Role
from domain.terms import Terms
from rulebook.schema import (
    Allowance,
    DutyRule,
    Force,
    LetterTimes,
    Met,
    Per,
    Start,
    Unit,
)
from tests.dates import day, instant
from tests.domain.builders import FIRST_EDITIONS, a_person
from tests.domain.conferring import (
    A_PLAN,
    BOOKED,
    DISCUSSED,
    EVENING,
    NO_PLAN,
    OF,
    book,
    discussion,
    held,
    household,
)
from tests.domain.requesting import asked

DESK = By(person="desk", role=Role.TRANSLATION_DESK)
SECOND = By(person="second", role=Role.TRANSLATION_DESK)
MANAGER = By(person="manager", role=Role.FIRST_LINE_MANAGER)
DUE = day("Thu 2027-01-07")
#: Asked for on Mon 2026-12-21 17:00; missed from Fri 2027-01-08 00:00: 415 hours.
HALF = instant("Wed 2026-12-30 08:30Z")
FOUR_FIFTHS = instant("Mon 2027-01-04 13:00Z")
MISSED = instant("Fri 2027-01-08 00:00Z")
BACK = instant("Wed 2026-12-23 10:00Z")
CHECKED = instant("Wed 2026-12-23 14:00Z")
ONE, OTHER = "1" * 64, "2" * 64
MOTHER, FATHER = "mother", "father"
IN_URDU = "t1"

TRANSLATE = DutyRule(
    key="translate",
    starts=Start.TRANSLATION_ASKED,
    met_by=Met.TRANSLATED,
    per=Per.HOUSEHOLD,
    owner="translation-desk",
    allowance=Allowance(count=10, unit=Unit.WORKING_DAYS),
    force=Force.LOCAL,
    citation="Local setting.",
    says="A translation comes back within ten working days.",
)
TIMES = LetterTimes(
    email=2,
    text=1,
    post=5,
    print=1,
    visits="social-worker",
    visits_professionals="business-support",
    goes_through="social-worker",
)


@cache
def following(rulebook: str = "york", *overlays: str) -> Terms:
    """Terms by which letters and translations are followed."""
    base, *others = (
        load_rulebook(FIRST_EDITIONS.get(name, name))
        for name in (rulebook, *overlays, "common")
    )
    local = load_local("default").model_copy(
        update={"letters": TIMES, "duties": (TRANSLATE,)}
    )
    return freeze(base, tuple(others), local, load_calendar(base.calendar))


def family(terms: Terms | None = None, **fields: Any) -> Case:
    """The mother reads Urdu, the father English, unless `fields` say otherwise."""
    case = household(terms=terms or following())
    mother = a_person(
        MOTHER,
        kind="family",
        relation="mother",
        **({"language_need": "ur"} | fields),
    )
    father = a_person(FATHER, kind="family", relation="father")
    kept = (p for p in case.people if p.ref != MOTHER)
    return to(case, people=(*kept, mother, father))


def booked(case: Case | None = None) -> Case:
    """Their conference is booked for Mon 2026-12-21."""
    case = asked(case or family(), DISCUSSED, discussion())
    return asked(case, BOOKED, book(invite=(MOTHER, FATHER, "teacher")))


def planned(case: Case | None = None, now: datetime = EVENING) -> Case:
    """Their first child has a plan from Mon 2026-12-21; the second has none."""
    there = ("worker", "manager", MOTHER, FATHER)
    return asked(booked(case), now, held(A_PLAN, NO_PLAN, present=there))


def closed(case: Case, now: datetime) -> Case:
    return asked(case, now, CloseConference(**OF, conference="conf-1", closed_at=now))


def job(case: Case, ref: str = IN_URDU) -> Translation:
    return next(j for j in case.translations if j.ref == ref)


def back(case: Case, ref: str = IN_URDU, **fields: Any) -> ReturnTranslation:
    given = {
        "id": "r",
        "by": DESK,
        "translation": ref,
        "source": job(case, ref).source,
        "content": ONE,
        "translator": "translator",
        "returned_at": BACK,
    }
    return ReturnTranslation(**(given | fields))


def check(ref: str = IN_URDU, **fields: Any) -> CheckTranslation:
    given = {
        "id": "r",
        "by": SECOND,
        "translation": ref,
        "content": ONE,
        "right": True,
        "checked_at": CHECKED,
    }
    return CheckTranslation(**(given | fields))


def cancel(ref: str = IN_URDU, reason: str = "reads-english") -> CancelTranslation:
    return CancelTranslation(**OF, translation=ref, reason=reason)


def ask_for(now: datetime, **fields: Any) -> AskTranslation:
    given = {
        "document": DocumentKind.PLAN,
        "about": "conf-1",
        "child": "child-1",
        "language": "pl",
        "asked_at": now,
    }
    return AskTranslation(**(OF | given | fields))


def reads(person: str, now: datetime, **fields: Any) -> ChangePerson:
    return ChangePerson(**OF, person=person, since=now, **fields)


def of_concern(person: str, at: datetime = CHECKED) -> DecideAdultConcern:
    """Somebody decides that there are concerns about them, for the first child."""
    return DecideAdultConcern(
        id="r",
        by=MANAGER,
        person=person,
        children=("child-1",),
        decided_at=at,
        words="What was said.",
    )


def returned(case: Case) -> Case:
    return asked(case, BACK, back(case))


def certified(case: Case) -> Case:
    return asked(returned(case), CHECKED, check())


def of_job(case: Case, ref: str = IN_URDU) -> list[Effect]:
    """Everything about a job that has not gone."""
    return [effect for _, effect in case.unsent() if effect.translation == ref]


def tasks(case: Case, code: str) -> list[Effect]:
    """The tasks with this code that have not gone."""
    effects = (effect for _, effect in case.unsent())
    return [e for e in effects if [item.code for item in e.items] == [code]]


def copies(case: Case, language: bool = True) -> list[tuple[str, str]]:
    """Plan copies that have not gone, and to whom: translated ones, or the English."""
    return [
        (e.key, e.to)
        for _, e in case.unsent()
        if e.kind == "plan-copy" and (e.translation is not None) is language
    ]
