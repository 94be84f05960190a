"""Requests about letters: a hold, its release, a letter dealt with by hand."""

from __future__ import annotations

from datetime import datetime

from domain.case import Case
from domain.decide import checks
from domain.effects import EffectKind
from domain.errors import Refused
from domain.facts import Facts
from domain.facts.deliveries import LetterDelivered
from domain.facts.letters import (
    InvitationSent,
    LetterSettled,
    LettersHeld,
    LettersReleased,
)
from domain.letters import Standing
from domain.record.conferences import Conference
from domain.requests.letters import (
    HoldLetters,
    LetterRequest,
    RecordInvitationGiven,
    ReleaseLetters,
    SettleUndeliveredLetter,
)


def decide_letters(case: Case, request: LetterRequest, now: datetime) -> Facts:
    match request:
        case HoldLetters(who=who, reason=reason):
            # Held twice is held: whoever says stop is never told no.
            _known(case, who)
            return (LettersHeld(at=now, who=who, reason=reason),)
        case ReleaseLetters():
            return _released(case, request, now)
        case SettleUndeliveredLetter():
            return _settled(case, request, now)
        case RecordInvitationGiven():
            return _given(case, request, now)


def _known(case: Case, who: str | None) -> None:
    if who is not None:
        checks.person(case, who, "who")


def _released(case: Case, request: ReleaseLetters, now: datetime) -> Facts:
    _known(case, request.who)
    reasons = {hold.reason for hold in case.holds if hold.who == request.who}
    if not reasons or request.reason not in (None, *reasons):
        raise Refused(
            "not-held",
            "These letters are not held, or not for that reason: 'vigil case' shows "
            "whose are held and why. A hold on everybody is released with null.",
            where="reason" if reasons else "who",
        )
    if request.reason is None and len(reasons) > 1:
        raise Refused(
            "held-for-several-reasons",
            "These letters are held for more than one reason: say in 'reason' which "
            "of them no longer applies.",
            where="reason",
        )
    released = request.reason or reasons.pop()
    return (LettersReleased(at=now, who=request.who, reason=released),)


def _settled(case: Case, request: SettleUndeliveredLetter, now: datetime) -> Facts:
    at = checks.happened(request.settled_at, now, "settled_at")
    failed = [letter for letter in case.failed if letter.key == request.key]
    if not failed:
        raise Refused(
            "unknown-letter",
            "No letter with that key has failed: use one that 'vigil letters' shows.",
            where="key",
        )
    waiting = [letter for letter in failed if letter.settled_at is None]
    if not waiting:
        raise Refused(
            "letter-settled", "This letter has been dealt with already.", where="key"
        )
    checks.not_before(at, waiting[0].at, "settled_at", "the letter failed")
    return (LetterSettled(at=at, key=request.key, how=request.how),)


def _given(case: Case, request: RecordInvitationGiven, now: datetime) -> Facts:
    """By hand counts as sent, for the date that the conference has."""
    at = checks.happened(request.given_at, now, "given_at")
    conference = checks.conference(case, request.conference)
    checks.person(case, request.person, "person")
    if request.person not in conference.invited:
        raise Refused(
            "not-invited",
            "This person is not among those invited to the conference: check both "
            "references.",
            where="person",
        )
    checks.not_before(at, conference.since, "given_at", "the date was set")
    _still_ahead(conference, at)
    sent = InvitationSent(at=at, conference=conference.ref, person=request.person)
    return (*_no_longer_followed(case, request, now), sent)


def _no_longer_followed(
    case: Case, request: RecordInvitationGiven, now: datetime
) -> Facts:
    """They have it in hand: no other way is tried of the one that was sent."""
    wanted = (EffectKind.INVITATION, request.conference, request.person)
    return tuple(
        LetterDelivered(at=now, key=key, by=request.by.person)
        for key, sent in case.deliveries.items()
        if (sent.letter, sent.about, sent.to) == wanted
        and sent.standing is not Standing.QUEUED
    )


def _still_ahead(conference: Conference, at: datetime) -> None:
    """It may be told late, but was of use only before the day, and while it was on."""
    if conference.off is not None and at >= conference.off.at:
        raise Refused(
            "conference-is-off",
            "The conference was called off by then: give it a new date first "
            "(move-conference).",
            where="conference",
        )
    if at >= conference.takes_place_at:
        raise Refused(
            "conference-was-held",
            "An invitation is given before the conference: check the time.",
            where="given_at",
        )
