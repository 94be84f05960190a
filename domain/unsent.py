"""What a case still has to send, as people may see it."""

from __future__ import annotations

from domain.case import Case
from domain.ids import Instant, Key, Ref
from domain.react.safety import held
from rulebook.schema import Code, Frozen


class UnsentView(Frozen):
    """A letter that has not gone. `held`: it waits until its letters are released.

    `to` is a person's reference, or a role's code when `role` is true.
    """

    key: Key
    kind: Code
    to: Ref
    role: bool
    document: Code | None
    channel: Code
    asked_at: Instant
    not_before: Instant | None
    held: bool


def unsent(case: Case) -> tuple[UnsentView, ...]:
    """What may go now and what waits for a morning, in the order it was asked for."""
    return tuple(
        UnsentView(
            key=effect.key,
            kind=effect.kind,
            to=effect.to,
            role=effect.role,
            document=effect.document,
            channel=effect.channel,
            asked_at=effect.asked_at,
            not_before=effect.not_before,
            held=not effect.role and held(case, effect.to),
        )
        for effect in (*case.outbox.values(), *case.waiting.values())
        if effect.letter is None
    )
