"""What somebody else must have done: asked, written, signed, seconded, translated.

By person and not by role: whoever holds two roles, or acts in a second one, is still
the same person.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, Final

from domain.asking.person import may_act
from domain.case import Case
from domain.errors import Refused
from domain.readings.attendance import chair_of
from domain.requests import Request
from domain.roles import Role
from rulebook.schema import Apart

Kept = Callable[[Case, Any], bool]

#: The fields that name whom a request is about.
ABOUT: Final = ("person", "whose", "who")
#: The fields that name who put their name to something.
SIGNED_BY: Final = ("countersigned_by", "approved_by")
#: The roles in which somebody speaks for one agency of several.
FOR_AN_AGENCY: Final = frozenset({Role.PARTNER_AGENCY, Role.OFFICER_IN_THE_CASE})


def asked_by_another(case: Case, request: Any) -> bool:
    delay = next((d for d in case.delays if d.ref == request.delay), None)
    return delay is None or delay.asked_by != request.by.person


def written_by_another(case: Case, request: Any) -> bool:
    conference = case.conference(request.conference)
    reports = () if conference is None else conference.reports
    authors = (r.author for r in reports if r.agency == request.agency)
    signing = {request.by.person, request.countersigned_by}
    return signing.isdisjoint(authors)


def in_own_name(case: Case, request: Any) -> bool:
    signed = (getattr(request, field, None) for field in SIGNED_BY)
    return all(ref in (None, request.by.person) for ref in signed)


def seconded_by_another(case: Case, request: Any) -> bool:
    """Nobody named is judged where it is needed; somebody named may act in the case."""
    second = request.seconded_by
    known = second is None or case.person(second) is not None
    return known and (second is None or _another(case, request.by.person, second))


def _another(case: Case, asker: str, second: str) -> bool:
    return second != asker and may_act(case, second)


def translated_by_another(case: Case, request: Any) -> bool:
    job = case.translation(request.translation)
    hands = () if job is None else (job.translator, job.returned_by)
    return request.by.person not in hands


def about_another(case: Case, request: Any) -> bool:
    about = (getattr(request, field, None) for field in ABOUT)
    return request.by.person not in about


def chaired_by_another(case: Case, request: Any) -> bool:
    conference = case.conference(request.conference)
    return conference is None or chair_of(case, conference) != request.by.person


def of_their_own_agency(case: Case, request: Any) -> bool:
    """Of those who work with the family, each for their agency; ours see to any."""
    if request.by.role not in FOR_AN_AGENCY:
        return True
    person = case.person(request.by.person)
    return person is not None and person.agency == request.agency


#: How each is found, and what somebody is told: the code, the words, the field.
SEGREGATED: Final[dict[Apart, tuple[Kept, str, str, str]]] = {
    Apart.ASKED: (
        asked_by_another,
        "asked-by-the-same-person",
        "Nobody agrees to what they asked for, in whichever role they asked: another "
        "holder of the role answers this one.",
        "by.person",
    ),
    Apart.WRITTEN: (
        written_by_another,
        "countersigner-is-author",
        "Nobody countersigns what they wrote, in whichever role: another manager reads "
        "it, or whoever acts for them (act-for).",
        "countersigned_by",
    ),
    Apart.IN_OWN_NAME: (
        in_own_name,
        "in-anothers-name",
        "Nobody signs or settles this in the name of somebody else: whoever did so "
        "records it, or whoever acts for them (act-for).",
        "by.person",
    ),
    Apart.SECONDED: (
        seconded_by_another,
        "second-person-needed",
        "This needs a second person, who stands behind it: name in 'seconded_by' a "
        "professional of this case who is somebody other than whoever asks.",
        "seconded_by",
    ),
    Apart.TRANSLATED: (
        translated_by_another,
        "second-person-checks",
        "Whoever made a translation, or gave it back, does not check it, in whichever "
        "role: ask somebody else who reads the language.",
        "by.person",
    ),
    Apart.OF_ANOTHER: (
        about_another,
        "about-themselves",
        "Nobody asks this about themselves: somebody else who may ask it does.",
        "by.person",
    ),
    Apart.CHAIRED: (
        chaired_by_another,
        "own-decision",
        "Whoever chaired the conference does not set its decision aside: somebody else "
        "records it.",
        "by.person",
    ),
    Apart.OWN_AGENCY: (
        of_their_own_agency,
        "another-agencys-report",
        "A partner agency deals with its own report and no other: name the agency for "
        "which this person is known in the case, or ask the social worker.",
        "agency",
    ),
}


def stands_apart(case: Case, request: Request) -> None:
    """Raises `Refused` where somebody else must have done what it rests on."""
    for code, words, where in _broken(case, request):
        raise Refused(
            code, words, where=where, rules=case.terms.asked_under.get(request.kind, ())
        )


def _broken(case: Case, request: Request) -> Iterator[tuple[str, str, str]]:
    for apart in case.terms.apart.get(request.kind, ()):
        kept, code, words, where = SEGREGATED[apart]
        if not kept(case, request):
            yield code, words, where
