"""Is a letter still true, and still to be said to this person?"""

from __future__ import annotations

from datetime import datetime

from domain.case import Case
from domain.documents.kinds import DocumentKind
from domain.effects import Effect, EffectKind
from domain.react.outward import decided_as
from domain.react.safety import decided_of
from domain.record.children import Left
from domain.record.conferences import Conference
from domain.record.copies import HowSettled
from domain.record.people import Person
from domain.record.safety import Sharing
from domain.record.translations import Translation

#: They say what was decided of all children of a conference.
OF_ALL = frozenset({DocumentKind.RECORD, DocumentKind.DECISION_SUMMARY})
#: Nothing more is written about a child who left so.
NO_MORE = frozenset({Left.DIED, Left.PREGNANCY_ENDED})


def still_wanted(case: Case, letter: Effect, now: datetime) -> bool:
    """Whether it would be asked for today. Whether it may go is another question."""
    person = case.person(letter.to)
    if person is None or person.died_at is not None:
        return False
    if _is_of_a_child_gone(case, letter):
        return False
    if letter.translation is not None and not _is_theirs(case, letter, person):
        return False
    if _is_withheld(case, letter):
        return False
    conference = case.conference(letter.about)
    match letter.kind:
        case EffectKind.INVITATION:
            return conference is not None and _invites(conference, letter, now)
        case EffectKind.CANCELLATION:
            return conference is not None and _cancels(conference, letter, now)
        case EffectKind.PLAN_COPY:
            return conference is not None and _is_due(case, conference, letter)
        case _:
            return _still_stands(letter, conference)


def _is_of_a_child_gone(case: Case, letter: Effect) -> bool:
    child = case.child(letter.child) if letter.child is not None else None
    return child is not None and child.left is not None and child.left.why in NO_MORE


def _is_theirs(case: Case, letter: Effect, person: Person) -> bool:
    """A certified text that they need."""
    job = case.translation(letter.translation)
    return job is not None and job.certified and needs(person, job)


def needs(person: Person, job: Translation) -> bool:
    """Whether it is in their language and form; a child's letter is in the child's."""
    if job.document is DocumentKind.OUTCOME_FOR_CHILD:
        return True
    return (job.language, job.format) == (person.language, person.format)


def _is_withheld(case: Case, letter: Effect) -> bool:
    """By a decision about this very letter: nobody is asked about it again.

    That something is off is another letter than the invitation, and a core group's note
    another than the plan.
    """
    note = letter.document is DocumentKind.CORE_GROUP_NOTE
    if letter.kind is EffectKind.CANCELLATION or note:
        return False
    of = (letter.kind, letter.about, letter.child, letter.document)
    return decided_of(case, letter.to, *of) is Sharing.WITHHELD


def _invites(conference: Conference, letter: Effect, now: datetime) -> bool:
    """To its present date, somebody who is still on the list."""
    revision = f"/{conference.ref}/r{conference.revision}"
    dated = (f"{revision}/" in letter.key) or (f"{revision}-list-" in letter.key)
    ahead = conference.awaited and conference.starts_at > now
    return dated and ahead and letter.to in conference.invited


def _cancels(conference: Conference, letter: Effect, now: datetime) -> bool:
    """It is off, or for this person it is; and its hour has not come."""
    off = conference.off is not None or letter.to not in conference.invited
    return off and conference.held_at is None and conference.starts_at > now


def _is_due(case: Case, conference: Conference, letter: Effect) -> bool:
    """A copy of the plan as it was last decided, neither given by hand nor withheld.

    One in their own language is another letter than the one that was settled so.
    """
    about = decided_as(case, conference.ref, letter.child or "")
    decided = letter.key.startswith(f"{case.ref}/{letter.kind}/{about}/")
    by_hand = () if letter.translation is None else (HowSettled.GIVEN,)
    settled = {None, HowSettled.SENT, *by_hand}
    return decided and any(
        (copy.child, copy.person) == (letter.child, letter.to) and copy.how in settled
        for copy in conference.copies
    )


def _still_stands(letter: Effect, conference: Conference | None) -> bool:
    """A letter about what was decided, while that stands and all of it is decided."""
    match letter.document:
        case DocumentKind.OUTCOME_FOR_CHILD:
            child = letter.child or ""
            return conference is not None and conference.outcome(child) is not None
        case DocumentKind.RECORD:
            return conference is not None and conference.closed_at is not None
        case DocumentKind.DECISION_SUMMARY:
            return conference is not None and is_all_decided(conference)
        case _:
            return True


def is_all_decided(conference: Conference) -> bool:
    """Whatever was taken back has been decided anew."""
    anew = (conference.outcome(child) is not None for child in conference.undone)
    return bool(conference.outcomes) and all(anew)
