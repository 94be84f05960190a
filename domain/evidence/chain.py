"""A hash chain: each row is bound to all before it, and can be checked with no key.

A link is the SHA-256 of JSON that anybody can write again: the link before, the row's
clear columns in their order, and the SHA-256 of what is sealed in it. So the chain
verifies when what was sealed can no longer be opened, as after an erasure.
"""

from __future__ import annotations

from hashlib import sha256
from json import JSONEncoder
from typing import Final

#: As json.dumps writes it without spaces, but made once: a link is made for every row.
_WRITTEN: Final = JSONEncoder(separators=(",", ":")).encode


def beginning(book: str, chain: str) -> str:
    """The link before the first row of a chain: 64 hex figures."""
    return _hashed(["vigil/chain/1", book, chain])


def link(before: str, columns: tuple[str | int, ...], sealed: bytes = b"") -> str:
    """The link of a row: 64 hex figures.

    `before`: the link of the row before it, or `beginning`. `columns`: its clear
    columns, in their order. `sealed`: the bytes as they lie in the store.
    """
    return link_by_hash(before, columns, sha256(sealed).hexdigest())


def link_by_hash(before: str, columns: tuple[str | int, ...], sealed: str) -> str:
    """The same, where only the SHA-256 of what is sealed is at hand: hex figures."""
    return _hashed([before, *columns, sealed])


def _hashed(said: list[str | int]) -> str:
    return sha256(_WRITTEN(said).encode()).hexdigest()
