"""`vigil translation list`: every translation of a case, and how far it is."""

from __future__ import annotations

from typing import Final

from rich.table import Table

from activities.wording.documents_named import name_of
from activities.wording.languages import language
from commands.one_case import Ref, view_of
from commands.output import AsJson, calm, rows, say, say_json, show, table
from commands.reading import seen
from commands.service import case_ref, settings
from commands.words import Place, day, in_words
from domain.translations.shown import State, TranslationView

STANDS: Final = {
    State.ASKED: "with the desk, or its translator",
    State.FAILED: "not given out: the letter to the desk failed",
    State.RETURNED: "waits for its check",
    State.CERTIFIED: "certified",
    State.ENDED: "no longer wanted",
}


@calm
async def listed(ref: Ref, json: AsJson = False) -> None:
    """Every translation of a case: what, into what, by when, and how far it is."""
    found, known = settings(), case_ref(ref)
    view = await view_of(found, known)
    await seen(found, "translation/list", known)
    if json:
        say_json([job.model_dump(mode="json") for job in view.translations])
    elif not view.translations:
        say("No translation was asked for in this case.")
    else:
        show(_table(view.translations, Place(view.rulebook.id)))


def _table(jobs: tuple[TranslationView, ...], place: Place) -> Table:
    """The jobs as a table of at most 80 columns, with what each text is called here."""
    made = table("Job", "What, and of whom", "Into what", "Where it stands, and due")
    return rows(made, (_line(job, place) for job in jobs))


def _line(job: TranslationView, place: Place) -> tuple[str, ...]:
    return (
        job.ref,
        f"{name_of(job.document, place)}\nof {job.child or job.about}",
        f"{language(job.language)}\n{in_words(job.format)}",
        _stands(job),
    )


def _stands(job: TranslationView) -> str:
    """Where it is; by when, or why no more; how often the desk was asked for it."""
    why = f" ({in_words(job.ended)})" if job.ended else ""
    due = f"\nby {day(job.due_on)}" if job.due_on else ""
    chased = f"\nasked for again: {job.chased}" if job.chased else ""
    return f"{STANDS[job.state]}{why}{due}{chased}"
