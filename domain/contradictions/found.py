"""What a contradiction says of itself."""

from __future__ import annotations

from rulebook.schema import Frozen


class Contradiction(Frozen):
    """Something in an intake that cannot be: where, and what to write instead."""

    where: str
    message: str
