"""`vigil delivered`, `vigil dealt-with`: what somebody heard of a letter, or did."""

from __future__ import annotations

from typing import Annotated, Final

import typer

from commands.asking import ask
from commands.letters.composed import At, By, InRole, composed
from commands.letters.letters import told_of
from commands.letters.numbered import No, numbered
from commands.letters.sending import State
from commands.letters.standings import STANDS
from commands.one_case import Ref
from commands.output import AsJson, calm, say, say_json
from commands.service import case_ref, client_of, now, settings
from domain.requests.deliveries import Heard
from domain.roles import Role

BEFORE: Final = "It was on record before: nothing more was done."


@calm
async def delivered(
    ref: Ref,
    no: No,
    standing: Annotated[Heard, typer.Option(help="What became of it.")],
    by: By,
    role: InRole,
    at: At = None,
    json: AsJson = False,
) -> None:
    """Record what was heard of a letter: it arrived, or it came back."""
    given = {"standing": standing, "heard_at": at or now().isoformat()}
    said = f"Recorded: {STANDS[State(standing)]}."
    await _record("record-delivery", ref, no, by, role, given, said, json)


@calm
async def dealt_with(
    ref: Ref,
    no: No,
    how: Annotated[str, typer.Option(help="How, as a code: given-by-hand.")],
    by: By,
    role: InRole,
    at: At = None,
    json: AsJson = False,
) -> None:
    """Record how somebody dealt with a letter that could not be sent."""
    given = {"how": how, "settled_at": at or now().isoformat()}
    said = "Recorded: somebody dealt with it."
    await _record("settle-undelivered-letter", ref, no, by, role, given, said, json)


async def _record(
    kind: str,
    ref: str,
    no: str,
    by: str,
    role: Role,
    given: dict[str, str],
    said: str,
    json: bool,
) -> None:
    known, found = case_ref(ref), settings()
    _, letters = await told_of(found, known)
    key, _ = numbered(letters, no)
    asked = composed(known, kind, by, role, {"key": key, **given})
    receipt = await ask(await client_of(found), known, asked)
    if json:
        say_json(receipt.model_dump(mode="json"))
    else:
        say(BEFORE if receipt.repeated else said)
