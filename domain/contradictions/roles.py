"""Roles of an intake that its people may not hold, by the rules of a running case."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from domain.contradictions.found import Contradiction
from domain.decide.roles import may_hold
from domain.errors import Refused
from domain.intake import Intake
from domain.opening import with_concern
from domain.record.people import Person, RoleHeld


def impossible_roles(intake: Intake, now: datetime) -> Iterator[Contradiction]:
    """Roles given to somebody who may not hold them, or to two people at once."""
    people = _people(intake)
    # Whenever each began: what is given together is held together now.
    tenures = [RoleHeld(role=r.role, person=r.person, since=now) for r in intake.roles]
    for number, given in enumerate(tenures):
        before = tenures[:number]
        where = f"roles.{number}.person"
        if any(other.role == given.role for other in before):
            yield Contradiction(
                where=where, message="this role has a holder above: name one of them"
            )
        elif given.person in people:
            try:
                may_hold(people[given.person], given, before)
            except Refused as refusal:
                yield Contradiction(where=where, message=refusal.message)


def _people(intake: Intake) -> dict[str, Person]:
    people = (Person(**given.model_dump()) for given in intake.people)
    return {person.ref: with_concern(person, intake) for person in people}
