"""What a named person decided that somebody is given of a document (CS-66, C22)."""

from __future__ import annotations

from domain.case import Case
from domain.readings.kept_away import barred_around
from domain.record.safety import Document, Sharing, SharingDecision


def decision_on(
    case: Case, person: str, document: Document, about: str
) -> SharingDecision | None:
    """What was decided last about somebody's share of a document of a conference."""
    wanted = (person, document, about)
    for made in reversed(case.sharing):
        if (made.person, made.document, made.about) == wanted:
            return made
    return None


def still_covers(case: Case, made: SharingDecision, child: str | None) -> bool:
    """Whether it is a decision about this letter too, or another one is needed.

    Not about a child decided since, nor once an outcome was taken back. What would be
    sent needs a new one too once they are reached otherwise, or more is known of those
    around them; what is withheld stays so.
    """
    if made.shares is not Sharing.WITHHELD and _reaches_others(case, made):
        return False
    if child is None:
        return True
    conference = case.conference(made.about)
    undone = len(conference.undone) if conference is not None else 0
    return child in made.children and undone == made.undone


def _reaches_others(case: Case, made: SharingDecision) -> bool:
    person = case.person(made.person)
    if person is None:
        return False
    around = barred_around(case, person)
    return person.revision != made.revision or not set(around) <= set(made.barred)
