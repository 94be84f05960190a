"""What was printed and must not go is taken back before somebody posts it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from domain.case import Case
from domain.effects import Effect, EffectKind
from domain.evolve.changes import changed
from domain.letter_keys import AGAIN
from domain.letters import Channel
from domain.roles import Role

#: Somebody posts what lies there every day: it is of no use to try for long.
TRIED_FOR = timedelta(days=14)


def post_task(case: Case, key: str) -> str:
    """The key of the task to print and post this letter: each printing has its own."""
    letter = key.removeprefix(f"{case.ref}/").replace(AGAIN, "-")
    task = f"{case.ref}/{EffectKind.TASK}/print-and-post/{letter}"
    return f"{task}/{Role.BUSINESS_SUPPORT}"


def post_tasks(case: Case, keys: tuple[str, ...]) -> tuple[str, ...]:
    """The tasks to print and post these letters of which nobody was told yet."""
    if not keys:
        return ()
    tasks = {post_task(case, key) for key in keys}
    return tuple(key for key, effect in case.unsent() if effect.stem in tasks)


def recalls(case: Case, keys: tuple[str, ...], now: datetime) -> Iterator[Effect]:
    """Of these letters, those on paper that may lie to be posted.

    One that is being printed may lie there although nobody has heard of it yet. Once
    somebody was asked to print and post one, they may hold it, wherever the file lies.
    """
    for key in keys:
        delivery, effect = case.deliveries.get(key), case.outbox.get(key)
        if delivery is not None and delivery.lies:
            back = recall(key, delivery.to, delivery.about, now)
            yield changed(back, in_hand=not post_tasks(case, (key,)))
        elif effect is not None and effect.channel is Channel.POST:
            yield recall(key, effect.to, effect.about, now)


def recall(key: str, to: str, about: str, now: datetime) -> Effect:
    return Effect(
        key=f"{key}/recall",
        kind=EffectKind.RECALL,
        to=to,
        about=about,
        asked_at=now,
        give_up_at=now + TRIED_FOR,
        channel=Channel.POST,
        letter=key,
    )


def recall_unknown(key: str, now: datetime) -> Effect:
    """Printed after it was withdrawn: the case holds nothing of it any more.

    Under a key of its own: the recall of when it was withdrawn may still be on its way,
    and may have looked before the letter lay there.
    """
    back = recall(key, Role.BUSINESS_SUPPORT, "withdrawn", now)
    return changed(back, key=f"{back.key}/printed")
