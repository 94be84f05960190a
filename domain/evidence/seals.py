"""The chain of the whole store: what a seal says, and how its own link is made.

Anybody can work it out again: `root` from the heads it seals, `seal_link` from the
seal before it. Only the signature over the link needs a key.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, NamedTuple

from domain.evidence.chain import beginning, link
from domain.evidence.tree import top

#: The book and chain under which the seals themselves stand.
SEALS: Final = "seals"
STORE: Final = "-"


class SealedHead(NamedTuple):
    """Where one chain ended when it was sealed."""

    book: str
    chain: str
    last_no: int
    digest: str


class Seal(NamedTuple):
    """One seal, without its signature. `at`: an instant, ISO 8601. `heads`: how many
    chains it seals. `key_id`: whose signature it bears."""

    no: int
    at: str
    heads: int
    root: str
    key_id: str


def first_seal() -> str:
    """The link before the first seal."""
    return beginning(SEALS, STORE)


def seal_link(before: str, seal: Seal) -> str:
    """The link of a seal, which is what is signed: 64 hex figures."""
    return link(before, seal)


def root(no: int, heads: Iterable[SealedHead]) -> str:
    """One hash for all the heads of a seal, in the order of book and chain.

    A tree, so that one head can be shown to be sealed without the others.
    """
    return top([leaf(no, head) for head in sorted(heads)])


def leaf(no: int, head: SealedHead) -> str:
    """What one head is in the tree of a seal."""
    return link(beginning("sealed-heads", str(no)), head)
