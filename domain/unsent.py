"""What a case still has to send, as people may see it."""

from __future__ import annotations

from domain.case import Case
from domain.effects import Effect
from domain.ids import Instant, Key, Ref
from domain.react.safety import waits_for_release
from domain.record.people import Language
from rulebook.schema import Code, Frozen, added


class UnsentView(Frozen):
    """A letter that has not gone. `held`: it waits until its letters are released.

    `to` is a person's reference, or a role's code when `role` is true. `about`: what a
    letter to a person is about, as a conference, and `child` which child's it is.
    `language`: of the certified text that it brings, where it brings one.
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
    about: Key = added("")
    child: Ref | None = added(None)
    language: Language | None = added(None)


def unsent(case: Case) -> tuple[UnsentView, ...]:
    """What may go now and what waits for a morning, in the order it was asked for."""
    owed = (*case.outbox.values(), *case.waiting.values())
    return tuple(_view(case, effect) for effect in owed if effect.letter is None)


def _view(case: Case, effect: Effect) -> UnsentView:
    job = case.translation(effect.translation)
    return UnsentView(
        key=effect.key,
        kind=effect.kind,
        to=effect.to,
        role=effect.role,
        document=effect.document,
        channel=effect.channel,
        asked_at=effect.asked_at,
        not_before=effect.not_before,
        held=waits_for_release(case, effect),
        about="" if effect.role else effect.about,
        child=effect.child,
        language=job.language if job else None,
    )
