"""One job of the desk with its text, as every command about it needs it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import NamedTuple

from adapters.clock import SystemClock
from adapters.files import write_whole
from adapters.settings import Settings
from adapters.texts import SqliteTexts
from adapters.translation.job import Job as GivenOut
from commands.one_case import view_of
from commands.output import Ended, Failure
from commands.service import case_ref, settings, store_of
from commands.translation_desk.texts import job_of, source_text
from domain.translations.needed import TEXT
from domain.translations.shown import TranslationView


class Desk(NamedTuple):
    """One job of one case, with the store that has its text."""

    settings: Settings
    case: str
    job: TranslationView
    texts: SqliteTexts


@asynccontextmanager
async def desk_of(ref: str, job: str) -> AsyncIterator[Desk]:
    """Ends in bad input for a job that there is not, else in unreachable."""
    found, known = settings(), case_ref(ref)
    view = await view_of(found, known)
    async with store_of(found) as store:
        texts = SqliteTexts(store.database, found.keyring(), SystemClock())
        yield Desk(found, known, job_of(view, job), texts)


async def given_out(desk: Desk) -> GivenOut:
    """The job as it stands in its files. Ends as refused for what is no text."""
    _is_a_text(desk.job)
    known = desk.job
    document = await source_text(desk.texts, desk.case, known)
    return GivenOut(ref=known.ref, language=known.language, document=document)


def write(file: Path, content: bytes) -> None:
    try:
        write_whole(file, content)
    except OSError as error:
        raise Failure(
            Ended.BAD_INPUT,
            f"this folder cannot be written to ({type(error).__name__}): check that "
            "it is there and yours",
            where="--to",
        ) from None


def _is_a_text(job: TranslationView) -> None:
    if job.format != TEXT:
        raise Failure(
            Ended.REFUSED,
            "this version is no text: the desk makes it from the English letter",
            where="JOB",
        )
