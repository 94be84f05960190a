"""What people see of the translations of a case."""

from __future__ import annotations

from enum import StrEnum

from domain.case import Case
from domain.documents.kinds import DocumentKind
from domain.ids import Day, Instant, Key, Ref
from domain.record.people import Language
from domain.record.translations import Translation
from domain.translations.chasing import duty_of
from domain.translations.given_out import asked_in_vain
from rulebook.schema import Code, Frozen


class State(StrEnum):
    """Where a translation is. Derived whenever asked; never stored."""

    ASKED = "with-the-desk"
    FAILED = "not-given-out"
    RETURNED = "waits-for-its-check"
    CERTIFIED = "certified"
    ENDED = "no-longer-wanted"


class TranslationView(Frozen):
    """One job of the desk. `due_on`: by when, while it is open; `chased`: how often.

    `ended`: why it is no longer wanted. `source` is the fingerprint of its text, and
    `content` that of what came back, which `checked_by` found right.
    """

    ref: Ref
    document: DocumentKind
    about: Key
    child: Ref | None
    language: Language
    format: Code
    source: str
    content: str | None
    checked_by: Ref | None
    checked_at: Instant | None
    asked_at: Instant
    due_on: Day | None
    chased: int
    state: State
    ended: Code | None


def translations_view(case: Case) -> tuple[TranslationView, ...]:
    """Every translation of the case, in the order asked for."""
    return tuple(_view(case, job) for job in case.translations)


def _view(case: Case, job: Translation) -> TranslationView:
    duty = duty_of(case, job)
    return TranslationView(
        ref=job.ref,
        document=job.document,
        about=job.about,
        child=job.child,
        language=job.language,
        format=job.format,
        source=job.source,
        content=job.content,
        checked_by=job.checked_by,
        checked_at=job.checked_at,
        asked_at=job.asked_at,
        due_on=duty.due.due_on if duty else None,
        chased=job.chased,
        state=_state(case, job),
        ended=job.ended,
    )


def _state(case: Case, job: Translation) -> State:
    if job.ended is not None:
        return State.ENDED
    if job.certified:
        return State.CERTIFIED
    if not job.with_the_desk:
        return State.RETURNED
    return State.FAILED if asked_in_vain(case, job) else State.ASKED
