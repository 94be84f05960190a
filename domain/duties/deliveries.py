"""What a letter that was handed over begins, and what meets it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from domain.case import Case
from domain.duties.met import MetAt
from domain.duties.start import Beginning, Finder, Over, still_due
from domain.record.conferences import Conference, CopyDue
from domain.record.copies import IN_HAND, HowSettled
from rulebook.schema import Met, Start


def copies_sent(case: Case, thorough: bool) -> Iterator[Beginning]:
    """Each copy of a plan that a carrier has, for whom it is: has it reached them?

    The newest first: of those before it only what is still open is looked at again.
    """
    due = still_due(case)
    newer: dict[tuple[str, str], datetime] = {}
    for conference in reversed(case.conferences):
        for copy in conference.copies:
            if copy.how not in IN_HAND or copy.settled_at is None:
                continue
            ref, theirs = f"{conference.ref}/{copy.child}", (copy.child, copy.person)
            sent = copy.how == HowSettled.SENT
            if sent and (thorough or theirs not in newer or ref in due):
                over = _over(case, copy.person, newer.get(theirs))
                yield _began(conference, copy, copy.settled_at, over)
            newer[theirs] = copy.settled_at


def _began(
    conference: Conference, copy: CopyDue, sent_at: datetime, over: Over | None
) -> Beginning:
    return Beginning(
        ref=f"{conference.ref}/{copy.child}",
        anchor=sent_at,
        children=(copy.child,),
        people=(copy.person,),
        of=conference.ref,
        over=over,
    )


def _over(case: Case, ref: str, newer: datetime | None) -> Over | None:
    """They have died, or a newer plan of this child went to them: the first of both."""
    person = case.person(ref)
    died_at = person.died_at if person is not None else None
    reasons = [Over("superseded", newer)] if newer is not None else []
    reasons += [Over("died", died_at)] if died_at is not None else []
    return min(reasons, key=lambda over: over.at, default=None)


def delivered(case: Case, began: Beginning, who: str) -> datetime | None:
    """When this person is known to have had their copy."""
    conference = case.conference(began.of)
    copies = conference.copies if conference is not None else ()
    theirs = (c for c in copies if (c.child, c.person) == (began.children[0], who))
    return next((copy.delivered_at for copy in theirs), None)


def printed(case: Case, thorough: bool) -> Iterator[Beginning]:
    """A letter on paper lies until somebody posts it; what must not go, nobody does."""
    for delivery in case.deliveries.values():
        if delivery.queued_at is not None and not delivery.looked_for:
            yield Beginning(
                ref=delivery.key.removeprefix(f"{case.ref}/"),
                anchor=delivery.queued_at,
                children=(),
                people=(delivery.to,),
                of=delivery.key,
            )


def posted(case: Case, began: Beginning, who: str) -> datetime | None:
    delivery = case.deliveries.get(began.of)
    return None if delivery is None else delivery.posted_at


DELIVERIES: dict[Start, Finder] = {
    Start.COPY_SENT: copies_sent,
    Start.LETTER_PRINTED: printed,
}

DELIVERIES_MET: dict[Met, MetAt] = {
    Met.DELIVERED: delivered,
    Met.POSTED: posted,
}
