"""A letter that was kept, in its forms; and whether it is the very one sent."""

from __future__ import annotations

import hashlib
from enum import StrEnum
from pathlib import Path
from typing import Final

import typer

from activities.enclosing import window
from activities.ports import Press, Refusal
from adapters.letters import KeptLetter
from adapters.press.fonts import FontsMissing
from adapters.press.page import page
from commands.output import Ended, Failure, say_as_written
from domain.documents.in_plain_text import in_plain_text
from domain.documents.opened import Opened
from domain.letters import Channel


class Form(StrEnum):
    """What a letter can be given as."""

    TEXT = "text"
    PDF = "pdf"
    PAGE = "page"
    DOCX = "docx"


SUFFIXES: Final = {
    Form.TEXT: ".txt",
    Form.PDF: ".pdf",
    Form.PAGE: ".html",
    Form.DOCX: ".docx",
}


class Sameness(StrEnum):
    """Whether the letter, set again now, is what was sent."""

    SAME = "same"
    OTHER = "other"
    NOT_KNOWN = "not-known"
    NOT_COMPARED = "not-compared"


SAID: Final = {
    Sameness.SAME: (
        "It is the very letter that was sent: its PDF is the same, byte for byte."
    ),
    Sameness.OTHER: (
        "These are the words that were drawn up and kept. Set again today, the PDF "
        "differs from the one that was sent: another version of Vigil set that one."
    ),
    Sameness.NOT_KNOWN: (
        "No fingerprint of what was sent is on record for this letter."
    ),
    Sameness.NOT_COMPARED: (
        "Whether it is byte for byte what was sent cannot be told here: the press has "
        "not its fonts ('make' installs them)."
    ),
}


class NoFonts(Failure):
    """The press cannot set a PDF here."""


def sameness(press: Press, kept: KeptLetter, content: str) -> Sameness:
    """By the fingerprint on record of what was handed over."""
    if not content:
        return Sameness.NOT_KNOWN
    try:
        again = given(press, kept, kept.documents[0], Form.PDF)
    except NoFonts:
        return Sameness.NOT_COMPARED
    except Failure:
        return Sameness.OTHER
    same = hashlib.sha256(again).hexdigest() == content
    return Sameness.SAME if same else Sameness.OTHER


def given(press: Press, kept: KeptLetter, document: Opened, form: Form) -> bytes:
    """The document in that form. A posted letter has the window that it was sent with.

    Ends in unreachable for what this version cannot set, or not without its fonts.
    """
    posted = kept.letter.channel is Channel.POST and document == kept.documents[0]
    try:
        match form:
            case Form.PDF:
                return press.pdf(document, window(kept.letter) if posted else None)
            case Form.DOCX:
                return press.docx(document)
            case Form.PAGE:
                return press.page(document).encode()
            case Form.TEXT:
                return in_plain_text(document).encode()
    except FontsMissing as error:
        raise NoFonts(Ended.UNREACHABLE, str(error), where="VIGIL_FONTS") from None
    except Refusal:
        raise Failure(
            Ended.UNREACHABLE,
            "this version of Vigil cannot set this letter: 'vigil letter' shows its "
            "words",
            where="--as",
        ) from None


def form_of(asked: Form | None, to: Path | None) -> Form | None:
    """The form that was asked for, or that the file's name asks for.

    Ends in bad input for a name that asks for another form, or for none of them.
    """
    if to is None or not to.suffix:
        return asked
    named = next((f for f, end in SUFFIXES.items() if end == to.suffix.lower()), None)
    if named is None and asked is None:
        raise Failure(
            Ended.BAD_INPUT,
            f"a letter is written as {', '.join(SUFFIXES.values())}: end the name with "
            "one of them, or say which with --as",
            where="--to",
        )
    if named and asked and named is not asked:
        raise Failure(
            Ended.BAD_INPUT,
            f"the name ends in {SUFFIXES[named]}, and --as says {asked}: make them "
            "agree",
            where="--to",
        )
    return asked or named


def show_text(document: Opened, form: Form) -> None:
    """On a terminal, a letter's words as wide as it is. Ends in bad input for a file.

    A page is for a program, and stays as it is.
    """
    if form is Form.TEXT:
        say_as_written(in_plain_text(document))
        return
    if form is Form.PAGE:
        typer.echo(page(document))
        return
    raise Failure(
        Ended.BAD_INPUT,
        "this is no text for a terminal: give '--to FILE' or '--open'",
        where="--as",
    )
