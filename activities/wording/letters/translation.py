"""A request to the translation desk. The text itself is fetched from Vigil."""

from __future__ import annotations

from collections.abc import Iterator

from activities.wording.blocks import paragraph, particulars
from activities.wording.documents_named import name_of
from activities.wording.languages import language
from activities.wording.matter import Matter, Said
from activities.wording.sentences import CERTIFIED
from domain.documents.model import Block
from domain.documents.values import Phrase, phrase

#: As many letters of a fingerprint as tell texts apart.
SHOWN = 12


def translation_request(matter: Matter) -> Iterator[Block]:
    said = matter.first("translation")
    yield paragraph(f"A translation into {language(said.word('language'))} is needed.")
    yield from particulars(_rows(said, matter))
    yield paragraph(CERTIFIED.format(case=matter.case))


def _rows(said: Said, matter: Matter) -> Iterator[tuple[str, Phrase]]:
    labels = matter.labels
    conference = said.word("conference")
    rows = (
        ("job", said["job"]),
        ("language", language(said.word("language"))),
        ("format", labels.format(said.word("format"))),
        ("document", name_of(said.word("what"), matter.place)),
        ("child", said["child"]),
        ("conference", labels.conference(conference) if conference else ""),
        ("held", said["held"]),
        ("by-when", said["due"]),
        ("fingerprint", said.known("source")[:SHOWN]),
    )
    return ((labels.label(key), phrase(value)) for key, value in rows if value)
