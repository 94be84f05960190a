"""A document opened for its reader: plain text, and nothing that is not theirs to see.

Whoever makes a page, a file or a mail gets only what was opened here. What is personal
opens only for readers who are all cleared for it: the recipient, and everybody who
reads what the recipient is sent.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Literal, Protocol

from pydantic import Field

from domain.documents.model import (
    Block,
    Bullets,
    Columns,
    Document,
    Heading,
    Paragraph,
    Particulars,
)
from domain.documents.plain import within_a_line
from domain.documents.values import AtMoment, OnDay, Personal, Phrase, Words
from domain.ids import CaseRef, Ref
from domain.record.people import Language
from rulebook.schema import Code, Frozen

#: How a letter begins. Where we have no words of our own, with the name alone.
GREETINGS = {"en": "Dear {name},", "cy": "Annwyl {name},"}


class NotCleared(Exception):
    """A reader may not see something that the document says. It names nobody."""

    code = "not-cleared"

    def __init__(self) -> None:
        super().__init__(self.code)


class Speech(Protocol):
    """How a language says a day and a moment."""

    def day(self, value: OnDay, language: str) -> str: ...

    def moment(self, value: AtMoment, language: str) -> str: ...


class Text(Frozen):
    """A heading, a paragraph or one item of a list."""

    block: Literal["heading", "paragraph"]
    text: str


class Items(Frozen):
    block: Literal["bullets"] = "bullets"
    items: tuple[str, ...]


class Rows(Frozen):
    """Label and value in each row."""

    block: Literal["particulars"] = "particulars"
    rows: tuple[tuple[str, str], ...]


class Grid(Frozen):
    block: Literal["columns"] = "columns"
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


Plain = Annotated[Text | Items | Rows | Grid, Field(discriminator="block")]


class Opened(Frozen):
    """What one reader gets, as text: the only thing that is given a form.

    `greets`: how the document greets them, by name; empty where it greets nobody.
    """

    kind: Code
    case: CaseRef
    reader: Ref
    greets: str = ""
    title: str
    language: Language
    blocks: tuple[Plain, ...]
    source: str = ""


def opened(document: Document, readers: Iterable[Ref], speech: Speech) -> Opened:
    """The document as plain text for its recipient.

    `readers`: the recipient, and everybody who reads with them. Raises `NotCleared`
    when one of them may not see one thing that stands in it, and when nobody reads it.
    """
    return _Opening(frozenset(readers), speech, document.language).document(document)


class _Opening:
    def __init__(self, readers: frozenset[str], speech: Speech, language: str) -> None:
        if not readers:
            raise NotCleared
        self._readers = readers
        self._speech = speech
        self._language = language

    def document(self, document: Document) -> Opened:
        greets = document.greets
        return Opened(
            kind=document.kind,
            case=document.case,
            reader=document.reader,
            greets=self._greeting(greets) if greets is not None else "",
            title=document.title,
            language=document.language,
            blocks=tuple(self._block(block) for block in document.blocks),
            source=document.source,
        )

    def _greeting(self, name: Personal) -> str:
        greeting = GREETINGS.get(self._language.partition("-")[0], "{name}")
        return greeting.format(name=self._personal(name))

    def _block(self, block: Block) -> Plain:
        match block:
            case Heading(text=text) | Paragraph(text=text):
                return Text(block=block.block, text=self._phrase(text))
            case Bullets(items=items):
                return Items(items=tuple(map(self._phrase, items)))
            case Particulars(rows=rows):
                said = ((self._phrase(a), self._phrase(b)) for a, b in rows)
                return Rows(rows=tuple(said))
            case Columns(head=head, rows=lines):
                return Grid(
                    head=tuple(map(self._phrase, head)),
                    rows=tuple(tuple(map(self._phrase, line)) for line in lines),
                )

    def _phrase(self, said: Phrase) -> str:
        return "".join(map(self._piece, said))

    def _piece(self, piece: Words | Personal | OnDay | AtMoment) -> str:
        match piece:
            case Words(text=text):
                return text
            case Personal():
                return self._personal(piece)
            case OnDay():
                return self._speech.day(piece, self._language)
            case AtMoment():
                return self._speech.moment(piece, self._language)

    def _personal(self, value: Personal) -> str:
        if not self._readers <= set(value.seen_by):
            raise NotCleared
        return within_a_line(value.text)
