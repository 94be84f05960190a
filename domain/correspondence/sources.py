"""The fingerprint of what a document says, whoever reads it and whatever its words.

A translation is made of one text. It is stale once this is another one.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime
from hashlib import sha256
from typing import Any

from domain.case import Case
from domain.documents.kinds import DocumentKind
from domain.readings.attendance import attendance, chair_of
from domain.record.conferences import Conference, Outcome

#: What a plan, or a letter about an outcome, says of what was decided.
SAID = frozenset(
    {
        "decided",
        "categories",
        "outcomes",
        "interventions",
        "actions",
        "contingency",
        "wellbeing",
        "key_worker",
        "core_group",
    }
)


def source_of(case: Case, document: DocumentKind, about: str, child: str | None) -> str:
    """The SHA-256 of everything that the document says; empty when there is none.

    `about`: the conference.
    """
    conference = case.conference(about)
    if conference is None or conference.held_at is None:
        return ""
    outcomes = [o for o in conference.outcomes if child in (None, o.child)]
    if not outcomes:
        return ""
    says: dict[str, Any] = {
        "document": document.value,
        "conference": conference.kind.value,
        "held": conference.held_at.isoformat(),
        "outcomes": [_outcome(case, outcome) for outcome in outcomes],
        "people": _people(case, conference, document, outcomes),
    }
    if document is DocumentKind.RECORD:
        says |= _record(conference)
    if document is DocumentKind.OUTCOME_FOR_CHILD:
        says["views"] = [v.how for v in conference.views if v.whose == child]
    return sha256(json.dumps(says, sort_keys=True).encode()).hexdigest()


def _outcome(case: Case, outcome: Outcome) -> dict[str, Any]:
    child = case.child(outcome.child)
    name = child.name if child is not None else None
    said = outcome.model_dump(mode="json", include=set(SAID))
    return {"child": outcome.child, "name": name, **said}


def _people(
    case: Case, conference: Conference, document: DocumentKind, outcomes: list[Outcome]
) -> dict[str, tuple[str, ...]]:
    """Whoever is named in it: by what name, and as what they came to the conference."""
    refs = {ref for outcome in outcomes for ref in _named(outcome)}
    if document is DocumentKind.RECORD:
        absent = (a.person for a in conference.the_day.absences)
        chair = chair_of(case, conference)
        refs |= {*conference.present, *absent, *((chair,) if chair else ())}
    return {ref: _as_said(case, ref, conference.held_at) for ref in sorted(refs)}


def _named(outcome: Outcome) -> Iterator[str]:
    if outcome.key_worker is not None:
        yield outcome.key_worker
    yield from outcome.core_group
    yield from (action.who for action in outcome.actions)


def _as_said(case: Case, ref: str, at: datetime | None) -> tuple[str, ...]:
    person, child = case.person(ref), case.child(ref)
    if person is None or at is None:
        return (child.name or "",) if child is not None else ()
    part = next(case.roles_of(ref, at), person.relation)
    return person.name, part, person.agency or ""


def _record(conference: Conference) -> dict[str, Any]:
    there = [(a.person, *a.children) for a in attendance(conference)]
    absent = [(a.person, a.why) for a in conference.the_day.absences]
    return {
        "present": list(conference.present),
        "there": there,
        "absent": absent,
        "sections": [s.model_dump(mode="json") for s in conference.sections],
    }
