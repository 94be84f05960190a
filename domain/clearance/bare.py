"""A text as it is searched: squeezed, and word by word, so that no writing hides it.

A secret with a space before it begins a word, one with a space behind it ends one: so a
name is no part of a longer word. One with a capital is a word of every day too, and is
a name only where it is written with one. All others are found however they are spaced.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from typing import Final

#: What is shorter, squeezed, is in half of all words.
SHORTEST: Final = 4
_OTHERS: Final = re.compile(r"[^a-z0-9]+")
_WORD: Final = re.compile(r"[^\W_]+")
_MONTH: Final = (
    "(?:January|February|March|April|May|June|July|August|September|October|November"
    "|December|Ebrill|Mai|Awst|Medi)"
)
_DAY: Final = r"[0-9]{1,2}(?:st|nd|rd|th)?"
_BEFORE: Final = "(?:[Ii]n|[Ss]ince|[Uu]ntil|[Dd]uring|[Ee]arly|[Ll]ate|[Nn]ext)"
#: "6 May", "May 2027" and "in May" are dates and name nobody.
_DATE: Final = re.compile(
    rf"(?<= )(?:(?:{_DAY}(?: of)?|{_BEFORE}) {_MONTH}(?= )|{_MONTH} [0-9]+)"
)


def bare(text: str) -> str:
    """The text without case, spaces, marks and accents: "Flat 3, Élan" -> "flat3elan".

    Wide and narrow forms of a letter are that letter.
    """
    if text.isascii():
        return _OTHERS.sub("", text.lower())
    folded = unicodedata.normalize("NFKD", text).casefold()
    return "".join(filter(str.isalnum, folded))


def words_in(text: str) -> list[str]:
    """Its words in letters and figures alone, with case and without accents.

    What nobody sees, such as a soft hyphen, parts no word.
    """
    if not text.isascii():
        signs = unicodedata.normalize("NFKD", text)
        text = "".join(c for c in signs if unicodedata.category(c)[0] not in "MC")
    return _WORD.findall(text)


def spoken(text: str) -> str:
    """The text in every form in which a secret is looked for."""
    words = words_in(text.replace("\n", " "))
    small = " ".join(word.casefold() for word in words)
    large = " ".join(w.capitalize() if w[0].isupper() else w for w in words)
    return f"{bare(text)}\n {small} \n{_DATE.sub('', f' {large} ')}"


def gives_away(text: str, withheld: Collection[str]) -> bool:
    """Whether one of these secrets stands in the text."""
    if not withheld:
        return False
    said = spoken(text)
    return any(secret in said for secret in withheld)
