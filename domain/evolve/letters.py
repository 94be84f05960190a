"""The case after a fact about letters."""

from __future__ import annotations

from domain.case import Case
from domain.effects import EffectKind
from domain.evolve.changes import changed, conference, to
from domain.evolve.deliveries import need_not_go
from domain.facts.letters import (
    InvitationSent,
    LetterFact,
    LetterFailed,
    LetterSettled,
    LettersHeld,
    LettersReleased,
)
from domain.record.conferences import Conference
from domain.record.people import FailedLetter, Hold


def evolve_letters(case: Case, fact: LetterFact) -> Case:
    match fact:
        case InvitationSent(conference=ref):
            case = conference(case, ref, lambda c: _invited(c, fact))
            of = (EffectKind.INVITATION, ref, fact.person)
            return need_not_go(case, lambda d: (d.letter, d.about, d.to) == of)
        case LetterFailed(key=key, to=whom, at=at, why=why):
            failed = FailedLetter(key=key, to=whom, at=at, why=why)
            return to(case, failed=(*case.failed, failed))
        case LetterSettled(key=key, at=at):
            settled = tuple(
                changed(f, settled_at=at) if f.key == key else f for f in case.failed
            )
            return to(case, failed=settled)
        case LettersHeld(who=who, at=at, reason=reason):
            hold = Hold(who=who, since=at, reason=reason)
            return to(case, holds=(*case.holds, hold))
        case LettersReleased(who=who, reason=reason):
            released = (who, reason)
            kept = (h for h in case.holds if (h.who, h.reason) != released)
            return to(case, holds=tuple(kept))


def _invited(invited: Conference, fact: InvitationSent) -> Conference:
    left = tuple(p for p in invited.invitations_left if p != fact.person)
    done = invited.invitations_sent_at or (None if left else fact.at)
    known = invited.notified
    if invited.invitation is not None and fact.person not in known:
        known = (*known, fact.person)
    return changed(
        invited, invitations_left=left, invitations_sent_at=done, notified=known
    )
