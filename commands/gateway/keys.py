"""`vigil gateway-keys`: the keys by which cases know who vouches for whoever asks."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Annotated, Final

import typer
from pydantic import TypeAdapter, ValidationError

from adapters.gateway.attesting import Attester, line_of, new_line
from adapters.sealing.keyring import keys_in
from commands.each_case import Unread, expect_all
from commands.gateway.adopting import THEIRS, Adopted, adopt_in, trusting
from commands.gateway.sending import attester_of, gateway_of
from commands.helping import put
from commands.output import AsJson, Ended, Failure, calm, complain, say, say_json
from commands.reading import reader_of, seen
from commands.service import client_of, settings, store_of
from domain.attestations.attestation import KeyId, PublicKey
from domain.attestations.trusting import Trusting, lacking, strangers
from domain.ids import Ref
from domain.requests.base import By
from domain.roles import Role
from rulebook.schema import Code

HELP: Final = "The gateway's keys: whose word the cases take for who asks."
OPERATOR: Final = Role.SYSTEM_OPERATOR
ROTATION: Final = "rotation"
THIS: Final = "gateway-keys/adopt"
IDS: Final = TypeAdapter[str](KeyId)
REFS: Final = TypeAdapter[str](Ref)
CODES: Final = TypeAdapter[str](Code)

Who = Annotated[
    str | None, typer.Option("--by", help="Who asks: whoever sits here, if not said.")
]


@calm
def shown(json: AsJson = False) -> None:
    """Show the public keys that new cases trust, the one that signs first."""
    attester = attester_of(settings())
    lines = [_public(key) for key in attester.public_keys]
    if json:
        say_json({"signs": attester.key_id, "public": lines})
        return
    say(f"Signs: {attester.key_id}. A case that is opened now trusts:")
    for line in lines:
        say(f"  {line}")


@calm
def made(
    key_id: Annotated[str, typer.Argument(metavar="ID", help="Its name, for ever.")],
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A file to be made.")],
) -> None:
    """Make a new key and put it into a file of its own; show its public half."""
    line = new_line(_checked(IDS, key_id, "ID"))
    try:
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w", encoding="utf-8") as written:
            written.write(f"{line}\n")
    except OSError as error:
        raise Failure(
            Ended.BAD_INPUT,
            f"the file cannot be made ({type(error).__name__}): name one that is not "
            "there yet, in a folder that is yours",
            where="FILE",
        ) from None
    (public,) = Attester(keys_in(line)).public_keys
    say("The key is made: keep the file where nobody else reads it. Its public half:")
    say(f"  {_public(public)}")
    say("Put its line last in the file of VIGIL_GATEWAY_KEY_FILE, then have it adopted")
    say("('vigil gateway-keys adopt'); only then put it first, so that it signs.")


@calm
async def adopted(
    by: Who = None,
    reason: Annotated[str, typer.Option(help="Why, as a code.")] = ROTATION,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would be; ask nothing.")
    ] = False,
    json: AsJson = False,
) -> None:
    """Have every open case trust these keys and no others: what is left out retires."""
    found, why = settings(), _checked(CODES, reason, "--reason")
    async with store_of(found) as store:
        cases, unread = await trusting(store.facts, json=json)
    if dry_run:
        await seen(found, THIS)
        became, would = _would_be(cases, attester_of(found).public_keys)
        _end(became, unread, would, json=json)
        return
    who = By(
        person=_checked(REFS, by or reader_of(found).person, "--by"), role=OPERATOR
    )
    gateway = gateway_of(await client_of(found), found)
    became = await adopt_in(gateway, cases, who, why, json=json)
    await seen(found, THIS, done=True)
    _end(became, unread, json=json)
    if became.refused:
        raise typer.Exit(Ended.REFUSED)


def _end(
    became: Adopted, unread: Unread, would: int | None = None, *, json: bool
) -> None:
    """Tell it. Ends in unreachable where not every case could be read."""
    tell(became.model_copy(update={"unread": dict(unread)}), would, json=json)
    expect_all(unread)


def gateway_keys() -> typer.Typer:
    """The commands of the gateway, under `vigil gateway-keys`."""
    app = typer.Typer(help=HELP, no_args_is_help=True, rich_markup_mode=None)
    for name, command in COMMANDS.items():
        put(app, name, command)
    return app


COMMANDS: Final[dict[str, Callable[..., None]]] = {
    "show": shown,
    "new": made,
    "adopt": adopted,
}


def _would_be(
    cases: Sequence[Trusting], keys: Sequence[PublicKey]
) -> tuple[Adopted, int]:
    """What would become of it, and how many cases would be asked."""
    theirs, wanting = strangers(cases, keys), lacking(cases, keys)
    unchanged = len(cases) - len(wanting)
    refused = dict.fromkeys(theirs, THEIRS)
    return Adopted(unchanged=unchanged, refused=refused), len(wanting) - len(theirs)


def tell(became: Adopted, would: int | None = None, *, json: bool = False) -> None:
    """How many took the keys or would be asked to, and which did not or would not."""
    if json:
        say_json({**became.model_dump(mode="json"), "would_change": would})
        return
    if would is not None:
        say(
            f"{would} open cases would be asked to trust these keys; nothing was asked."
        )
    else:
        say(f"The keys were adopted in {len(became.adopted)} cases.")
    say(f"{became.unchanged} trust them already, and no others.")
    if became.first:
        say(f"{became.first} of them had trusted no gateway, and took anybody's word.")
    for case, why in became.refused.items():
        complain(f"Case {case} does not take them: {why}.".replace("..", "."))


def _public(key: PublicKey) -> str:
    return line_of(key.key_id, bytes.fromhex(key.public))


def _checked(form: TypeAdapter[str], given: str, where: str) -> str:
    try:
        return form.validate_python(given)
    except ValidationError:
        raise Failure(
            Ended.BAD_INPUT,
            "give letters, figures and hyphens only, at most 40",
            where=where,
        ) from None
