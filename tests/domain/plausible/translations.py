"""Plausible requests about translations: asked for, given back, checked, given up."""

from __future__ import annotations

from domain.documents.kinds import DocumentKind
from domain.record.translations import Translation
from domain.requests.translations import (
    AskTranslation,
    CancelTranslation,
    CheckTranslation,
    ReturnTranslation,
)
from tests.domain.plausible.scene import (
    CHAIR,
    MANAGER,
    SOCIAL_WORKER,
    Asking,
    CannotAsk,
    Scene,
)

LANGUAGES = ("pl", "ur", "cy")
CONTENTS = ("a" * 64, "b" * 64)
TRANSLATORS = ("t-one", "t-two", "p-mother")


def _ask(s: Scene) -> AskTranslation:
    conference = s.one(c for c in s.case.conferences if c.held_at is not None)
    record = conference.closed_at is not None and s.chance(1, 2)
    plan = DocumentKind.PLAN
    return AskTranslation(
        id=s.id,
        by=SOCIAL_WORKER,
        document=DocumentKind.RECORD if record else plan,
        about=conference.ref,
        child=None if record else s.one(conference.children),
        language=s.one(LANGUAGES),
        format="text" if s.chance(4, 5) else "signed-video",
        asked_at=s.now,
    )


def _job(s: Scene) -> Translation:
    """One that is wanted, mostly. Raises `CannotAsk` when there is none."""
    jobs = s.case.translations
    wanted = [job for job in jobs if job.ended is None]
    return s.one(wanted if wanted and s.chance(4, 5) else jobs)


def _return(s: Scene) -> ReturnTranslation:
    job = _job(s)
    return ReturnTranslation(
        id=s.id,
        by=CHAIR,
        translation=job.ref,
        source=job.source if s.chance(4, 5) else "0" * 64,
        content=s.one(CONTENTS),
        translator=s.one(TRANSLATORS),
        returned_at=s.lately(job.asked_at),
    )


def _check(s: Scene) -> CheckTranslation:
    back = [job for job in s.case.translations if job.returned_at is not None]
    job = s.one(back)
    if job.content is None:
        raise CannotAsk
    return CheckTranslation(
        id=s.id,
        by=MANAGER if s.chance(4, 5) else CHAIR,
        translation=job.ref,
        content=job.content if s.chance(4, 5) else s.one(CONTENTS),
        right=s.chance(2, 3),
        checked_at=s.lately(job.returned_at),
        why="wrong-name" if s.chance(4, 5) else None,
    )


def _cancel(s: Scene) -> CancelTranslation:
    return CancelTranslation(
        id=s.id, by=SOCIAL_WORKER, translation=_job(s).ref, reason="reads-english"
    )


TRANSLATIONS: dict[type, Asking] = {
    AskTranslation: _ask,
    ReturnTranslation: _return,
    CheckTranslation: _check,
    CancelTranslation: _cancel,
}
