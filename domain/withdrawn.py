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
from domain.letters import FAILURES, Channel, Receipt, Standing
from domain.react.tries import ENDS
from domain.react.ways import LETTERS
from domain.record.deliveries import Delivery
from domain.record.translations import Translation

WAYS: Final[dict[str, Channel]] = {end: way for way, end in ENDS.items()}
KINDS: Final = frozenset(kind.value for kind in LETTERS)
#: Case, kind, what it is about, to whom, and the way.
SHORTEST: Final = 5


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
    parts = key.removeprefix(f"{case.ref}/").partition("~")[0].split("/")
    if len(parts) < SHORTEST - 1 or parts[0] not in KINDS or parts[-1] not in WAYS:
        return None
    person, _, _ = parts[-2].rpartition("-")
    if case.person(person) is None:
        return None
    said = parts[2:-2]
    job = next((job for part in said if (job := case.translation(part))), None)
    return Delivery(
        key=key,
        letter=parts[0],
        document=_document(said, job) if parts[0] == EffectKind.DOCUMENT else None,
        to=person,
        about=parts[1],
        child=next((part for part in said if case.child(part) is not None), None),
        translation=job.ref if job is not None else None,
        channel=WAYS[parts[-1]],
        standing=standing,
        since=at,
    )


def _document(said: list[str], job: Translation | None) -> DocumentKind | None:
    """`record-2` is the record, asked for the second time."""
    if job is not None:
        return job.document
    kinds = {kind.value: kind for kind in DocumentKind}
    names = (part.rpartition("-")[0] for part in said)
    return next((kinds[name] for name in names if name in kinds), None)
