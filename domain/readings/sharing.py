"""What a named person decided that somebody is given of a document (CS-66, C22)."""

from __future__ import annotations

from domain.case import Case
from domain.readings.kept_away import barred_around
from domain.record.plans import Plan
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


def kept_from_plan(case: Case, person: str, plan: Plan) -> SharingDecision | None:
    """By what the plan, as it was decided last, is kept from them, whole or in part."""
    for made in reversed(case.sharing):
        if made.person == person and _is_of_plan(made, plan):
            return made if made.shares is not Sharing.WHOLE else None
    return None


def kept_from_note(case: Case, person: str, meeting: str) -> SharingDecision | None:
    """By what a core group's note is kept from them: it says what the plan says.

    That somebody is given the plan decides nothing about the notes that follow it.
    """
    plans = (plan for plan in case.plans if plan.met_at(meeting))
    kept = (kept_from_plan(case, person, plan) for plan in plans)
    return next((made for made in kept if made is not None), None)


def keeps_note(case: Case, made: SharingDecision, meeting: str) -> bool:
    """Whether this decision keeps somebody from the note of that core group."""
    return kept_from_note(case, made.person, meeting) == made


def _is_of_plan(made: SharingDecision, plan: Plan) -> bool:
    return made.document is Document.PLAN and made.about in plan.conferences


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
