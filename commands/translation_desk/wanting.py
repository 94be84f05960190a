"""`vigil translation ask`: ask the desk for what the case itself did not ask for."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Annotated

import typer

from commands.asking import UNNAMED, with_own_id
from commands.one_case import Ref, view_of
from commands.output import calm, say
from commands.service import case_ref, now, settings
from commands.translation_desk.submitting import submitted
from commands.translation_desk.typed import (
    ASKS_THE_DESK,
    InRole,
    Who,
    acting,
    code,
    language_code,
    reference,
)
from commands.words import day
from domain.documents.kinds import DocumentKind
from domain.requests import Request
from domain.requests.base import By
from domain.requests.translations import AskTranslation
from domain.translations.needed import TEXT, Version
from domain.translations.shown import TranslationView
from domain.views import CaseView


class Text(StrEnum):
    """What can be asked for in another language: what came of a conference."""

    PLAN = DocumentKind.PLAN.value
    RECORD = DocumentKind.RECORD.value
    DECISION_SUMMARY = DocumentKind.DECISION_SUMMARY.value
    OUTCOME_FOR_CHILD = DocumentKind.OUTCOME_FOR_CHILD.value


@calm
async def asked_for(
    ref: Ref,
    document: Annotated[Text, typer.Option(help="Which text.")],
    about: Annotated[str, typer.Option(help="Of which conference: its reference.")],
    language: Annotated[str, typer.Option(help="Into which language: ur, pl ...")],
    by: Who,
    child: Annotated[
        str | None, typer.Option(help="Whose plan or letter: the child's reference.")
    ] = None,
    format: Annotated[
        str, typer.Option(help="In which form: text, signed-video, easy-read ...")
    ] = TEXT,
    role: InRole = ASKS_THE_DESK,
) -> None:
    """Ask the desk for a text in another language, or in another form."""
    version = Version(
        DocumentKind(document),
        reference(about, "--about"),
        None if child is None else reference(child, "--child"),
        language_code(language, "--language"),
        code(format, "--format", "signed-video"),
    )
    who, found, known = acting(by, role), settings(), case_ref(ref)
    view = await view_of(found, known)
    await submitted(found, known, _asking(view, version, who, now()))
    made = _job(await view_of(found, known), version)
    due = f", due by the end of {day(made.due_on)}" if made.due_on else ""
    say(f"The desk is asked for it, as {made.ref}{due}.")


def _asking(view: CaseView, version: Version, by: By, at: datetime) -> Request:
    fields = {"id": UNNAMED, "by": by, "asked_at": at, **version._asdict()}
    asking = AskTranslation.model_validate(fields)
    return with_own_id(view.case, asking, view.facts)


def _job(view: CaseView, version: Version) -> TranslationView:
    """The newest job for it: what was just asked for is there."""
    return next(job for job in reversed(view.translations) if _of(job) == version)


def _of(job: TranslationView) -> Version:
    return Version(job.document, job.about, job.child, job.language, job.format)
