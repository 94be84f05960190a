"""A letter of a case by its number, as commands about one letter take it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

import typer

from commands.letters.sending import Sending
from commands.letters.sendings import found
from commands.output import Ended, Failure

No = Annotated[
    str, typer.Argument(metavar="NO", help="The letter's number, or its key.")
]


def numbered(letters: Sequence[Sending], no: str) -> tuple[str, Sending]:
    """Its key, and where it stands.

    Ends in bad input where no letter of the case is meant, or it has no key.
    """
    letter = found(letters, no)
    if letter is None or letter.key is None:
        raise Failure(
            Ended.BAD_INPUT,
            "no letter of this case has that number: 'vigil letters' lists them",
            where="NO",
        )
    return letter.key, letter
