"""`vigil translation`: the desk's work, from giving a text out to its certification."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Final

import typer

from adapters.translation.files import Form, export_job
from commands.asking import with_own_id
from commands.helping import put
from commands.one_case import Ref
from commands.output import Ended, Failure, calm, say
from commands.reading import seen
from commands.service import now
from commands.translation_desk.came_back import kept, read
from commands.translation_desk.draft import draft
from commands.translation_desk.job import (
    Desk,
    desk_of,
    given_out,
    still_wanted,
    write_new,
)
from commands.translation_desk.jobs import listed
from commands.translation_desk.submitting import submitted
from commands.translation_desk.texts import cancelling, checking, returning
from commands.translation_desk.typed import (
    ASKS_THE_DESK,
    DESK,
    InRole,
    Who,
    acting,
    code,
    reference,
)
from commands.translation_desk.wanting import asked_for
from domain.documents.kinds import DocumentKind
from domain.requests import Request
from domain.translations.needed import TEXT
from domain.translations.shown import State, TranslationView

HELP: Final = "The translation desk: ask, give out, take back, check, cancel."
Job = Annotated[str, typer.Argument(metavar="JOB", help="The translation: t1, t2 ...")]
WRONG: Final = "wrong-day"
NOT_NEEDED: Final = "reads-english"
BACK: Final = (
    "It is back, and goes to nobody before a second person has checked it.\n"
    "They say what they found with 'vigil translation check'."
)
BACK_ALREADY: Final = {
    State.RETURNED: "This file came back before, and waits for its check: nothing has "
    "changed. Where its translator was named wrongly, the check says so first ('vigil "
    "translation check --wrong wrong-translator').",
    State.CERTIFIED: "This file came back before, and was certified: nothing has "
    "changed.",
}


@calm
async def out(
    ref: Ref,
    job: Job,
    to: Annotated[Path, typer.Option("--to", help="The folder that they go into.")],
) -> None:
    """Write the text of a translation into a folder, as XLIFF and as a Word file."""
    async with desk_of(ref, job) as desk:
        still_wanted(desk.job)
        given = await given_out(desk)
    files = [export_job(given, form) for form in Form]
    await seen(desk.settings, "translation/out", desk.case, of=desk.job.ref)
    write_new(to, files)
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
    made_by, who = reference(translator, "--translator"), acting(by, role)
    raw = read(file)
    async with desk_of(ref, job) as desk:
        content = await kept(desk, raw, made_by)
        await _submit(desk, returning(desk.job, content, made_by, who, now()))
    known = desk.job.content == content
    say(BACK_ALREADY[desk.job.state] if known else BACK)


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
    why = None if wrong is None else code(wrong, "--wrong", WRONG)
    who = acting(by, role)
    async with desk_of(ref, job) as desk:
        await _submit(desk, checking(desk.job, why, who, now()))
    say(_certified(desk.job) if right else "The desk is told.")


@calm
async def cancel(
    ref: Ref,
    job: Job,
    why: Annotated[str, typer.Argument(metavar="WHY", help="Why, as a code.")],
    by: Who,
    role: InRole = ASKS_THE_DESK,
) -> None:
    """Say that a translation is no longer needed. The desk is told."""
    reason, who = code(why, "WHY", NOT_NEEDED), acting(by, role)
    async with desk_of(ref, job) as desk:
        await _submit(desk, cancelling(desk.job, reason, who))
    say("It is cancelled.")


def translation() -> typer.Typer:
    """The commands of the desk, under `vigil translation`."""
    app = typer.Typer(help=HELP, no_args_is_help=True, rich_markup_mode=None)
    for name, command in COMMANDS.items():
        put(app, name, command)
    return app


COMMANDS: Final[dict[str, Callable[..., None]]] = {
    "list": listed,
    "ask": asked_for,
    "out": out,
    "draft": draft,
    "back": back,
    "check": check,
    "cancel": cancel,
}


async def _submit(desk: Desk, request: Request) -> None:
    asked = with_own_id(desk.case, request, desk.facts)
    await submitted(desk.settings, desk.case, asked)


def _certified(job: TranslationView) -> str:
    """What happens next: a child's letter, and what is no text, no carrier brings."""
    if job.state is State.CERTIFIED:
        return "It was found right before: nothing has changed."
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
