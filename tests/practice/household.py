"""A household under the newest edition, with everybody whom its practice asks about.

Two children, one of school age and one not; a mother at home, a father elsewhere, and
those who work with them. Fictional, as every family here is.
"""

from __future__ import annotations

from typing import Any

from domain.case import Case
from domain.record.people import Person, RoleHeld
from domain.requests.base import By
from domain.roles import Role
from domain.terms import Terms, sealed
from tests.dates import day, instant
from tests.domain.builders import OPENED, a_case, a_child, a_person, practice

ONE, TWO, UNBORN = "child-1", "child-2", "unborn-1"
BOTH = (ONE, TWO)
MOTHER, FATHER, AUNT = "mother", "father", "aunt"
WORKER, MANAGER, CHAIR, COORDINATOR = "worker", "manager", "chair", "coordinator"
TEACHER, VISITOR, OFFICER, MIDWIFE = "teacher", "visitor", "officer", "midwife"
GUARDIAN, LAWYER, ADVOCATE, PAEDIATRICIAN = (
    "guardian",
    "lawyer",
    "advocate",
    "paediatrician",
)

DISCUSSED = instant("Mon 2027-01-11 10:00Z")
CONCLUDED = instant("Mon 2027-01-18 15:00Z")
BOOKED = instant("Tue 2027-01-19 10:00Z")
SETTLED = instant("Tue 2027-01-19 14:00Z")
BEFORE = instant("Mon 2027-01-25 11:00Z")
STARTS = instant("Fri 2027-01-29 10:00Z")
EVENING = instant("Fri 2027-01-29 17:00Z")
LATER = instant("Mon 2027-02-01 10:00Z")

AS_WORKER = By(person=WORKER, role=Role.SOCIAL_WORKER)
AS_MANAGER = By(person=MANAGER, role=Role.FIRST_LINE_MANAGER)
AS_CHAIR = By(person=CHAIR, role=Role.CHAIR)
AS_COORDINATOR = By(person=COORDINATOR, role=Role.COORDINATOR)

#: Whom each person is: relation, agency, and with which children they work directly.
STAFF: dict[str, tuple[str, str, tuple[str, ...]]] = {
    WORKER: ("social-worker", "social-work", BOTH),
    MANAGER: ("team-manager", "social-work", ()),
    CHAIR: ("senior-social-work-manager", "safeguarding", ()),
    COORDINATOR: ("coordinator", "safeguarding", ()),
    TEACHER: ("teacher", "school", (ONE,)),
    VISITOR: ("health-visitor", "health", BOTH),
    OFFICER: ("police-officer", "police", BOTH),
    MIDWIFE: ("midwife", "midwifery", ()),
    GUARDIAN: ("guardian", "cafcass", BOTH),
    LAWYER: ("legal-adviser", "legal", ()),
    ADVOCATE: ("advocate", "advocacy", ()),
    PAEDIATRICIAN: ("paediatrician", "hospital", (ONE,)),
}
ROLES = {
    Role.SOCIAL_WORKER: WORKER,
    Role.FIRST_LINE_MANAGER: MANAGER,
    Role.CHAIR: CHAIR,
    Role.COORDINATOR: COORDINATOR,
}


def only(terms: Terms, *gates: str) -> Terms:
    """The terms with no gates but these: what one gate does, without the others."""
    known = {gate.key for gate in terms.gates}
    assert set(gates) <= known, f"no such gate: {set(gates) - known}"
    kept = tuple(gate for gate in terms.gates if gate.key in gates)
    return sealed(terms.model_copy(update={"gates": kept}))


def without(terms: Terms, gate: str) -> Terms:
    """The terms without one gate."""
    kept = tuple(each for each in terms.gates if each.key != gate)
    assert len(kept) < len(terms.gates), f"no such gate: {gate}"
    return sealed(terms.model_copy(update={"gates": kept}))


def people() -> tuple[Person, ...]:
    family = (
        a_person(MOTHER, kind="family", relation="mother"),
        a_person(FATHER, kind="family", relation="father"),
        a_person(AUNT, kind="family", relation="aunt"),
    )
    staff = (
        a_person(ref, relation=relation, agency=agency, direct_contact_with=contact)
        for ref, (relation, agency, contact) in STAFF.items()
    )
    return (*family, *staff)


def household(
    rulebook: str = "york", *overlays: str, terms: Terms | None = None, **fields: Any
) -> Case:
    """An open case of that household, unless `fields` of `Case` say otherwise."""
    parents = {"parents": (MOTHER, FATHER), "responsible": (MOTHER, FATHER)}
    given: dict[str, Any] = {
        "terms": terms or practice(rulebook, *overlays),
        "children": (
            a_child(ONE, **parents),
            a_child(TWO, born=day("Tue 2024-06-11"), **parents),
        ),
        "people": people(),
        "roles": tuple(
            RoleHeld(role=role, person=person, since=OPENED)
            for role, person in ROLES.items()
        ),
    }
    return a_case(rulebook, *overlays, **(given | fields))


def asking(by: By = AS_WORKER, number: str = "1") -> dict[str, Any]:
    """What every request has."""
    return {"id": f"tests/{number}", "by": by}
