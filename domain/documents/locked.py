"""What no translator may change in what is to translate: values, figures, addresses."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from domain.documents.values import Personal, Piece, Sort, Words

#: Where a letter can be sent, or a page found: mistyped, it is somebody else's.
_REACHED: Final = (
    r"https?://[^\s<>⟦⟧]{1,500}|[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+"
)
_SPACE: Final = r"[ \u00a0\u202f]"
#: A telephone number with all its groups: one that begins with + or with 0.
_TELEPHONE: Final = rf"(?:\+|(?<![\d.,:/-])(?=0\d\d))\d+(?:(?:{_SPACE}|-)\d+)*"
#: Amounts, times, dates in figures, references: with their sign and their groups. Two
#: numbers that only stand side by side are two: another language may part them.
_FIGURES: Final = (
    r"(?:[£€$]\s?|\b[A-Z]{1,10}-)?"
    rf"\d+(?:[.,:/\u2013-]+\d+|{_SPACE}\d{{3}}(?!\d))*"
)
#: The signs of a mark itself, so that nobody's text can imitate one.
SIGNS: Final = "⟦⟧"
_LOCKED: Final = re.compile(
    rf"(?P<reached>{_REACHED})|{_TELEPHONE}|{_FIGURES}|[{SIGNS}]"
)


def is_written(value: Personal) -> bool:
    """What somebody wrote, which is translated; names and addresses are not."""
    return value.sort is Sort.WORDS


def parts(piece: Piece) -> Iterator[str | Piece]:
    """The words of a piece that are to translate, and what is locked among them."""
    if isinstance(piece, Words) or (isinstance(piece, Personal) and is_written(piece)):
        yield from _words_and_locked(piece)
    else:
        yield piece


def _words_and_locked(piece: Words | Personal) -> Iterator[str | Piece]:
    end = 0
    for found in _LOCKED.finditer(piece.text):
        if found.start() > end:
            yield piece.text[end : found.start()]
        yield _locked(piece, found[0], found["reached"] is not None)
        end = found.end()
    if end < len(piece.text):
        yield piece.text[end:]


def _locked(piece: Words | Personal, text: str, reached: bool) -> Piece:
    """As much for everybody, or for as few, as what it stands in."""
    if isinstance(piece, Words):
        return Words(text=text)
    sort = Sort.CONTACT if reached else piece.sort
    return piece.model_copy(update={"text": text, "sort": sort})
