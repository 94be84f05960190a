"""`vigil translation`: the desk's work, from giving a text out to its certification."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Final

import typer

from adapters.translation.files import Form, export_job, read_return
from adapters.translation.refusing import NotAccepted
from commands.asking import ask
from commands.intake import bytes_of
from commands.one_case import Ref
from commands.output import (
    Ended,
    Failure,
    calm,
    say,
)
from commands.service import (
    client_of,
    now,
    refusal,
)
from commands.translation_desk.draft import draft
from commands.translation_desk.job import Desk, desk_of, given_out, write
from commands.translation_desk.jobs import listed
from commands.translation_desk.texts import (
    cancelling,
    checking,
    returning,
    taken_back,
)
from domain.documents.kinds import DocumentKind
from domain.errors import Refused
from domain.requests import Request
from domain.requests.base import By
from domain.roles import Role
from domain.translations.needed import TEXT
from domain.translations.returned import Unchecked
from domain.translations.shown import TranslationView

HELP: Final = "What the translation desk does: give out, take back, check, cancel."
Job = Annotated[str, typer.Argument(metavar="JOB", help="The translation: t1, t2 ...")]
Who = Annotated[str, typer.Option("--by", help="Who does it: a reference.")]
InRole = Annotated[Role, typer.Option("--role", help="The role in which they do it.")]
DESK: Final = Role.TRANSLATION_DESK


@calm
async def out(
    ref: Ref,
    job: Job,
    to: Annotated[Path, typer.Option("--to", help="The folder that they go into.")],
) -> None:
    """Write the text of a translation into a folder, as XLIFF and as a Word file."""
    async with desk_of(ref, job) as desk:
        files = [export_job(await given_out(desk), form) for form in Form]
    for file in files:
        write(to / file.name, file.content)
    names = ", ".join(file.name for file in files)
    say(f"Written: {names}. What is in them is personal: send one of them safely.")


@calm
async def back(
    ref: Ref,
    job: Job,
    file: Annotated[str, typer.Argument(metavar="FILE", help="What came back.")],
    translator: Annotated[str, typer.Option(help="Who made it: a reference.")],
    by: Who,
    role: InRole = DESK,
) -> None:
    """Take back a translation that its translator certifies. It is checked next."""
    raw = _read(file)
    async with desk_of(ref, job) as desk:
        content = await _kept(desk, raw, translator)
        request = returning(
            desk.case, desk.job, content, translator, _by(by, role), now()
        )
        await _submit(desk, request)
    say("It is back, and goes to nobody before a second person has checked it.")
    say("They say what they found with 'vigil translation check'.")


@calm
async def check(
    ref: Ref,
    job: Job,
    by: Who,
    right: Annotated[bool, typer.Option("--right", help="Nothing is wrong.")] = False,
    wrong: Annotated[str | None, typer.Option(help="What is wrong, as a code.")] = None,
    role: InRole = DESK,
) -> None:
    """Say as the second person whether a translation is right. Then it may go."""
    if right is (wrong is not None):
        raise Failure(
            Ended.BAD_INPUT, "say either --right, or --wrong and what is", where="check"
        )
    async with desk_of(ref, job) as desk:
        request = checking(desk.case, desk.job, wrong, _by(by, role), now())
        await _submit(desk, request)
    say(_certified(desk.job) if right else "The desk is told.")


@calm
async def cancel(
    ref: Ref,
    job: Job,
    why: Annotated[str, typer.Argument(metavar="WHY", help="Why, as a code.")],
    by: Who,
    role: InRole = DESK,
) -> None:
    """Say that a translation is no longer needed. The desk is told."""
    async with desk_of(ref, job) as desk:
        request = cancelling(desk.case, desk.job, why, _by(by, role), now())
        await _submit(desk, request)
    say("It is cancelled.")


def translation() -> typer.Typer:
    """The commands of the desk, under `vigil translation`."""
    app = typer.Typer(help=HELP, no_args_is_help=True, rich_markup_mode=None)
    for name, command in COMMANDS.items():
        app.command(name)(command)
    return app


COMMANDS: Final[dict[str, Callable[..., None]]] = {
    "list": listed,
    "out": out,
    "draft": draft,
    "back": back,
    "check": check,
    "cancel": cancel,
}


async def _submit(desk: Desk, request: Request) -> None:
    await ask(await client_of(desk.settings), desk.case, request)


def _certified(job: TranslationView) -> str:
    """What happens next: a child's letter, and what is no text, no carrier brings."""
    if job.document is DocumentKind.OUTCOME_FOR_CHILD:
        return (
            "It is certified. A child's letter goes to nobody by itself: name whoever "
            f"takes it to the child (send-document, with translation {job.ref})."
        )
    if job.format != TEXT:
        return (
            "It is certified. Somebody is asked to bring it to each of the family who "
            "needs it now."
        )
    return "It is certified, and goes to each of the family who needs it now."


def _by(person: str, role: Role) -> By:
    return By(person=person, role=role)


async def _kept(desk: Desk, raw: bytes, translator: str) -> str:
    """The fingerprint of what came back. A text is kept; a film stays at the desk."""
    if desk.job.format != TEXT:
        return hashlib.sha256(raw).hexdigest()
    given = await given_out(desk)
    try:
        read = read_return(given, raw)
    except NotAccepted as fault:
        raise Failure(Ended.BAD_INPUT, str(fault), where="FILE") from None
    made = Unchecked(language=read.language, texts=read.texts, translator=translator)
    return await taken_back(desk.texts, desk.case, made)


def _read(file: str) -> bytes:
    try:
        return bytes_of(file)
    except Refused as refused:
        raise refusal(refused, "FILE") from None
