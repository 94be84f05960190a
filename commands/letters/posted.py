"""`vigil posted`: somebody posted a printed letter, and says so."""

from __future__ import annotations

from typing import Annotated, Final

import typer

from adapters.carriers.print_queue import PrintQueue
from adapters.settings import Settings
from commands.asking import ask
from commands.helping import in_role
from commands.letters.composed import At, composed
from commands.letters.letters import told_of
from commands.letters.numbered import No, numbered
from commands.one_case import Ref
from commands.output import AsJson, calm, complain, say, say_json
from commands.service import case_ref, client_of, now, settings, store_of
from domain.receipts import Receipt
from domain.roles import Role

KIND: Final = "record-posted"
NOT_HERE: Final = (
    "The letter does not lie in the print queue of this machine: see that nobody "
    "prints it a second time where it does."
)


@calm
async def posted(
    ref: Ref,
    no: No,
    by: Annotated[str, typer.Option(help="Who posted it: a person's reference.")],
    role: Annotated[Role, in_role("The role in which they did")] = (
        Role.BUSINESS_SUPPORT
    ),
    at: At = None,
    json: AsJson = False,
) -> None:
    """Record that a printed letter was posted."""
    known, found = case_ref(ref), settings()
    _, letters = await told_of(found, known)
    key, letter = numbered(letters, no)
    if letter.posted_at is None:
        given = {"key": key, "posted_at": at or now().isoformat()}
        asked = composed(known, KIND, by, role, given)
        receipt = await ask(await client_of(found), known, asked)
    else:
        # A letter is posted once, whoever says so, and whenever.
        receipt = await _on_record(found, known)
    # Said again, it is done to the end: what stays there is printed a second time.
    put_away = await PrintQueue(found.print_folder).mark_posted(key)
    if json:
        say_json(receipt.model_dump(mode="json"))
    elif receipt.repeated:
        say("It was on record before that the letter was posted.")
    else:
        say("Recorded: the letter was posted.")
    if not put_away:
        complain(NOT_HERE)


async def _on_record(settings: Settings, ref: str) -> Receipt:
    """As for whatever is asked twice: nothing more is done."""
    async with store_of(settings) as store:
        held = await store.facts.facts(ref)
    return Receipt(case=ref, facts=held[-1].no, repeated=True)
