"""A file that came back: a text is read and kept, a film is known by its print."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Final

from adapters.translation.files import is_own_form, read_return
from adapters.translation.refusing import NotAccepted
from commands.intake import STANDARD_INPUT, bytes_of
from commands.output import Ended, Failure
from commands.service import refusal
from commands.translation_desk.job import Desk, given_out
from commands.translation_desk.texts import taken_back
from commands.words import in_words
from domain.errors import Refused
from domain.translations.needed import TEXT
from domain.translations.returned import Unchecked

FILE: Final = "FILE"


def read(file: str) -> bytes:
    """The file. Ends in bad input for one that is not there, or that is empty."""
    if file != STANDARD_INPUT and not Path(file).is_file():
        raise Failure(
            Ended.BAD_INPUT, "there is no file of that name: check it", where=FILE
        )
    try:
        raw = bytes_of(file)
    except Refused as refused:
        raise refusal(refused, FILE) from None
    if not raw:
        raise Failure(
            Ended.BAD_INPUT, "this file is empty: give back the whole one", where=FILE
        )
    return raw


async def kept(desk: Desk, raw: bytes, translator: str) -> str:
    """The fingerprint of what came back. A text is kept; a film stays at the desk.

    Ends in bad input for what is not what the job asks for.
    """
    if desk.job.format != TEXT:
        return _print_of(raw, desk.job.format)
    given = await given_out(desk)
    try:
        back = read_return(given, raw)
    except NotAccepted as fault:
        raise Failure(Ended.BAD_INPUT, str(fault), where=FILE) from None
    made = Unchecked(language=back.language, texts=back.texts, translator=translator)
    return await taken_back(desk.texts, desk.case, made)


def _print_of(raw: bytes, format: str) -> str:
    """Nobody but its checker can say what is on a film: only what is none is seen."""
    if is_own_form(raw):
        raise Failure(
            Ended.BAD_INPUT,
            "this is the file of a text that was given out to translate, and this job "
            f"is for another form ({in_words(format)}): give back what was made in it",
            where=FILE,
        )
    return hashlib.sha256(raw).hexdigest()
