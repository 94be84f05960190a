"""Who may see what, and why: every rule of it, in two tables. Nobody else may.

MAY_SEE  by what it is: who may see it. Each rule adds some
NEVER    of anything at all: who may not, whoever they are. Each rule takes some away

Whoever is in doubt is left out: then a person decides, and nothing went by itself.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, NamedTuple

from domain.clearance.deciding import given_by_decision, kept_from_by_decision
from domain.clearance.hiding import Place
from domain.clearance.part import (
    at_the_part,
    given_a_copy,
    in_the_plan,
    with_the_child,
)
from domain.clearance.subject import Subject, What
from domain.readings.kept_away import is_barred
from domain.record.conferences import Conference

Refs = frozenset[str]
NOBODY: Final[Refs] = frozenset()


class Rule(NamedTuple):
    """Whom it is about, by the subject, and the reason for it."""

    code: str
    because: str
    whom: Callable[[Subject], Refs]


def _themselves(s: Subject) -> Refs:
    return frozenset({s.of})


def _staff(s: Subject) -> Refs:
    return s.ours


def _childs_own(s: Subject) -> Refs:
    return with_the_child(s.case, s.of) | in_the_plan(s.case, s.of)


def _part(s: Subject) -> Refs:
    return at_the_part(s.case, s.of)


def _copied(s: Subject) -> Refs:
    """To whom the child's plan goes, and whom the conference appoints to it."""
    return given_a_copy(s.conference, s.of) if s.conference is not None else NOBODY


def _invited(s: Subject) -> Refs:
    return frozenset(s.conference.invited) if s.conference is not None else NOBODY


def _together(s: Subject) -> Refs:
    """All who are invited, were there, or are appointed to one of the plans."""
    if s.conference is None:
        return frozenset().union(*(in_the_plan(s.case, c.ref) for c in s.case.children))
    c = s.conference
    plans = (with_the_child(s.case, ref) | given_a_copy(c, ref) for ref in c.children)
    return frozenset({*c.invited, *c.present}).union(*plans)


def _all_of_it(s: Subject) -> Refs:
    """Whoever has to do with each child there: nobody, where it is about no child."""
    c = s.conference
    if c is None or not c.children:
        return NOBODY
    return frozenset.intersection(*(_of_one(s, c, ref) for ref in c.children))


def _of_one(s: Subject, conference: Conference, child: str) -> Refs:
    """The child, its parents and holders, and those whom its plan goes to, or names.

    Not all of them were there: a copy that is due, or an appointment, is enough.
    """
    return with_the_child(s.case, child) | given_a_copy(conference, child)


OWN: Final = Rule("own", "everybody may see what is their own", _themselves)
STAFF: Final = Rule("staff", "who works the case needs it", _staff)
FAMILY: Final = Rule("family", "the child's parents, holders and plan", _childs_own)
PART: Final = Rule("part", "who comes to that child's part hears it there", _part)
COPIED: Final = Rule("copied", "that child's plan goes to them, or names them", _copied)
INVITED: Final = Rule("invited", "they are to come there", _invited)
TOGETHER: Final = Rule("together", "they take part with them", _together)
ALL_OF_IT: Final = Rule(
    "all-of-it",
    "each child there is theirs, or its plan goes to them, or names them",
    _all_of_it,
)

MAY_SEE: Final[dict[What, tuple[Rule, ...]]] = {
    What.CHILDS_NAME: (OWN, STAFF, FAMILY, PART),
    What.ADULTS_NAME: (OWN, STAFF, TOGETHER),
    What.VENUE: (STAFF, INVITED),
    What.AGENCY: (OWN, STAFF, TOGETHER),
    What.CHILDS_WORDS: (OWN, STAFF, FAMILY, COPIED),
    What.MEETINGS_WORDS: (STAFF, ALL_OF_IT),
}


def _kept_away(s: Subject) -> Refs:
    barred = frozenset(p.ref for p in s.case.people if is_barred(p))
    return barred - given_by_decision(s)


def _withheld(s: Subject) -> Refs:
    return kept_from_by_decision(s)


def _would_find(s: Subject) -> Refs:
    """Everybody but those who are at the place and those who work the case."""
    everybody = {p.ref for p in s.case.people} | {c.ref for c in s.case.children}
    told: set[str] = set()
    for place in s.places:
        if _leads_to(s, place):
            told |= everybody - place.insiders - s.ours
    return frozenset(told)


def _leads_to(s: Subject, place: Place) -> bool:
    match s.what:
        case What.CHILDS_NAME:
            return False
        case What.ADULTS_NAME:
            return s.of in place.staff
        case What.AGENCY:
            inside = s.of in place.insiders or s.text in place.agencies
            return inside or place.is_said_in(s.text.title())
        case What.VENUE:
            return place.is_said_in(s.text) or place.is_hinted_at_by(s.text)
        case What.CHILDS_WORDS | What.MEETINGS_WORDS:
            return place.is_said_in(s.text)


def _dead(s: Subject) -> Refs:
    return frozenset(p.ref for p in s.case.people if p.died_at is not None)


KEPT_AWAY: Final = Rule(
    "kept-away", "nothing goes to whoever is kept away, undecided", _kept_away
)
WITHHELD: Final = Rule("withheld", "somebody decided to withhold it", _withheld)
SECRET_PLACE: Final = Rule(
    "secret-place", "it leads to somebody who must not be found", _would_find
)
DEAD: Final = Rule("dead", "whoever opens their post is somebody else", _dead)

NEVER: tuple[Rule, ...] = (KEPT_AWAY, WITHHELD, SECRET_PLACE, DEAD)


def seen_by(subject: Subject) -> tuple[str, ...]:
    """Everybody who may see it, by reference, in order."""
    may: set[str] = set()
    for rule in MAY_SEE[subject.what]:
        may |= rule.whom(subject)
    for rule in NEVER:
        may -= rule.whom(subject)
    return tuple(sorted(may))
