"""What a story's translators gave back: every sentence as it was given out.

A story names a translation by its fingerprints alone, and a rehearsal prints nothing.
So that a letter can bring it all the same, it says what its source says.
"""

from __future__ import annotations

from collections.abc import Iterable

from commands.rehearsal.story import Asking
from domain.documents.drafts import Certified
from domain.documents.model import Document
from domain.documents.segments import segments
from domain.requests.translations import ReturnTranslation

A_SECOND_PERSON = "a-second-person"


def given_back(askings: Iterable[Asking]) -> dict[str, ReturnTranslation]:
    """What came back in a story, by the fingerprint of its content."""
    requests = (asking.request for asking in askings)
    return {r.content: r for r in requests if isinstance(r, ReturnTranslation)}


def as_given_out(source: str, back: ReturnTranslation) -> str:
    """The certified text of a source, both as they are kept."""
    document = Document.model_validate_json(source)
    return Certified(
        language=document.language,
        texts={segment.id: segment.text for segment in segments(document)},
        translator=back.translator,
        reviser=A_SECOND_PERSON,
        at=back.returned_at,
    ).model_dump_json()
