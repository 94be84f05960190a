"""A request about letters, composed from what stands on the command line."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Annotated, Final

import typer

from commands.asking import UNNAMED, with_own_id
from commands.helping import in_role
from commands.output import Ended, Failure
from commands.service import refusal
from domain.errors import Refused
from domain.reading import read_request
from domain.requests import Request
from domain.roles import Role

By = Annotated[str, typer.Option(help="Who says so: a person's reference.")]
InRole = Annotated[Role, in_role("The role in which they say so")]
At = Annotated[
    str | None, typer.Option(help="When, as 2027-01-11T10:00:00Z; else now.")
]
#: Which option says what stands in a field, where it has another name.
OPTIONS: Final[Mapping[str, str]] = {
    "person": "--by",
    "posted_at": "--at",
    "heard_at": "--at",
    "settled_at": "--at",
}
#: What to write in a field, said better than by the pattern that it has.
WRITE: Final[Mapping[str, str]] = {
    **dict.fromkeys(
        ("reason", "how"),
        "write a code, in small letters with hyphens, as not-safe",
    ),
    **dict.fromkeys(
        ("person", "who"),
        "give a person's reference, in small letters, digits and hyphens, as mother",
    ),
}


def composed(
    ref: str,
    kind: str,
    by: str,
    role: Role,
    given: Mapping[str, object],
    facts: int | None = None,
) -> Request:
    """The request, under an id of its own: see `with_own_id`.

    Ends in bad input, with the option that is wrong.
    """
    who = {"person": by, "role": role}
    said = {"kind": kind, "id": UNNAMED, "by": who, **given}
    try:
        asked = read_request(json.dumps(said).encode())
    except Refused as refused:
        raise _with_option(refused) from None
    return with_own_id(ref, asked, facts)


def _with_option(refused: Refused) -> Failure:
    field = refused.where.split(".")[-1]
    option = OPTIONS.get(field, f"--{field}")
    instead = WRITE.get(field)
    if instead is None:
        return refusal(refused, f"{option} at")
    return Failure(Ended.BAD_INPUT, instead, where=option)
