"""Where a family's words may be sent over HTTP: sealed, or within this machine."""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import urlsplit

_HERE: Final = frozenset({"localhost", "127.0.0.1", "::1"})
#: Of these one program drops what the next takes for the end of a host's name: what we
#: took for this machine would be another to whoever connects.
_READ_IN_TWO_WAYS: Final = re.compile(r"[\s\\\x00-\x1f\x7f]")


def is_sealed_or_here(url: str) -> bool:
    """Whether nobody on the way reads what is sent to this address.

    It begins with https and names a host; or with http, and is of this very machine. A
    user's name in it is never taken: a key has a setting of its own.
    """
    if _READ_IN_TWO_WAYS.search(url):
        return False
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname, parts.port
    except ValueError:
        # An address in brackets that is none, or a port that is no number.
        return False
    if not host or "@" in parts.netloc:
        return False
    return parts.scheme == "https" or (parts.scheme == "http" and host in _HERE)
