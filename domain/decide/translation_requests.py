"""Asking the desk for a translation that the case itself did not ask for."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from domain.case import Case
from domain.decide import checks
from domain.errors import Refused
from domain.facts import Facts
from domain.facts.translations import TranslationAsked
from domain.record.translations import Translation
from domain.requests.translations import AskTranslation
from domain.translations.given_out import asked_in_vain
from domain.translations.needed import (
    ENGLISH,
    TEXT,
    Version,
    everybody_of,
    readers_of,
    version_of,
)
from domain.translations.renewing import asked_for
from domain.translations.sources import OF_A_CHILD, source_now


def asked_of_the_desk(case: Case, request: AskTranslation, now: datetime) -> Facts:
    """A job of its own, for whoever of the family reads that language now."""
    checks.happened(request.asked_at, now, "asked_at")
    checks.conference(case, request.about)
    version = _version(case, request)
    source = source_now(case, version)
    if not source:
        raise Refused(
            "nothing-to-translate-yet",
            "There is no such text yet: a plan is translated once it was agreed, a "
            "record once the conference is closed, and the rest once it was held.",
            where="about",
        )
    _is_to_be_asked(case, version)
    people = readers_of(case, version)
    job = asked_for(case, version, source, people, now, request.by.person)
    return (TranslationAsked(at=now, translation=job),)


def _is_to_be_asked(case: Case, version: Version) -> None:
    """Raises `Refused` for what was asked for already, or goes to nobody."""
    if any(version_of(job) == version for job in _live(case)):
        raise Refused(
            "asked-already",
            "This translation was asked for already: 'vigil translation list' shows "
            "how far it is.",
            where="language",
        )
    if not everybody_of(case, version.text):
        raise Refused(
            "given-to-nobody",
            "This text goes to nobody of the family yet: decide first who is given it "
            "(decide-sharing).",
            where="document",
        )


def _live(case: Case) -> Iterator[Translation]:
    """What the desk has, or has given back: not a job whose letter failed."""
    for job in case.translations:
        vain = job.with_the_desk and asked_in_vain(case, job)
        if job.ended is None and not vain:
            yield job


def _version(case: Case, request: AskTranslation) -> Version:
    """What is asked for. Raises `Refused` where that cannot be one."""
    document, child = request.document, request.child
    if (child is not None) != (document in OF_A_CHILD):
        raise Refused(
            "about-which-child",
            "A plan, and a letter about an outcome, is about one child: name it with "
            "'child'. Anything else is about the whole conference: leave it out.",
            where="child",
        )
    if child is not None:
        checks.child(case, child, "child")
    if (request.language, request.format) == (ENGLISH, TEXT):
        raise Refused(
            "written-in-english",
            "Every text is written in English: name another language or form.",
            where="language",
        )
    return Version(document, request.about, child, request.language, request.format)
