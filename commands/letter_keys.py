"""What the key of a letter says: its kind, what it is about, and to whom it goes."""

from __future__ import annotations

from typing import Final

from domain.effects import EffectKind

KINDS: Final = frozenset(EffectKind)


def is_a_letter(key: str) -> bool:
    """Whether a key is a letter's, and not that of something due."""
    parts = key.split("/")
    return len(parts) > 2 and parts[1] in KINDS


def kind_of(key: str) -> str:
    """What kind of letter it is: `T-1/invitation/...` is an invitation."""
    return (*key.split("/"), "", "")[1] or "letter"


def recipient_of(key: str) -> str:
    """Whom it goes to: `.../mother-1/mail` is hers, `.../chair/2027-01-04` the chair's.

    Empty where the key is too short to say.
    """
    parts = key.split("/")
    if len(parts) < 4:
        return ""
    name, _, revision = parts[-2].rpartition("-")
    return name if name and revision.isdigit() else parts[-2]


def stem_of(key: str) -> str:
    """What a key is about and for whom, whatever the way, the address and the time."""
    return "/".join((*key.split("/")[:-2], recipient_of(key)))
