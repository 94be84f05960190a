"""Made-up words that stand nowhere else, and every shape in which bytes may hold one.

Each word begins with the same letters, so that one search finds all of them. A number
is a telephone's: it has no letters, and is looked for by itself.
"""

from __future__ import annotations

import base64
import re
import zlib
from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from typing import Final

MARK: Final = "Zyqvexolu"
#: Where something may begin that was made smaller: zlib, gzip, and bare deflate in one.
PACKED: Final = re.compile(rb"\x78[\x01\x5e\x9c\xda]|\x1f\x8b\x08")
UNPACKED_AT_MOST: Final = 4_000_000
#: What reads both zlib's heads and gzip's.
ANY_HEAD: Final = 47

Shape = Callable[[str], Iterable[bytes]]


def word(number: int) -> str:
    """The word of this number: told from every other by its end."""
    ends = (f"{'bdfgklmnprst'[number // 12**place % 12]}a" for place in range(4))
    return f"{MARK}{''.join(ends)}"


def needles(canary: str) -> frozenset[bytes]:
    """All that is looked for in bytes, and in bytes in small letters."""
    return frozenset(
        chain.from_iterable(shape(canary) for shape in (*WHATEVER_CASE, *AS_IT_IS))
    )


def found_in(data: bytes, canaries: Iterable[str]) -> set[str]:
    """The canaries that stand in these bytes, in any shape, packed or not."""
    seen: set[str] = set()
    wanted = list(canaries)
    for each in (data, *unpacked(data)):
        small = each.lower()
        seen |= {c for c in wanted if _stands_in(each, small, c)}
    return seen


def unpacked(data: bytes) -> Iterator[bytes]:
    """Whatever in these bytes was made smaller, as it was before."""
    for start in PACKED.finditer(data):
        reader = zlib.decompressobj(ANY_HEAD)
        try:
            whole = reader.decompress(data[start.start() :], UNPACKED_AT_MOST)
        except zlib.error:
            continue  # two bytes that only look like the head of something
        if whole:
            yield whole


def _stands_in(data: bytes, small: bytes, canary: str) -> bool:
    return any(
        needle in small for shape in WHATEVER_CASE for needle in shape(canary)
    ) or any(needle in data for shape in AS_IT_IS for needle in shape(canary))


def _cases(canary: str) -> Iterator[str]:
    yield from dict.fromkeys((canary, canary.lower(), canary.upper()))


def _plain(canary: str) -> Iterator[bytes]:
    yield canary.lower().encode()


def _wide(canary: str) -> Iterator[bytes]:
    for how in ("utf-16-le", "utf-16-be", "utf-32-le"):
        yield canary.lower().encode(how)


def _hex(canary: str) -> Iterator[bytes]:
    for each in _cases(canary):
        yield each.encode().hex().encode()


def _percent(canary: str) -> Iterator[bytes]:
    for each in _cases(canary):
        yield "".join(f"%{byte:02x}" for byte in each.encode()).encode()


def _escaped(canary: str) -> Iterator[bytes]:
    for each in _cases(canary):
        yield "".join(f"\\u{ord(letter):04x}" for letter in each).encode()


def _base64(canary: str) -> Iterator[bytes]:
    """The letters that come of it wherever it begins: its neighbours change the rest.

    The alphabet for URLs differs in two letters, which no text of ours comes to.
    """
    for each in _cases(canary):
        for before in range(3):
            bits = 8 * (before + len(each))
            whole = base64.b64encode(b"\0" * before + each.encode())
            yield whole[-(-8 * before // 6) : bits // 6]


#: Looked for in small letters, and as they are.
WHATEVER_CASE: Final[tuple[Shape, ...]] = (_plain, _wide, _hex, _percent, _escaped)
AS_IT_IS: Final[tuple[Shape, ...]] = (_base64,)
