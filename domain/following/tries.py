"""One letter and its tries: by each way under a key of its own."""

from __future__ import annotations

from datetime import datetime

from domain.effects import Effect, EffectKind
from domain.evolve.changes import changed
from domain.letter_keys import AGAIN, ENDS, stem
from domain.letters import Channel, Standing
from domain.react.reaction import GIVE_UP_AFTER
from domain.record.deliveries import Delivery


def by_way(letter: Effect, way: Channel, tried: tuple[Channel, ...]) -> Effect:
    """The same letter by another way: its key ends as that way does."""
    again = f"{AGAIN}{letter.again}" if letter.again else ""
    key = f"{stem(letter.key)}/{ENDS[way]}{again}"
    return changed(letter, key=key, channel=way, tried=tried)


def handed_over(letter: Effect, standing: Standing, at: datetime) -> Delivery:
    """What is remembered of a letter once it was tried."""
    return Delivery(
        key=letter.key,
        letter=letter.kind,
        document=letter.document,
        to=letter.to,
        about=letter.about,
        child=letter.child,
        translation=letter.translation,
        channel=letter.channel,
        standing=standing,
        since=at,
        tried=letter.tried,
        queued_at=at if standing is Standing.QUEUED else None,
    )


def letter_of(delivery: Delivery, now: datetime) -> Effect:
    """The letter that was handed over, as it could be asked for again."""
    again = delivery.key.partition(AGAIN)[2]
    return Effect(
        key=delivery.key,
        kind=EffectKind(delivery.letter),
        to=delivery.to,
        about=delivery.about,
        child=delivery.child,
        asked_at=now,
        give_up_at=now + GIVE_UP_AFTER,
        again=int(again or 0),
        channel=delivery.channel,
        tried=delivery.tried,
        document=delivery.document,
        translation=delivery.translation,
    )
