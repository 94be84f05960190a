"""Whether the desk was ever asked: a request that failed is one that it never got."""

from __future__ import annotations

from domain.case import Case
from domain.effects import EffectKind
from domain.letter_keys import AGAIN
from domain.record.translations import Translation


def request_key(case: Case, job: Translation) -> str:
    """The key of the letter by which the desk is asked; of its first asking."""
    return f"{case.ref}/{EffectKind.TRANSLATION}/{job.ref}/desk"


def asked_in_vain(case: Case, job: Translation) -> bool:
    """The request failed, and nobody has said since that they dealt with it."""
    key = request_key(case, job)
    failed = (f for f in case.failed if f.settled_at is None)
    return any(f.key.partition(AGAIN)[0] == key for f in failed)
