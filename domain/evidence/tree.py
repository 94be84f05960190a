"""One hash for many leaves, and the few hashes that show one of them to be among them.

So that a seal over the whole store can be shown for one case without showing which
other cases there are.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from hashlib import sha256
from typing import Literal, NamedTuple, TypeAlias

Side: TypeAlias = Literal["left", "right"]


class Beside(NamedTuple):
    """What stands beside us on the way up, and on which side."""

    side: Side
    digest: str


def top(leaves: Sequence[str]) -> str:
    """The hash of all the leaves in their order: 64 hex figures.

    Two by two, level by level; one that is left over goes up as it is.
    """
    level = list(leaves)
    while len(level) > 1:
        level = list(_above(level))
    return level[0] if level else node("", "")


def way_up(leaves: Sequence[str], index: int) -> tuple[Beside, ...]:
    """What is needed to reach the top from one leaf, and no other leaf's content."""
    level, way = list(leaves), list[Beside]()
    while len(level) > 1:
        is_right = index % 2 == 1
        other = index - 1 if is_right else index + 1
        if other < len(level):
            way.append(Beside("left" if is_right else "right", level[other]))
        level, index = list(_above(level)), index // 2
    return tuple(way)


def node(left: str, right: str) -> str:
    said = json.dumps(["vigil/node/1", left, right], separators=(",", ":"))
    return sha256(said.encode()).hexdigest()


def _above(level: Sequence[str]) -> Iterator[str]:
    for at in range(0, len(level) - 1, 2):
        yield node(level[at], level[at + 1])
    if len(level) % 2:
        yield level[-1]
