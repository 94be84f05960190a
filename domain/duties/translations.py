"""What a translation that was asked for begins, and what meets it.

A certified version that was used again was never with the desk: nothing is due for it.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from domain.case import Case
from domain.duties.met import MetAt
from domain.duties.start import Beginning, Finder, Over, still_due
from domain.record.translations import Translation
from rulebook.schema import Met, Start


def asked(case: Case, thorough: bool) -> Iterator[Beginning]:
    """Each translation, unless what it began has long been done."""
    if not case.translations:
        return
    due = still_due(case)
    for job in case.translations:
        under_way = thorough or job.awaited or job.ref in due
        if under_way and job.again is None:
            yield Beginning(
                ref=job.ref,
                of=job.ref,
                anchor=job.asked_at,
                children=_children(case, job),
                over=_over(job),
            )


def _children(case: Case, job: Translation) -> tuple[str, ...]:
    if job.child is not None:
        return (job.child,)
    conference = case.conference(job.about)
    return conference.children if conference is not None else ()


def _over(job: Translation) -> Over | None:
    if job.ended is None or job.ended_at is None:
        return None
    return Over(job.ended, job.ended_at)


def translated(case: Case, began: Beginning, who: str) -> datetime | None:
    """When a second person found it right."""
    job = case.translation(began.of)
    return None if job is None else job.checked_at


TRANSLATIONS: dict[Start, Finder] = {Start.TRANSLATION_ASKED: asked}

TRANSLATIONS_MET: dict[Met, MetAt] = {Met.TRANSLATED: translated}
