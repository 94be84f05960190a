"""A letter of a case whose terms say how letters are followed: typed, and cleared.

It is made for its readers: the recipient, and everybody who reads with them. What they
may not see is left out; where that cannot be, and where one of its texts says
something that is kept from them, there is no letter.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from datetime import datetime
from hashlib import sha256
from typing import Final

from domain.case import Case
from domain.clearance.bare import gives_away
from domain.clearance.clearing import Clearing, NotSeen
from domain.clearance.hiding import places
from domain.clearance.readers import readers_of, workers
from domain.clearance.withheld import secrets_among
from domain.correspondence.agreements import (
    core_group_note,
    delay_agreement,
    exclusion_letter,
)
from domain.correspondence.desk import translation_request
from domain.correspondence.for_children import outcome_for_child
from domain.correspondence.looking_through import look_through
from domain.correspondence.meetings import appointment, cancellation, invitation
from domain.correspondence.plans import plan
from domain.correspondence.recipient import NotCleared, NothingToSay, Recipient, inbox
from domain.correspondence.records import record, summary
from domain.correspondence.sources import source_of
from domain.correspondence.staff import items
from domain.correspondence.telling import Telling
from domain.correspondence.to_translate import to_translate
from domain.documents.kinds import OF_A_CONFERENCE, DocumentKind
from domain.effects import Effect, EffectKind
from domain.letters import Appointment, Certification, Letter, Line
from domain.record.conferences import Conference
from domain.record.translations import Translation

Say = Callable[[Telling], Iterable[Line]]


def _items(t: Telling) -> Iterable[Line]:
    return items(t.case, t.effect, t.to, t.now)


SAYS: Final[dict[DocumentKind, Say]] = {
    DocumentKind.INVITATION: invitation,
    DocumentKind.CANCELLATION: cancellation,
    DocumentKind.PLAN: plan,
    DocumentKind.TRANSLATION_REQUEST: translation_request,
    DocumentKind.DECISION_SUMMARY: summary,
    DocumentKind.RECORD: record,
    DocumentKind.CORE_GROUP_NOTE: core_group_note,
    DocumentKind.DELAY_AGREEMENT: delay_agreement,
    DocumentKind.EXCLUSION_LETTER: exclusion_letter,
    DocumentKind.OUTCOME_FOR_CHILD: outcome_for_child,
    DocumentKind.REMINDER: _items,
    DocumentKind.ESCALATION: _items,
    DocumentKind.TASK: _items,
}
#: Which document a letter is, by what is owed.
IS: Final[dict[EffectKind, DocumentKind]] = {
    EffectKind.INVITATION: DocumentKind.INVITATION,
    EffectKind.CANCELLATION: DocumentKind.CANCELLATION,
    EffectKind.PLAN_COPY: DocumentKind.PLAN,
    EffectKind.TRANSLATION: DocumentKind.TRANSLATION_REQUEST,
    EffectKind.DIGEST: DocumentKind.REMINDER,
    EffectKind.ESCALATION: DocumentKind.ESCALATION,
    EffectKind.TASK: DocumentKind.TASK,
}


def draw_up(
    case: Case, effect: Effect, to: Recipient, reader: Line, now: datetime
) -> Letter:
    """The letter to one recipient. Raises `NoLetter`.

    What a role's holder may not see goes to the team inbox, so that no date is missed
    for it.
    """
    try:
        return _drawn(case, effect, to, reader, now)
    except NotCleared:
        team = inbox(case)
        if not effect.role or to.ref == team.ref:
            raise
    return _drawn(case, effect, team, _to_the_team(reader), now)


def _to_the_team(reader: Line) -> Line:
    return Line(code=reader.code, values={**reader.values, "part": "team"})


def _drawn(
    case: Case, effect: Effect, to: Recipient, reader: Line, now: datetime
) -> Letter:
    document = document_of(effect)
    clear = _clearing(case, effect, to, document, now)
    t = Telling(case, effect, to, now, clear)
    lines, given_out = _told(t, document, reader)
    job = _job(case, effect)
    return Letter(
        key=effect.key,
        case=case.ref,
        kind=effect.kind,
        to=to.ref,
        name=to.name,
        address=to.address,
        language=to.language,
        lines=lines,
        channel=effect.channel,
        document=document,
        readers=clear.readers,
        appointment=_appointment(t, document),
        translation=job.content if job is not None else None,
        certified=_certification(job) if job is not None else None,
        source=_source(case, effect, document, lines, job),
        withheld=clear.withheld,
        to_translate=given_out,
    )


def _told(
    t: Telling, document: DocumentKind, reader: Line
) -> tuple[tuple[Line, ...], tuple[Line, ...]]:
    """What it says, and what it gives out to translate. Raises `NotCleared`."""
    try:
        lines = (reader, *SAYS[document](t))
        given_out = _given_out(t, document)
    except NotSeen:
        raise NotCleared from None
    look_through(lines, t.clear.withheld)
    if gives_away(t.to.name, t.clear.withheld):
        raise NotCleared
    return lines, given_out


def _given_out(t: Telling, document: DocumentKind) -> tuple[Line, ...]:
    if document is not DocumentKind.TRANSLATION_REQUEST:
        return ()
    return to_translate(t, SAYS)


def document_of(effect: Effect) -> DocumentKind:
    """Raises `NothingToSay` for an effect that brings no letter."""
    document = IS.get(effect.kind) or effect.document
    if document not in SAYS:
        raise NothingToSay
    return document


def _clearing(
    case: Case, effect: Effect, to: Recipient, document: DocumentKind, now: datetime
) -> Clearing:
    """A letter for a child is read by the child, and by whoever takes it there."""
    readers = readers_of(case, to.ref, effect.channel)
    if document is DocumentKind.OUTCOME_FOR_CHILD and effect.child is not None:
        readers = (*readers, effect.child)
    ours, hidden = workers(case, now), places(case, now)
    return Clearing(
        case=case,
        ours=ours,
        places=hidden,
        to=to.ref,
        readers=readers,
        document=document,
        conference=_conference(case, effect),
        withheld=secrets_among(case, readers, ours, hidden),
    )


def _conference(case: Case, effect: Effect) -> Conference | None:
    return case.conference(effect.about.partition("/")[0])


def _appointment(t: Telling, document: DocumentKind) -> Appointment | None:
    if document is DocumentKind.INVITATION:
        return appointment(t, cancelled=False)
    if document is DocumentKind.CANCELLATION:
        return appointment(t, cancelled=True)
    return None


def _job(case: Case, effect: Effect) -> Translation | None:
    """The certified text that it brings. Raises `NothingToSay` for any other."""
    if effect.translation is None or effect.role:
        return None
    job = case.translation(effect.translation)
    if job is None or not job.certified or job.content is None:
        raise NothingToSay
    return job


def _certification(job: Translation) -> Certification:
    """As two people answer for it. Raises `NothingToSay` where they do not."""
    if job.translator is None or job.checked_by is None or job.checked_at is None:
        raise NothingToSay
    return Certification(
        language=job.language,
        translator=job.translator,
        checked_by=job.checked_by,
        at=job.checked_at,
    )


def _source(
    case: Case,
    effect: Effect,
    document: DocumentKind,
    lines: tuple[Line, ...],
    job: Translation | None,
) -> str:
    """The fingerprint of what it says. Raises `NothingToSay` where that has changed."""
    if document not in OF_A_CONFERENCE:
        said = [line.model_dump(mode="json") for line in lines[1:]]
        return sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()
    about = effect.about.partition("/")[0]
    source = source_of(case, document, about, effect.child)
    if job is not None and job.source != source:
        raise NothingToSay
    return source
