"""Before a birth: a household that expects a child, and what is recorded of it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from domain.case import Case
from domain.duties.reckoning import reckon
from domain.duty import Duty, Settled
from domain.record.plans import Plan
from domain.requests.afterwards import DecidePreBirthNotNeeded, RecordTrigger
from domain.requests.base import By
from domain.requests.children import Newborn, RecordBirth
from domain.terms import Terms
from tests.dates import day, instant
from tests.domain.builders import a_child, practice
from tests.practice.household import (
    AS_MANAGER,
    AS_WORKER,
    FATHER,
    LATER,
    MOTHER,
    ONE,
    SETTLED,
    UNBORN,
    asking,
    household,
    only,
)
from tests.practice.outcomes import (
    EXPECTED,
)

GATE, RULE = "reason-for-pre-birth-conference", "pre-birth-conference"
KEY = f"{RULE}/{UNBORN}/{UNBORN}"
BIRTH = instant("Tue 2027-05-25 09:00Z")
GROUNDS = {
    "WA-66": "pre-birth-assessment",
    "WA-67": "earlier-child-died-or-removed",
    "WA-68": "sibling-on-the-register",
    "WA-69": "person-posing-risk-in-the-home",
    "WA-70": "adults-difficulties-affect-parenting",
    "WA-71": "mother-under-sixteen",
}


def wales() -> Terms:
    return only(practice("wales"))


def expecting(terms: Terms | None = None, **fields: Any) -> Case:
    """A household with one child and another expected on Tue 2027-06-01."""
    unborn = a_child(UNBORN, expected=EXPECTED, parents=(MOTHER, FATHER))
    given: dict[str, Any] = {"children": (a_child(ONE), unborn)}
    return household(terms=terms or wales(), **(given | fields))


def ground(code: str = "pre-birth-assessment", **fields: Any) -> RecordTrigger:
    given: dict[str, Any] = {"child": UNBORN, "trigger": code, "at": SETTLED}
    return RecordTrigger(**(asking(AS_WORKER) | given | fields))


def not_needed(by: By = AS_MANAGER, at: datetime = LATER) -> DecidePreBirthNotNeeded:
    return DecidePreBirthNotNeeded(
        **asking(by), child=UNBORN, decided_at=at, reason="The risk moved away."
    )


def birth(at: datetime = BIRTH) -> RecordBirth:
    newborn = Newborn(ref=UNBORN, born=day("Mon 2027-05-24"))
    return RecordBirth(**asking(), expected=UNBORN, born=(newborn,), told_at=at)


def sibling_plan(**fields: Any) -> Plan:
    given: dict[str, Any] = {
        "ref": f"{ONE}-plan-1",
        "child": ONE,
        "conference": "conf-0",
        "began_at": SETTLED,
    }
    return Plan(**(given | fields))


def due(case: Case, key: str = KEY) -> Duty | Settled:
    found = case.duty(key)
    assert found is not None, key
    return found


def settled(case: Case, now: datetime) -> None:
    """The case is up to its record, however thoroughly one looks."""
    assert reckon(case, now) == ()
    assert reckon(case, now, thorough=True) == ()
