"""An engine's words around marks that it cannot damage.

A machine may drop, double or translate a mark. Where it does, it is asked again for the
words between the marks alone, and they are put together around them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final

from adapters.translation.job import writable
from domain.documents.locked import SIGNS
from domain.documents.plain import one_line, within_a_line
from domain.documents.segments import MARK, Segment, faults, has_words

#: Translates one text; it may raise.
Engine = Callable[[str], str]
#: Why an engine refuses: it does not translate between these two languages.
NO_SUCH_PAIR: Final = "no-such-language-pair"
_NO_SIGNS: Final = str.maketrans("", "", SIGNS)


def drafted(segments: Iterable[Segment], engine: Engine) -> dict[str, str]:
    """A draft of each segment by its id, with its marks whole.

    One that the engine makes nothing of is left out.
    """
    texts = ((segment, _drafted(segment, engine)) for segment in segments)
    return {s.id: text for s, text in texts if not any(faults(s, text))}


def _drafted(segment: Segment, engine: Engine) -> str:
    whole = one_line(writable(engine(segment.text)))
    if not any(faults(segment, whole)):
        return whole
    parts = MARK.split(segment.text)
    words = [_between(part, engine) for part in parts[::2]]
    marks = [f"⟦{mark}⟧" for mark in parts[1::2]]
    return "".join(map("".join, zip(words, [*marks, ""], strict=True)))


def _between(text: str, engine: Engine) -> str:
    """Words between two marks, with the spaces at their ends. Bare signs stay."""
    words = text.strip()
    if not has_words(words):
        return text
    said = one_line(writable(engine(words))).translate(_NO_SIGNS).strip()
    start = text.index(words)
    return within_a_line(f"{text[:start]}{said}{text[start + len(words) :]}")
