"""Whether somebody may act in a case at all, in whichever role they state."""

from __future__ import annotations

from domain.case import Case
from domain.errors import Refused
from domain.readings.kept_away import is_barred
from domain.record.people import PersonKind
from domain.requests.base import By
from domain.roles import Role

#: The roles that one of the family may hold: they speak for somebody.
FOR_THE_FAMILY = frozenset({Role.ADVOCATE, Role.SUPPORTER})


def can_act(case: Case, by: By) -> None:
    """Raises `Refused` for the family, for whoever is kept away, and for the dead.

    One sentence for all of them, so that it tells nobody which of these they are.
    """
    if may_act(case, by.person, by.role):
        return
    raise Refused(
        "cannot-act-here",
        "This person can ask for nothing in this case in that role: one of the family, "
        "somebody who is kept away from it, or who is recorded as having died, acts in "
        "no professional role. A professional of the case asks.",
        where="by.person",
    )


def may_act(case: Case, ref: str, role: Role | None = None) -> bool:
    """Whether this person may act in the case. `role`: in which, if that is stated."""
    if case.child(ref) is not None:
        return False
    person = case.person(ref)
    if person is None:
        return True
    if person.died_at is not None or is_barred(person):
        return False
    return person.kind is not PersonKind.FAMILY or role in FOR_THE_FAMILY
