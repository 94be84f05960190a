"""One text for one language, as it is given out, and what came back of it."""

from __future__ import annotations

import json
import re
from functools import cached_property
from hashlib import sha256
from typing import Final, NamedTuple

from domain.documents.model import Document
from domain.documents.segments import Segment, segments
from domain.ids import Ref
from domain.record.people import Language
from rulebook.schema import Frozen

#: What no XML file can hold, and nobody can read.
_UNWRITABLE: Final = re.compile(
    "[^\\t\\n\\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]"
)


class Identity(NamedTuple):
    """What a file says of itself.

    `fingerprint`: of the source; `wording`: of the words that it was put into.
    A later version of the program may put the same source into other words, and then
    its sentences stand at other places.
    """

    case: str
    job: str
    source_language: str
    language: str
    fingerprint: str
    wording: str


class Job(Frozen):
    """A document that the desk is asked for in another language. `ref`: the job's."""

    ref: Ref
    language: Language
    document: Document

    @cached_property
    def segments(self) -> tuple[Segment, ...]:
        """Everything there is to translate, as it can be written in a file."""
        return tuple(
            segment.model_copy(update={"text": writable(segment.text)})
            for segment in segments(self.document)
        )

    @property
    def identity(self) -> Identity:
        """What its files say of themselves."""
        of = self.document
        texts = [(segment.id, segment.text) for segment in self.segments]
        wording = sha256(json.dumps(texts).encode()).hexdigest()
        return Identity(
            of.case, self.ref, of.language, self.language, of.source, wording
        )


class Returned(Frozen):
    """A translation that came back whole. Nobody has certified it yet.

    `fingerprint`: of the source that it is made from; `texts`: of each segment, by id.
    """

    job: Ref
    fingerprint: str
    language: Language
    texts: dict[str, str]


class Exported(NamedTuple):
    """A file for the desk. Its name says nothing but opaque references."""

    name: str
    media: str
    content: bytes


def writable(text: str) -> str:
    """The text without what no file can hold."""
    return _UNWRITABLE.sub("", text)
