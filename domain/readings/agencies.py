"""For which agency somebody counts, and who counts for none."""

from __future__ import annotations

from domain.record.people import Person
from domain.roles import Role

#: All of these are one agency, unless the chair counts one of them apart.
HEALTH = "health"
OF_HEALTH = frozenset(
    {
        "community-paediatrician",
        "gp",
        "health-visitor",
        "hospital-doctor",
        "mental-health-worker",
        "midwife",
        "nurse",
        "paediatrician",
        "psychiatrist",
        "psychologist",
        "school-nurse",
        "senior-nurse-child-protection",
    }
)
HEALTH_AGENCIES = frozenset(
    {
        "adult-mental-health",
        "camhs",
        "gp",
        "gp-practice",
        "health",
        "health-visiting",
        "hospital",
        "mental-health",
        "midwifery",
        "nhs",
        "paediatrics",
        "school-nursing",
    }
)
#: As what somebody may work who counts nowhere, whatever else is recorded of them.
NEVER = frozenset(
    {
        "advocate",
        "chair",
        "guardian",
        "interpreter",
        "legal-adviser",
        "record-taker",
        "supporter",
    }
)
NEVER_IN_ROLE = frozenset(
    {
        Role.ADVOCATE,
        Role.CHAIR,
        Role.GUARDIAN,
        Role.INTERPRETER,
        Role.RECORD_TAKER,
        Role.SUPPORTER,
    }
)


def agency_of(person: Person) -> str | None:
    """One whose agency is not known counts only where the chair says as what."""
    if person.relation in OF_HEALTH or person.agency in HEALTH_AGENCIES:
        return HEALTH
    return person.agency
