"""What people typed, as one line of text that can imitate nothing else."""

from __future__ import annotations

import unicodedata

#: These turn the direction of what follows, and so can make a text read otherwise.
TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def one_line(value: str) -> str:
    """A typed value as one line, in composed form (NFC).

    Line breaks become spaces; control characters and turns of direction are left out;
    the joiners that some scripts need stay.
    """
    line = " ".join(value.split())
    kept = (c for c in line if c not in TURNING and unicodedata.category(c) != "Cc")
    return unicodedata.normalize("NFC", "".join(kept))


def within_a_line(value: str) -> str:
    """The same, with a space at each end that has one: it stands in mid-sentence.

    What is nothing but spaces is one: two numbers with it between stay two.
    """
    line = one_line(value)
    before = " " if value[:1].isspace() else ""
    after = " " if line and value[-1:].isspace() else ""
    return f"{before}{line}{after}"
