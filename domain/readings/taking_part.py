"""Who of the family takes part in a conference, and what is on record of their part."""

from __future__ import annotations

from collections.abc import Iterator

from domain.case import Case
from domain.making import changed
from domain.record.children import Child
from domain.record.conferences import Conference
from domain.record.invitations import Capacity
from domain.record.participation import (
    Attending,
    InterpreterNeed,
    Interpreting,
    Preparation,
    Takes,
)
from domain.record.people import Person, PersonKind

#: What the family speaks where nobody said otherwise.
ENGLISH = "en"
#: Those who come for somebody else.
COMPANIONS = frozenset({Capacity.ADVOCATE, Capacity.SUPPORTER})
#: Of each of these the last answer stands.
ANSWERS = ("capable", "informed", "understands", "advocate", "supporter")


def born_children(case: Case, conference: Conference) -> tuple[Child, ...]:
    """The children whom it is about who are born and still in the case."""
    return tuple(
        child
        for child in case.children
        if child.ref in conference.children and not child.unborn and child.left is None
    )


def may_come(case: Case, conference: Conference, person: Person) -> bool:
    """Alive, not excluded, and of no concern about a child whom it is about."""
    excluded = person.excluded or any(
        e.person == person.ref and e.lifted_at is None for e in case.exclusions
    )
    of_concern = bool(set(person.of_concern_about) & set(conference.children))
    return person.died_at is None and not excluded and not of_concern


def invited_people(case: Case, conference: Conference) -> Iterator[Person]:
    """Whoever is invited, or was there, and may come."""
    here = set(conference.invited) | set(conference.present)
    for person in case.people:
        if person.ref in here and may_come(case, conference, person):
            yield person


def relatives(case: Case, conference: Conference) -> tuple[str, ...]:
    """Each of the family who is invited or was there, the kept away left out."""
    people = invited_people(case, conference)
    return tuple(p.ref for p in people if p.kind is PersonKind.FAMILY)


def parents(case: Case, conference: Conference) -> tuple[str, ...]:
    """Each parent of its children, wherever they live, the kept away left out."""
    children = (c for c in case.children if c.ref in conference.children)
    named = {ref for c in children if c.left is None for ref in c.parents}
    return tuple(
        person.ref
        for person in case.people
        if person.ref in named and may_come(case, conference, person)
    )


def attending(conference: Conference, child: str) -> Attending | None:
    """What was decided about the child's being there."""
    return next((a for a in conference.attending if a.child == child), None)


def takes_part(conference: Conference, child: str) -> bool:
    """True when the child was there, or is to be there and did not stay away."""
    day = conference.day
    if day is not None and any(a.person == child for a in day.attendance):
        return True
    away = day is not None and any(a.person == child for a in day.absences)
    decided = attending(conference, child)
    return decided is not None and decided.takes is not Takes.NONE and not away


def companions(conference: Conference) -> frozenset[str]:
    """Whoever comes for somebody else, as an advocate or a supporter."""
    chosen = {a.supporter for a in conference.attending}
    chosen |= {p.supporter for p in conference.preparations}
    invited = conference.invitation.invitees if conference.invitation else ()
    there = conference.day.attendance if conference.day else ()
    come = {i.person for i in invited if i.capacity in COMPANIONS}
    come |= {a.person for a in there if a.capacity in COMPANIONS}
    return frozenset(come | {ref for ref in chosen if ref is not None})


def prepared(conference: Conference, who: str) -> Preparation | None:
    """All that was gone through with somebody; of each of their answers the last.

    What came after the conference had begun prepared nobody for it.
    """
    held = conference.held_at
    done = [
        p
        for p in conference.preparations
        if p.person == who and (held is None or p.at <= held or p.not_because)
    ]
    if not done:
        return None
    given: dict[str, object] = {}
    for each in done:
        answered = {name: getattr(each, name) for name in ANSWERS}
        given |= {name: said for name, said in answered.items() if said is not None}
    lines = tuple(dict.fromkeys(line for each in done for line in each.covered))
    return changed(done[-1], covered=lines, **given)


def interpreter_decided(case: Case, who: str) -> InterpreterNeed | None:
    """What was planned with the family about an interpreter for somebody."""
    return next((need for need in case.interpreters if need.who == who), None)


def needs_interpreter(case: Case, who: str) -> bool:
    """Known from the start to need one, or decided to: either is enough."""
    known = case.child(who) or case.person(who)
    decided = interpreter_decided(case, who)
    return bool(known and known.interpreter) or bool(decided and decided.needed)


def interpreter_of(conference: Conference, who: str) -> Interpreting | None:
    """The interpreter who is arranged for somebody and is not known to be absent."""
    return next(
        (i for i in conference.interpreting if i.who == who and i.absent_at is None),
        None,
    )


def is_sure(conference: Conference, who: str) -> bool:
    """Their interpreter will come on the day that the conference now has."""
    found = interpreter_of(conference, who)
    return found is not None and found.sure_for == conference.revision


def who_needs_one(case: Case, conference: Conference) -> tuple[str, ...]:
    """Whoever is invited, and each child who may be there, and needs an interpreter."""
    born = (child.ref for child in born_children(case, conference))
    there = (c for c in born if _may_be_there(conference, c))
    people = (person.ref for person in invited_people(case, conference))
    known = dict.fromkeys((*people, *there))
    return tuple(ref for ref in known if needs_interpreter(case, ref))


def _may_be_there(conference: Conference, child: str) -> bool:
    decided = attending(conference, child)
    return decided is None or decided.takes is not Takes.NONE


def speaks_another_language(case: Case, conference: Conference) -> tuple[str, ...]:
    """Parents, relatives invited and children who need another language than English.

    Of somebody who is known to need an interpreter nothing is left to plan.
    """
    named = {*parents(case, conference), *relatives(case, conference)}
    people = [p.ref for p in case.people if p.ref in named and p.language_need != "en"]
    born = born_children(case, conference)
    children = [child.ref for child in born if child.language != ENGLISH]
    return tuple(dict.fromkeys((*people, *children)))
