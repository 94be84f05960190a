"""One job of the desk with its text, and its files, as every command needs them."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import NamedTuple

from adapters.clock import SystemClock
from adapters.settings import Settings
from adapters.texts import SqlTexts
from adapters.translation.job import Exported
from adapters.translation.job import Job as GivenOut
from commands.letters.private_copy import write_privately
from commands.one_case import view_of
from commands.output import Ended, Failure
from commands.service import case_ref, settings, store_of
from commands.translation_desk.texts import job_of, source_text
from commands.words import in_words
from domain.translations.needed import TEXT
from domain.translations.shown import TranslationView


class Desk(NamedTuple):
    """One job of one case, with the store that has its text.

    `facts`: how many the case had when it was asked about the job.
    """

    settings: Settings
    case: str
    facts: int
    job: TranslationView
    texts: SqlTexts


@asynccontextmanager
async def desk_of(ref: str, job: str) -> AsyncIterator[Desk]:
    """Ends in bad input for a job that there is not, else in unreachable."""
    found, known = settings(), case_ref(ref)
    view = await view_of(found, known)
    async with store_of(found) as store:
        texts = SqlTexts(store.database, found.custody, SystemClock())
        yield Desk(found, known, view.facts, job_of(view, job), texts)


async def given_out(desk: Desk) -> GivenOut:
    """The job as it stands in its files. Ends as refused for what is no text."""
    _is_a_text(desk.job)
    known = desk.job
    document = await source_text(desk.texts, desk.case, known)
    return GivenOut(ref=known.ref, language=known.language, document=document)


def still_wanted(job: TranslationView) -> None:
    """Ends as refused for a job whose text nobody is to translate any more."""
    if job.ended is not None:
        raise Failure(
            Ended.REFUSED,
            f"this translation is no longer wanted ({in_words(job.ended)}), so it is "
            "not given out: 'vigil translation list' shows which are",
            where="JOB",
        )


def write_new(folder: Path, files: Sequence[Exported]) -> None:
    """Put these files into a folder, or none of them. Ends in bad input.

    A file that is there may have the translator's work in it, and stays as it is.
    """
    if not folder.is_dir():
        is_file = "a file" if folder.exists() else "not there"
        raise _unwritten(f"this is {is_file}: name a folder that is there")
    there = [file.name for file in files if (folder / file.name).exists()]
    if there:
        raise _unwritten(
            f"{' and '.join(there)} lie there already, and a translator's work may be "
            "in them: name another folder. Nothing was written"
        )
    for file in files:
        write_privately(folder / file.name, file.content)


def _unwritten(why: str) -> Failure:
    return Failure(Ended.BAD_INPUT, why, where="--to")


def _is_a_text(job: TranslationView) -> None:
    if job.format != TEXT:
        raise Failure(
            Ended.REFUSED,
            "this version is no text: the desk makes it from the English letter",
            where="JOB",
        )
