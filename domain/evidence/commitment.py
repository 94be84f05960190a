"""How a fact's words are bound to the chain, which hashes them only sealed.

Beside the sealed body stands a commitment in clear: the SHA-256 of the words under a
random salt, which is sealed with them. Whoever is shown words and salt can tell that
the chain means these words and no others, without a key that opens more. Once the key
of the case is destroyed the salt is gone, and the commitment tells nobody anything.
"""

from __future__ import annotations

from hashlib import sha256
from typing import Final

#: Bytes of a salt: made at random for each fact, where the body is sealed.
SALT_BYTES: Final = 32
#: Stands for the commitment of a fact that was recorded before there were any: its
#: body was sealed without a salt.
NONE: Final = ""


def commitment(salt: bytes, words: bytes) -> str:
    """What stands in clear for these words: 64 hex figures."""
    return sha256(b"vigil/words/1" + salt + words).hexdigest()


def salted(salt: bytes, words: bytes) -> bytes:
    """What is sealed: the salt, then the words."""
    return salt + words


def parted(held: bytes, committed: str) -> tuple[bytes, bytes]:
    """Salt and words of what was unsealed; no salt where nothing was committed to."""
    if committed == NONE:
        return b"", held
    return held[:SALT_BYTES], held[SALT_BYTES:]
