"""Which parts of a text run against the rest: a Latin name in Urdu, an Urdu one in
English.

Left to itself a screen puts the number of a house behind its street, and the groups of
a telephone number in the wrong order. So whoever gives a text a form sets such a part
apart, and here it is found. A number belongs to the word before it; after a mark, and
where a text begins, to the word behind it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

_side = unicodedata.bidirectional
_RIGHT_TO_LEFT = frozenset({"R", "AL"})
_LEFT_TO_RIGHT = frozenset({"L"})
#: What a turned part begins and ends with, within a text that runs to the left.
_LATIN = _LEFT_TO_RIGHT | {"EN"}
#: Signs and brackets that belong to the words or numbers that they touch.
_SIGNS = "#@+£€$%/\\'\"`=_*"
_BRACKETS = {"(": ")", "[": "]", "{": "}", "<": ">"}
#: Numbers that a text to the left would take apart: of several groups, or with a sign.
#: A year and a time after it are two numbers.
_NUMBER = re.compile(
    r"\+?\(?\d[\d()]*(?:[ \-/.]\(?\d[\d()]*)+(?![\d:])|[+£€$] ?\d[\d.,]*(?<=\d)"
)
_NUMBERS_FIRST = re.compile(r"(?:[\d.,:/-]+\s+)+")


class Run(NamedTuple):
    """A part of a text. `turned`: it runs against the rest, and is set apart."""

    text: str
    turned: bool = False


class _Part(NamedTuple):
    start: int
    stop: int


def runs(text: str, right_to_left: bool) -> tuple[Run, ...]:
    """The text in parts, in order; together they are the text.

    `right_to_left`: how what surrounds it runs.
    """
    found: list[Run] = []
    end = 0
    for start, stop in _turned(text, right_to_left):
        found += [Run(text[end:start]), Run(text[start:stop], turned=True)]
        end = stop
    found.append(Run(text[end:]))
    return tuple(run for run in found if run.text)


def begins_right_to_left(text: str) -> bool:
    """Whether its first letter runs so: that is how a screen takes a line of a mail."""
    strong = _RIGHT_TO_LEFT | _LEFT_TO_RIGHT
    return next((s for s in map(_side, text) if s in strong), "L") in _RIGHT_TO_LEFT


def _turned(text: str, right_to_left: bool) -> Iterator[_Part]:
    own, other = _RIGHT_TO_LEFT, _LEFT_TO_RIGHT
    if not right_to_left:
        own, other = other, own
    if _has(text, other) and not _has(text, own):
        yield _Part(0, len(text))
        return
    for part in _without(text, own):
        if _has(text[part.start : part.stop], other):
            yield from _foreign(text, part, _LATIN if right_to_left else other)
        elif right_to_left:
            yield from _numbers(text, *part)


def _without(text: str, own: frozenset[str]) -> Iterator[_Part]:
    """The longest parts of a text that have no letter of its own direction."""
    start = 0
    for at, side in enumerate(map(_side, text)):
        if side in own:
            yield _Part(start, at)
            start = at + 1
    yield _Part(start, len(text))


def _foreign(text: str, part: _Part, made_of: frozenset[str]) -> Iterator[_Part]:
    """The words of the other direction, and before them numbers that are not theirs."""
    inside = [n for n in range(*part) if _side(text[n]) in made_of]
    first, last = inside[0], inside[-1] + 1
    while last < part.stop and _side(text[last]) == "NSM":
        last += 1
    after_a_word = text[part.start : first].isspace() and part.start > 0
    numbers = _NUMBERS_FIRST.match(text, first, last)
    if after_a_word and numbers:
        yield from _numbers(text, first, numbers.end())
        first = numbers.end()
    yield _widened(text, first, last, part)


def _widened(text: str, start: int, stop: int, part: _Part) -> _Part:
    """With the signs at its ends, and with a bracket that closes or opens in it.

    A pair around it stays outside: it looks the same from both directions.
    """
    while True:
        before = text[start - 1] if start > part.start else ""
        after = text[stop] if stop < part.stop else ""
        opened = _open(text[start:stop], before)
        if before and (before in _SIGNS or opened < 0):
            start -= 1
        elif after and (after in _SIGNS or _open(text[start:stop], after) > 0):
            stop += 1
        else:
            return _Part(start, stop)


def _open(text: str, bracket: str) -> int:
    """How many brackets of this pair stay open in a text; less than none: closed."""
    pairs = (p for p in _BRACKETS.items() if bracket and bracket in p)
    return sum(text.count(opens) - text.count(closes) for opens, closes in pairs)


def _numbers(text: str, start: int, stop: int) -> Iterator[_Part]:
    return (_Part(*found.span()) for found in _NUMBER.finditer(text, start, stop))


def _has(text: str, sides: frozenset[str]) -> bool:
    return not sides.isdisjoint(map(_side, text))
