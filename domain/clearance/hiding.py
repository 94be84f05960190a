"""Where somebody is whose address is kept secret, and what would give that away.

They fled, are in prison, or moved. Whoever works where they are, or has the same mail
domain, gives the place away; so does the school of a child who hides with them. A
secret place is told as one: what all know of it who are there, nobody else needs.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from domain.case import Case
from domain.clearance.bare import SHORTEST, bare, gives_away
from domain.clearance.everyday_words import COMMON_MAIL, KINDS
from domain.clearance.reached import (
    contacts_of,
    domain_of,
    lines_of,
    words_of,
)
from domain.clearance.readers import workers
from domain.clearance.signs import of_contact, of_place, of_word
from domain.record.children import Child
from domain.record.people import Person, PersonKind


class Place(NamedTuple):
    """One secret place: who knows it, and what gives it away.

    `who`: those who hide there; `staff`: those who work there. `points`: as
    `signs` has them, each of which leads there; `hints` such as its town.
    """

    who: frozenset[str]
    staff: frozenset[str]
    agencies: frozenset[str]
    points: frozenset[str]
    hints: frozenset[str]

    @property
    def insiders(self) -> frozenset[str]:
        return self.who | self.staff

    def is_said_in(self, text: str) -> bool:
        return gives_away(text, self.points)

    def is_hinted_at_by(self, text: str) -> bool:
        """A part of what leads there, such as the street alone."""
        said = bare(text)
        return len(said) >= SHORTEST and any(said in bare(p) for p in self.points)


def places(case: Case, now: datetime) -> tuple[Place, ...]:
    """The secret places of the case: where somebody hides, and their children's."""
    hidden = [person for person in case.people if person.address_secret]
    if not hidden:
        return ()
    ours = workers(case, now)
    public = _public(case, ours)
    others = [p for p in case.people if p.ref not in ours and _is_staff(p)]
    homes = (_home(case, person, others, public) for person in hidden)
    return (*homes, *_schools(case, hidden, others, public))


def _is_staff(person: Person) -> bool:
    return person.kind is PersonKind.PROFESSIONAL and not person.address_secret


def _public(case: Case, ours: frozenset[str]) -> frozenset[str]:
    """The agencies and mail domains of those who work the case: they lead nowhere."""
    staff = [p for p in case.people if p.ref in ours and not p.address_secret]
    agencies = {person.agency for person in staff if person.agency}
    domains = {domain_of(p.email) for p in staff} | {domain_of(case.team_inbox)}
    return frozenset(agencies | domains | COMMON_MAIL) - {""}


def _home(
    case: Case, person: Person, others: list[Person], public: frozenset[str]
) -> Place:
    """Where somebody hides: whoever works there leads to them."""
    agencies = {person.agency or ""} - public - {""}
    domains = {domain_of(person.email)} - public - {""}
    there = [p for p in others if _works_there(p, person, agencies, domains)]
    agencies |= {p.agency for p in there if p.agency} - public
    children = (c.ref for c in case.children if person.ref in parents_of(c))
    who = frozenset({person.ref, *children})
    return _made(who, (person, *there), frozenset(agencies), public)


def _schools(
    case: Case, hidden: list[Person], others: list[Person], public: frozenset[str]
) -> Iterator[Place]:
    """The school and the agencies of each child who is with somebody who hides."""
    for child in case.children:
        parents = {p.ref for p in hidden} & parents_of(child)
        known = dict.fromkeys((child.school or "", *child.agencies))
        for agency in known if parents else ():
            named = agency == child.school or not is_a_kind(agency)
            there = [p for p in others if named and p.agency == agency]
            if agency and agency not in public:
                who = frozenset({child.ref, *parents})
                yield _made(who, tuple(there), frozenset({agency}), public)


def _made(
    who: frozenset[str],
    people: tuple[Person, ...],
    agencies: frozenset[str],
    public: frozenset[str],
) -> Place:
    return Place(
        who=who,
        staff=frozenset(p.ref for p in people) - who,
        agencies=agencies,
        points=frozenset(_points(people, agencies, public)),
        hints=frozenset(_hints(people, agencies)),
    )


def parents_of(child: Child) -> set[str]:
    return {*child.parents, *child.responsible}


def is_a_kind(agency: str) -> bool:
    """It says what sort of service it is, and not which: "school", "health"."""
    return KINDS.issuperset(agency.split("-"))


def _works_there(
    worker: Person, hidden: Person, agencies: set[str], domains: set[str]
) -> bool:
    """In the same agency, at the same address, or with the same mail domain."""
    address = bare(hidden.post or "")
    one_address = bool(address) and bare(worker.post or "") == address
    one_domain = domain_of(worker.email) in domains
    named = worker.agency in {a for a in agencies if not is_a_kind(a)}
    return named or one_address or one_domain


def _points(
    people: tuple[Person, ...], agencies: frozenset[str], public: frozenset[str]
) -> Iterator[str]:
    for person in people:
        yield from contacts_of(person)
        domain = domain_of(person.email)
        if domain and domain not in public:
            yield from of_contact(domain)
            yield from of_place(domain.partition(".")[0])
    for agency in agencies:
        yield from of_place(agency)


def _hints(people: tuple[Person, ...], agencies: frozenset[str]) -> Iterator[str]:
    for person in people:
        for line in lines_of(person.post):
            yield from of_place(line)
        for word in words_of(person.post):
            yield from of_word(word)
    for agency in agencies:
        for word in agency.split("-"):
            yield from of_place(word)
