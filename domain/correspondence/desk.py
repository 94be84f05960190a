"""What the translation desk is asked for: which text, into what. Never the text."""

from __future__ import annotations

from collections.abc import Iterator

from domain.correspondence.recipient import NothingToSay
from domain.correspondence.telling import Telling
from domain.documents.values import Value
from domain.letters import Line


def translation_request(t: Telling) -> Iterator[Line]:
    """Raises `NothingToSay` for a translation that nobody waits for any more."""
    job = t.case.translation(t.effect.translation)
    if job is None or not job.awaited:
        raise NothingToSay
    duty = next((d for d in t.case.duties.values() if d.ref == job.ref), None)
    values: dict[str, Value] = {
        "language": job.language,
        "format": job.format,
        "what": job.document.value,
        "child": job.child or "",
        "conference": t.conference().kind.value,
        "held": t.held(),
        "job": job.ref,
        "due": t.day(duty.due.due_on if duty is not None else None),
        "source": job.source,
    }
    yield Line(code="translation", values=values)
