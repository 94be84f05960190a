"""How a copy of a child's plan was settled: the words that stand on record."""

from __future__ import annotations

from enum import StrEnum
from typing import Final


class HowSettled(StrEnum):
    """A carrier has it, somebody gave it by hand, or it is not to be given."""

    SENT = "sent"
    GIVEN = "given"
    WITHHELD = "withheld"


#: They have it, or should have it, in hand: it can no longer be kept from them.
IN_HAND: Final = frozenset({HowSettled.SENT, HowSettled.GIVEN})
