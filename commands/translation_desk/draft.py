"""`vigil translation draft`: a machine's help for the translator, and nothing more.

A draft is written as a file that is marked as one. It is no translation that came back:
its translator confirms every sentence, answers for it, and another person checks it.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Final

import typer
from pydantic import SecretStr, ValidationError

from activities.ports import Refusal, Unavailable
from adapters.translation.apertium import NO_ENGINE, Apertium
from adapters.translation.drafting import NO_SUCH_PAIR
from adapters.translation.files import Form, export_job
from adapters.translation.libretranslate import LibreTranslate
from commands.one_case import Ref
from commands.output import Ended, Failure, calm, say
from commands.reading import seen
from commands.service import settings
from commands.translation_desk.job import (
    desk_of,
    given_out,
    still_wanted,
    write_new,
)

OUR_OWN: Final = (
    "what people wrote about a family goes there, so it is to be a machine of the "
    "council's own: write its address with https://, or http://localhost:5000 for one "
    "that runs on this machine"
)
#: Why a machine made none, by the codes of both.
WHY_NOT: Final[Mapping[str, str]] = {
    NO_ENGINE: "the program apertium is not installed on this machine",
    NO_SUCH_PAIR: "this machine does not translate between these two languages",
    "engine-unreachable": "nothing answers at that address: check --url, and that "
    "LibreTranslate runs there",
    "engine-timed-out": "the machine took too long: try again when it is less busy",
    "engine-busy": "the machine is busy: try again in a few minutes",
    "engine-failed": "the program apertium failed: try it by itself",
}
OTHERWISE: Final = (
    "the machine gave an answer that cannot be used: check its address, and the key "
    "that it may ask for"
)


class Engine(StrEnum):
    """A program that drafts. Both can run on the council's own machines."""

    LIBRETRANSLATE = "libretranslate"
    APERTIUM = "apertium"


@calm
async def draft(
    ref: Ref,
    job: Annotated[str, typer.Argument(metavar="JOB", help="The translation.")],
    engine: Annotated[Engine, typer.Option(help="Which machine drafts.")],
    to: Annotated[Path, typer.Option("--to", help="The folder that it goes into.")],
    url: Annotated[
        str | None, typer.Option(help="Where the council's LibreTranslate listens.")
    ] = None,
) -> None:
    """Write a machine's draft for the translator. It can be sent to nobody."""
    drafter = _drafter(engine, url, settings().libretranslate_key)
    async with desk_of(ref, job) as desk:
        still_wanted(desk.job)
        given = await given_out(desk)
    # Before the machine is shown it, which may be another's.
    await seen(desk.settings, "translation/draft", desk.case, of=desk.job.ref)
    try:
        drafted = await drafter.draft(given)
    except (Refusal, Unavailable) as why:
        said = WHY_NOT.get(why.code, OTHERWISE)
        raise Failure(
            Ended.UNREACHABLE,
            f"no draft was made: {said}. The English file can be translated without "
            "one ('vigil translation out')",
            where="--engine",
        ) from None
    files = [export_job(given, form, drafted) for form in Form]
    write_new(to, files)
    names = ", ".join(file.name for file in files)
    say(f"Written, as a DRAFT: {names}. A translator goes through every sentence.")


def _drafter(engine: Engine, url: str | None, key: SecretStr | None) -> Drafter:
    if engine is Engine.APERTIUM:
        return Apertium()
    if url is None:
        raise Failure(
            Ended.BAD_INPUT, f"say where it listens; {OUR_OWN}", where="--url"
        )
    try:
        return LibreTranslate(url=url, api_key=key)
    except ValidationError:
        raise Failure(
            Ended.BAD_INPUT,
            f"no text is sent to such an address; {OUR_OWN}",
            where="--url",
        ) from None


Drafter = Apertium | LibreTranslate
