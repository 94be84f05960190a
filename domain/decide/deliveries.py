"""Requests about letters on their way: posted, arrived, come back, or to be sent."""

from __future__ import annotations

from datetime import datetime

from domain.case import Case
from domain.decide import checks
from domain.decide.documents import asked_for
from domain.errors import Refused
from domain.facts import Facts
from domain.facts.deliveries import (
    LetterDelivered,
    LetterPosted,
    LetterTakenBack,
)
from domain.following.anew import has_moved, went_anew
from domain.following.arrivals import not_delivered, settled_by
from domain.following.tries import letter_of
from domain.following.wanted import still_wanted
from domain.letters import FAILURES, Standing
from domain.record.deliveries import Delivery
from domain.requests.deliveries import (
    DeliveryRequest,
    RecordDelivery,
    RecordPosted,
    SendDocument,
)


def decide_deliveries(case: Case, request: DeliveryRequest, now: datetime) -> Facts:
    if case.terms.letters is None:
        raise Refused(
            "terms-follow-no-letters",
            "This case was opened before letters were followed: go over to procedures "
            "and local settings that do first (adopt-terms).",
            where="kind",
        )
    match request:
        case RecordPosted():
            return _posted(case, request, now)
        case RecordDelivery():
            return _heard(case, request, now)
        case SendDocument():
            return asked_for(case, request, now)


def _on_its_way(case: Case, key: str) -> Delivery:
    """A letter that was handed over. Raises `Refused` for any other."""
    delivery = case.deliveries.get(key)
    if delivery is None:
        raise Refused(
            "not-on-its-way",
            "No letter with that key is on its way: it may have arrived, been taken "
            "back or gone by another way since. 'vigil letters' shows how each stands.",
            where="key",
        )
    return delivery


def _posted(case: Case, request: RecordPosted, now: datetime) -> Facts:
    """What waits for a letter waits until it is out of the house.

    It may be recorded of one that was to be taken back, and had gone already.
    """
    at = checks.happened(request.posted_at, now, "posted_at")
    delivery = _on_its_way(case, request.key)
    if delivery.standing is not Standing.QUEUED:
        raise Refused(
            "nothing-to-post",
            "This letter does not lie to be posted: it went by another way, or was "
            "posted already.",
            where="key",
        )
    checks.not_before(at, delivery.since, "posted_at", "the letter was printed")
    posted = LetterPosted(at=at, key=delivery.key, by=request.by.person)
    if not _still_good(case, delivery, at):
        # What it says, or where it went, settles nothing.
        return (posted,)
    return (posted, *settled_by(case, letter_of(delivery, now), at))


def _still_good(case: Case, delivery: Delivery, at: datetime) -> bool:
    """It is true, went to where they are, and none went in its place."""
    anew = has_moved(case, delivery) or went_anew(case, delivery)
    return not anew and still_wanted(case, letter_of(delivery, at), at)


def _heard(case: Case, request: RecordDelivery, now: datetime) -> Facts:
    at = checks.happened(request.heard_at, now, "heard_at")
    _said_by_one_of_us(case, request.by.person)
    delivery = _on_its_way(case, request.key)
    checks.not_before(at, delivery.since, "heard_at", "it was last heard of")
    if _was_destroyed(delivery, request.standing):
        found = LetterTakenBack(at=at, key=delivery.key, found=True, delivery=delivery)
        return (found,)
    _out_of_the_house(delivery)
    return _became(case, delivery, request, at)


def _became(
    case: Case, delivery: Delivery, request: RecordDelivery, at: datetime
) -> Facts:
    """Of one that has gone. Raises `Refused` for what is known."""
    if request.standing is Standing.DELIVERED:
        arrived = LetterDelivered(at=at, key=delivery.key, by=request.by.person)
        return (arrived,)
    if delivery.standing in FAILURES:
        raise Refused(
            "known-already",
            "It is on record that this letter did not arrive, and the next way or a "
            "person's visit was asked for: record if it was delivered after all.",
            where="standing",
        )
    return not_delivered(case, delivery, request.standing, at)


def _was_destroyed(delivery: Delivery, standing: Standing) -> bool:
    """It was looked for and found: it never left, and goes anew once it may."""
    looked_for = delivery.looked_for and delivery.standing is Standing.QUEUED
    return looked_for and standing in FAILURES


def _said_by_one_of_us(case: Case, ref: str) -> None:
    """What somebody of the family says is written down by whoever heard it."""
    if case.child(ref) is not None or case.is_relative(ref):
        raise Refused(
            "of-the-family",
            "What became of a letter is recorded by somebody who works the case: name "
            "whoever heard it from the family.",
            where="by.person",
        )


def _out_of_the_house(delivery: Delivery) -> None:
    if delivery.standing is Standing.QUEUED:
        raise Refused(
            "not-posted-yet",
            "This letter is printed and not posted: record first that it was "
            "(record-posted).",
            where="key",
        )
