"""A letter that a carrier took although it had been withdrawn: it is on record too.

The case holds nothing of it any more, so its key has to say what it was.
"""

from __future__ import annotations

from datetime import datetime
from typing import Final

from domain.case import Case
from domain.documents.kinds import DocumentKind
from domain.effects import EffectKind
from domain.facts import Facts
from domain.facts.deliveries import LetterHandedOver
from domain.following.ways import LETTERS
from domain.letter_keys import read
from domain.letters import FAILURES, Receipt, Standing
from domain.record.deliveries import Delivery
from domain.record.translations import Translation

KINDS: Final = frozenset(kind.value for kind in LETTERS)


def gone_all_the_same(case: Case, key: str, said: Receipt, now: datetime) -> Facts:
    """That it went, whatever was to keep it back. What did not go needs no fact."""
    known = key in case.outbox or key in case.waiting or key in case.deliveries
    if known or case.terms.letters is None or said.standing in FAILURES:
        return ()
    delivery = told_by(case, key, said.standing, now)
    if delivery is None:
        return ()
    content = said.content
    return (LetterHandedOver(at=now, delivery=delivery, content=content, stopped=True),)


def told_by(case: Case, key: str, standing: Standing, at: datetime) -> Delivery | None:
    """What a letter's key says of it; None for what is no letter to a person."""
    parts = read(key)
    if parts is None or parts.case != case.ref or parts.kind not in KINDS:
        return None
    if case.person(parts.person) is None:
        return None
    said = parts.about[1:]
    job = next((job for part in said if (job := case.translation(part))), None)
    return Delivery(
        key=key,
        letter=parts.kind,
        document=_document(said, job) if parts.kind == EffectKind.DOCUMENT else None,
        to=parts.person,
        about=parts.about[0],
        child=next((part for part in said if case.child(part) is not None), None),
        translation=job.ref if job is not None else None,
        channel=parts.way,
        standing=standing,
        since=at,
    )


def _document(said: tuple[str, ...], job: Translation | None) -> DocumentKind | None:
    """`record-2` is the record, asked for the second time."""
    if job is not None:
        return job.document
    kinds = {kind.value: kind for kind in DocumentKind}
    names = (part.rpartition("-")[0] for part in said)
    return next((kinds[name] for name in names if name in kinds), None)
