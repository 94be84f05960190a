"""`vigil letter`: one letter as it was sent, from what was kept of it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Final

import typer

from activities.enclosing import file_stem
from adapters.carriers.message_ids import reference
from adapters.carriers.print_queue import PrintQueue
from adapters.letters import KeptLetter
from adapters.press.printing import PrintingPress
from adapters.settings import Settings
from commands.letters.as_sent import (
    SAID,
    SUFFIXES,
    Form,
    Sameness,
    form_of,
    given,
    sameness,
    show_text,
)
from commands.letters.letters import told_of
from commands.letters.numbered import No, numbered
from commands.letters.private_copy import show_privately, write_privately
from commands.letters.sending import Sending
from commands.letters.standings import stands, way, what, whom
from commands.one_case import Ref
from commands.output import AsJson, Ended, Failure, calm, say, say_json
from commands.reading import seen
from commands.service import case_ref, settings, store_of
from commands.telling import Telling
from commands.words import moment
from domain.documents.opened import Opened
from domain.letters import Standing

FIRST: Final = 1


@calm
async def letter(
    ref: Ref,
    no: No,
    form: Annotated[
        Form | None, typer.Option("--as", help="In which form it is given.")
    ] = None,
    to: Annotated[
        Path | None, typer.Option("--to", help="Write it to this new file.")
    ] = None,
    open: Annotated[
        bool, typer.Option("--open", help="Open it in this machine's viewer.")
    ] = False,
    enclosed: Annotated[
        int | None,
        typer.Option(min=1, help="Which document, where several went together."),
    ] = None,
    json: AsJson = False,
) -> None:
    """One letter as it was sent."""
    _one_thing(to is not None, open, form is not None, enclosed is not None, json)
    known, found, which = case_ref(ref), settings(), enclosed or FIRST
    form = form_of(form, to)
    telling, letters = await told_of(found, known)
    key, sending = numbered(letters, no)
    kept = await _kept(found, key)
    document, press = document_of(kept, which), PrintingPress(found.font_folder)
    same = sameness(press, kept, sending.content)
    lies_as = await _in_the_print_queue(found, key)
    await seen(found, "letter", known, of=str(sending.no))
    if json:
        say_json(_plain(kept, sending, same, lies_as))
        return
    if to is not None or open:
        content = given(press, kept, document, form or Form.PDF)
        _hand_out(content, to, key, which, form or Form.PDF)
    else:
        _tell(telling, kept, sending)
        show_text(document, form or Form.TEXT)
    say(SAID[same])
    if lies_as:
        say(f"In the print queue it lies as {lies_as}")


def _one_thing(to: bool, open: bool, form: bool, enclosed: bool, json: bool) -> None:
    """Ends in bad input for options of which one would be passed over in silence."""
    if to and open:
        raise Failure(
            Ended.BAD_INPUT,
            "a letter is either written to a file (--to) or opened (--open): ask for "
            "one at a time",
            where="--open",
        )
    if json and (to or open or form or enclosed):
        raise Failure(
            Ended.BAD_INPUT,
            "--json tells the whole letter with every document in it: leave out --as, "
            "--enclosed, --to and --open",
            where="--json",
        )


def document_of(kept: KeptLetter, enclosed: int) -> Opened:
    """The letter itself is the first. Ends in bad input where there are fewer."""
    if enclosed > len(kept.documents):
        raise Failure(
            Ended.BAD_INPUT,
            f"this letter has {len(kept.documents)} of them",
            where="--enclosed",
        )
    return kept.documents[enclosed - 1]


async def _kept(settings: Settings, key: str) -> KeptLetter:
    async with store_of(settings) as store:
        kept = await store.letters.one(key)
    if kept is None:
        raise Failure(
            Ended.BAD_INPUT,
            "nothing was kept of this letter: letters are kept since cases carry the "
            "times of letters; what an older case sent was only text",
            where="NO",
        )
    return kept


async def _in_the_print_queue(settings: Settings, key: str) -> str | None:
    """The name of its file while it waits here to be posted."""
    queued = await PrintQueue(settings.print_folder).standing(key) is Standing.QUEUED
    return f"{reference(key)}.pdf" if queued else None


def _hand_out(
    content: bytes, to: Path | None, key: str, enclosed: int, form: Form
) -> None:
    if to is None:
        show_privately(content, f"{file_stem(key, enclosed)}{SUFFIXES[form]}")
    else:
        write_privately(to, content)
        say("Written, for your eyes only.")


def _tell(telling: Telling, kept: KeptLetter, sending: Sending) -> None:
    place, when = telling.place, moment(sending.at, telling.zone)
    say(
        f"No {sending.no}: {what(sending, place)}, to {whom(sending, place)}, by "
        f"{way(sending)}, {when}: {stands(sending)}."
    )
    if len(kept.documents) > 1:
        say(f"{len(kept.documents)} documents went together: --enclosed shows each.")
    say()


def _plain(
    kept: KeptLetter, sending: Sending, same: Sameness, lies_as: str | None
) -> dict[str, object]:
    return {
        "letter": sending.model_dump(mode="json"),
        "kept_at": kept.kept_at,
        "documents": [each.model_dump(mode="json") for each in kept.documents],
        "compared": same,
        "in_the_print_queue_as": lies_as,
    }
