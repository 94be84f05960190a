"""That somebody is kept away, told with who they are, put on record as a decision."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from domain.facts.safety import AdultConcernDecided, PersonExcluded
from domain.readings.kept_away import TOLD_BEFORE
from domain.record.people import Person
from domain.record.safety import AdultConcern, Exclusion
from domain.roles import Role
from domain.terms import Terms

AS_TOLD = "Told together with who this person is."


def put_on_record(
    terms: Terms, person: Person, at: datetime
) -> Iterator[PersonExcluded | AdultConcernDecided]:
    """The exclusion of this person and the concern about them, where terms ask of it.

    Whoever told us of them decided it: a person here looks at it before the next
    review, and may lift it.
    """
    if not terms.gates:
        return
    if person.excluded:
        mark = Exclusion(person=person.ref, at=at, by_role=Role.INTAKE, why=TOLD_BEFORE)
        yield PersonExcluded(at=at, exclusion=mark, words=AS_TOLD)
    if person.of_concern_about:
        concern = AdultConcern(
            person=person.ref, children=person.of_concern_about, decided_at=at
        )
        yield AdultConcernDecided(at=at, concern=concern, words=AS_TOLD)
