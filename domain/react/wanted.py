"""Is a letter still true, and still to be said to this person?"""

from __future__ import annotations

from datetime import datetime

from domain.case import Case
from domain.documents.kinds import DocumentKind
from domain.effects import Effect, EffectKind
from domain.react.outward import decided_as
from domain.record.children import Left
from domain.record.conferences import Conference
from domain.record.copies import HowSettled

#: Nothing more is written about a child who left so.
NO_MORE = frozenset({Left.DIED, Left.PREGNANCY_ENDED})


def still_wanted(case: Case, letter: Effect, now: datetime) -> bool:
    """Whether it would be asked for today. Whether it may go is another question."""
    person = case.person(letter.to)
    if person is None or person.died_at is not None:
        return False
    if _is_of_a_child_gone(case, letter):
        return False
    if letter.translation is not None and not _is_certified(case, letter.translation):
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
            return _still_stands(case, letter, conference)


def _is_of_a_child_gone(case: Case, letter: Effect) -> bool:
    child = case.child(letter.child) if letter.child is not None else None
    return child is not None and child.left is not None and child.left.why in NO_MORE


def _is_certified(case: Case, ref: str) -> bool:
    job = case.translation(ref)
    return job is not None and job.certified


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


def _still_stands(case: Case, letter: Effect, conference: Conference | None) -> bool:
    """A letter about an outcome, while that outcome stands."""
    if letter.document is not DocumentKind.OUTCOME_FOR_CHILD:
        return True
    return conference is not None and conference.outcome(letter.child or "") is not None
