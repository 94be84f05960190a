"""A true word that came too late, or too early: whether its trace is kept.

A manager's answer by signal waits where no worker runs, and nobody is told that it was
refused. So a flood of what nobody vouched for does not drive its trace out. The same
bytes sent again do not count: they are known for as long as a late word is kept at all.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from domain.attestations.attestation import Attestation
from domain.case import Case
from domain.ids import Instant
from domain.making import changed

#: For so long after it expired a word is kept, and then known again, if it comes late.
KEPT_LATE: Final = timedelta(days=30)
#: So many are known again at once; others count as if nobody had vouched for them.
MOST_LATE: Final = 100


def is_kept(case: Case, word: Attestation, now: datetime) -> bool:
    """Whether the refusal of what came with this word is kept whatever the flood."""
    known = _known(case, now)
    is_new = word.nonce not in known and word.nonce not in case.nonces
    return is_new and len(known) < MOST_LATE and now < word.expires_at + KEPT_LATE


def came_late(case: Case, word: Attestation, at: datetime) -> Case:
    """The case that knows this word again."""
    return changed(case, late={**_known(case, at), word.nonce: at + KEPT_LATE})


def _known(case: Case, at: datetime) -> dict[str, Instant]:
    return {nonce: until for nonce, until in case.late.items() if until > at}
