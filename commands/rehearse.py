"""`vigil rehearse`: play a story, and tell as JSON what Vigil makes of it."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Annotated, Final

import typer
from pydantic import TypeAdapter, ValidationError
from temporalio.service import RPCError

from adapters.embedded_server import ServerUnavailable
from adapters.settings import Settings
from commands.intake import bytes_of
from commands.output import Ended, Failure, calm, say_json
from commands.progress import passing
from commands.rehearsal.playing import play
from commands.rehearsal.rehearsed import Rehearsed
from commands.rehearsal.skipping import NotSettled, Progress, skip_through
from commands.rehearsal.story import Story, read_story
from commands.service import refusal, settings
from domain.errors import BadInput
from domain.ids import Instant

INSTANT: Final = TypeAdapter[datetime](Instant)


class Engine(StrEnum):
    """What plays a story. Both make the same of it."""

    DOMAIN = "domain"
    TEMPORAL = "temporal"


@calm
async def rehearse(
    story: Annotated[
        str,
        typer.Argument(
            metavar="STORY.jsonl", help="A referral, then requests; - reads it."
        ),
    ],
    until: Annotated[
        str | None,
        typer.Option(help="Wind on to this instant, as 2027-01-11T10:00:00Z."),
    ] = None,
    engine: Annotated[
        Engine,
        typer.Option(help="The domain alone, or a Temporal server with time skipped."),
    ] = Engine.DOMAIN,
    json: Annotated[
        bool, typer.Option("--json", help="As JSON, which is the answer anyway.")
    ] = True,
) -> None:
    """Play a story: the case, what is due, every entry, letter, refusal, as JSON."""
    told = story_in(story, settings())
    end = None if until is None else instant(until)
    with passing(1 + len(told.askings), "The story is played") as played:
        if engine is Engine.DOMAIN:
            rehearsed = play(told, end, played)
        else:
            rehearsed = await on_a_server(told, end, played)
    say_json(rehearsed)


def story_in(file: str, settings: Settings) -> Story:
    """The story in a file. Ends in bad input, with the line and the field's path."""
    try:
        return read_story(bytes_of(file), settings.rulebook_folders)
    except BadInput as bad:
        raise refusal(bad) from None


def instant(given: str) -> datetime:
    """An instant with its offset. Ends in bad input."""
    try:
        return INSTANT.validate_python(given)
    except ValidationError:
        raise Failure(
            Ended.BAD_INPUT,
            "give an instant with its offset, as 2027-01-11T10:00:00Z",
            where="--until",
        ) from None


async def on_a_server(
    story: Story, until: datetime | None, progress: Progress = lambda played: None
) -> Rehearsed:
    """The story on a real server. Ends in unreachable when that cannot be had."""
    try:
        return await skip_through(story, until, progress)
    except ServerUnavailable as error:
        raise Failure(Ended.UNREACHABLE, str(error)) from None
    except (NotSettled, RPCError, TimeoutError):
        raise Failure(
            Ended.UNREACHABLE,
            "the server of the rehearsal did not answer in time: try again when the "
            "machine has less to do",
        ) from None
