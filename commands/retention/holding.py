"""`vigil retention hold` and `lift`: nothing of a record goes while a hold stands."""

from __future__ import annotations

from typing import Annotated

import typer
from pydantic import TypeAdapter, ValidationError

from commands.one_case import Ref, unknown_case
from commands.output import Ended, Failure, calm, say
from commands.retention.desk import desk, now
from commands.service import case_ref
from domain.retention.deciding import hold, lift
from rulebook.schema import Code

REASON = TypeAdapter[str](Code)


@calm
async def hold_record(
    ref: Ref,
    reason: Annotated[
        str,
        typer.Option(help="Why, in a code: inquest, complaint, court, review ..."),
    ],
) -> None:
    """Put a legal hold on a family's record: nothing of it is erased meanwhile."""
    known, why = case_ref(ref), _code(reason)
    async with desk() as at:
        if not await at.store.inbox.on_record(known):
            raise unknown_case()
        await at.take(
            known,
            "hold",
            lambda stands: hold(
                stands, at.gone_at(known) is None, at.by, why, at.policy, now()
            ),
        )
    say(
        f"Held: nothing of the record of {known} is erased until another person "
        "lifts this (vigil retention lift)."
    )


@calm
async def lift_hold(ref: Ref) -> None:
    """Lift a legal hold that somebody else put on a family's record."""
    known = case_ref(ref)
    async with desk() as at:
        await at.take(
            known, "lift", lambda stands: lift(stands, at.by, at.policy, now())
        )
    say(f"Lifted: the record of {known} is kept by the council's table again.")


def _code(reason: str) -> str:
    try:
        return REASON.validate_python(reason)
    except ValidationError:
        raise Failure(
            Ended.BAD_INPUT,
            "give a code of small letters, digits and hyphens, as inquest",
            where="--reason",
        ) from None
