"""What people did about keeping or erasing one case's record, and how it stands."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Annotated, Final

from pydantic import StringConstraints

from domain.ids import Instant, Ref, whole_minute
from domain.roles import Role
from rulebook.schema import Code, Frozen, RetentionPolicy

Table = Annotated[
    str, StringConstraints(pattern=r"^[a-z0-9+-]{1,64}:[a-z0-9+-]{1,64}$")
]

#: The key goes, and that is written down, in one turn: by minutes so close together.
_ONE_TURN: Final = timedelta(minutes=1)


class StepKind(StrEnum):
    """The steps, by the words that stand in the audit for ever."""

    HELD = "legal-hold"
    LIFTED = "legal-hold-lifted"
    PROPOSED = "erasure-proposed"
    CONFIRMED = "erasure-confirmed"
    ERASED = "erased"


class Step(Frozen):
    """One step, by whom. `why`: the code of a reason, or the key of a rule.

    `table`: the council's table that was asked, as `default:2026-11-24`.
    """

    at: Instant
    kind: StepKind
    person: Ref
    role: Role
    why: Code
    table: Table


class Standing(Frozen):
    """How it stands: each is the step that made it so, or null."""

    held: Step | None = None
    proposed: Step | None = None
    confirmed: Step | None = None
    erased: Step | None = None


def standing(steps: Iterable[Step]) -> Standing:
    """How it stands after these steps, the oldest first.

    A legal hold ends what was proposed or confirmed and not yet done: once it is
    lifted, somebody proposes anew.
    """
    stands = Standing()
    for step in steps:
        stands = _after(stands, step)
    return stands


def _after(stands: Standing, step: Step) -> Standing:
    match step.kind:
        case StepKind.HELD:
            return Standing(held=step, erased=stands.erased)
        case StepKind.LIFTED:
            return stands.model_copy(update={"held": None})
        case StepKind.PROPOSED:
            # Only where no confirmation stood any more: never again does that one.
            return stands.model_copy(update={"proposed": step, "confirmed": None})
        case StepKind.CONFIRMED:
            return stands.model_copy(update={"confirmed": step})
        case StepKind.ERASED:
            return stands.model_copy(update={"erased": step})


def is_whole(stands: Standing, gone_at: datetime | None) -> bool:
    """Whether nothing of the record was ever destroyed, so that it can be judged.

    `gone_at`: when its key was destroyed; None while it is there, or came back.
    """
    return gone_at is None and stands.erased is None


def is_done(stands: Standing, gone_at: datetime | None) -> bool:
    """Whether the record is erased, and nothing is left to be done about it.

    Not where its key came back out of a backup; nor where that was destroyed again and
    nobody wrote it down, because its database could not yet free it for good.
    """
    if stands.erased is None or gone_at is None:
        return False
    return whole_minute(gone_at) <= stands.erased.at + _ONE_TURN


def standing_proposal(
    stands: Standing, policy: RetentionPolicy, now: datetime
) -> Step | None:
    """What was proposed and can still be confirmed."""
    proposed = stands.proposed
    return None if proposed is None or _is_late(proposed, policy, now) else proposed


def standing_confirmation(
    stands: Standing, gone_at: datetime | None, policy: RetentionPolicy, now: datetime
) -> Step | None:
    """By which step two people agreed to what is still to be done, or done again.

    While the record is whole it stands no longer than a proposal does. Once the key
    was destroyed there is no way back, and it is finished however late.
    """
    agreed = stands.confirmed
    if agreed is None or not is_whole(stands, gone_at):
        return agreed
    return None if _is_late(agreed, policy, now) else agreed


def _is_late(step: Step, policy: RetentionPolicy, now: datetime) -> bool:
    return now > step.at + timedelta(days=policy.proposal)
