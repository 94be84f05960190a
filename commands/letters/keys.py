"""What the key of a letter says: its kind, what it is about, and to whom it goes.

A letter to a person ends in that person and the way; what staff are told ends in a
role, and the morning's list in a role and a day. Whoever reads one for the other names
a mother where a colleague is meant.
"""

from __future__ import annotations

from typing import Final

from domain.effects import EffectKind
from domain.letter_keys import AGAIN, read, which
from domain.roles import Role

KINDS: Final = frozenset(EffectKind)
TO_A_ROLE: Final = frozenset({EffectKind.ESCALATION, EffectKind.TASK})
TO_STAFF: Final = TO_A_ROLE | {EffectKind.DIGEST, EffectKind.TRANSLATION}
SHORTEST: Final = 4


def is_a_letter(key: str) -> bool:
    """Whether a key is a letter's, and not that of something due."""
    parts = key.split("/")
    return len(parts) > 2 and parts[1] in KINDS


def kind_of(key: str) -> str:
    """What kind of letter it is: `T-1/invitation/...` is an invitation."""
    return (*key.split("/"), "", "")[1] or "letter"


def recipient_of(key: str) -> str:
    """Whom it goes to: a person's reference, or the code of a role.

    `.../mother-1/mail` is hers, `.../digest/chair/2027-01-04` the chair's, and
    `.../task/tell-by-hand/.../mother/coordinator` the coordinator's. Empty where the
    key is too short to say.
    """
    parts, kind = key.partition(AGAIN)[0].split("/"), kind_of(key)
    if len(parts) < SHORTEST:
        return ""
    if kind == EffectKind.TRANSLATION:
        return Role.TRANSLATION_DESK.value
    if kind == EffectKind.DIGEST:
        return parts[2]
    if kind in TO_A_ROLE:
        return parts[-1]
    letter = read(key)
    return "" if letter is None else letter.person


def stem_of(key: str) -> str:
    """What a key is about and for whom, whatever the way, the address and the time."""
    staff = kind_of(key) in TO_STAFF
    return key.partition(AGAIN)[0] if staff else which(key)
