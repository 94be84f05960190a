"""Who is on record as having been at each conference, and as what."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from domain.facts import Fact
from domain.facts.conferences import ChildDecided, ConferenceBooked, ConferenceHeld
from domain.facts.keeping import CaseOpened
from domain.facts.people import PersonAdded, PersonChanged, RoleAssigned
from domain.facts.the_day import DayRecorded
from domain.gaming.life import Life, Step, Told
from domain.record.invitations import Capacity
from domain.record.people import Person, PersonKind
from domain.record.the_day import Attendance, TheDay
from domain.roles import Role


class Held(NamedTuple):
    """A conference that was held, by all that is on record of it at the end.

    `children`: whom it is about; `decided`: those of them whom it decided.
    """

    step: Step
    told: Told
    children: tuple[str, ...]
    decided: frozenset[str]
    day: TheDay | None
    present: tuple[str, ...]

    @property
    def there(self) -> tuple[Attendance, ...]:
        """Who was there; those of whom only the name is known, at all of it."""
        if self.day is not None and self.day.attendance:
            return self.day.attendance
        return tuple(Attendance(person=ref) for ref in self.present)


class People(NamedTuple):
    """Who is who: each person by reference, and whoever has ever held the chair."""

    known: dict[str, Person]
    chairs: frozenset[str]

    def takes_part(self, there: Attendance, chair: str | None) -> bool:
        """A professional who takes part; not who leads, writes, interprets, watches."""
        person = self.known.get(there.person)
        if person is None or person.kind is not PersonKind.PROFESSIONAL:
            return False
        leads = there.person == chair or there.person in self.chairs
        return there.capacity is Capacity.PARTICIPANT and not leads

    def agency(self, ref: str) -> str:
        """An agency counts once; whoever has none counts alone."""
        return self.known[ref].agency or ref


def conferences(life: Life) -> Iterator[Held]:
    """Each conference held, with what was last recorded of its day."""
    facts = [each.fact for each in life.told]
    booked = {f.conference: f for f in facts if isinstance(f, ConferenceBooked)}
    days = {f.conference: f.day for f in facts if isinstance(f, DayRecorded)}
    for step in life.steps:
        for told in step.told:
            if isinstance(fact := told.fact, ConferenceHeld):
                ref = fact.conference
                children = booked[ref].children if ref in booked else ()
                decided = frozenset(_decided(facts, ref))
                yield Held(step, told, children, decided, days.get(ref), fact.present)


def _decided(facts: Iterable[Fact], conference: str) -> Iterator[str]:
    for fact in facts:
        match fact:
            case ChildDecided(conference=ref, outcome=outcome) if outcome.settles:
                if ref == conference:
                    yield outcome.child


def people(life: Life) -> People:
    """Everybody of the case, as last known."""
    known: dict[str, Person] = {}
    chairs: set[str] = set()
    for told in life.told:
        known.update({person.ref: person for person in _named(told.fact)})
        chairs.update(_chairing(told.fact))
    return People(known, frozenset(chairs))


def _named(fact: Fact) -> tuple[Person, ...]:
    match fact:
        case CaseOpened(people=people):
            return people
        case PersonAdded(person=person) | PersonChanged(person=person):
            return (person,)
        case _:
            return ()


def _chairing(fact: Fact) -> Iterator[str]:
    match fact:
        case CaseOpened(roles=roles):
            yield from (held.person for held in roles if held.role is Role.CHAIR)
        case RoleAssigned(held=held) if held.role is Role.CHAIR:
            yield held.person
