"""Who answers for children, as it stands; of what is over, as it stood when it ended.

Whom the chair kept out, or about whom there was a concern, on the day of a conference
had no part in what came before it: that it is lifted later makes nothing late.
"""

from __future__ import annotations

from domain.case import Case
from domain.duties.start import Beginning, Over
from domain.readings.kept_away import concerns_of, excluded_at
from domain.record.people import Person


def responsible_for(
    case: Case, children: tuple[str, ...], over: Over | None = None
) -> tuple[str, ...]:
    """Who holds parental responsibility for any of these children who is still here."""
    found = (case.child(child) for child in children)
    here = [child for child in found if child and child.left is None]
    return _welcome(case, [ref for child in here for ref in child.responsible], over)


def parents_of(
    case: Case, children: tuple[str, ...], over: Over | None = None
) -> tuple[str, ...]:
    """Each parent, and each other holder of parental responsibility, who is here."""
    found = (case.child(child) for child in children)
    here = [child for child in found if child and child.left is None]
    named = [ref for child in here for ref in (*child.parents, *child.responsible)]
    return _welcome(case, named, over)


def not_of_concern(case: Case, began: Beginning) -> tuple[str, ...]:
    """Who answers for its children and is not somebody of concern (CS-31, CS-66)."""
    concern = {p.ref for p in case.people if _of_concern(case, p, began.over)}
    responsible = responsible_for(case, began.children, began.over)
    return tuple(ref for ref in responsible if ref not in concern)


def _welcome(case: Case, named: list[str], over: Over | None) -> tuple[str, ...]:
    """Of these, each once, the living whom the chair did not keep out."""
    living = {
        p.ref for p in case.people if p.died_at is None and not _excluded(case, p, over)
    }
    return tuple(ref for ref in dict.fromkeys(named) if ref in living)


def _excluded(case: Case, person: Person, over: Over | None) -> bool:
    if over is None or not case.exclusions:
        return person.excluded
    return excluded_at(case, person, max(over.at, case.opened_at))


def _of_concern(case: Case, person: Person, over: Over | None) -> bool:
    if over is None or not case.adult_concerns:
        return bool(person.of_concern_about)
    at = max(over.at, case.opened_at)
    return any(c.in_force(at) for c in concerns_of(case, person.ref))
