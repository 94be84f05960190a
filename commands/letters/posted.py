"""`vigil posted`: somebody posted a printed letter, and says so."""

from __future__ import annotations

import json as written
from typing import Annotated, Final

import typer

from adapters.carriers.print_queue import PrintQueue
from commands.asking import ask, own_id
from commands.letters.letters import told_of
from commands.letters.sendings import found as named
from commands.one_case import Ref
from commands.output import AsJson, Ended, Failure, calm, complain, say, say_json
from commands.service import case_ref, client_of, now, refusal, settings
from domain.errors import Refused
from domain.reading import read_request
from domain.requests import Request
from domain.roles import Role

KIND: Final = "record-posted"
NOT_HERE: Final = (
    "The letter does not lie in the print queue of this machine: see that nobody "
    "prints it a second time where it does."
)
No = Annotated[
    str, typer.Argument(metavar="NO", help="The letter's number, or its key.")
]


@calm
async def posted(
    ref: Ref,
    no: No,
    by: Annotated[str, typer.Option(help="Who posted it: a person of the case.")],
    role: Annotated[
        Role, typer.Option(help="The role in which they did.")
    ] = Role.BUSINESS_SUPPORT,
    at: Annotated[
        str | None, typer.Option(help="When, as 2027-01-11T10:00:00Z; else now.")
    ] = None,
    json: AsJson = False,
) -> None:
    """Record that a printed letter was posted."""
    known, found = case_ref(ref), settings()
    _, letters = await told_of(found, known)
    letter = named(letters, no)
    key = key_of(letter.key if letter else None)
    asked = posting(known, key, by, role, at or now().isoformat())
    receipt = await ask(await client_of(found), known, asked)
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


def key_of(key: str | None) -> str:
    """Ends in bad input where no letter of the case is meant, or it has no key."""
    if key is None:
        raise Failure(
            Ended.BAD_INPUT,
            "no letter of this case has that number: 'vigil letters' lists them",
            where="NO",
        )
    return key


def posting(ref: str, key: str, by: str, role: Role, at: str) -> Request:
    """The request. Its id is the letter's: a letter is posted once."""
    given = {
        "kind": KIND,
        "id": own_id(ref, KIND, key),
        "by": {"person": by, "role": role},
        "key": key,
        "posted_at": at,
    }
    try:
        return read_request(written.dumps(given).encode())
    except Refused as refused:
        field = refused.where.split(".")[-1]
        option = {"person": "--by", "posted_at": "--at"}.get(field, f"--{field}")
        raise refusal(refused, f"{option} at") from None
