"""What people did about keeping or erasing one case's record, and how it stands."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import Annotated

from pydantic import StringConstraints

from domain.ids import Instant, Ref
from domain.roles import Role
from rulebook.schema import Code, Frozen

Table = Annotated[
    str, StringConstraints(pattern=r"^[a-z0-9+-]{1,64}:[a-z0-9+-]{1,64}$")
]


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
            return stands.model_copy(update={"proposed": step})
        case StepKind.CONFIRMED:
            return stands.model_copy(update={"confirmed": step})
        case StepKind.ERASED:
            return stands.model_copy(update={"erased": step})
