"""What every fact has: when it happened."""

from __future__ import annotations

from domain.ids import Instant
from rulebook.schema import Frozen


class Happened(Frozen):
    """Past tense, kept for ever. `at`: the true instant, not when we were told."""

    at: Instant
