"""A document: what it says, to whom, in which language. It has no form yet."""

from __future__ import annotations

from typing import Annotated, Final, Literal

from pydantic import Field

from domain.documents.values import Personal, Phrase
from domain.ids import CaseRef, Ref, Short
from domain.record.people import Language
from rulebook.schema import Code, Frozen

#: How long a title may be, in letters.
TITLE_AT_MOST: Final = 120


class Heading(Frozen):
    """A heading within the document, of one level."""

    block: Literal["heading"] = "heading"
    text: Phrase


class Paragraph(Frozen):
    block: Literal["paragraph"] = "paragraph"
    text: Phrase


class Bullets(Frozen):
    """A list whose order matters to nobody."""

    block: Literal["bullets"] = "bullets"
    items: Annotated[tuple[Phrase, ...], Field(min_length=1)]


class Particulars(Frozen):
    """What is known, line by line: a label, and what it is."""

    block: Literal["particulars"] = "particulars"
    rows: Annotated[tuple[tuple[Phrase, Phrase], ...], Field(min_length=1)]


class Columns(Frozen):
    """A table with a head. Every row has as many cells as the head."""

    block: Literal["columns"] = "columns"
    head: Annotated[tuple[Phrase, ...], Field(min_length=1)]
    rows: Annotated[tuple[tuple[Phrase, ...], ...], Field(min_length=1)]


Block = Annotated[
    Heading | Paragraph | Bullets | Particulars | Columns,
    Field(discriminator="block"),
]


class Document(Frozen):
    """One document for one reader.

    `title` names nobody: it is the subject, the file's metadata and what a screen
    shows. `case` and `reader` are opaque references. `source`: the fingerprint of what
    it says before anybody put it into words.
    """

    kind: Code
    case: CaseRef
    reader: Ref
    greets: Personal | None = None
    title: Annotated[Short, Field(max_length=TITLE_AT_MOST)]
    language: Language = "en"
    blocks: Annotated[tuple[Block, ...], Field(min_length=1)]
    source: str = ""
