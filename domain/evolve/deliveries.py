"""The case after a fact about a letter on its way."""

from __future__ import annotations

from collections.abc import Callable

from domain.case import Case
from domain.effects import EffectKind
from domain.evolve.changes import changed, conference, to, without
from domain.facts.deliveries import (
    DeliveryFact,
    DocumentAskedFor,
    LetterAskedAfter,
    LetterDelivered,
    LetterHandedOver,
    LetterNotDelivered,
    LetterPosted,
    LetterTakenBack,
)
from domain.ids import Instant
from domain.letter_keys import stem, which
from domain.letters import FAILURES, Standing
from domain.record.conferences import Conference, CopyDue
from domain.record.deliveries import Delivery, DocumentAsked


def evolve_deliveries(case: Case, fact: DeliveryFact) -> Case:
    match fact:
        case LetterHandedOver():
            return _handed_over(case, fact)
        case LetterDelivered(key=key, at=at):
            return _arrived(case, key, at)
        case LetterTakenBack():
            return _taken_back(case, fact)
        case LetterNotDelivered():
            return _not_delivered(case, fact)
        case LetterAskedAfter(key=key):
            return _no_longer_waited_for(case, key)
        case LetterPosted(key=key, at=at):
            return _posted(case, key, at)
        case DocumentAskedFor(number=number):
            return to(case, documents_asked=number, documents=_asked(case, fact))


def _handed_over(case: Case, fact: LetterHandedOver) -> Case:
    if fact.stopped:
        return _heard_of_it(case, fact.delivery)
    case = _with(case, fact.delivery)
    done = fact.delivery.standing is Standing.DELIVERED
    return _arrived(case, fact.delivery.key, fact.at) if done else case


def _taken_back(case: Case, fact: LetterTakenBack) -> Case:
    """One that was not found, or may be in somebody's hand, stays: it is looked for."""
    if fact.delivery is not None and fact.delivery.standing is not Standing.QUEUED:
        # Somebody posted it meanwhile.
        return case
    if fact.delivery is None or (fact.found and not fact.in_hand):
        return to(case, deliveries=without(case.deliveries, fact.key))
    looked_for = changed(fact.delivery, looked_for=True)
    return to(case, deliveries={**case.deliveries, fact.key: looked_for})


def _not_delivered(case: Case, fact: LetterNotDelivered) -> Case:
    case = case if fact.delivery is None else _with(case, fact.delivery)
    case = _stands(case, fact.key, fact.standing, fact.at)
    return _no_longer_waited_for(case, fact.key)


def _no_longer_waited_for(case: Case, key: str) -> Case:
    known = case.deliveries.get(key)
    if known is None:
        return case
    asked = changed(known, asked_after=True)
    return to(case, deliveries={**case.deliveries, key: asked})


def _asked(case: Case, fact: DocumentAskedFor) -> tuple[DocumentAsked, ...]:
    """What was asked for, and is not known to have reached all of them.

    The newest asking of a document stands for the ones before.
    """
    new = fact.asking
    before = (_less(asked, new, fact.people) for asked in case.documents)
    return (*(asked for asked in before if asked.people), new)


def _less(
    asked: DocumentAsked, of: DocumentAsked | Delivery, people: tuple[str, ...]
) -> DocumentAsked:
    """The asking without these people, where it is of the same document."""
    same = (asked.document, asked.about, asked.child, asked.translation)
    if same != (of.document, of.about, of.child, of.translation):
        return asked
    return changed(asked, people=tuple(p for p in asked.people if p not in people))


def _heard_of_it(case: Case, delivery: Delivery) -> Case:
    """Whoever has an invitation, by whatever mistake, is told when it is off.

    Of one that is off already the fact itself asks that they are told.
    """

    def hears(c: Conference) -> Conference:
        if not c.awaited or delivery.to in c.notified:
            return c
        return changed(c, notified=(*c.notified, delivery.to))

    if delivery.letter != EffectKind.INVITATION:
        return case
    return conference(case, delivery.about, hears)


def _with(case: Case, delivery: Delivery) -> Case:
    """Each letter as it was tried last: by the way before, it is followed no more.

    What is looked for stays, until somebody has said what became of it.
    """
    kept = {
        key: earlier
        for key, earlier in case.deliveries.items()
        if earlier.looked_for
        or (stem(key) != stem(delivery.key) and not _is_past(case, earlier, delivery))
    }
    case = to(case, deliveries={**kept, delivery.key: delivery})
    gone = delivery.standing not in (Standing.QUEUED, *FAILURES)
    return _replaced(case, delivery.key) if gone else case


def _replaced(case: Case, gone: str) -> Case:
    """What lies on paper of the letter that has gone now: it need not go any more."""
    same = which(gone)
    return need_not_go(case, lambda d: d.key != gone and which(d.key) == same)


def need_not_go(case: Case, said: Callable[[Delivery], bool]) -> Case:
    """What lies on paper and says this: they have it already."""
    lie = {
        key: changed(delivery, replaced=True)
        for key, delivery in case.deliveries.items()
        if delivery.standing is Standing.QUEUED and said(delivery)
    }
    return to(case, deliveries={**case.deliveries, **lie}) if lie else case


def _is_past(case: Case, earlier: Delivery, delivery: Delivery) -> bool:
    """Of a conference that is over, and nobody follows it; a newer one went to them."""
    conference = case.conference(earlier.about)
    over = conference is not None and not conference.awaited
    silent = earlier.standing not in (Standing.QUEUED, Standing.SENT)
    newer = earlier.about != delivery.about
    return over and silent and newer and _of(earlier) == _of(delivery)


def _of(delivery: Delivery) -> tuple[object, ...]:
    return delivery.letter, delivery.document, delivery.to, delivery.child


def _stands(case: Case, key: str, standing: Standing, at: Instant) -> Case:
    known = case.deliveries.get(key)
    if known is None:
        return case
    stands = changed(known, standing=standing, since=at)
    return to(case, deliveries={**case.deliveries, key: stands})


def _posted(case: Case, key: str, at: Instant) -> Case:
    """Nothing more is heard of it, unless it comes back or somebody says so."""
    case = _stands(case, key, Standing.UNCONFIRMED, at)
    known = case.deliveries.get(key)
    if known is None:
        return case
    posted = changed(known, posted_at=at)
    case = to(case, deliveries={**case.deliveries, key: posted})
    return _replaced(case, key)


def _arrived(case: Case, key: str, at: Instant) -> Case:
    """It is followed no more; a copy of a plan is known to have reached its reader."""
    known = case.deliveries.get(key)
    if known is None:
        return case
    case = to(case, deliveries=without(case.deliveries, key))
    case = _replaced(case, key)
    if known.document is not None:
        left = (_less(asked, known, (known.to,)) for asked in case.documents)
        return to(case, documents=tuple(asked for asked in left if asked.people))
    if known.letter != EffectKind.PLAN_COPY or known.translation is not None:
        return case

    def reached(copy: CopyDue) -> CopyDue:
        theirs = (copy.child, copy.person) == (known.child, known.to)
        return changed(copy, delivered_at=at) if theirs else copy

    return conference(
        case,
        known.about,
        lambda c: changed(c, copies=tuple(reached(copy) for copy in c.copies)),
    )
