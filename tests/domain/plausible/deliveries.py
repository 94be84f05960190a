"""Plausible requests about letters on their way, and for documents."""

from __future__ import annotations

from domain.documents.kinds import ON_REQUEST, DocumentKind
from domain.effects import Effect, EffectKind
from domain.following.endings import Said
from domain.letters import Carried, Channel, Receipt, Standing
from domain.record.deliveries import Delivery
from domain.requests.deliveries import RecordDelivery, RecordPosted, SendDocument
from tests.domain.plausible.scene import SOCIAL_WORKER, STAFF, Asking, Scene

HEARD = (
    Standing.DELIVERED,
    Standing.DELIVERED,
    Standing.PERMANENT_FAILURE,
    Standing.TEMPORARY_FAILURE,
)


def _one(s: Scene, *, queued: bool) -> Delivery:
    """A letter that lies to be posted, or that has gone. Raises `CannotAsk`."""
    known = s.case.deliveries.values()
    return s.one(d for d in known if (d.standing is Standing.QUEUED) is queued)


def _posted(s: Scene) -> RecordPosted:
    delivery = _one(s, queued=True)
    return RecordPosted(
        id=s.id,
        by=SOCIAL_WORKER,
        key=delivery.key,
        posted_at=s.lately(delivery.since),
    )


def _heard(s: Scene) -> RecordDelivery:
    delivery = _one(s, queued=False)
    return RecordDelivery(
        id=s.id,
        by=SOCIAL_WORKER,
        key=delivery.key,
        standing=s.one(HEARD),
        heard_at=s.lately(delivery.since),
    )


def _send(s: Scene) -> SendDocument:
    document = s.one(sorted(ON_REQUEST))
    conference = s.one(c for c in s.case.conferences if c.held_at is not None)
    about = {
        DocumentKind.CORE_GROUP_NOTE: [
            meeting.ref for plan in s.case.plans for meeting in plan.core_groups
        ],
        DocumentKind.DELAY_AGREEMENT: [d.ref for d in s.case.delays if d.agreed_at],
    }.get(document, [conference.ref])
    of_a_child = document is DocumentKind.OUTCOME_FOR_CHILD
    return SendDocument(
        id=s.id,
        by=SOCIAL_WORKER,
        document=document,
        about=s.one(about),
        child=s.one(conference.children) if of_a_child else None,
        people=(s.one(STAFF),) if of_a_child or s.chance(1, 6) else (),
    )


def answer(s: Scene, effect: Effect) -> Said:
    """What a carrier could say of this."""
    if effect.kind is EffectKind.RECALL:
        return s.chance(1, 2)
    on_paper = effect.channel is Channel.POST
    standing = s.one((*Standing, *HEARD, *([Standing.QUEUED] * 6 * on_paper)))
    return Receipt(key=effect.key, carried=Carried.SENT, at=s.now, standing=standing)


DELIVERIES: dict[type, Asking] = {
    RecordPosted: _posted,
    RecordDelivery: _heard,
    SendDocument: _send,
}
