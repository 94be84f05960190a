"""What every document has around what it says: title, greeting, help at its end."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from activities.wording.blocks import paragraph
from activities.wording.matter import Matter
from activities.wording.sentences import NOBODY, YOURS
from domain.documents.kinds import DocumentKind
from domain.documents.model import Block, Document
from domain.documents.plain import one_line
from domain.documents.values import Personal, Sort
from domain.letters import Letter

STRUCK_OFF: Final = "no-longer-invited"


def framed(
    letter: Letter, kind: DocumentKind, title: str, blocks: Iterable[Block]
) -> Document:
    """A document that greets nobody: a form, a text, or what goes with a letter."""
    return Document(
        kind=kind,
        case=letter.case,
        reader=letter.to,
        title=title,
        blocks=tuple(blocks),
        source=letter.source,
    )


def title_of(matter: Matter, kind: DocumentKind) -> str:
    """What it is, and of which case; it names nobody.

    A conference that goes on without somebody is not called off.
    """
    what = STRUCK_OFF if matter.only(STRUCK_OFF) else kind
    return f"{matter.labels.title(what)} - case {matter.case}"


def addressed(
    letter: Letter, matter: Matter, kind: DocumentKind, blocks: Iterable[Block]
) -> Document:
    """A letter: it greets its reader by name."""
    document = framed(letter, kind, title_of(matter, kind), blocks)
    return document.model_copy(update={"greets": greeted(letter, matter)})


def opening(matter: Matter) -> Iterator[Block]:
    """In which part somebody gets it, where that is not as themselves."""
    role = matter.place.role(matter.role)
    if matter.part == "team":
        yield paragraph(NOBODY.format(role=role))
    elif role:
        yield paragraph(YOURS.format(role=role, case=matter.case))


def greeted(letter: Letter, matter: Matter) -> Personal | None:
    """The reader by name, for whoever reads with them; a team's mailbox is nobody."""
    name = one_line(letter.name)
    if matter.part == "team" or not name:
        return None
    return Personal(text=name, sort=Sort.NAME, of=letter.to, seen_by=letter.readers)
