"""Requests about translations: given back, checked by another, given up."""

from __future__ import annotations

from datetime import datetime

from domain.case import Case
from domain.decide import checks
from domain.decide.translation_requests import asked_of_the_desk
from domain.errors import Refused
from domain.facts import Facts
from domain.facts.translations import (
    TranslationCertified,
    TranslationEnded,
    TranslationRejected,
    TranslationReturned,
)
from domain.record.translations import Translation
from domain.requests.translations import (
    AskTranslation,
    CancelTranslation,
    CheckTranslation,
    ReturnTranslation,
    TranslationRequest,
)
from domain.translations.needed import readers_of, version_of
from domain.translations.renewing import SOURCE_CHANGED
from domain.translations.sources import source_now


def decide_translations(
    case: Case, request: TranslationRequest, now: datetime
) -> Facts:
    if case.terms.letters is None:
        raise Refused(
            "terms-know-no-translations",
            "This case was opened before translations were followed: go over to "
            "procedures and local settings that do first (adopt-terms).",
            where="kind",
        )
    _not_of_the_family(case, request.by.person, "by.person")
    match request:
        case AskTranslation():
            return asked_of_the_desk(case, request, now)
        case ReturnTranslation():
            return _returned(case, request, now)
        case CheckTranslation():
            return _checked(case, request, now)
        case CancelTranslation():
            return _cancelled(case, request, now)


def _not_of_the_family(case: Case, ref: str, where: str) -> None:
    """Nobody translates, or checks, for their own family. Raises `Refused`."""
    if case.child(ref) is not None or case.is_relative(ref):
        raise Refused(
            "of-the-family",
            "Nobody of the family asks for, makes or checks a translation: name "
            "somebody who is not of it.",
            where=where,
        )


def _job(case: Case, ref: str) -> Translation:
    """A job of the desk that is still wanted. Raises `Refused` otherwise."""
    job = case.translation(ref)
    if job is None:
        raise Refused(
            "unknown-translation",
            "No translation of this case has that reference: use one that "
            "'vigil translation list' shows.",
            where="translation",
        )
    if job.ended == SOURCE_CHANGED or (job.ended is None and _is_stale(case, job)):
        raise Refused(
            "text-has-changed",
            "The text has changed since this was asked for, so it is no longer wanted: "
            "the new text has a reference of its own, where it is still needed.",
            where="translation",
        )
    if job.ended is not None:
        raise Refused(
            "no-longer-wanted",
            f"This translation is no longer wanted ({job.ended}): ask for it again if "
            "it is needed after all (ask-translation).",
            where="translation",
        )
    return job


def _is_stale(case: Case, job: Translation) -> bool:
    """The clock alone may have changed the text since anybody last asked anything."""
    return source_now(case, version_of(job)) != job.source


def _returned(case: Case, request: ReturnTranslation, now: datetime) -> Facts:
    at = checks.happened(request.returned_at, now, "returned_at")
    job = _job(case, request.translation)
    _not_of_the_family(case, request.translator, "translator")
    if request.source != job.source:
        raise Refused(
            "other-source",
            "This was made from another text than the one that was given out: "
            "translate the newest one ('vigil translation out').",
            where="source",
        )
    if job.content is not None:
        return _again(job, request)
    checks.not_before(at, job.asked_at, "returned_at", "it was asked for")
    return (
        TranslationReturned(
            at=at,
            translation=job.ref,
            translator=request.translator,
            by=request.by.person,
            content=request.content,
        ),
    )


def _again(job: Translation, request: ReturnTranslation) -> Facts:
    """The very same thing a second time changes nothing; another is refused."""
    if request.content == job.content:
        return ()
    if job.certified:
        raise Refused(
            "certified-already",
            "Another translation of this text has been found right, and may have been "
            "sent: nothing takes its place until the text changes.",
            where="content",
        )
    raise Refused(
        "waits-for-its-check",
        "Another translation of this text came back and waits for its check: check "
        "that one first (check-translation).",
        where="content",
    )


def _checked(case: Case, request: CheckTranslation, now: datetime) -> Facts:
    at = checks.happened(request.checked_at, now, "checked_at")
    job = _job(case, request.translation)
    returned_at = _may_be_checked(job, request)
    if job.certified and request.right:
        return ()
    _is_open_to_a_check(job, request)
    checks.not_before(at, returned_at, "checked_at", "it came back")
    checker = request.by.person
    if request.right:
        people = readers_of(case, version_of(job))
        return (
            TranslationCertified(
                at=at, translation=job.ref, checked_by=checker, readers=people
            ),
        )
    why = request.why or "not-said"
    return (
        TranslationRejected(at=at, translation=job.ref, checked_by=checker, why=why),
    )


def _may_be_checked(job: Translation, request: CheckTranslation) -> datetime:
    """When this very text came back. Raises `Refused` where it did not."""
    if job.returned_at is None:
        raise Refused(
            "not-back-yet",
            "This translation has not come back: record that first "
            "(return-translation).",
            where="translation",
        )
    if request.content != job.content:
        raise Refused(
            "other-content",
            "This is not the text that came back: check that one.",
            where="content",
        )
    return job.returned_at


def _is_open_to_a_check(job: Translation, request: CheckTranslation) -> None:
    """By a second person, of what nobody has checked yet, with a reason if wrong."""
    if job.certified:
        raise Refused(
            "certified-already",
            "This translation was found right, and may have been sent: tell the desk, "
            "and whoever has it, what is wrong with it.",
            where="right",
        )
    if request.by.person in (job.translator, job.returned_by):
        raise Refused(
            "second-person-checks",
            "Whoever made a translation, or gave it back, does not check it: ask "
            "somebody else who reads the language.",
            where="by.person",
        )
    if not request.right and request.why is None:
        raise Refused(
            "say-what-is-wrong",
            "Say in 'why' what is wrong with it, so that the desk can put it right.",
            where="why",
        )


def _cancelled(case: Case, request: CancelTranslation, now: datetime) -> Facts:
    job = _job(case, request.translation)
    if job.certified:
        raise Refused(
            "certified-already",
            "This translation was found right, and may have been sent: it can no "
            "longer be cancelled.",
            where="translation",
        )
    ended = TranslationEnded(
        at=now, translation=job.ref, why=request.reason, by=request.by.person
    )
    return (ended,)
