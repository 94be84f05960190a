"""What the desk asks of a case: its answer in the words of these commands."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from adapters.settings import Settings
from commands.asking import ask
from commands.output import Failure
from commands.service import client_of
from domain.requests import Request

#: What the fields of the requests are called on the command line.
TYPED_AS: Final[Mapping[str, str]] = {
    "by.person": "--by",
    "translator": "--translator",
    "translation": "JOB",
    "content": "JOB",
    "source": "FILE",
    "right": "--right",
    "why": "--wrong",
    "document": "--document",
    "about": "--about",
    "conference": "--about",
    "child": "--child",
    "language": "--language",
}


async def submitted(settings: Settings, case: str, request: Request) -> None:
    """Ask it of the case. Ends as refused by its option, or in unreachable."""
    try:
        await ask(await client_of(settings), case, request)
    except Failure as failure:
        raise Failure(
            failure.ended,
            failure.message,
            where=TYPED_AS.get(failure.where, failure.where),
            rules=failure.rules,
            lacks=failure.lacks,
        ) from None
