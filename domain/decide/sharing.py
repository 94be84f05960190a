"""A named person's decision what of a document somebody is given (CS-66, C22)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from domain.case import Case
from domain.decide import checks
from domain.errors import Refused
from domain.facts import Fact, Facts
from domain.facts.plans import PlanCopySettled
from domain.facts.reports import ReportNotShared
from domain.facts.safety import SharingDecided
from domain.readings.kept_away import barred_around, is_barred
from domain.record.conferences import Conference
from domain.record.copies import IN_HAND, HowSettled
from domain.record.people import PersonKind
from domain.record.safety import Document, Sharing, SharingDecision
from domain.requests.safety import DecideSharing

DECIDED_FIRST = ("CS-66",)
#: What there is only once a conference was held.
OF_WHAT_WAS_DECIDED = frozenset({Document.PLAN, Document.OUTCOME, Document.RECORD})


def decided_to_share(case: Case, request: DecideSharing, now: datetime) -> Facts:
    """The decision; and what it settles, where something is withheld."""
    at = checks.happened(request.decided_at, now, "decided_at")
    conference = checks.conference(case, request.conference)
    checks.not_before(at, conference.booked_at, "decided_at", "the booking")
    _known(case, request.person)
    _named_and_another(case, request)
    _is_there(conference, request)
    _can_be_kept_back(conference, request)
    said = SharingDecided(
        at=at, decision=_decision(case, conference, request), why=request.reason
    )
    return (said, *_withheld(conference, request))


def _known(case: Case, ref: str) -> None:
    """One of the people, or a child of the case."""
    if case.child(ref) is None:
        checks.person(case, ref, "person")


def _named_and_another(case: Case, request: DecideSharing) -> None:
    """Nobody decides what they are given themselves, nor does one of the family."""
    decider = case.person(request.by.person)
    kin = decider is not None and (
        decider.kind is PersonKind.FAMILY or is_barred(decider)
    )
    if kin or request.by.person == request.person:
        raise Refused(
            "not-theirs-to-decide",
            "What somebody is given is decided by a professional who is not that "
            "person and about whom there is no concern: name another person.",
            where="by.person",
            rules=DECIDED_FIRST,
        )


def _is_there(conference: Conference, request: DecideSharing) -> None:
    """To give it, it must be known what it says; to withhold it that is no matter."""
    held_at = conference.held_at
    ahead = held_at is None or request.decided_at < held_at
    gives = request.shares is not Sharing.WITHHELD
    if request.document in OF_WHAT_WAS_DECIDED and ahead and gives:
        raise Refused(
            "nothing-to-give-yet",
            "What is not written yet cannot be judged: decide to give it once the "
            "conference has been held, or withhold it now.",
            where="conference",
            rules=DECIDED_FIRST,
        )
    if request.document is Document.INVITATION:
        _is_invited(conference, request.person)
    owed = any(copy.person == request.person for copy in conference.copies)
    if request.document is Document.PLAN and not (ahead or owed):
        raise Refused(
            "no-copy-due",
            "No copy of a plan from this conference is due to this person: decide what "
            "they are told of its outcome instead.",
            where="person",
        )


def _is_invited(conference: Conference, person: str) -> None:
    if not conference.awaited or person not in conference.invited:
        raise Refused(
            "no-invitation",
            "No invitation to this conference is on its way to this person: settle "
            "who is invited first (invite-to-conference).",
            where="person",
        )


def _can_be_kept_back(conference: Conference, request: DecideSharing) -> None:
    """What somebody has had in hand cannot be withheld any more."""
    if request.shares is Sharing.WHOLE:
        return
    theirs = [c for c in conference.copies if c.person == request.person]
    plan = request.document is Document.PLAN and bool(theirs)
    invitation = request.document is Document.INVITATION
    gone = plan and all(copy.how in IN_HAND for copy in theirs)
    if gone or (invitation and request.person in conference.notified):
        raise Refused(
            "already-sent",
            "They have had this already: it can no longer be kept from them.",
            where="person",
        )


def _decision(
    case: Case, conference: Conference, request: DecideSharing
) -> SharingDecision:
    """What it covers: these outcomes, and how the person is reached today."""
    person = case.person(request.person)
    held = conference.held_at is not None
    decided = tuple(outcome.child for outcome in conference.outcomes)
    return SharingDecision(
        person=request.person,
        document=request.document,
        about=conference.ref,
        shares=request.shares,
        decided_at=request.decided_at,
        by=request.by.person,
        children=decided if held else conference.children,
        undone=len(conference.undone),
        revision=person.revision if person is not None else 1,
        barred=barred_around(case, person) if person is not None else (),
    )


def _withheld(conference: Conference, request: DecideSharing) -> Iterator[Fact]:
    """Neither met nor missed: every copy of it that was owed to them is settled."""
    if request.shares is not Sharing.WITHHELD:
        return
    if request.document is Document.PLAN:
        yield from _copies(conference, request)
    if request.document is Document.REPORT:
        yield from _reports(conference, request)


def _copies(conference: Conference, request: DecideSharing) -> Iterator[Fact]:
    for copy in conference.copies:
        if copy.person == request.person and copy.how not in IN_HAND:
            yield PlanCopySettled(
                at=request.decided_at,
                conference=conference.ref,
                child=copy.child,
                person=copy.person,
                how=HowSettled.WITHHELD,
                reason=request.reason,
            )


def _reports(conference: Conference, request: DecideSharing) -> Iterator[Fact]:
    """Of each report that they have not seen: what is decided after the day is not."""
    held_at = conference.held_at
    if held_at is not None and request.decided_at >= held_at:
        return
    for report in conference.reports:
        if all(shared.person != request.person for shared in report.shared):
            yield ReportNotShared(
                at=request.decided_at,
                conference=conference.ref,
                agency=report.agency,
                person=request.person,
                by=request.by.person,
                why=request.reason,
            )
