"""What the translation desk does with the texts of a case: given out, taken back.

The case knows fingerprints only; the texts lie sealed in the store. Which of them is
right, the case says in each letter that brings one.
"""

from __future__ import annotations

from datetime import datetime
from typing import Final

from activities.ports import Texts, Unavailable
from commands.asking import UNNAMED
from commands.output import Ended, Failure
from domain.documents.model import Document
from domain.requests.base import By
from domain.requests.translations import (
    CancelTranslation,
    CheckTranslation,
    ReturnTranslation,
)
from domain.translations.returned import Unchecked, kept_unchecked_as
from domain.translations.shown import TranslationView
from domain.views import CaseView

NOT_WRITTEN: Final = (
    "the text of this translation is not in the store yet: it is put there when the "
    "desk is written to. Look at 'vigil case', and try again in a few minutes"
)


def job_of(view: CaseView, ref: str) -> TranslationView:
    """The job under this reference. Ends in bad input for one that there is not."""
    job = next((each for each in view.translations if each.ref == ref), None)
    if job is None:
        raise Failure(
            Ended.BAD_INPUT,
            "this case has no translation with that reference: 'vigil translation "
            "list' shows those that it has",
            where="JOB",
        )
    return job


async def source_text(texts: Texts, case: str, job: TranslationView) -> Document:
    """The text as it was given out to translate. Ends in unreachable without it."""
    try:
        held = await texts.get(case, job.source)
    except Unavailable:
        raise Failure(Ended.UNREACHABLE, NOT_WRITTEN) from None
    document = Document.model_validate_json(held)
    return document.model_copy(update={"source": job.source})


async def taken_back(texts: Texts, case: str, back: Unchecked) -> str:
    """Keep what came back until it is checked; its fingerprint."""
    content = back.content
    await texts.put(case, kept_unchecked_as(content), back.model_dump_json())
    return content


def returned_content(job: TranslationView) -> str:
    """The fingerprint of what came back. Ends as refused while nothing has."""
    if job.content is None:
        raise Failure(
            Ended.REFUSED,
            "this translation has not come back: record that first "
            "('vigil translation back')",
            where="JOB",
        )
    return job.content


def returning(
    job: TranslationView, content: str, translator: str, by: By, at: datetime
) -> ReturnTranslation:
    return ReturnTranslation(
        id=UNNAMED,
        by=by,
        translation=job.ref,
        source=job.source,
        content=content,
        translator=translator,
        returned_at=at,
    )


def checking(
    job: TranslationView, wrong: str | None, by: By, at: datetime
) -> CheckTranslation:
    """`wrong`: what is wrong with it; None when nothing is."""
    return CheckTranslation(
        id=UNNAMED,
        by=by,
        translation=job.ref,
        content=returned_content(job),
        right=wrong is None,
        checked_at=at,
        why=wrong,
    )


def cancelling(job: TranslationView, why: str, by: By) -> CancelTranslation:
    return CancelTranslation(id=UNNAMED, by=by, translation=job.ref, reason=why)
