"""What one letter is about: its reader, the place, and its lines."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from activities.wording.labels import Labels, labels_for
from activities.wording.place import Place
from domain.documents.plain import one_line
from domain.documents.values import Phrase, Value, Words
from domain.letters import Letter

READER = "reader"


@dataclass(frozen=True)
class Said:
    """One line of a letter: its code, and its values by name."""

    line: str
    values: Mapping[str, Value]

    def __getitem__(self, name: str) -> Value:
        """A value. Raises `LookupError`, which names the line and the value only."""
        if name not in self.values:
            raise LookupError(f"the line {self.line} has no {name}")
        return self.values[name]

    def get(self, name: str) -> Value:
        """A value; empty where the letter does not have it."""
        return self.values.get(name, "")

    def word(self, name: str) -> str:
        """A code or plain words. Raises `LookupError` where it is anything else."""
        value = self[name]
        if not isinstance(value, str):
            raise LookupError(f"the line {self.line} has no plain {name}")
        return value

    def known(self, name: str) -> str:
        """The same, and empty where the letter does not have it."""
        return self.word(name) if name in self.values else ""


class Matter(NamedTuple):
    """`part` is "family", "professional" or "team"; `role` is empty for a person."""

    case: str
    part: str
    role: str
    place: Place
    labels: Labels
    lines: tuple[Said, ...]

    @property
    def is_family(self) -> bool:
        return self.part == "family"

    def only(self, code: str) -> list[Said]:
        """Every line with this code, in order."""
        return [said for said in self.lines if said.line == code]

    def first(self, code: str) -> Said:
        """The line with this code. Raises `LookupError`."""
        for said in self.only(code):
            return said
        raise LookupError(f"the letter has no line {code}")


def matter_of(letter: Letter) -> Matter:
    """What `letter` is about. Raises `LookupError` where it names no reader."""
    lines = tuple(
        Said(line.code, {name: _plain(value) for name, value in line.values.items()})
        for line in letter.lines
    )
    reader = next((said for said in lines if said.line == READER), None)
    if reader is None:
        raise LookupError(f"the letter has no line {READER}")
    place = Place(reader.word("procedures"))
    return Matter(
        case=letter.case,
        part=reader.word("part"),
        role=reader.word("role"),
        place=place,
        labels=labels_for(letter, place),
        lines=tuple(said for said in lines if said.line != READER),
    )


def in_words_alone(said: Phrase) -> str:
    """A sentence as text, for letters whose values were all words.

    Raises `LookupError` where it holds a typed value: nobody has cleared its reader.
    """
    return "".join(_texts(said))


def _texts(said: Phrase) -> Iterator[str]:
    for piece in said:
        if not isinstance(piece, Words):
            raise LookupError(f"a letter in plain words holds a {piece.says}")
        yield piece.text


def _plain(value: Value) -> Value:
    """Typed words as one line, which can imitate no other part of a letter."""
    return one_line(value) if isinstance(value, str) else value
