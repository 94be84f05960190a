"""The fingerprint of what a document says, whoever reads it and whatever its words.

A translation is made of one text. It is stale once this is another one.
"""

from __future__ import annotations

import json
from hashlib import sha256
from typing import Any

from domain.case import Case
from domain.documents.kinds import DocumentKind
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
    }
    if document is DocumentKind.RECORD:
        says |= _record(conference)
    return sha256(json.dumps(says, sort_keys=True).encode()).hexdigest()


def _outcome(case: Case, outcome: Outcome) -> dict[str, Any]:
    child = case.child(outcome.child)
    name = child.name if child is not None else None
    said = outcome.model_dump(mode="json", include=set(SAID))
    return {"child": outcome.child, "name": name, **said}


def _record(conference: Conference) -> dict[str, Any]:
    return {
        "present": list(conference.present),
        "sections": [s.model_dump(mode="json") for s in conference.sections],
    }
