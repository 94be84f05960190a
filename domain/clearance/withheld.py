"""Every text of a case that certain readers may not see, wherever somebody typed it.

This is the second look, which trusts no type: it goes by texts alone. What all of the
readers know of themselves, or are told anyway, is no secret from them.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from domain.case import Case
from domain.clearance.bare import bare, spoken
from domain.clearance.hiding import Place, parents_of
from domain.clearance.part import at_the_part, in_the_plan, with_the_child
from domain.clearance.reached import contacts_of, lines_of
from domain.clearance.signs import of_name, of_place
from domain.readings.kept_away import is_barred
from domain.readings.sharing import decision_on
from domain.record.conferences import Conference
from domain.record.people import Person, PersonKind
from domain.record.safety import Document, Sharing

Kept = tuple[frozenset[str], Iterator[str]]

#: Words of a venue that are no place by themselves are not looked for alone.
VENUE_LINE: Final = 8


def secrets_among(
    case: Case,
    readers: tuple[str, ...],
    ours: frozenset[str],
    hidden: tuple[Place, ...],
) -> tuple[str, ...]:
    """As `signs` has them, in order. A secret from one of the readers is one here.

    `ours`: who works the case now; `hidden`: its secret places.
    """
    if set(readers) <= ours:
        return ()
    unnamed = _unnamed(case, frozenset(readers), ours, hidden)
    secret: set[str] = set()
    for cleared, texts in _kept(case, ours, hidden):
        if not set(readers) <= cleared:
            secret.update(texts)
    for person in case.people:
        if person.ref in unnamed:
            secret.update(of_name(person.name))
    told = _known(case, readers, ours, hidden, unnamed)
    known = "\n".join(map(spoken, told))
    return tuple(sorted(_unknown(secret, known)))


def _unknown(secret: set[str], known: str) -> Iterator[str]:
    """What they are not told anyway; the whole word, where they know a longer name."""
    for text in secret:
        if text not in known:
            yield text
        elif text[0] == " " and text[-1] != " " and f"{text} " not in known:
            yield f"{text} "


def _kept(
    case: Case, ours: frozenset[str], hidden: tuple[Place, ...]
) -> Iterator[Kept]:
    """Texts, and who may see them."""
    for place in hidden:
        yield ours | place.insiders, iter(place.points | place.hints)
    for person in case.people:
        if person.kind is PersonKind.FAMILY and not person.address_secret:
            yield _may_reach(case, person, ours), contacts_of(person)
    for child in case.children:
        yield _may_name(case, child.ref) | ours, of_name(child.name or "")
    for conference in case.conferences:
        yield _may_come(case, conference, hidden) | ours, _of_venue(conference.place)


def _unnamed(
    case: Case,
    readers: frozenset[str],
    ours: frozenset[str],
    hidden: tuple[Place, ...],
) -> frozenset[str]:
    """Of which professionals these readers, together, may not even have the name."""
    found: set[str] = set()
    for place in hidden:
        if not readers <= ours | place.insiders:
            found |= place.staff
    for conference in case.conferences:
        settled = conference.invitation
        unsafe = readers & set(settled.not_named_to if settled is not None else ())
        for ref in conference.invited if unsafe else ():
            if ref not in ours and not unsafe <= {ref} and not case.is_relative(ref):
                found.add(ref)
    return frozenset(found)


def _may_reach(case: Case, person: Person, ours: frozenset[str]) -> frozenset[str]:
    """Themselves, their children, and the professionals: no other relative."""
    people = (p for p in case.people if p.kind is PersonKind.PROFESSIONAL)
    staff = {p.ref for p in people if not is_barred(p)}
    children = {c.ref for c in case.children if person.ref in parents_of(c)}
    return ours | staff | children | {person.ref}


def _may_name(case: Case, child: str) -> frozenset[str]:
    return (
        with_the_child(case, child)
        | in_the_plan(case, child)
        | at_the_part(case, child)
    )


def _of_venue(venue: str | None) -> Iterator[str]:
    """The whole of it, and each of its lines that is a place by itself."""
    yield from of_place(venue or "")
    for line in lines_of(venue):
        if len(bare(line)) >= VENUE_LINE:
            yield from of_place(line)


def _may_come(
    case: Case, conference: Conference, hidden: tuple[Place, ...]
) -> frozenset[str]:
    """Who is invited and not kept away; only insiders where the venue is secret."""
    venue = conference.place or ""
    come = frozenset(r for r in conference.invited if _is_welcome(case, conference, r))
    for place in hidden:
        if place.is_said_in(venue) or place.is_hinted_at_by(venue):
            come &= place.insiders
    return come


def _is_welcome(case: Case, conference: Conference, ref: str) -> bool:
    person = case.person(ref)
    if person is None or not is_barred(person):
        return True
    made = decision_on(case, ref, Document.INVITATION, conference.ref)
    return made is not None and made.shares is Sharing.WHOLE


def _known(
    case: Case,
    readers: tuple[str, ...],
    ours: frozenset[str],
    hidden: tuple[Place, ...],
    unnamed: frozenset[str],
) -> Iterator[str]:
    """What each of the readers knows of themselves, and what all of them are told."""
    own = [set(_own(case, ref)) for ref in readers]
    yield from set.intersection(*own) if own else ()
    # The procedures bear the name of the area, which is no secret in it.
    yield case.terms.rulebook.id
    yield from (p.name for p in case.people if p.ref not in unnamed)
    for child in case.children:
        if set(readers) <= _may_name(case, child.ref) | ours:
            yield child.name or ""
    for conference in case.conferences:
        cleared = _may_come(case, conference, hidden) | ours
        if set(readers) <= cleared:
            yield conference.place or ""


def _own(case: Case, ref: str) -> Iterator[str]:
    person = case.person(ref)
    if person is not None:
        yield from (person.name, person.post or "", person.email or "")
        yield from contacts_of(person)
