"""Who is kept away: by a chair's exclusion, or as an adult of concern about children.

Both are recorded decisions, looked at again and lifted by a person; no outcome of the
police and no end of bail lifts either (CS-53). A child of the family who may have
harmed is not barred: the chair decides how they take part (decision C5).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from domain.case import Case
from domain.record.children import eighteenth_birthday
from domain.record.people import Person, PersonKind, one_mailbox
from domain.record.safety import AdultConcern, Exclusion
from domain.roles import Role
from domain.working_days import local_day

#: Where the terms say so, one address is as one mailbox (decision C23).
SHARED_HOMES = "shared-homes"
#: Why somebody is excluded of whom no more is known than that they are.
TOLD_BEFORE = "told-before-it-was-recorded"


def is_adult(case: Case, person: Person, at: datetime) -> bool:
    """By the birth date; whoever has none on record is taken to be an adult."""
    if person.born is None:
        return True
    day = local_day(at, case.terms.calendar.zone)
    return eighteenth_birthday(person.born) <= day


def exclusions_of(case: Case, ref: str) -> tuple[Exclusion, ...]:
    """Their exclusions; and one that is only a mark, as no chair has recorded it."""
    recorded = tuple(e for e in case.exclusions if e.person == ref)
    person = case.person(ref)
    open_now = any(e.lifted_at is None for e in recorded)
    if person is None or not person.excluded or open_now:
        return recorded
    mark = Exclusion(
        person=ref, at=case.opened_at, by_role=Role.INTAKE, why=TOLD_BEFORE
    )
    return (*recorded, mark)


def concerns_of(case: Case, ref: str) -> tuple[AdultConcern, ...]:
    """The concerns about them; and one that is only a mark, not decided here yet."""
    recorded = tuple(c for c in case.adult_concerns if c.person == ref)
    person = case.person(ref)
    known = {child for c in recorded if c.lifted_at is None for child in c.children}
    marked = person.of_concern_about if person is not None else ()
    left = tuple(child for child in marked if child not in known)
    if not left:
        return recorded
    mark = AdultConcern(person=ref, children=left, decided_at=case.opened_at)
    return (*recorded, mark)


def excluded_at(case: Case, person: Person, at: datetime) -> bool:
    return any(e.in_force(at) for e in exclusions_of(case, person.ref))


def barred_from(case: Case, person: Person, at: datetime) -> frozenset[str]:
    """The children from whose part a concern kept this adult at that instant."""
    if not is_adult(case, person, at):
        return frozenset()
    in_force = (c for c in concerns_of(case, person.ref) if c.in_force(at))
    return frozenset(child for c in in_force for child in c.children)


def kept_from(case: Case, person: Person, at: datetime) -> frozenset[str]:
    """Likewise by what is on record now, whenever it was decided."""
    if not is_adult(case, person, at):
        return frozenset()
    return frozenset(person.of_concern_about)


def kept_away(case: Case) -> Iterator[Person]:
    """Everybody who was ever excluded or of concern, still living."""
    ever = {e.person for e in case.exclusions} | {c.person for c in case.adult_concerns}
    for person in case.people:
        if (person.ref in ever or is_barred(person)) and person.died_at is None:
            yield person


def looked_at_since(case: Case, ref: str, since: datetime) -> list[datetime | None]:
    """When each bar on them that began before `since` was first looked at again.

    To lift it is to look at it. Null: it has not been; one lifted before is left out.
    """
    bars = [(e.at, e.reviews, e.lifted_at) for e in exclusions_of(case, ref)]
    bars += [(c.decided_at, c.reviews, c.lifted_at) for c in concerns_of(case, ref)]
    looks: list[datetime | None] = []
    for began, reviews, lifted in bars:
        if began >= since or (lifted is not None and lifted < since):
            continue
        known = [at for at in (*reviews, lifted) if at is not None and at >= since]
        looks.append(min(known, default=None))
    return looks


def is_barred(person: Person) -> bool:
    """Somebody to whom nothing goes by itself."""
    return person.excluded or bool(person.of_concern_about)


def reads_with(case: Case, person: Person, other: Person) -> bool:
    """What one of the family is sent, the other may read: one mailbox or one address.

    One address counts where the terms say so: see `SHARED_HOMES`.
    """
    if person.kind is not PersonKind.FAMILY or person.ref == other.ref:
        return False
    declared = other.ref in person.shares_mailbox_with
    declared = declared or person.ref in other.shares_mailbox_with
    one_home = case.terms.provision(SHARED_HOMES) is not None
    return (
        declared
        or one_mailbox(person, other)
        or (one_home and _one_address(person, other))
    )


def _one_address(one: Person, other: Person) -> bool:
    """The same address, however it is spaced or punctuated."""
    if one.post is None or other.post is None:
        return False
    return _letters(one.post) == _letters(other.post)


def _letters(text: str) -> str:
    return "".join(each for each in text.casefold() if each.isalnum())


def barred_around(case: Case, person: Person) -> tuple[str, ...]:
    """Themselves, and whoever reads with them, of those who are barred."""
    return tuple(
        other.ref
        for other in case.people
        if is_barred(other) and (other is person or _reads(case, person, other))
    )


def _reads(case: Case, person: Person, other: Person) -> bool:
    """Whoever has the very same mailbox reads what a professional is sent too."""
    return one_mailbox(person, other) or reads_with(case, person, other)
