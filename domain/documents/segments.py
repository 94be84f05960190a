"""A document's sentences one by one, as a translator gets them and gives them back.

Days, moments, names and addresses that the case holds as such, and all numbers and
amounts, are locked: in a segment each stands as a numbered mark, such as ⟦1⟧, and comes
back as the same mark. So no date can be mistyped, and each language says it in its own
words. A name within what somebody wrote is one of its words, and is translated as one.

A certified text is kept with its marks alone, and to lock more would number them anew:
what is locked may not change while such a text can still be sent.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import Final, NamedTuple

from domain.documents.drafts import Certified
from domain.documents.locked import SIGNS, is_written, parts
from domain.documents.model import TITLE_AT_MOST, Document
from domain.documents.places import visited
from domain.documents.plain import one_line, within_a_line
from domain.documents.values import (
    TEXT_AT_MOST,
    Personal,
    Phrase,
    Piece,
    Sort,
    Words,
    phrase,
)
from rulebook.schema import Frozen

#: A locked value's place in a segment.
MARK: Final = re.compile(r"⟦([1-9][0-9]*)⟧")
#: What is left of a mark that somebody broke, or made up.
_BROKEN: Final = re.compile(f"[{SIGNS}]")
#: The title's place.
TITLE: Final = "title"
#: What a place looks like; what does not is nobody's to repeat.
_PLACE: Final = re.compile(rf"{TITLE}|[0-9]{{1,5}}(?:\.[0-9]{{1,5}}){{0,2}}")


class Fault(StrEnum):
    """What is wrong with the translation of one segment."""

    UNTRANSLATED = "untranslated"
    MARK_LOST = "mark-lost"
    MARK_DOUBLED = "mark-doubled"
    MARK_UNKNOWN = "mark-unknown"
    TOO_LONG = "too-long"
    NOT_ASKED = "not-asked"


class Found(NamedTuple):
    """A fault, and the id of the segment that has it."""

    segment: str
    fault: Fault


class Damaged(ValueError):
    """A translation lost, doubled or changed something that was locked.

    `found`: its faults; `segments`: the ids of those that have one. Never a text.
    """

    def __init__(self, found: tuple[Found, ...]) -> None:
        super().__init__(", ".join(f"{id}: {fault}" for id, fault in found))
        self.found = found
        self.segments = tuple(dict.fromkeys(id for id, _ in found))


class Segment(Frozen):
    """One sentence. `id` is its place; `locked` what stands at each mark, from 1.

    `personal`: whose words, and for whom, are among those to translate.
    """

    id: str
    text: str
    locked: tuple[Piece, ...] = ()
    personal: tuple[Personal, ...] = ()

    @property
    def marks(self) -> Counter[str]:
        return Counter(MARK.findall(self.text))


def segments(document: Document) -> tuple[Segment, ...]:
    """Every sentence of the document that has words in it, in order."""
    found: list[Segment] = []

    def note(id: str, said: Phrase) -> Phrase:
        segment = _segment(id, said)
        if has_words(segment.text):
            found.append(segment)
        return said

    note(TITLE, phrase(document.title))
    visited(document, note)
    return tuple(found)


def has_words(text: str) -> bool:
    """Whether anything in it can be translated: a mark and a bracket cannot."""
    return any(map(str.isalpha, MARK.sub("", text)))


def translated(document: Document, certified: Certified) -> Document:
    """The document in another language, its locked values where its marks stand.

    Raises `Damaged`, as `check` does; and `TypeError` for what nobody certified: a
    machine's draft never becomes a document.
    """
    if not isinstance(certified, Certified):
        raise TypeError("only a certified translation becomes a document")
    texts = certified.texts
    check(document, texts)

    def put(id: str, said: Phrase) -> Phrase:
        return _filled(_segment(id, said), texts[id]) if id in texts else said

    title = one_line("".join(map(_words, put(TITLE, phrase(document.title)))))
    update = {
        "blocks": visited(document, put),
        "language": certified.language,
        "title": title,
    }
    return document.model_copy(update=update)


def _words(piece: Piece) -> str:
    return piece.text if isinstance(piece, Words) else ""


def check(document: Document, texts: Mapping[str, str]) -> None:
    """Raises `Damaged` with every fault that the translation has.

    `texts`: the translation of each segment, by id. Each must have words, hold exactly
    the marks of its source, and have been asked for.
    """
    wanted = segments(document)
    found = [Found(s.id, f) for s in wanted for f in faults(s, texts.get(s.id, ""))]
    others = {_named(id) for id in set(texts) - {s.id for s in wanted}}
    found += [Found(id, Fault.NOT_ASKED) for id in sorted(others)]
    if found:
        raise Damaged(tuple(found))


def _named(id: str) -> str:
    """An id that somebody else wrote: it may be anything."""
    return id if _PLACE.fullmatch(id) else "unknown"


def faults(source: Segment, text: str) -> Iterator[Fault]:
    """What is wrong with the translation of one segment."""
    if not has_words(text):
        yield Fault.UNTRANSLATED
        return
    marks, wanted = Counter(MARK.findall(text)), source.marks
    if wanted.keys() - marks.keys():
        yield Fault.MARK_LOST
    if any(count > 1 for mark, count in marks.items() if mark in wanted):
        yield Fault.MARK_DOUBLED
    if marks.keys() - wanted.keys() or _BROKEN.search(MARK.sub("", text)):
        yield Fault.MARK_UNKNOWN
    elif source.id == TITLE and len(_title(source, text)) > TITLE_AT_MOST:
        yield Fault.TOO_LONG


def _title(source: Segment, text: str) -> str:
    return one_line("".join(map(_words, _filled(source, text))))


def _segment(id: str, said: Phrase) -> Segment:
    text, locked = "", list[Piece]()
    personal = tuple(p for p in said if isinstance(p, Personal) and is_written(p))
    for piece in said:
        for part in parts(piece):
            if isinstance(part, str):
                text += within_a_line(part)
            else:
                locked.append(part)
                text += f"⟦{len(locked)}⟧"
    return Segment(id=id, text=text, locked=tuple(locked), personal=personal)


def _filled(source: Segment, text: str) -> Phrase:
    """The translation with its locked values. It is as personal as its source was."""
    pieces: list[Piece] = []
    end = 0
    for found in MARK.finditer(text):
        pieces += _said(source, text[end : found.start()])
        pieces.append(source.locked[int(found[1]) - 1])
        end = found.end()
    return (*pieces, *_said(source, text[end:]))


def _said(source: Segment, text: str) -> Iterator[Piece]:
    """Translated words: only for those who may see all that they were made from.

    They came from outside, so they are made harmless.
    """
    line = within_a_line(text)
    if not source.personal:
        yield from phrase(line)
        return
    cleared = set.intersection(*(set(p.seen_by) for p in source.personal))
    for start in range(0, len(line), TEXT_AT_MOST):
        yield Personal(
            text=line[start : start + TEXT_AT_MOST],
            sort=Sort.WORDS,
            of=source.personal[0].of,
            seen_by=tuple(sorted(cleared)),
        )
