"""The second look at a letter: a search for what its readers must not see.

It trusts no type and no rule, only texts: whoever typed a secret, and into what.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from domain.clearance.bare import gives_away
from domain.correspondence.recipient import NotCleared
from domain.documents.values import Personal
from domain.letters import Line

#: Fingerprints and references: figures by chance, and nobody's words.
OPAQUE: Final = frozenset({"source", "job", "meeting", "version", "open-days"})
FINGERPRINT: Final = 64


def look_through(lines: Iterable[Line], withheld: tuple[str, ...]) -> None:
    """Raises `NotCleared` when one of these stands in a line."""
    if any(gives_away(text, withheld) for line in lines for text in _texts(line)):
        raise NotCleared


def _texts(line: Line) -> Iterator[str]:
    """What people could read of a line; not what stands in place of the record."""
    for name, value in line.values.items():
        text = value.text if isinstance(value, Personal) else value
        if isinstance(text, str) and name not in OPAQUE and not _is_fingerprint(text):
            yield text


def _is_fingerprint(text: str) -> bool:
    return len(text) == FINGERPRINT and set(text) <= set("0123456789abcdef")
