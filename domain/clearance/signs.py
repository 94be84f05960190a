"""What gives a name, a place or a contact away in a text, as `bare` searches for it.

A name is found as a whole word, or at the head of one where it is long: other languages
put endings to names. An address, a number and a mail address are found squeezed. What
is everywhere, such as "Room 4" or "Civic Centre", gives nothing away.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from typing import Final

from domain.clearance.bare import SHORTEST, bare, words_in
from domain.clearance.everyday_words import KINDS, NOBODY, ORDINARY, UNITS

#: From this many letters a name is no head of another word by chance.
LONG: Final = 6
#: What is said in two words may, squeezed, be in the middle of three others.
SQUEEZED: Final = 8
WHOLE_NAME: Final = 10
SHORTEST_NAME: Final = 2
#: Fewer figures are a year, or the number of a house.
SHORTEST_NUMBER: Final = 6


def of_name(name: str) -> Iterator[str]:
    """The whole name, and each part of it that names somebody by itself."""
    whole = words_in(name)
    if len(whole) > 1:
        yield _in_a_row(whole)
        if len("".join(whole)) >= WHOLE_NAME:
            yield bare(name)
    for part in name.split():
        pieces = words_in(part)
        if len(pieces) > 1:
            yield from (_in_a_row(pieces), _in_a_row(["".join(pieces)]))
        for piece in pieces:
            yield from of_word(piece)


def of_word(word: str) -> Iterator[str]:
    """One word of a name or a place; nothing for one that names nobody."""
    said = word.casefold()
    if said in NOBODY or len(said) < SHORTEST_NAME or not said.isalpha():
        return
    if not _has_case(said):
        yield said
    elif said in ORDINARY or len(said) == SHORTEST_NAME:
        yield f" {said.capitalize()} "
    else:
        yield f" {said}" if len(said) >= LONG else f" {said} "


def of_place(text: str) -> Iterator[str]:
    """A venue, a town, a street or a service by what it is called."""
    words = words_in(text)
    known = {word.casefold() for word in words if not word.isdecimal()}
    if known <= KINDS:
        return
    if len(words) == 1:
        yield from of_word(words[0])
    else:
        yield from _as_written(text)


def of_address(text: str) -> Iterator[str]:
    """A line of a postal address: a number and a street, however common that is."""
    known = {word.casefold() for word in words_in(text)}
    named = {word for word in known if not word[0].isdecimal()}
    if len(named) < len(known) and not named <= UNITS:
        yield from _as_written(text)
    else:
        yield from of_place(text)


def of_contact(text: str) -> Iterator[str]:
    """A number, a code or a mail address: found however it is spaced."""
    said = bare(text)
    if len(said) >= (SHORTEST_NUMBER if said.isdecimal() else SHORTEST):
        yield said


def _as_written(text: str) -> Iterator[str]:
    said = bare(text)
    if len(said) >= SQUEEZED:
        yield said
    elif len(said) >= SHORTEST:
        yield _in_a_row(words_in(text))


def _in_a_row(words: list[str]) -> str:
    return f" {' '.join(words).casefold()} "


def _has_case(word: str) -> bool:
    """Scripts without capitals join words, and are looked for squeezed."""
    return any(unicodedata.category(sign) in {"Ll", "Lu"} for sign in word)
