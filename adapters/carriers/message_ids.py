"""A letter's identity as e-mail carries it: derived from its key, the same for ever."""

from __future__ import annotations

import hashlib
import re
from typing import Final

_HASH: Final = re.compile(r"[0-9a-f]{64}")


def reference(key: str) -> str:
    """What stands for a key outside: 64 hex digits, which tell nothing of it."""
    return hashlib.sha256(key.encode()).hexdigest()


def is_reference(text: str) -> bool:
    """Whether it can be one of ours."""
    return _HASH.fullmatch(text) is not None


def message_id(key: str, domain: str) -> str:
    """`<hash@domain>`: the key itself stays here, for a header travels in clear."""
    return f"<{reference(key)}@{domain}>"


def file_stem(identity: str) -> str:
    """The name under which a letter with this Message-ID is filed: 64 hex digits.

    Our own identities are their own hash. Anything else is hashed first, since what a
    stranger wrote must not become a path.
    """
    local = identity.strip().strip("<>").partition("@")[0]
    if _HASH.fullmatch(local):
        return local
    return hashlib.sha256(local.encode("utf-8", "surrogateescape")).hexdigest()
