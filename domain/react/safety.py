"""May this be sent to this person by itself? When in doubt, a person decides."""

from __future__ import annotations

from domain.case import Case
from domain.record.people import Person, PersonKind, one_mailbox


def by_mail(case: Case, ref: str) -> bool:
    """True when writing to them by e-mail is possible and recorded as safe."""
    person = case.person(ref)
    return person is not None and person.may_be_written_to


def needs_decision(case: Case, ref: str) -> bool:
    """True when a named person must decide what, if anything, they are told.

    Somebody about whom there are concerns or who is excluded; anybody in the family
    whose mailbox or address such a person shares; and anybody at all who has the same
    e-mail address, whether it was declared or not (decisions C5 and C23).
    """
    person = case.person(ref)
    if person is None:
        return True
    if _barred(person) or _read_by_the_barred(case, person):
        return True
    sharers = (case.person(other) for other in person.shares_mailbox_with)
    shares = any(other is not None and _barred(other) for other in sharers)
    shared_by = any(_barred(p) and ref in p.shares_mailbox_with for p in case.people)
    return person.kind is PersonKind.FAMILY and (shares or shared_by)


def _barred(person: Person) -> bool:
    return person.excluded or bool(person.of_concern_about)


def _read_by_the_barred(case: Case, person: Person) -> bool:
    return any(_barred(other) and one_mailbox(person, other) for other in case.people)


def held(case: Case, ref: str) -> bool:
    """True while letters to them, or to everybody, are held."""
    return any(hold.who is None or hold.who == ref for hold in case.holds)
