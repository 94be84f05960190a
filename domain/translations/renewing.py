"""Today's jobs of the desk against the versions needed: the difference, as facts.

A job belongs to one text. When that text changes the job ends and is asked for anew;
when nobody needs it any more it ends too. One that the desk never got, since the letter
failed, waits until somebody has dealt with that, and ends where they asked for it anew
(`ask-translation`). What a person cancelled is not asked for again until the text is
another one. A certified version of this very text is used again, whoever comes to need
it: nothing is translated twice.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Final, NamedTuple

from domain.case import Case
from domain.documents.kinds import DocumentKind
from domain.evolve import evolved
from domain.evolve.changes import changed
from domain.facts import Facts
from domain.facts.translations import TranslationAsked, TranslationEnded
from domain.record.translations import Translation
from domain.translations.given_out import asked_in_vain
from domain.translations.needed import (
    Version,
    anybody_reads_otherwise,
    needed,
    plan_conference,
    version_of,
)
from domain.translations.sources import Fingerprints

SOURCE_CHANGED: Final = "source-changed"
NO_LONGER_NEEDED: Final = "no-longer-needed"
NOT_GIVEN_OUT: Final = "not-given-out"


class _Text(NamedTuple):
    """One version as it is wanted: for whom, and which jobs of it there were."""

    version: Version
    people: tuple[str, ...]
    before: tuple[Translation, ...]


def renewed(case: Case, now: datetime, before: Case) -> Facts:
    """What brings the desk's jobs up to the record; nothing where they are.

    Nothing for a case whose terms know of no translations as documents. `before`: the
    case as it was when this was last so, or in any later state that says the same.
    """
    if case.terms.letters is None:
        return ()
    if not case.translations and not anybody_reads_otherwise(case):
        return ()
    wanted, sources = needed(case), Fingerprints(case, before)
    ended = tuple(_ended(case, wanted, sources, now))
    after = evolved(case, ended)
    asked: list[TranslationAsked] = []
    for text in _wanted(after, wanted):
        job = _job(after, text, sources, now)
        if job is not None:
            asked.append(TranslationAsked(at=now, translation=job))
            after = evolved(after, asked[-1:])
    return (*ended, *asked)


def _wanted(case: Case, wanted: dict[Version, tuple[str, ...]]) -> Iterator[_Text]:
    """What the family needs, then what somebody asked for; less what is not asked."""
    before: dict[Version, tuple[Translation, ...]] = {}
    for job in case.translations:
        version = version_of(job)
        before[version] = (*before.get(version, ()), job)
    newest = _newest_records(case)
    by_people = (v for v, jobs in before.items() if _was_asked_for(jobs[-1]))
    for version in dict.fromkeys((*wanted, *by_people)):
        jobs = before.get(version, ())
        old = version.document is DocumentKind.RECORD and version.about not in newest
        if jobs or not old:
            yield _Text(version, wanted.get(version, ()), jobs)


def _was_asked_for(job: Translation) -> bool:
    """What somebody asked for is asked for again once the text is another one."""
    return job.asked_by is not None and job.ended == SOURCE_CHANGED


def _newest_records(case: Case) -> frozenset[str]:
    """Of records only the newest of a child is asked for, or what was asked before."""
    closed = (c for c in case.conferences if c.closed_at is not None)
    return frozenset({child: c.ref for c in closed for child in c.children}.values())


def _ended(
    case: Case,
    wanted: dict[Version, tuple[str, ...]],
    sources: Fingerprints,
    now: datetime,
) -> Iterator[TranslationEnded]:
    for job in case.translations:
        why = _why_ended(case, job, wanted, sources) if job.ended is None else None
        if why is not None:
            yield TranslationEnded(at=now, translation=job.ref, why=why)


def _why_ended(
    case: Case,
    job: Translation,
    wanted: dict[Version, tuple[str, ...]],
    sources: Fingerprints,
) -> str | None:
    version = version_of(job)
    if sources(version) != job.source:
        return SOURCE_CHANGED
    if job.asked_by is None and version not in wanted and not _has_gone_by(case, job):
        return NO_LONGER_NEEDED
    if job.with_the_desk and asked_in_vain(case, job) and _asked_anew(case, job):
        return NOT_GIVEN_OUT
    return None


def _asked_anew(case: Case, job: Translation) -> bool:
    """Somebody asked for the same version again, in place of this job."""
    same = (j for j in case.translations if version_of(j) == version_of(job))
    return any(j.awaited and j.ref != job.ref for j in same)


def _has_gone_by(case: Case, job: Translation) -> bool:
    """A certified plan that a later one followed: what goes out of it was right."""
    if job.awaited or job.document is not DocumentKind.PLAN:
        return False
    conference = plan_conference(case, job.child or "")
    return conference is None or conference.ref != job.about


def _job(
    case: Case, text: _Text, sources: Fingerprints, now: datetime
) -> Translation | None:
    """The job to ask for, where it is not with the desk, or certified for them all."""
    version, source = text.version, sources(text.version)
    same = [j for j in text.before if j.source == source]
    if not source or any(j.awaited for j in same):
        return None
    made = next((j for j in same if j.checked_at is not None), None)
    if made is not None:
        given = {ref for j in same if j.certified for ref in j.readers}
        left = tuple(ref for ref in text.people if ref not in given)
        return _again(case, made, left, now) if left else None
    if any(j.ended_by is not None for j in same):
        return None
    asker = next((j.asked_by for j in reversed(text.before) if j.asked_by), None)
    return asked_for(case, version, source, text.people, now, asker)


def asked_for(
    case: Case,
    version: Version,
    source: str,
    people: tuple[str, ...],
    now: datetime,
    by: str | None = None,
) -> Translation:
    """A new job of the desk, under the next reference."""
    return Translation(
        ref=_next_ref(case),
        document=version.document,
        about=version.about,
        child=version.child,
        language=version.language,
        format=version.format,
        source=source,
        asked_at=now,
        asked_by=by,
        readers=people,
    )


def _again(
    case: Case, made: Translation, people: tuple[str, ...], now: datetime
) -> Translation:
    """The same certified text, for those who have come to need it since."""
    return changed(
        made,
        ref=_next_ref(case),
        again=made.ref,
        asked_at=now,
        readers=people,
        reached=(),
        chased=0,
        ended=None,
        ended_at=None,
        ended_by=None,
    )


def _next_ref(case: Case) -> str:
    return f"t{len(case.translations) + 1}"
