"""How somebody is reached, as texts that would lead to them: street, code, number."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from domain.clearance.bare import SHORTEST, bare
from domain.clearance.everyday_words import KINDS, NOBODY
from domain.clearance.signs import of_address, of_contact
from domain.record.people import Person

POSTCODE: Final = re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]?\s*\d[A-Z]{2}\b", re.IGNORECASE)
NUMBER: Final = re.compile(
    r"^(?:(?:flat|room|unit|no)\.?\s*)?\d+[a-z]?\s+", re.IGNORECASE
)
#: How many of a telephone number's last figures are the same, however it is written.
FIGURES: Final = 9


def contacts_of(person: Person) -> Iterator[str]:
    """How somebody is reached: the whole of it, the street, the code, the number."""
    post = person.post or ""
    first, *_ = lines_of(post) or ("",)
    yield from of_address(post)
    yield from of_address(first)
    for text in (person.email or "", figures(person.phone)):
        yield from of_contact(text)
    for code in POSTCODE.finditer(post):
        yield from of_contact(code.group())
    for line in lines_of(post):
        street = NUMBER.sub("", line)
        if street != line:
            yield from (*of_address(line), *of_address(street))


def lines_of(post: str | None) -> tuple[str, ...]:
    """The lines of a postal address."""
    lines = (line.strip() for line in re.split(r"[,;\n]", post or ""))
    return tuple(line for line in lines if line)


def domain_of(email: str | None) -> str:
    return (email or "").rpartition("@")[2].casefold()


def words_of(post: str | None) -> Iterator[str]:
    """The words of an address that are not in many others: "Larkspur", not "Road"."""
    words = (word.casefold() for word in re.findall(r"[^\W\d_]+", post or ""))
    return (w for w in words if len(w) > SHORTEST and w not in KINDS | NOBODY)


def figures(phone: str | None) -> str:
    """The last figures of a telephone number, at home and from abroad alike."""
    return "".join(c for c in bare(phone or "") if c.isdecimal())[-FIGURES:]
