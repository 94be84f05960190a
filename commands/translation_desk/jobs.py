"""`vigil translation list`: every translation of a case, and how far it is."""

from __future__ import annotations

from rich.table import Table

from commands.one_case import Ref, view_of
from commands.output import AsJson, calm, rows, say, say_json, show, table
from commands.service import case_ref, settings
from commands.words import day, in_words
from domain.translations.shown import TranslationView


@calm
async def listed(ref: Ref, json: AsJson = False) -> None:
    """Every translation of a case: what, into what, by when, and how far it is."""
    view = await view_of(settings(), case_ref(ref))
    if json:
        say_json([job.model_dump(mode="json") for job in view.translations])
    elif not view.translations:
        say("No translation was asked for in this case.")
    else:
        show(_table(view.translations))


def _table(jobs: tuple[TranslationView, ...]) -> Table:
    made = table("JOB", "TEXT", "OF", "LANGUAGE", "FORM", "DUE", "#CHASED", "STANDS")
    return rows(
        made,
        (
            (
                job.ref,
                in_words(job.document),
                job.child or job.about,
                job.language,
                job.format,
                day(job.due_on),
                str(job.chased),
                f"{job.state}{f' ({in_words(job.ended)})' if job.ended else ''}",
            )
            for job in jobs
        ),
    )
