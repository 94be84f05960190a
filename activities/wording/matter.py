"""What one letter is about: its reader, the place, and its lines as plain text."""

from __future__ import annotations

import unicodedata
from typing import NamedTuple

from activities.wording.place import Place
from domain.letters import Letter, Line

#: These turn the direction of what follows, and so can make a text read otherwise.
TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")

READER = "reader"


class Matter(NamedTuple):
    """`part` is "family", "professional" or "team"; `role` is empty for a person."""

    case: str
    part: str
    role: str
    place: Place
    lines: tuple[Line, ...]

    def only(self, code: str) -> list[dict[str, str]]:
        """The values of every line with this code, in order."""
        return [line.values for line in self.lines if line.code == code]

    def first(self, code: str) -> dict[str, str]:
        """The values of the line with this code. Raises `LookupError`."""
        for values in self.only(code):
            return values
        raise LookupError(f"the letter has no line {code}")


def matter_of(letter: Letter) -> Matter:
    """What `letter` is about. Raises `LookupError` where it names no reader."""
    lines = tuple(
        Line(code=line.code, values={k: plain(v) for k, v in line.values.items()})
        for line in letter.lines
    )
    reader = next((line.values for line in lines if line.code == READER), None)
    if reader is None:
        raise LookupError(f"the letter has no line {READER}")
    return Matter(
        case=letter.case,
        part=reader["part"],
        role=reader["role"],
        place=Place(reader["procedures"]),
        lines=tuple(line for line in lines if line.code != READER),
    )


def plain(value: str) -> str:
    """A typed value as one line of text, which can imitate no other part of a letter.

    Line breaks become spaces; control characters and turns of direction are left out;
    the joiners that some scripts need stay.
    """
    one_line = " ".join(value.split())
    return "".join(c for c in one_line if c not in TURNING and not _is_control(c))


def _is_control(character: str) -> bool:
    return unicodedata.category(character) == "Cc"
